package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// version is the version of the lines that are written here. A line of a higher
// one was written by a newer Starling.
const version = 1

// Record is what travels of one attempt. Times are nanoseconds since 1970 in
// UTC, spans nanoseconds; texts are as the database has them.
type Record struct {
	Version    int             `json:"v"`
	ID         string          `json:"id"`
	Story      string          `json:"story"`
	Title      string          `json:"title"`
	QuestionID string          `json:"question_id,omitempty"`
	Question   string          `json:"question,omitempty"`
	Plan       json.RawMessage `json:"plan"`
	Prompt     string          `json:"prompt"`
	Mode       string          `json:"mode"`
	Started    int64           `json:"started"`
	Zone       int             `json:"zone"` // seconds east of UTC
	Words      json.RawMessage `json:"words,omitempty"`
	// Beat is the time spoken at the last beat, where the attempt was cut off.
	Beat int64 `json:"beat,omitempty"`
	// Events are all of them, from the first on.
	Events []Event `json:"events"`
	// Changes are those that may be new to the reader, the oldest first.
	Changes []Change `json:"changes,omitempty"`
}

// Event is one thing that happened, as ["mark", moment, spoken, section] and,
// for a cue, its kind and whether it was given.
type Event struct {
	Kind    string
	Moment  int64
	Spoken  int64
	Section int
	Cue     string
	Given   bool
}

// MarshalJSON writes an event as a list.
func (e Event) MarshalJSON() ([]byte, error) {
	if e.Cue == "" && !e.Given {
		return json.Marshal([]any{e.Kind, e.Moment, e.Spoken, e.Section})
	}
	return json.Marshal([]any{e.Kind, e.Moment, e.Spoken, e.Section, e.Cue, e.Given})
}

// UnmarshalJSON reads an event from a list.
func (e *Event) UnmarshalJSON(data []byte) error {
	into := []any{&e.Kind, &e.Moment, &e.Spoken, &e.Section, &e.Cue, &e.Given}
	return unmarshalList(data, 4, into)
}

// Change is one thing that was said of the attempt, as [id, machine, field,
// value, the id of the change of that field which held before].
type Change struct {
	ID      string // UUIDv7
	Machine string
	Field   string
	Value   string
	// Over is the id of the change of the same field that this one took the
	// place of, as far as its machine knew; empty for none.
	Over string
}

// MarshalJSON writes a change as a list.
func (c Change) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{c.ID, c.Machine, c.Field, c.Value, c.Over})
}

// UnmarshalJSON reads a change from a list.
func (c *Change) UnmarshalJSON(data []byte) error {
	return unmarshalList(data, 4, []any{&c.ID, &c.Machine, &c.Field, &c.Value, &c.Over})
}

// unmarshalList reads a list of least values or more.
func unmarshalList(data []byte, least int, into []any) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) < least {
		return fmt.Errorf("a list of %d has to have %d", len(parts), least)
	}
	for i, part := range parts[:min(len(parts), len(into))] {
		if err := json.Unmarshal(part, into[i]); err != nil {
			return err
		}
	}
	return nil
}

// The ways in which a line cannot be taken.
var (
	errBroken = errors.New("the line is not whole")
	errNewer  = errors.New("the line was written by a newer Starling")
)

// sumLength is how many hexadecimal digits the checksum of a line has.
const sumLength = 16

// encodeLine makes the line of a record, its end included.
func encodeLine(r Record) ([]byte, error) {
	r.Version = version
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return nil, err
	}
	line := make([]byte, 0, sumLength+1+text.Len())
	line = append(line, sum(bytes.TrimSuffix(text.Bytes(), []byte("\n")))...)
	line = append(line, ' ')
	return append(line, text.Bytes()...), nil
}

// decodeLine reads a line without its end.
func decodeLine(line []byte) (Record, error) {
	if len(line) < sumLength+2 || line[sumLength] != ' ' {
		return Record{}, errBroken
	}
	text := line[sumLength+1:]
	if string(line[:sumLength]) != sum(text) {
		return Record{}, errBroken
	}
	var of struct {
		Version int `json:"v"`
	}
	if err := json.Unmarshal(text, &of); err != nil {
		return Record{}, errBroken
	}
	if of.Version > version {
		return Record{}, errNewer
	}
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return Record{}, errBroken
	}
	return r, nil
}
