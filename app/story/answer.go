package story

import (
	"errors"
	"io/fs"
	"os"
	"slices"
)

// SetAnswer writes into a story's file that the story answers a question, or
// that it no longer does, and changes nothing else in it; see Save. A file that
// says so already is left as it is. The file is read for it: what an editor has
// saved meanwhile stays. Where it cannot be understood the error is its Problem,
// where it is gone a GoneError.
func SetAnswer(path, question string, answers bool) error {
	const tries = 3 // an editor may save in the very moment
	var err error
	for range tries {
		var changed *ChangedError
		if err = setAnswer(path, question, answers); !errors.As(err, &changed) {
			return err
		}
	}
	return err
}

func setAnswer(path, question string, answers bool) error {
	data, problems := readOne(path)
	if len(problems) > 0 {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return &GoneError{Path: path}
		}
		return problems[0]
	}
	s, problems, editable := Read(path, data, Options{Limit: MaxLimit})
	if !editable {
		return problems[0]
	}
	if slices.Contains(s.Answers, question) == answers {
		return nil
	}
	s.Answers = slices.DeleteFunc(slices.Clone(s.Answers), func(id string) bool { return id == question })
	if answers {
		s.Answers = append(s.Answers, question)
	}
	_, err := Save(path, data, s)
	return err
}
