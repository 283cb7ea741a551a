package export

import (
	"slices"
	"time"

	"starling/app/history"
	"starling/app/story"
)

// Data is what is exported.
type Data struct {
	// Program is what wrote it: "starling 0.1.0".
	Program string
	// Made is when, in the zone of the person.
	Made time.Time
	// Scope is what was asked for. The data is already chosen by it, but for the
	// notes, which each format leaves out itself.
	Scope Scope

	// Stories are in the order in which they are written, which is by title.
	Stories []story.Story
	// Bank holds the questions that stories name in Answers.
	Bank story.Bank
	// Attempts are the newest first; deleted ones are not among them.
	Attempts []Attempt
	// Next says what to practise next, the most urgent first.
	Next []Next
}

// Scope is what of all there is was asked for.
type Scope struct {
	// Story is a slug, Tag a tag; empty for all.
	Story, Tag string
	// Since bounds the start of the attempts; zero for no bound.
	Since time.Time
	// WithoutNotes leaves out the notes of attempts and of stories, and what was
	// written down of what was said.
	WithoutNotes bool
}

// Attempt is an attempt and all that was ever said of it.
type Attempt struct {
	history.Record

	// Changes are those that history knows, the oldest first. Only the JSON has
	// them.
	Changes []history.Change
}

// Next is a story to practise.
type Next struct {
	Slug, Title string
	// When is when to say it: "due today", "due in 3 days"; empty where Why says
	// that. Why is a sentence or two.
	When, Why string
}

// The fields of changes that hold what was written or said in private.
const (
	noteField       = "note"
	transcriptField = "transcript"
)

// shown gives the data without what is not to be shown.
func (d Data) shown() Data {
	if !d.Scope.WithoutNotes {
		return d
	}
	d.Stories = slices.Clone(d.Stories)
	for i := range d.Stories {
		d.Stories[i].Notes = ""
	}
	d.Attempts = slices.Clone(d.Attempts)
	for i := range d.Attempts {
		a := &d.Attempts[i]
		a.Note = ""
		a.Changes = slices.DeleteFunc(slices.Clone(a.Changes), func(c history.Change) bool {
			return c.Field == noteField || c.Field == transcriptField
		})
	}
	return d
}

// records gives the attempts as history has them.
func (d Data) records() []history.Record {
	records := make([]history.Record, len(d.Attempts))
	for i, a := range d.Attempts {
		records[i] = a.Record
	}
	return records
}

// question gives the text of a question of the bank, or its id where the bank
// does not have it.
func (d Data) question(id string) string {
	if q, ok := d.Bank.Find(id); ok {
		return q.Text
	}
	return id
}

// name is what an attempt is called: by its story, or by the question alone.
func (a Attempt) name() string {
	for _, name := range []string{a.Title, a.Story, a.Question.Text, a.Question.ID} {
		if name != "" {
			return name
		}
	}
	return "A question"
}
