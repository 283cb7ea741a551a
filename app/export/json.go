package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"starling/app/history"
	"starling/app/story"
)

// Version is the version of the JSON. It grows when a key changes its meaning
// or goes; what is only added leaves it as it is.
const Version = 1

// formatName tells the file apart from any other JSON.
const formatName = "starling-export"

type jsonHead struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Program string    `json:"program"`
	Made    string    `json:"made"`
	Scope   jsonScope `json:"scope"`
}

type jsonScope struct {
	Story *string `json:"story"`
	Tag   *string `json:"tag"`
	Since *string `json:"since"`
	Notes bool    `json:"notes"`
}

type jsonStory struct {
	Slug      string        `json:"slug"`
	Title     string        `json:"title"`
	Draft     bool          `json:"draft"`
	Ready     bool          `json:"ready"`
	Tags      []string      `json:"tags"`
	Answers   []string      `json:"answers"`
	Limit     *float64      `json:"limit_s"`
	Polished  []string      `json:"polished"`
	Followups []string      `json:"followups"`
	Notes     string        `json:"notes"`
	Sections  []jsonSection `json:"sections"`
}

type jsonSection struct {
	Name   string   `json:"name"`
	Target *float64 `json:"target_s"`
	Points []string `json:"points"`
	Script string   `json:"script"`
}

type jsonCategory struct {
	Name      string         `json:"name"`
	Questions []jsonQuestion `json:"questions"`
}

type jsonQuestion struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// jsonSaid is what the export adds to an attempt as docs/history-json.md
// describes it.
type jsonSaid struct {
	Number     int          `json:"number"`
	QuestionID string       `json:"question_id"`
	Changes    []jsonChange `json:"changes"`
}

type jsonChange struct {
	ID         string `json:"id"`
	At         string `json:"at"`
	Field      string `json:"field"`
	Value      string `json:"value"`
	Superseded bool   `json:"superseded"`
}

// WriteJSON writes everything as docs/export.md describes it: one object, with
// each story and each attempt on a line of its own.
func WriteJSON(w io.Writer, d Data) error {
	d = d.shown()
	out := &jsonWriter{to: bufio.NewWriter(w)}
	head := out.line(jsonHead{
		Format: formatName, Version: Version, Program: d.Program, Made: d.Made.Format(time.RFC3339),
		Scope: jsonScope{
			Story: unlessEmpty(d.Scope.Story), Tag: unlessEmpty(d.Scope.Tag),
			Since: unlessZero(d.Scope.Since), Notes: !d.Scope.WithoutNotes,
		},
	})
	out.text(string(bytes.TrimSuffix(head, []byte("}"))))
	listJSON(out, "stories", d.Stories, func(s story.Story) []byte { return out.line(storyJSON(s)) })
	listJSON(out, "questions", d.Bank.Categories, func(c story.Category) []byte { return out.line(categoryJSON(c)) })
	listJSON(out, "attempts", d.Attempts, out.attempt)
	out.text("\n}\n")
	if out.err != nil {
		return out.err
	}
	return out.to.Flush()
}

// jsonWriter writes lines of JSON. What goes wrong first is kept.
type jsonWriter struct {
	to  *bufio.Writer
	err error
}

// text writes what the writer fails at, it says at the Flush.
func (o *jsonWriter) text(s string) { _, _ = o.to.WriteString(s) }

// listJSON writes a list of values under a key, each on a line.
func listJSON[T any](o *jsonWriter, key string, values []T, line func(T) []byte) {
	o.text(fmt.Sprintf(",\n%q:[", key))
	separator := "\n"
	for _, v := range values {
		o.text(separator)
		separator = ",\n"
		_, _ = o.to.Write(line(v))
		if o.err != nil {
			return
		}
	}
	o.text("\n]")
}

// line gives a value as JSON on one line.
func (o *jsonWriter) line(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && o.err == nil {
		o.err = err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// attempt gives an attempt as history writes it, with what was said of it: so
// its keys are those of docs/history-json.md, whatever will be added there.
func (o *jsonWriter) attempt(a Attempt) []byte {
	var b bytes.Buffer
	var doc struct {
		Attempts []json.RawMessage `json:"attempts"`
	}
	err := history.WriteJSON(&b, []history.Record{a.Record})
	if err == nil {
		err = json.Unmarshal(b.Bytes(), &doc)
	}
	if err != nil {
		o.err = err
		return nil
	}
	said := jsonSaid{Number: a.Number, QuestionID: a.Question.ID, Changes: make([]jsonChange, len(a.Changes))}
	for i, c := range a.Changes {
		said.Changes[i] = jsonChange{ID: c.ID, At: c.At.Format(time.RFC3339Nano), Field: c.Field, Value: c.Value, Superseded: c.Superseded}
	}
	head := bytes.TrimSuffix(doc.Attempts[0], []byte("}"))
	return append(append(head, ','), o.line(said)[1:]...)
}

func storyJSON(s story.Story) jsonStory {
	j := jsonStory{
		Slug: s.Slug, Title: s.Title, Draft: s.MarkedDraft, Ready: !s.Draft(), Tags: orNone(s.Tags), Answers: orNone(s.Answers),
		Limit: unlessNone(s.Limit), Polished: orNone(s.Polished), Followups: orNone(s.Followups), Notes: s.Notes,
		Sections: []jsonSection{},
	}
	for _, n := range story.SectionNames() {
		section := s.Section(n)
		if section.Empty() && section.Target == 0 {
			continue
		}
		j.Sections = append(j.Sections, jsonSection{
			Name: string(n), Target: unlessNone(section.Target), Points: orNone(section.Points), Script: section.Script,
		})
	}
	return j
}

func categoryJSON(c story.Category) jsonCategory {
	j := jsonCategory{Name: c.Name, Questions: make([]jsonQuestion, len(c.Questions))}
	for i, q := range c.Questions {
		j.Questions[i] = jsonQuestion{ID: q.ID, Text: q.Text}
	}
	return j
}

// orNone gives a list that is written as [] where it is empty.
func orNone(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}

func unlessEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func unlessZero(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.RFC3339)
	return &text
}

// unlessNone gives a length of time in seconds, to the millisecond.
func unlessNone(d time.Duration) *float64 {
	if d == 0 {
		return nil
	}
	seconds := math.Round(d.Seconds()*1000) / 1000
	return &seconds
}
