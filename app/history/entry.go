package history

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// entry is all that is recorded of one attempt, as a batch has it in hand.
type entry struct {
	key    int64
	zone   int
	head   rehearsal.Attempt
	events []rehearsal.Event
	said   map[string]string // what holds, by field
	beat   time.Duration
	draft  *string // the note being typed
	shown  *shown  // what the screens are shown of it; nil for nothing yet
	now    *shown  // what they are to be shown, where that was derived ahead
	alike  bool    // a row that shows now is copied from another database
	number int     // that the row has there
	since  []byte  // the lowest id of a change that is to be written to the journal; nil for nothing new
}

func newEntry() *entry { return &entry{said: map[string]string{}} }

// header keeps of an attempt what is known when it begins.
func header(a rehearsal.Attempt, zone int) rehearsal.Attempt {
	a.Started = inZone(a.Started.UnixNano(), zone)
	a.Spoken, a.Paused, a.Ended, a.Splits = 0, 0, rehearsal.Unfinished, nil
	return a
}

// inZone is a stored moment in the zone that it was stored in.
func inZone(ns int64, offset int) time.Time {
	return time.Unix(0, ns).In(time.FixedZone("", offset))
}

// story is the slug of the story that the attempt belongs to now: the story may
// have been renamed since.
func (e *entry) story() string {
	if slug, renamed := e.said[storyField]; renamed {
		return slug
	}
	return e.head.Story
}

// derive makes the attempt from its log.
func (e *entry) derive() rehearsal.Attempt {
	a := e.head
	a.Spoken = e.beat
	return rehearsal.Replay(a, e.events)
}

// has tells whether something can be rated in the attempt.
func (e *entry) has(section story.SectionName) bool {
	if section == rehearsal.Delivery {
		return true
	}
	return slices.ContainsFunc(e.head.Plan.Sections, func(s rehearsal.PlannedSection) bool { return s.Name == section })
}

// ratings gives the ratings that hold.
func (e *entry) ratings() map[story.SectionName]int {
	ratings := map[story.SectionName]int{}
	for field, value := range e.said {
		name, ok := strings.CutPrefix(field, ratingField)
		if rating, err := strconv.Atoi(value); ok && err == nil && rating > 0 {
			ratings[story.SectionName(name)] = rating
		}
	}
	return ratings
}

// entry gives an attempt's entry, from the database where the batch has not
// had it in hand yet.
func (b *Batch) entry(id string) (*entry, error) {
	if e := b.touched[id]; e != nil {
		return e, nil
	}
	e := newEntry()
	for _, load := range []func(*entry, string) error{b.loadHead, b.loadEvents, b.loadSaid, b.loadLive, b.loadShown} {
		if err := load(e, id); err != nil {
			return nil, err
		}
	}
	b.touched[id] = e
	return e, nil
}

func (b *Batch) loadHead(e *entry, id string) error {
	var plan string
	var started int64
	a := &e.head
	var words string
	found, err := b.row(`SELECT key, id, story, title, question_id, question, plan, prompt, mode, started, zone, words
		FROM starts WHERE id = ?`, []any{id},
		&e.key, &a.ID, &a.Story, &a.Title, &a.Question.ID, &a.Question.Text, &plan, &a.Prompt, &a.Mode, &started, &e.zone, &words)
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	a.Started = inZone(started, e.zone)
	if a.Words, err = decodeWords(words); err != nil {
		return err
	}
	a.Plan, err = decodePlan(plan)
	return err
}

func (b *Batch) loadEvents(e *entry, _ string) error {
	return b.rows(func(scan func(...any) error) error {
		var ev rehearsal.Event
		var moment int64
		if err := scan(&ev.Kind, &moment, &ev.Spoken, &ev.Section, &ev.Cue, &ev.Given); err != nil {
			return err
		}
		ev.Moment = inZone(moment, e.zone)
		e.events = append(e.events, ev)
		return nil
	}, `SELECT kind, moment, spoken, section, cue, given FROM events WHERE attempt = ? ORDER BY seq`, e.key)
}

func (b *Batch) loadSaid(e *entry, _ string) error {
	return b.rows(func(scan func(...any) error) error {
		var field, value string
		if err := scan(&field, &value); err != nil {
			return err
		}
		e.said[field] = value
		return nil
	}, `SELECT field, value FROM changes WHERE attempt = ? ORDER BY id`, e.key)
}

func (b *Batch) loadLive(e *entry, _ string) error {
	_, err := b.row(`SELECT spoken, note FROM live WHERE attempt = ?`, []any{e.key}, &e.beat, &e.draft)
	return err
}

// storedPlan is a plan as JSON: {"limit":ns,"sections":[["situation",ns],…]}.
type storedPlan struct {
	Limit    time.Duration   `json:"limit"`
	Sections []storedSection `json:"sections"`
}

type storedSection rehearsal.PlannedSection

func (s storedSection) MarshalJSON() ([]byte, error) { return json.Marshal([]any{s.Name, s.Target}) }

func (s *storedSection) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&s.Name, &s.Target})
}

func encodePlan(p rehearsal.Plan) string {
	stored := storedPlan{Limit: p.Limit, Sections: make([]storedSection, len(p.Sections))}
	for i, s := range p.Sections {
		stored.Sections[i] = storedSection(s)
	}
	return encode(stored)
}

func decodePlan(text string) (rehearsal.Plan, error) {
	var stored storedPlan
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		return rehearsal.Plan{}, fmt.Errorf("%w: a plan reads %q", ErrDamaged, text)
	}
	p := rehearsal.Plan{Limit: stored.Limit}
	for _, s := range stored.Sections {
		p.Sections = append(p.Sections, rehearsal.PlannedSection(s))
	}
	return p, nil
}

// encodeWords writes the words of scripts; nothing for none.
func encodeWords(w rehearsal.WordCounts) string {
	if len(w) == 0 {
		return ""
	}
	return encode(w)
}

func decodeWords(text string) (rehearsal.WordCounts, error) {
	if text == "" {
		return nil, nil
	}
	var w rehearsal.WordCounts
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, fmt.Errorf("%w: the words of a script read %q", ErrDamaged, text)
	}
	return w, nil
}

// encode makes JSON of what can always be made JSON of.
func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // only for types that JSON does not know
	}
	return string(data)
}
