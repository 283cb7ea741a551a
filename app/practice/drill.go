package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// DrillKind is what the exercises of a drill were chosen by.
type DrillKind string

// The kinds of drill.
const (
	DrillDue     DrillKind = "due"     // what is due, in the order of the agenda
	DrillWeakest DrillKind = "weakest" // only the section with the lowest ratings
	DrillRandom  DrillKind = "random"  // drawn, the half-forgotten more often
	DrillRapid   DrillKind = "rapid"   // drawn as well, from the points, rated at the end
)

// DrillKinds gives all kinds.
func DrillKinds() []DrillKind { return []DrillKind{DrillDue, DrillWeakest, DrillRandom, DrillRapid} }

// RateWhen is when answers are rated.
type RateWhen string

// The times of rating.
const (
	RateEach  RateWhen = "each" // after each answer
	RateAtEnd RateWhen = "end"  // all of them after the last
)

// Rating is when the answers of a drill are rated.
func (k DrillKind) Rating() RateWhen {
	if k == DrillRapid {
		return RateAtEnd
	}
	return RateEach
}

// Exercise is one answer to give in a drill.
type Exercise struct {
	// Story is the slug, Title the story's title as it was then.
	Story string `json:"story"`
	Title string `json:"title"`
	// Part is the section to practise by itself; empty for the whole story.
	Part story.SectionName `json:"part,omitempty"`
	// Limit is how long the part may take; 0 for a whole story, which keeps its own.
	Limit time.Duration `json:"limit_ns,omitempty"`
	// Prompt is what is shown; empty where the drill has no say in it.
	Prompt rehearsal.Prompt `json:"prompt,omitempty"`
	// Why says why it was chosen.
	Why string `json:"why,omitempty"`
}

// Outcome is what became of an exercise.
type Outcome string

// The outcomes.
const (
	Waiting Outcome = "waiting"
	Done    Outcome = "done"
	Skipped Outcome = "skipped"
	Gone    Outcome = "gone" // its story could no longer be rehearsed when the drill was resumed
)

// Round is an exercise and what became of it.
type Round struct {
	Exercise
	Outcome Outcome `json:"outcome"`
	// Attempt is the id of the attempt, once it is done.
	Attempt string `json:"attempt,omitempty"`
}

// Drill is a row of exercises and how far one has come with them. It has no
// clock and no screen, and as JSON it can be left and resumed at any time. The
// zero value has no exercises, and is over.
type Drill struct {
	kind   DrillKind
	rounds []Round
	rated  int // answers that were rated, or left so
}

// NewDrill begins a drill.
func NewDrill(kind DrillKind, exercises []Exercise) *Drill {
	d := &Drill{kind: kind}
	for _, e := range exercises {
		d.rounds = append(d.rounds, Round{Exercise: e, Outcome: Waiting})
	}
	return d
}

// Kind is what the exercises were chosen by.
func (d *Drill) Kind() DrillKind { return d.kind }

// Rounds gives the exercises in order, with what became of each.
func (d *Drill) Rounds() []Round { return slices.Clone(d.rounds) }

// at is the index of the exercise to do next; the number of all once the drill is over.
func (d *Drill) at() int {
	if i := slices.IndexFunc(d.rounds, func(r Round) bool { return r.Outcome == Waiting }); i >= 0 {
		return i
	}
	return len(d.rounds)
}

// Current gives the exercise to do next; ok is false once the drill is over.
func (d *Drill) Current() (e Exercise, ok bool) {
	i := d.at()
	if i == len(d.rounds) {
		return Exercise{}, false
	}
	return d.rounds[i].Exercise, true
}

// Done says that the current exercise has become an attempt, and goes on to
// the next. It does nothing once the drill is over, or without an id.
func (d *Drill) Done(attempt string) bool {
	return attempt != "" && d.settle(Done, attempt)
}

// Skip passes over the current exercise. It does nothing once the drill is over.
func (d *Drill) Skip() bool { return d.settle(Skipped, "") }

func (d *Drill) settle(as Outcome, attempt string) bool {
	i := d.at()
	if i == len(d.rounds) {
		return false
	}
	d.rounds[i].Outcome, d.rounds[i].Attempt = as, attempt
	return true
}

// ToRate gives the answer to be rated now, where one is: each after it was
// given, or all of them after the last, as the kind of drill has it.
func (d *Drill) ToRate() (r Round, ok bool) {
	i := d.toRate()
	if i < 0 {
		return Round{}, false
	}
	return d.rounds[i], true
}

// toRate is the index of that answer, or -1.
func (d *Drill) toRate() int {
	if d.kind.Rating() == RateAtEnd && d.at() < len(d.rounds) {
		return -1
	}
	n := 0
	for i, r := range d.rounds {
		if r.Outcome != Done {
			continue
		}
		if n == d.rated {
			return i
		}
		n++
	}
	return -1
}

// Rated says that the answer to be rated was rated, or is left unrated.
func (d *Drill) Rated() bool {
	if d.toRate() < 0 {
		return false
	}
	d.rated++
	return true
}

// Again says that the answer to be rated was given once more: the attempt takes
// the place of the one before.
func (d *Drill) Again(attempt string) bool {
	i := d.toRate()
	if i < 0 || attempt == "" {
		return false
	}
	d.rounds[i].Attempt = attempt
	return true
}

