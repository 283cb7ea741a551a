package history

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"starling/app/history/journal"
	"starling/app/rehearsal"
)

// Merged is what has come from another machine's history.
type Merged struct {
	// Attempts are those that were not here. Continued are those of which more is known now.
	Attempts, Continued int
	// What was said: Ratings, Notes, and attempts put out of sight and brought
	// back. Others are all other changes, as of a story's name.
	Ratings, Notes, Deletions, Restored, Others int
	// Clashes are the fields of which both machines said something without
	// knowing of the other; at most ClashesKept of them, of ClashCount.
	Clashes    []Clash
	ClashCount int
	// Messages are for the person: what was there and could not be taken.
	Messages []string
}

// ClashesKept is how many clashes a Merged holds.
const ClashesKept = 1000

// News tells whether anything has come.
func (m Merged) News() bool {
	return m.Attempts+m.Continued+m.Ratings+m.Notes+m.Deletions+m.Restored+m.Others > 0
}

// Add adds what has come in another part.
func (m *Merged) Add(more Merged) {
	m.Attempts += more.Attempts
	m.Continued += more.Continued
	m.Ratings += more.Ratings
	m.Notes += more.Notes
	m.Deletions += more.Deletions
	m.Restored += more.Restored
	m.Others += more.Others
	m.ClashCount += more.ClashCount
	m.Clashes = append(m.Clashes, more.Clashes[:min(len(more.Clashes), ClashesKept-len(m.Clashes))]...)
	m.Messages = append(m.Messages, more.Messages...)
}

// Clash is a field of an attempt of which two machines said something, neither
// knowing what the other did. The later one is shown; the other stays in the record.
type Clash struct {
	// Attempt is the attempt's id; Title, Story and Started tell which it is.
	Attempt, Title, Story string
	Started               time.Time
	// Field is as in [Change].
	Field string
	// Shown is what holds, Kept what does not.
	Shown, Kept Said
}

// Said is one side of a clash.
type Said struct {
	Value string
	At    time.Time
	// Here is set where it was said in this history, else it has just come.
	Here bool
}

// travels tells whether an attempt is for other machines to know: it has ended,
// or something was said of it. One that goes on, or was cut off and is still to
// be decided upon, is this machine's alone, as one that is about to be dropped.
func (e *entry) travels() bool {
	if len(e.said) > 0 {
		return true
	}
	return e.shown != nil && e.shown.ended != rehearsal.Unfinished && e.shown.spoken >= rehearsal.MinSpoken
}

// receiver takes records from elsewhere into a batch.
type receiver struct {
	b        *Batch
	machines map[string]int64 // keys by id
	merged   Merged
	// whole is set where a record has all that its history knows of the attempt,
	// rather than what is new in it.
	whole bool
	// pass is set where what comes is to be passed on, in this machine's journal.
	pass bool
}

func newReceiver(b *Batch) *receiver { return &receiver{b: b, machines: map[string]int64{}} }

// errUnusable says that a record from elsewhere makes no sense. It is passed
// over: nothing of it is taken.
var errUnusable = errors.New("an attempt from elsewhere cannot be used")

// arrival is a record, looked through.
type arrival struct {
	journal.Record

	plan    rehearsal.Plan
	words   rehearsal.WordCounts
	events  []rehearsal.Event
	changes []arrived
}

// head is the attempt as it was begun.
func (a arrival) head() rehearsal.Attempt {
	return rehearsal.Attempt{
		ID: a.ID, Story: a.Story, Title: a.Title, Question: rehearsal.Question{ID: a.QuestionID, Text: a.Question},
		Plan: a.plan, Prompt: rehearsal.Prompt(a.Prompt), Mode: rehearsal.Mode(a.Mode), Words: a.words,
		Started: inZone(a.Started, a.Zone),
	}
}

// arrived is a change that has come, or that is here.
type arrived struct {
	id      uuid.UUID
	machine string
	field   string
	value   string
	over    string
}

