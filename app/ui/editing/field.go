package editing

import (
	"strings"

	"starling/app/story"
)

// Field names a text of a story.
type Field string

// The fields that are of no section.
const (
	Title     Field = "title"
	Tags      Field = "tags"    // with commas between them
	Answers   Field = "answers" // ids of questions, one a line
	Limit     Field = "limit"
	Draft     Field = "draft" // "true", or nothing
	Polished  Field = "polished"
	Followups Field = "followups"
	Notes     Field = "notes"
	Dismissed Field = "dismissed" // ids of observations, one a line
)

// Points names the field of a section's points.
func Points(n story.SectionName) Field { return Field(n) + ".points" }

// Script names the field of a section's script.
func Script(n story.SectionName) Field { return Field(n) + ".script" }

// Target names the field of a section's target.
func Target(n story.SectionName) Field { return Field(n) + ".target" }

// Fields gives all fields, in the order in which a person goes through them.
func Fields() []Field {
	fields := []Field{Title, Tags, Answers, Limit, Draft}
	for _, n := range story.SectionNames() {
		fields = append(fields, Target(n), Points(n), Script(n))
	}
	return append(fields, Polished, Followups, Notes, Dismissed)
}

// part takes a section's field apart.
func (f Field) part() (section story.SectionName, part string) {
	name, part, ok := strings.Cut(string(f), ".")
	if !ok {
		return "", string(f)
	}
	return story.SectionName(name), part
}

// Section is the section that a field is of; empty for one of the story's own.
func (f Field) Section() story.SectionName {
	section, _ := f.part()
	return section
}

// Name is what a field is called on screen: "Title", "Points of Action".
func (f Field) Name() string {
	section, part := f.part()
	if section != "" {
		return strings.ToUpper(part[:1]) + part[1:] + " of " + section.Title()
	}
	switch f {
	case Answers:
		return "Questions"
	case Polished:
		return "Polished lines"
	case Followups:
		return "Follow-ups"
	case Draft:
		return "Draft mark"
	case Dismissed:
		return "Observations put aside"
	}
	return strings.ToUpper(part[:1]) + part[1:]
}

// noTitle is what is wrong with a title that is none.
const noTitle = "A story needs a title: until it has one, it cannot be saved."

// textOf gives a field of a story as a text.
func textOf(s *story.Story, f Field) string {
	if n, part := f.part(); n != "" {
		section := s.Section(n)
		switch part {
		case "points":
			return lines(section.Points)
		case "target":
			return timeText(section.Target)
		}
		return section.Script
	}
	switch f {
	case Title:
		return s.Title
	case Tags:
		return strings.Join(s.Tags, ", ")
	case Answers:
		return lines(s.Answers)
	case Limit:
		return timeText(s.Limit)
	case Draft:
		if s.MarkedDraft {
			return "true"
		}
		return ""
	case Polished:
		return lines(s.Polished)
	case Followups:
		return lines(s.Followups)
	case Dismissed:
		return lines(s.Dismissed)
	}
	return s.Notes
}

// read puts what a text says into a story, and gives what is wrong with the
// text; the story then stays as it is.
func read(s *story.Story, f Field, text string) (wrong string) {
	if n, part := f.part(); n != "" {
		section := sectionOf(s, n)
		switch part {
		case "points":
			section.Points = entries(text)
		case "target":
			return readTime("target", text, &section.Target)
		default:
			section.Script = trimmed(text)
		}
		return ""
	}
	switch f {
	case Title:
		if s.Title = trimmed(text); s.Title == "" {
			return noTitle
		}
	case Tags:
		s.Tags = entries(strings.ReplaceAll(text, ",", "\n"))
	case Answers:
		s.Answers = entries(text)
	case Limit:
		return readTime("limit", text, &s.Limit)
	case Draft:
		s.MarkedDraft = text == "true"
	case Polished:
		s.Polished = entries(text)
	case Followups:
		s.Followups = entries(text)
	case Dismissed:
		s.Dismissed = entries(text)
	default:
		s.Notes = trimmed(text)
	}
	return ""
}

func sectionOf(s *story.Story, n story.SectionName) *story.Section {
	switch n {
	case story.Situation:
		return &s.Situation
	case story.Task:
		return &s.Task
	case story.Action:
		return &s.Action
	case story.Result:
		return &s.Result
	}
	return &s.Lessons
}

// lineBreak stands for a line's end within an entry; see look.LineBreak.
const lineBreak = "\u2028"

// lines writes a list as a text, an entry a line.
func lines(texts []string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.ReplaceAll(t, "\n", lineBreak))
	}
	return b.String()
}

// entries reads a list, an entry a line; empty lines are passed over.
func entries(text string) []string {
	var texts []string
	for line := range strings.SplitSeq(text, "\n") {
		if t := trimmed(strings.ReplaceAll(line, lineBreak, "\n")); t != "" {
			texts = append(texts, t)
		}
	}
	return texts
}

// trimmed gives a text as a story file has it: blanks around it do not count.
func trimmed(text string) string { return strings.TrimSpace(text) }