// Discarded says that the answer to be rated was thrown away.
func (d *Drill) Discarded() bool {
	i := d.toRate()
	if i < 0 {
		return false
	}
	d.rounds[i].Outcome, d.rounds[i].Attempt = Skipped, ""
	return true
}

// Over tells whether there is nothing left to say and to rate.
func (d *Drill) Over() bool { return d.at() == len(d.rounds) && d.toRate() < 0 }

// Without passes over the exercises to come that cannot be done any more, as
// when stories were removed while the drill lay still.
func (d *Drill) Without(impossible func(Exercise) bool) {
	for i := range d.rounds {
		if d.rounds[i].Outcome == Waiting && impossible(d.rounds[i].Exercise) {
			d.rounds[i].Outcome = Gone
		}
	}
}

// Progress is how far one has come.
type Progress struct {
	// At is the number of the current exercise, from 1; Of that of all.
	At, Of int
	// Over is set once there is no current one; At is Of then.
	Over bool
	// Done and Skipped count the exercises with that outcome; those that are gone
	// are among the skipped.
	Done, Skipped int
}

// Progress says how far one has come.
func (d *Drill) Progress() Progress {
	p := Progress{At: min(d.at()+1, len(d.rounds)), Of: len(d.rounds), Over: d.at() == len(d.rounds)}
	for _, r := range d.rounds {
		switch r.Outcome {
		case Done:
			p.Done++
		case Skipped, Gone:
			p.Skipped++
		}
	}
	return p
}

// String reads "3 of 8"; once it is over, what was done: "6 of 8 done".
func (p Progress) String() string {
	if p.Over {
		return fmt.Sprintf("%d of %d done", p.Done, p.Of)
	}
	return fmt.Sprintf("%d of %d", p.At, p.Of)
}

// ErrSession says that a drill or a mock interview that was kept cannot be
// resumed. The error that wraps it says why; what was practised in it is in
// history all the same.
var ErrSession = errors.New("it cannot be resumed; the attempts in it are in the history all the same")

// sessionVersion is that of the JSON of drills and mock interviews. It grows
// when something changes its meaning.
const sessionVersion = 1

// storedDrill is a drill as JSON.
type storedDrill struct {
	Version int       `json:"version"`
	Kind    DrillKind `json:"kind"`
	Rounds  []Round   `json:"rounds"`
	Rated   int       `json:"rated"`
}

// MarshalJSON writes the drill, to be resumed later.
func (d *Drill) MarshalJSON() ([]byte, error) {
	rounds := d.rounds
	if rounds == nil {
		rounds = []Round{}
	}
	return json.Marshal(storedDrill{sessionVersion, d.kind, rounds, d.rated})
}

// ResumeDrill reads a drill that was kept as JSON. The error wraps ErrSession.
func ResumeDrill(data []byte) (*Drill, error) {
	d := new(Drill)
	return d, resumed(json.Unmarshal(data, d))
}

// resumed makes an ErrSession of the decoder's own errors too.
func resumed(err error) error {
	if err == nil || errors.Is(err, ErrSession) {
		return err
	}
	return fmt.Errorf("what was kept is damaged (%w): %w", err, ErrSession)
}

// UnmarshalJSON reads what MarshalJSON wrote; see ResumeDrill.
func (d *Drill) UnmarshalJSON(data []byte) error {
	var stored storedDrill
	if err := json.Unmarshal(data, &stored); err != nil {
		return resumed(err)
	}
	if err := checkVersion("drill", stored.Version); err != nil {
		return err
	}
	if err := stored.check(); err != nil {
		return fmt.Errorf("the drill that was kept makes no sense (%w): %w", err, ErrSession)
	}
	d.kind, d.rounds, d.rated = stored.Kind, stored.Rounds, stored.Rated
	return nil
}

func checkVersion(what string, version int) error {
	if version > sessionVersion {
		return fmt.Errorf("the %s was kept by a newer Starling: %w", what, ErrSession)
	}
	if version < 1 {
		return fmt.Errorf("the %s that was kept has no version: %w", what, ErrSession)
	}
	return nil
}

func (s storedDrill) check() error {
	if !slices.Contains(DrillKinds(), s.Kind) {
		return fmt.Errorf("there is no kind %q", s.Kind)
	}
	done := 0
	for i, r := range s.Rounds {
		done += one(r.Outcome == Done)
		switch {
		case r.Story == "":
			return fmt.Errorf("round %d has no story", i+1)
		case !slices.Contains([]Outcome{Waiting, Done, Skipped, Gone}, r.Outcome):
			return fmt.Errorf("there is no outcome %q", r.Outcome)
		case (r.Outcome == Done) != (r.Attempt != ""):
			return fmt.Errorf("round %d is %s with the attempt %q", i+1, r.Outcome, r.Attempt)
		case r.Part != "" && !slices.Contains(story.SectionNames(), r.Part):
			return fmt.Errorf("there is no section %q", r.Part)
		case (r.Part == "") != (r.Limit == 0) || r.Limit < 0:
			return fmt.Errorf("round %d has the limit %v", i+1, r.Limit)
		case r.Prompt != "" && !isRung(r.Prompt):
			return fmt.Errorf("there is no prompt %q", r.Prompt)
		}
	}
	if s.Rated < 0 || s.Rated > done {
		return fmt.Errorf("%d answers rated of %d", s.Rated, done)
	}
	return nil
}