// take takes a record in. What is here already is not taken again.
func (r *receiver) take(record journal.Record) error {
	a, err := look(record, decodePlan)
	if err != nil {
		return err
	}
	e, fresh, err := r.entry(a)
	if err != nil {
		return err
	}
	e.now, e.alike = nil, false // it is another from here on
	if err := r.takeEvents(e, a, fresh); err != nil {
		return err
	}
	if err := r.takeChanges(e, a, fresh); err != nil {
		return err
	}
	if !r.pass {
		e.since = nil // whoever wrote it has told the others too
	}
	return nil
}

// The bounds of what can be: an attempt's start and a change's moment lie
// between 1970 and the year 9999. A clock that says more than that is broken,
// and there has to be room above it for all that will ever be said.
var (
	latestMoment = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	widestZone   = int((26 * time.Hour).Seconds())
)

// look looks a record through. It is told how to decode a plan.
func look(r journal.Record, plan func(text string) (rehearsal.Plan, error)) (arrival, error) {
	a := arrival{Record: r}
	unusable := func(why string) (arrival, error) {
		return arrival{}, fmt.Errorf("%w: %.80q %s", errUnusable, r.ID, why)
	}
	var err error
	switch {
	case r.ID == "" || len(r.ID) > 100:
		return unusable("is no id")
	case r.Started < 0 || r.Zone < -widestZone || r.Zone > widestZone: // ns end before the year 9999
		return unusable("has no start")
	}
	if !utf8.ValidString(r.ID + "\x00" + r.Story + "\x00" + r.Title + "\x00" + r.QuestionID + "\x00" + r.Question + "\x00" + r.Prompt + "\x00" + r.Mode) {
		return unusable("is no text")
	}
	if a.plan, err = plan(string(r.Plan)); err != nil {
		return unusable("has no plan")
	}
	if a.words, err = decodeWords(string(r.Words)); err != nil {
		return unusable("has no words")
	}
	a.events = make([]rehearsal.Event, 0, len(r.Events))
	zone := time.FixedZone("", r.Zone)
	for _, ev := range r.Events {
		if ev.Spoken < 0 {
			return unusable("was spoken for less than no time")
		}
		a.events = append(a.events, rehearsal.Event{
			Kind: rehearsal.EventKind(ev.Kind), Moment: time.Unix(0, ev.Moment).In(zone), Spoken: time.Duration(ev.Spoken),
			Section: ev.Section, Cue: rehearsal.CueKind(ev.Cue), Given: ev.Given,
		})
	}
	for _, c := range r.Changes {
		change, ok := lookAtChange(c)
		if !ok {
			return unusable("has a change that makes no sense")
		}
		a.changes = append(a.changes, change)
	}
	return a, nil
}

// lookAtChange looks a change through.
func lookAtChange(c journal.Change) (arrived, bool) {
	id, err := uuid.Parse(c.ID)
	ok := err == nil && id.Version() == 7 && c.Machine != "" && wall(momentOf(id)).Before(latestMoment) && sensible(c.Field, c.Value)
	return arrived{id, c.Machine, c.Field, c.Value, c.Over}, ok
}

// sensible tells whether a value can be one of its field. A field that is not
// known here is a newer Starling's, and is kept for it.
func sensible(field, value string) bool {
	switch {
	case field == "" || !utf8.ValidString(field) || !utf8.ValidString(value):
		return false
	case strings.HasPrefix(field, ratingField):
		return len(value) == 1 && value[0] >= '0' && value[0] <= '0'+rehearsal.MaxRating
	case field == deletedField || field == keptField:
		return value == "0" || value == "1"
	case field == storyField:
		return value != ""
	case field == gradeField:
		return value == "" || slices.Contains(grades(), value)
	}
	heard, known := sensibleHeard(field, value)
	return heard || !known
}

