package rehearsal

import (
	"time"

	"starling/app/story"
)

// Prompt is what is shown while speaking.
type Prompt string

// The prompts, from the most help to the least.
const (
	PromptScript   Prompt = "script"   // the full script
	PromptLines    Prompt = "lines"    // the polished lines
	PromptPoints   Prompt = "points"   // the points
	PromptQuestion Prompt = "question" // the question alone
)

// Words names the prompt within a sentence: "the points". One that is not known
// is taken for the question alone.
func (p Prompt) Words() string {
	switch p {
	case PromptScript:
		return "the script"
	case PromptLines:
		return "the polished lines"
	case PromptPoints:
		return "the points"
	}
	return "the question alone"
}

// Mode is the kind of answer that is practised.
type Mode string

// The modes.
const (
	ModePractice Mode = "practice"
	ModeOneWay   Mode = "one-way" // one take, as in a recorded interview
	ModeMock     Mode = "mock"    // one take, in a mock interview
	ModeRapid    Mode = "rapid"   // one of several stories, one after the other
)

// OneTake tells whether an answer in this mode has no pause, no way back and no
// starting over.
func (m Mode) OneTake() bool { return m == ModeOneWay || m == ModeMock }

// Ending tells how an attempt ended.
type Ending string

// The endings; an attempt that runs, or that was cut off, is Unfinished.
const (
	Unfinished Ending = "unfinished"
	Finished   Ending = "finished"  // by the speaker
	AtLimit    Ending = "limit"     // by the limit of a one-way or a mock interview
	Auto       Ending = "auto"      // by itself, ten minutes over
	Abandoned  Ending = "abandoned" // by starting over
)

// EndedBy tells how a section gave way to what came after it.
type EndedBy string

// The ways in which a section ends; empty for a section never reached, or not ended.
const (
	ByMark   EndedBy = "mark"   // the speaker said "I am moving on"
	ByItself EndedBy = "auto"   // its boundary came
	ByFinish EndedBy = "finish" // the answer ended in it
)

// Split is the time actually spent in a section.
type Split struct {
	Section story.SectionName
	Target  time.Duration
	Spent   time.Duration
	EndedBy EndedBy
}

// EventKind names what happened in an attempt.
type EventKind string

// The kinds of event. Each is written to history as it happens.
const (
	EventPrepare EventKind = "prepare" // preparation began
	EventStart   EventKind = "start"   // the answer began
	EventAdvance EventKind = "advance" // a boundary moved the section shown on
	EventMark    EventKind = "mark"    // the speaker moved on
	EventConfirm EventKind = "confirm" // a mark that confirmed an advance
	EventBack    EventKind = "back"    // the top change was undone
	EventPause   EventKind = "pause"
	EventResume  EventKind = "resume"
	EventSleep   EventKind = "sleep" // the machine slept: paused from then
	EventCue     EventKind = "cue"   // a cue fell due
	EventFinish  EventKind = "finish"
	EventReturn  EventKind = "return"  // from the rating back to the answer, paused
	EventLimit   EventKind = "limit"   // an answer that is cut ended at its limit
	EventAuto    EventKind = "auto"    // ended by itself, ten minutes over
	EventAbandon EventKind = "abandon" // started over
)

// Event is one thing that happened in an attempt.
type Event struct {
	Kind EventKind
	// Moment is when it happened.
	Moment time.Time
	// Spoken is the time spoken until then.
	Spoken time.Duration
	// Section is the index of the section shown after the event.
	Section int
	// Cue is the kind of cue for EventCue, else empty; a cue given has Given set.
	Cue   CueKind
	Given bool
}

// Question is what an attempt answers, as it was worded then.
type Question struct {
	ID, Text string
}

// Attempt is one timed answer: its plan, its splits, how it ended.
// What was thought of it afterwards is history's.
type Attempt struct {
	ID       string // UUIDv7
	Story    string // the story's slug; empty for a question alone
	Title    string // the story's title as it was; for a question alone, its text
	Question Question
	Plan     Plan
	Prompt   Prompt
	Mode     Mode
	// Words are those of the scripts as they were, where they were the prompt;
	// nil where the prompt was another.
	Words WordCounts

	// Started is when the answer began; until then, when its preparation did.
	Started time.Time
	Spoken  time.Duration
	// Paused is how long the answer stood still between its start and its end:
	// by the speaker, by a sleep of the machine, or for a look at the rating.
	Paused time.Duration
	Ended  Ending
	// Splits has one for each section of the plan; they add up to Spoken.
	Splits []Split
}
