package notes

import (
	"fmt"
	"strings"

	"starling/app/story"
)

// Summary says in lines what was found and what would be done with it: each
// file of notes with its stories and the sections that each has, the questions,
// and below that what was left out, with its place.
func (im *Import) Summary() []string {
	var lines []string
	items := im.Items
	for _, s := range im.Sources {
		lines = append(lines, fmt.Sprintf("%s: %s", s.File, s.found()))
		for len(items) > 0 && items[0].File == s.File {
			lines = append(lines, "  "+items[0].line())
			items = items[1:]
		}
	}
	if len(im.NewQuestions) > 0 || im.KnownQuestions > 0 {
		lines = append(lines, im.questionLine())
	}
	for _, k := range []struct {
		kind Kind
		head string
	}{
		{Failed, "Cannot be imported:"},
		{Check, "To be looked at:"},
		{Unplaced, "Without a place in a story:"},
		{Skipped, "Passed over:"},
	} {
		lines = append(lines, im.reportLines(k.kind, k.head)...)
	}
	for i, err := range im.Errors {
		if i == 0 {
			lines = append(lines, "", "Cannot be read:")
		}
		lines = append(lines, "  "+err.Error())
	}
	return lines
}

// found is "5 stories, 8 questions in 3 categories".
func (s Source) found() string {
	var parts []string
	if s.Stories > 0 {
		parts = append(parts, counted(s.Stories, "story", "stories"))
	}
	if s.Questions > 0 {
		parts = append(parts, counted(s.Questions, "question", "questions")+" in "+counted(s.Categories, "category", "categories"))
	}
	if len(parts) == 0 {
		return "no story and no question"
	}
	return strings.Join(parts, ", ")
}

// line is a story with its sections, a dot for each that is missing:
//
//	S T A R ·  Coaching someone through a hard review → coaching-someone.toml
func (i Item) line() string {
	var letters []string
	for _, n := range story.SectionNames() {
		letter := n.Letter()
		if i.Story.Section(n).Empty() {
			letter = "·"
		}
		letters = append(letters, letter)
	}
	line := strings.Join(letters, " ") + "  " + i.Story.Title
	file := i.Story.Slug + story.Extension
	switch i.Status {
	case AlreadyThere:
		return line + ": there already, as " + file
	case Beside:
		line += ": the notes have changed; beside " + i.There + story.Extension
	}
	if i.Story.Draft() {
		line += " (draft)"
	}
	return line + " → " + file
}

// questionLine counts the questions.
func (im *Import) questionLine() string {
	fresh := 0
	for _, c := range im.NewQuestions {
		fresh += len(c.Questions)
	}
	switch {
	case fresh == 0:
		return counted(im.KnownQuestions, "question is", "questions are") + " in " + story.BankFile + " already"
	case im.KnownQuestions == 0:
		return counted(fresh, "question", "questions") + " → " + story.BankFile
	}
	return fmt.Sprintf("%s → %s; %s there already", counted(fresh, "question", "questions"), story.BankFile, counted(im.KnownQuestions, "is", "are"))
}

// reportLines lists the reports of a kind below a heading.
func (im *Import) reportLines(k Kind, head string) []string {
	var lines []string
	for _, r := range im.Reports {
		if r.Kind != k {
			continue
		}
		if lines == nil {
			lines = append(lines, "", head)
		}
		lines = append(lines, "  "+r.String())
		if k == Failed && r.Content != "" {
			for l := range strings.SplitSeq(r.Content, "\n") {
				lines = append(lines, "    – "+l)
			}
		}
	}
	return lines
}