// entry gives the attempt's entry; a fresh one is new here.
func (r *receiver) entry(a arrival) (e *entry, fresh bool, err error) {
	b := r.b
	e, err = b.entry(a.ID)
	if !errors.Is(err, ErrNotFound) {
		return e, false, err
	}
	if err := b.Begin(a.head()); err != nil {
		return nil, false, err
	}
	r.merged.Attempts++
	return b.touched[a.ID], true, nil
}

// takeEvents takes what has happened since. The log of an attempt is written by
// one machine, so that of two the longer one continues the shorter.
func (r *receiver) takeEvents(e *entry, a arrival, fresh bool) error {
	more := len(a.events) > len(e.events) || a.Beat > int64(e.beat)
	if !more {
		return nil
	}
	if !fresh {
		r.merged.Continued++
	}
	if len(a.events) > len(e.events) {
		if err := r.b.Append(a.ID, a.events[len(e.events):]...); err != nil {
			return err
		}
	}
	return r.b.Beat(a.ID, time.Duration(a.Beat))
}

// takeChanges takes what was said. Of each field the change with the highest id
// holds, in whatever order they come.
func (r *receiver) takeChanges(e *entry, a arrival, fresh bool) error {
	if len(a.changes) == 0 {
		return nil
	}
	var here []arrived
	if !fresh {
		var err error
		if here, err = r.b.changesOf(e); err != nil {
			return err
		}
	}
	known := map[uuid.UUID]bool{}
	for _, c := range here {
		known[c.id] = true
	}
	var more []arrived
	for _, c := range a.changes {
		if !known[c.id] {
			known[c.id] = true
			more = append(more, c)
		}
	}
	if len(more) == 0 {
		return nil
	}
	if err := r.insert(e, more); err != nil {
		return err
	}
	before := top(here)
	holds := top(here, more)
	for field, c := range holds {
		e.said[field] = c.value
	}
	r.count(more)
	for field := range top(more) {
		if was, ok := before[field]; ok {
			r.clash(e, field, a, here, more, was, holds[field])
		}
	}
	if r.pass {
		for _, c := range more {
			e.mark(c.id)
		}
	}
	return nil
}

// changesOf reads what is recorded here of an attempt.
func (b *Batch) changesOf(e *entry) ([]arrived, error) {
	var here []arrived
	err := b.rows(func(scan func(...any) error) error {
		var c arrived
		var id []byte
		if err := scan(&id, &c.machine, &c.field, &c.value); err != nil {
			return err
		}
		copy(c.id[:], id)
		here = append(here, c)
		return nil
	}, `SELECT c.id, m.id, c.field, c.value FROM changes c JOIN machines m ON m.key = c.machine WHERE c.attempt = ? ORDER BY c.id`, e.key)
	return here, err
}

// top gives the change that holds, by field.
func top(some ...[]arrived) map[string]arrived {
	holds := map[string]arrived{}
	for _, changes := range some {
		for _, c := range changes {
			if there, ok := holds[c.field]; !ok || bytes.Compare(there.id[:], c.id[:]) < 0 {
				holds[c.field] = c
			}
		}
	}
	return holds
}

// insert records changes, and puts the own clock beyond them: what is said here
// from now on is later, and will hold. That is so for a clock that was years
// ahead, too. To refuse what it said would lose it; to doubt it would make machines
// differ by when they heard of it. All that is wrong then is the dates.
func (r *receiver) insert(e *entry, changes []arrived) error {
	args := make([]any, 0, 6*len(changes))
	for _, c := range changes {
		machine, err := r.machine(c.machine)
		if err != nil {
			return err
		}
		moment := momentOf(c.id)
		r.b.store.clock.see(moment)
		args = append(args, bytes.Clone(c.id[:]), machine, moment, e.key, c.field, c.value)
	}
	const atOnce = 60 // values in one statement
	for len(args) > 0 {
		some := args[:min(len(args), atOnce)]
		rows := strings.Repeat(`, (?, ?, ?, ?, ?, ?)`, len(some)/6)[1:]
		if err := r.b.exec(`INSERT INTO changes (id, machine, time, attempt, field, value) VALUES`+rows+` ON CONFLICT DO NOTHING`, some...); err != nil {
			return err
		}
		args = args[len(some):]
	}
	return nil
}

