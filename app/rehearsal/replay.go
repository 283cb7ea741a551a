package rehearsal

import (
	"math"
	"time"

	"starling/app/story"
)

// TooShort tells whether the attempt is dropped rather than kept when the
// speaker finishes it or starts over.
func (a Attempt) TooShort() bool { return a.Spoken < MinSpoken }

// Alone tells whether a question was answered without a story.
func (a Attempt) Alone() bool { return a.Story == "" }

// Part gives the section that was practised by itself, where the plan has no
// other.
func (a Attempt) Part() (part story.SectionName, ok bool) {
	if len(a.Plan.Sections) != 1 {
		return "", false
	}
	return a.Plan.Sections[0].Name, true
}

// ending tells whether an event ends an attempt, and how.
func (k EventKind) ending() (how Ending, ends bool) {
	switch k {
	case EventFinish:
		return Finished, true
	case EventLimit:
		return AtLimit, true
	case EventAuto:
		return Auto, true
	case EventAbandon:
		return Abandoned, true
	}
	return Unfinished, false
}

// Replay makes an attempt from its log. What the log does not tell (id, story,
// plan and the like) is taken from a. So are the time spoken and paused of an
// attempt that has not ended, where a knows of more than the log: a beat says
// so, or a pause that goes on. For any log at all, the splits add up to the time
// spoken.
func Replay(a Attempt, events []Event) Attempt {
	f := fold{sections: len(a.Plan.Sections), started: a.Started, ended: Unfinished}
	for _, e := range events {
		f.take(e)
	}
	if f.ended == Unfinished {
		f.spoken = max(f.spoken, a.Spoken)
		f.paused = max(f.paused, a.Paused)
	}
	a.Started, a.Ended, a.Spoken, a.Paused = f.started, f.ended, f.spoken, f.paused
	a.Splits = f.changes.splits(a.Plan, f.spoken, f.ended != Unfinished)
	return a
}

// fold is an attempt in the making.
type fold struct {
	sections int
	started  time.Time
	answered bool // the answer itself has begun
	changes  changes
	spoken   time.Duration
	paused   time.Duration
	still    bool      // the clock stands still
	since    time.Time // when it came to a stand
	ended    Ending
}

// take folds one event in. Events that cannot be where they are, as in a log
// from elsewhere, do nothing.
func (f *fold) take(e Event) {
	if f.ended != Unfinished && (f.ended != Finished || e.Kind != EventReturn) {
		return
	}
	f.spoken = max(f.spoken, e.Spoken)
	switch e.Kind {
	case EventPrepare, EventStart:
		f.start(e)
	case EventAdvance, EventMark:
		if f.changes.shown() < f.sections-1 {
			f.changes = append(f.changes, change{e.Kind, f.spoken})
		}
	case EventConfirm:
		if top, ok := f.changes.top(); ok && top.kind == EventAdvance {
			f.changes = append(f.changes, change{e.Kind, f.spoken})
		}
	case EventBack:
		f.changes = f.changes[:max(len(f.changes)-1, 0)]
	case EventPause, EventSleep:
		f.stand(e.Moment)
	case EventResume:
		f.count(e.Moment)
		f.still = false
	case EventReturn:
		f.ended = Unfinished
	}
	if how, ends := e.Kind.ending(); ends {
		f.end(e.Moment, how)
	}
}

// end ends the attempt. From there the clock stands still, should the speaker
// return.
func (f *fold) end(at time.Time, how Ending) {
	f.count(at)
	f.still = false
	f.stand(at)
	f.ended = how
}

// start notes when the answer began; until then, when the preparation did.
func (f *fold) start(e Event) {
	if f.answered {
		return
	}
	f.started = e.Moment
	f.answered = e.Kind == EventStart
}

// stand notes when the clock came to a stand.
func (f *fold) stand(at time.Time) {
	if !f.still {
		f.still, f.since = true, at
	}
}

// count adds the time for which the clock stood still.
func (f *fold) count(until time.Time) {
	if !f.still {
		return
	}
	stood := max(until.Sub(f.since), 0)
	f.paused += min(stood, math.MaxInt64-f.paused)
}
