package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"starling/app/settings"
	"starling/app/story"
)

// Paths prints where things are, one a line: the name, then the path.
func Paths(s Setup, w io.Writer) error {
	for _, line := range [][2]string{
		{"stories", s.Paths.Stories},
		{"data", s.Paths.Data},
		{"settings", s.Paths.Config},
		{"log", s.Paths.State},
	} {
		if _, err := fmt.Fprintf(w, "%-8s  %s\n", line[0], line[1]); err != nil {
			return err
		}
	}
	return nil
}

// NewStory writes a story with nothing but a title and questions in the place
// of its points, as a draft, and gives its path. Where that is the first that
// is ever done with Starling, the examples come with it: copied are their names.
func NewStory(s Setup, title string) (path string, copied []string, err error) {
	if copied, err = PrepareStories(s.Paths, s.StoriesGiven, s.Settings); err != nil {
		return "", copied, err
	}
	path, err = story.Write(s.Paths.Stories, skeleton(title))
	if errors.Is(err, story.ErrExists) {
		return "", copied, fmt.Errorf("%w; give the new one another title, or edit that one", err)
	}
	return path, copied, err
}

// skeleton is a story to be filled in.
func skeleton(title string) story.Story {
	return story.Story{
		Title:       title,
		MarkedDraft: true,
		Situation:   story.Section{Points: []string{"When and where was it, and who was there?", "What was at stake?"}},
		Task:        story.Section{Points: []string{"What was yours to do, by when, or to which target?"}},
		Action: story.Section{Points: []string{
			"What did you do first, and why that?",
			"What did you do then? A step a line, and say I, not we.",
			"What did you weigh against it?",
		}},
		Result:  story.Section{Points: []string{"What came of it, in a number, before and after?", "Who confirmed it?"}},
		Lessons: story.Section{Points: []string{"What did you learn?", "Where have you used it since? Without an answer, take this section out."}},
	}
}

// Rehearsable tells whether a story can be opened on the stage; the error says
// what keeps it from that. On the first start it copies the examples, so that
// one of them can be named at once.
func Rehearsable(s Setup, slug string) error {
	if _, err := PrepareStories(s.Paths, s.StoriesGiven, s.Settings); err != nil {
		return err
	}
	path := s.storyPath(slug)
	if path == "" {
		return s.unknownStory(slug, s.slugs())
	}
	st, problems := story.ReadFile(path, story.Options{Limit: s.Settings.Limit})
	if len(problems) > 0 {
		lines := make([]string, len(problems))
		for i, p := range problems {
			lines[i] = p.Error()
		}
		return fmt.Errorf("%s has to be put right first:\n%s", slug, strings.Join(lines, "\n"))
	}
	if !st.Draft() {
		return nil
	}
	var names []string
	for _, n := range st.Missing() {
		names = append(names, n.Title())
	}
	if len(names) == 0 {
		return fmt.Errorf("%s says that it is a draft; take out draft = true in %s when it is done", slug, path)
	}
	return fmt.Errorf("%s is a draft: give points or a script to %s in %s", slug, strings.Join(names, ", "), path)
}

// storyPath gives the file of the story of that slug; empty if there is none.
func (s Setup) storyPath(slug string) string {
	if !slices.Contains(s.slugs(), slug) {
		return ""
	}
	return filepath.Join(s.Paths.Stories, slug+story.Extension)
}

// slugs gives the slugs of all story files, whatever is in them.
func (s Setup) slugs() []string {
	entries, err := os.ReadDir(s.Paths.Stories)
	if err != nil {
		return nil // as good as empty: what is wrong with it is said by whoever opens it
	}
	var slugs []string
	for _, e := range entries {
		slug, ok := strings.CutSuffix(e.Name(), story.Extension)
		if ok && e.Name() != story.BankFile && !strings.HasPrefix(slug, ".") {
			slugs = append(slugs, slug)
		}
	}
	return slugs
}

// unknownStory says that there is no such story, and which may have been meant.
func (s Setup) unknownStory(slug string, among []string) error {
	slices.Sort(among)
	among = slices.Compact(among)
	near := settings.Near(story.Slugify(slug), among)
	switch {
	case len(near) > 0:
		return fmt.Errorf("there is no story %q in %s; did you mean %s?", slug, s.Paths.Stories, alternatives(near[:min(3, len(near))]))
	case len(among) == 0:
		return fmt.Errorf("there is no story %q, nor any other, in %s; write one with: starling new TITLE", slug, s.Paths.Stories)
	}
	return fmt.Errorf("there is no story %q in %s; a story's name is that of its file, without %s", slug, s.Paths.Stories, story.Extension)
}

// alternatives is "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
