package story

import (
	"slices"
	"strings"
	"time"
)

// storyFields are the keys of a story that hold values, and sectionFields
// those of a section, in the order in which Encode writes them.
func storyFields() []string {
	return []string{"title", "draft", "tags", "answers", "limit", "polished", "followups", "notes", "dismissed"}
}

func sectionFields() []string { return []string{"target", "points", "script"} }

// allFields are the keys of all values: "title", "action.points".
func allFields() []string {
	keys := storyFields()
	for _, n := range SectionNames() {
		for _, f := range sectionFields() {
			keys = append(keys, string(n)+"."+f)
		}
	}
	return keys
}

// fieldValue is a value as it goes into a file: texts, or one text. Times and
// yes are texts, too; what is empty does not stand in the file.
type fieldValue struct {
	text string
	list []string
}

func (v fieldValue) empty() bool { return v.text == "" && len(v.list) == 0 }

func (v fieldValue) equal(w fieldValue) bool {
	return v.text == w.text && slices.Equal(v.list, w.list)
}

// fieldOf gives the value of a key of allFields.
func (s *Story) fieldOf(key string) fieldValue {
	if section, name, ok := strings.Cut(key, "."); ok {
		in := s.section(SectionName(section))
		switch name {
		case "target":
			return timeValue(in.Target)
		case "points":
			return fieldValue{list: in.Points}
		}
		return fieldValue{text: in.Script}
	}
	switch key {
	case "title":
		return fieldValue{text: s.Title}
	case "draft":
		if s.MarkedDraft {
			return fieldValue{text: "true"}
		}
		return fieldValue{}
	case "tags":
		return fieldValue{list: s.Tags}
	case "answers":
		return fieldValue{list: s.Answers}
	case "limit":
		return timeValue(s.Limit)
	case "polished":
		return fieldValue{list: s.Polished}
	case "followups":
		return fieldValue{list: s.Followups}
	case "notes":
		return fieldValue{text: s.Notes}
	}
	return fieldValue{list: s.Dismissed}
}

func timeValue(d time.Duration) fieldValue {
	if d <= 0 {
		return fieldValue{}
	}
	return fieldValue{text: FormatDuration(d)}
}

// Cleaned gives a story as Parse would read it back: without blanks around its
// texts, and without the entries of lists in which nothing stands.
func Cleaned(s Story) Story {
	for _, text := range []*string{
		&s.Title, &s.Notes, &s.Situation.Script, &s.Task.Script, &s.Action.Script, &s.Result.Script, &s.Lessons.Script,
	} {
		*text = clean(*text)
	}
	for _, list := range []*[]string{
		&s.Tags, &s.Answers, &s.Polished, &s.Followups, &s.Dismissed,
		&s.Situation.Points, &s.Task.Points, &s.Action.Points, &s.Result.Points, &s.Lessons.Points,
	} {
		*list = cleanList(*list)
	}
	return s
}

// cleanList leaves the list that it is given as it is.
func cleanList(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text = clean(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}