// machine gives the key of a machine.
func (r *receiver) machine(id string) (int64, error) {
	if key, ok := r.machines[id]; ok {
		return key, nil
	}
	if err := r.b.exec(`INSERT INTO machines (id) VALUES (?) ON CONFLICT DO NOTHING`, id); err != nil {
		return 0, err
	}
	key, err := value[int64](r.b, `SELECT key FROM machines WHERE id = ?`, id)
	if err == nil {
		r.machines[id] = key
	}
	return key, err
}

func (r *receiver) count(changes []arrived) {
	m := &r.merged
	for _, c := range changes {
		switch {
		case strings.HasPrefix(c.field, ratingField):
			m.Ratings++
		case c.field == noteField:
			m.Notes++
		case c.field == deletedField && c.value == "1":
			m.Deletions++
		case c.field == deletedField:
			m.Restored++
		default:
			m.Others++
		}
	}
}

// clash lists a field where what was said here and what has come did not know
// of each other.
func (r *receiver) clash(e *entry, field string, a arrival, here, more []arrived, was, holds arrived) {
	came := top(ofField(more, field))[field]
	if r.whole {
		// What the other history has is all known: was is news to it or not.
		for _, c := range a.changes {
			if c.id == was.id {
				return // it was said there in knowledge of this
			}
		}
	} else if !unaware(was, came, here) {
		return
	}
	if was.value == came.value {
		return
	}
	r.merged.ClashCount++
	if len(r.merged.Clashes) >= ClashesKept {
		return
	}
	side := func(c arrived) Said {
		return Said{Value: c.value, At: wall(momentOf(c.id)), Here: c.id == was.id}
	}
	clash := Clash{Attempt: e.head.ID, Title: e.head.Title, Story: e.story(), Started: e.head.Started, Field: field, Shown: side(was), Kept: side(came)}
	if holds.id == came.id {
		clash.Shown, clash.Kept = clash.Kept, clash.Shown
	}
	r.merged.Clashes = append(r.merged.Clashes, clash)
}

func ofField(changes []arrived, field string) []arrived {
	var some []arrived
	for _, c := range changes {
		if c.field == field {
			some = append(some, c)
		}
	}
	return some
}

// unaware tells whether neither of two changes was said in knowledge of the
// other, as far as can be told: a change names the one it took the place of.
func unaware(was, came arrived, here []arrived) bool {
	if was.machine == came.machine {
		return false
	}
	if bytes.Compare(came.id[:], was.id[:]) > 0 {
		return came.over < was.id.String()
	}
	// It comes late. If it was said by the machine that said what holds before
	// that, it was known there: was.over would say so, but is not kept here.
	for _, c := range here {
		if c.machine == came.machine && bytes.Compare(c.id[:], came.id[:]) > 0 {
			return false
		}
	}
	return true
}

// mark notes that a change of the entry is to be written to the journal.
func (e *entry) mark(id uuid.UUID) {
	if e.since == nil || bytes.Compare(id[:], e.since) < 0 {
		e.since = bytes.Clone(id[:])
	}
}

// nothingSaid marks an entry of which only what happened is to be written.
var nothingSaid = bytes.Repeat([]byte{0xff}, 16)

// markUnsent notes what is to be written to this machine's journal.
func (b *Batch) markUnsent() error {
	if !b.store.journaling.Load() {
		return nil
	}
	for _, e := range b.touched {
		if e.since == nil || !e.travels() {
			continue // what is not for others yet is marked when it is
		}
		err := b.exec(`INSERT INTO unsent (attempt, since, marks) VALUES (?, ?, 1)
			ON CONFLICT (attempt) DO UPDATE SET since = min(since, excluded.since), marks = marks + 1`, e.key, e.since)
		if err != nil {
			return err
		}
		e.since = nil
	}
	return nil
}
