package story

import "time"

// SectionName names a part of a story: one of the four of STAR, or Lessons.
// Its value is the key that the section has in a story file.
type SectionName string

// The sections, in the order in which they are told.
const (
	Situation SectionName = "situation"
	Task      SectionName = "task"
	Action    SectionName = "action"
	Result    SectionName = "result"
	Lessons   SectionName = "lessons"
)

// SectionNames gives all five in the order in which they are told.
func SectionNames() []SectionName {
	return []SectionName{Situation, Task, Action, Result, Lessons}
}

// Title is the section's name as it stands on screen: "Situation".
func (n SectionName) Title() string {
	if n == "" {
		return ""
	}
	return string(n[0]-'a'+'A') + string(n[1:])
}

// Letter is the one letter of the section's badge: "S".
func (n SectionName) Letter() string {
	if n == "" {
		return ""
	}
	return string(n[0] - 'a' + 'A')
}

// Section is what a story says in one part.
type Section struct {
	// Target is how long the section should take; zero where the file names none.
	Target time.Duration
	// Points are the section in bullets.
	Points []string
	// Script is the section word for word.
	Script string
}

// Empty tells whether there is nothing to say in the section.
func (s Section) Empty() bool { return len(s.Points) == 0 && s.Script == "" }

// Story is one answer, written in STAR form.
type Story struct {
	// Slug is the file's name without ".toml": the story's identity in history.
	Slug string
	// Path is the file that it was read from.
	Path string

	Title   string
	Tags    []string
	Answers []string // ids of questions in questions.toml
	// Limit is how long the answer may take; zero where the file names none.
	Limit     time.Duration
	Polished  []string // lines worth saying word for word
	Followups []string // questions an interviewer may ask next
	Notes     string   // what has no section
	// Dismissed are the ids of the observations on the story's health that the
	// person has put aside for this story.
	Dismissed []string
	// MarkedDraft is the file's own `draft = true`; see Draft.
	MarkedDraft bool

	Situation, Task, Action, Result, Lessons Section
}

// Section gives the section of that name; an empty one for a name that is none.
func (s Story) Section(n SectionName) Section {
	switch n {
	case Situation:
		return s.Situation
	case Task:
		return s.Task
	case Action:
		return s.Action
	case Result:
		return s.Result
	case Lessons:
		return s.Lessons
	}
	return Section{}
}

// Names gives the sections that the story is told in: the four of STAR, and
// Lessons where the story has any.
func (s Story) Names() []SectionName {
	names := SectionNames()
	if s.Lessons.Empty() {
		return names[:4]
	}
	return names
}

// Missing gives those of the four sections of STAR in which nothing is written.
func (s Story) Missing() []SectionName {
	var missing []SectionName
	for _, n := range SectionNames()[:4] {
		if s.Section(n).Empty() {
			missing = append(missing, n)
		}
	}
	return missing
}

// Draft tells whether the story is not ready to be rehearsed: it says so
// itself, or one of the four sections of STAR is missing.
func (s Story) Draft() bool { return s.MarkedDraft || len(s.Missing()) > 0 }
