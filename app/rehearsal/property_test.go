package rehearsal_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
)

// act is one thing done to a session: time passes, then a key is pressed.
type act struct {
	key  string        // a key of the model, "advance" or "sleep"
	wait time.Duration // below zero for a clock that goes backwards
	seen time.Duration // of the wait, what was awake before a sleep
}

func (a act) String() string { return fmt.Sprintf("%s after %v (%v)", a.key, a.wait, a.seen) }

// drawPlan draws a plan, with sections of no length and cues at one instant.
func drawPlan(t *rapid.T) rehearsal.Plan {
	length := rapid.OneOf(
		rapid.SampledFrom([]time.Duration{0, 1500 * ms, 1500*ms + 1, sec}),
		rapid.Map(rapid.IntRange(1, 4000), func(n int) time.Duration { return time.Duration(n) * ms }),
		rapid.Map(rapid.IntRange(1, 60), func(n int) time.Duration { return time.Duration(n) * sec }),
		rapid.Map(rapid.IntRange(1, 120_000), func(n int) time.Duration { return time.Duration(n) * ms }),
	)
	targets := rapid.SliceOfN(length, 4, 5).Draw(t, "targets")
	var total time.Duration
	for _, target := range targets {
		total += target
	}
	if total < rehearsal.MinLimit {
		targets[rapid.IntRange(0, len(targets)-1).Draw(t, "the long one")] += rehearsal.MinLimit - total
	}
	return planOf(targets...)
}

func drawOptions(t *rapid.T) rehearsal.Options {
	every := rapid.SampledFrom([]time.Duration{0, sec, 1300 * ms, 7 * sec, 30 * sec, time.Hour}).Draw(t, "overtime")
	return rehearsal.Options{
		Prepare:  rapid.SampledFrom([]time.Duration{0, 0, 1, 10 * sec, 2 * time.Minute}).Draw(t, "prepare"),
		NoWrapUp: rapid.Bool().Draw(t, "no wrap-up"),
		Overtime: rehearsal.Overtime{Every: every, Once: rapid.Bool().Draw(t, "once")},
		Mode: rapid.SampledFrom([]rehearsal.Mode{
			rehearsal.ModePractice, rehearsal.ModePractice, rehearsal.ModeOneWay,
		}).Draw(t, "mode"),
	}
}

// drawWait draws how long to wait: very short, very long, and to the moment of
// the model's next cue, where mistakes are to be found.
func drawWait(t *rapid.T, m *model) time.Duration {
	wait := rapid.OneOf(
		rapid.Just(time.Duration(0)),
		rapid.Map(rapid.Int64Range(0, int64(3*sec)), func(n int64) time.Duration { return time.Duration(n) }),
		rapid.Map(rapid.IntRange(0, 30), func(n int) time.Duration { return time.Duration(n) * sec }),
		rapid.Map(rapid.Int64Range(0, int64(4*time.Minute)), func(n int64) time.Duration { return time.Duration(n) }),
	)
	switch next, ok := m.next(); rapid.IntRange(0, 19).Draw(t, "how long") {
	case 0:
		return rapid.Map(rapid.IntRange(1, 8760), func(n int) time.Duration { return time.Duration(n) * time.Hour }).Draw(t, "wait")
	case 1:
		return -rapid.Map(rapid.IntRange(1, 8760), func(n int) time.Duration { return time.Duration(n) * time.Minute }).Draw(t, "wait")
	case 2, 3, 4, 5, 6, 7:
		if ok {
			nudge := rapid.SampledFrom([]time.Duration{-500 * ms, -1, 0, 1, 500 * ms, 10 * sec}).Draw(t, "nudge")
			if m.state == rehearsal.StatePreparing {
				nudge += m.options.Prepare - m.prepared
			}
			return max(next.At-m.spoken+nudge, 0)
		}
	}
	return wait.Draw(t, "wait")
}

// drawAct draws what to do next.
func drawAct(t *rapid.T, m *model) act {
	a := act{wait: drawWait(t, m), key: rapid.SampledFrom([]string{
		"advance", "advance", "advance", "mark", "mark", "mark", "mark", "back", "back", "back",
		"space", "start", "pause", "resume", "resume", "return", "return", "sleep", "finish", "abandon",
	}).Draw(t, "key")}
	if m.state == rehearsal.StateReady && rapid.Bool().Draw(t, "start now") {
		a.key = "start"
	}
	if (a.key == "abandon" || a.key == "finish") && rapid.IntRange(0, 3).Draw(t, "stay") > 0 {
		a.key = "advance"
	}
	if a.key == "sleep" && a.wait > 0 {
		a.seen = time.Duration(rapid.Int64Range(0, int64(a.wait)).Draw(t, "seen"))
	}
	return a
}

// act does it to the model.
func (m *model) act(a act) bool {
	if a.key == "sleep" {
		m.pass(a.seen)
		return m.sleep(max(a.wait, 0) - a.seen)
	}
	m.pass(max(a.wait, 0))
	return a.key != "advance" && m.press(a.key)
}

// player does acts to a session.
type player struct {
	*rehearsal.Session
	now  time.Time
	last time.Time // the latest moment the session was told
	cues []rehearsal.Cue
}

func newPlayer(p rehearsal.Plan, o rehearsal.Options) *player {
	s := rehearsal.NewSession(p, o)
	s.Advance(noon())
	return &player{Session: s, now: noon(), last: noon()}
}

// act does it to the session. Where between is not nil it is called for the time
// that passes awake, and may tell the session of moments in it.
func (p *player) act(a act, between func(from, to time.Time)) bool {
	p.now = p.last.Add(a.wait)
	awake := p.now
	if a.key == "sleep" {
		awake = p.last.Add(a.seen)
	}
	if between != nil && awake.After(p.last) {
		between(p.last, awake)
	}
	did := p.key(a.key, awake)
	if p.now.After(p.last) {
		p.last = p.now
	}
	return did
}

func (p *player) key(key string, awake time.Time) bool {
	switch key {
	case "advance":
		p.take(p.now)
		return false
	case "sleep":
		return p.Slept(awake, p.now)
	}
	return map[string]func(time.Time) bool{
		"start": p.Start, "space": p.Toggle, "pause": p.Pause, "resume": p.Resume, "mark": p.Mark,
		"back": p.Back, "finish": p.Finish, "return": p.Return, "abandon": p.Abandon,
	}[key](p.now)
}

func (p *player) take(now time.Time) { p.cues = append(p.cues, p.Advance(now)...) }

// withoutCues gives the log without the cues, as the model keeps it.
func withoutCues(events []rehearsal.Event) []rehearsal.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e rehearsal.Event) bool { return e.Kind == rehearsal.EventCue })
}

// same fails the test unless the two are equal.
func same(t *rapid.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

func TestASessionDoesWhatThePlainModelDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, p := newModel(plan, o), newPlayer(plan, o)
		for range rapid.IntRange(1, 40).Draw(t, "acts") {
			a := drawAct(t, m)
			t.Log(a)
			same(t, "the key did something", p.act(a, nil), m.act(a))
			p.take(p.last)

			same(t, "state", p.State(), m.state)
			same(t, "section shown", p.Shown(), m.view.shown)
			same(t, "spoken", p.Spoken(), m.spoken)
			same(t, "left", p.Left(), plan.Limit-m.spoken)
			same(t, "left in the section", p.SectionLeft(), plan.Boundary(m.view.shown)-m.spoken)
			same(t, "pace", p.Pace(), m.pace())
			same(t, "pace shown", p.PaceShown(), m.pressed)
			same(t, "paused by sleep", p.PausedBySleep(), m.asleep)
			same(t, "cues", p.cues, m.done)
			same(t, "log", withoutCues(p.Events()), m.log)
			same(t, "splits", p.Attempt().Splits, m.splits())
			if !m.resting { // the model already counts what only a return makes a pause
				same(t, "paused", p.Paused(), m.paused)
			}
		}
	})
}

func TestAnAttemptIsTheReplayOfItsLogAndItsSplitsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, p := newModel(plan, o), newPlayer(plan, o)
		for range rapid.IntRange(1, 40).Draw(t, "acts") {
			a := drawAct(t, m)
			m.act(a)
			p.act(a, nil)
		}
		header := rehearsal.Attempt{ID: "1", Plan: plan, Mode: o.Mode}
		got := p.Attempt()
		same(t, "spoken", got.Spoken, p.Spoken())
		same(t, "paused", got.Paused, p.Paused())
		addsUp(t, got)
		if got.Ended == rehearsal.Unfinished {
			// What the log cannot tell, a beat does.
			header.Spoken, header.Paused = p.Spoken(), p.Paused()
		}
		want := rehearsal.Replay(header, p.Events())
		got.ID = "1"
		same(t, "attempt", got, want)
		same(t, "replayed once more", rehearsal.Replay(want, p.Events()), want)
		events := p.Events()
		cut := rehearsal.Replay(header, events[:rapid.IntRange(0, len(events)).Draw(t, "kept")])
		addsUp(t, cut)
	})
}

// addsUp checks that the splits add up to the time spoken.
func addsUp(t interface{ Fatalf(string, ...any) }, a rehearsal.Attempt) {
	var total time.Duration
	for _, s := range a.Splits {
		if s.Spent < 0 {
			t.Fatalf("a split below zero: %+v", a.Splits)
		}
		total += s.Spent
	}
	if total != a.Spoken {
		t.Fatalf("the splits add up to %v, spoken %v", total, a.Spoken)
	}
}

func TestFinerStepsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, coarse, fine := newModel(plan, o), newPlayer(plan, o), newPlayer(plan, o)
		steps := func(from, to time.Time) {
			for range rapid.IntRange(0, 6).Draw(t, "steps") {
				from = from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from))).Draw(t, "step")))
				switch rapid.IntRange(0, 2).Draw(t, "ask") {
				case 0:
					fine.NextChange(from)
				case 1:
					fine.Upcoming()
				}
				fine.take(from)
			}
		}
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			a := drawAct(t, m)
			t.Log(a)
			m.act(a)
			same(t, "the key did something", fine.act(a, steps), coarse.act(a, nil))
		}
		coarse.take(coarse.last)
		fine.take(fine.last)
		same(t, "cues", fine.cues, coarse.cues)
		same(t, "log", fine.Events(), coarse.Events())
		same(t, "attempt", fine.Attempt(), coarse.Attempt())
		same(t, "paused", fine.Paused(), coarse.Paused())
	})
}

func TestEachCueFallsDueExactlyOnceAndNeverEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, p := newModel(plan, o), newPlayer(plan, o)
		all := slices.Clone(m.todo)
		for range rapid.IntRange(1, 40).Draw(t, "acts") {
			a := drawAct(t, m)
			m.act(a)
			p.act(a, nil)
			for _, c := range p.Advance(p.last) {
				if c.At > p.Spoken() || c.Moment.After(p.last) {
					t.Fatalf("%+v is early at %v", c, p.Spoken())
				}
				p.cues = append(p.cues, c)
			}
		}
		inOrder(t, p.cues)
		apart(t, p.cues)
		spoken := time.Duration(-1)
		if len(p.cues) > 0 { // the start cue among them: the answer has begun
			spoken = p.Spoken()
		}
		for _, want := range all {
			due := 0
			if want.At <= spoken {
				due = 1
			}
			if count := countCue(p.cues, want); count != due {
				t.Fatalf("%+v fell due %d times, %v spoken", want, count, p.Spoken())
			}
		}
		for _, c := range p.cues {
			same(t, "logged", slices.ContainsFunc(p.Events(), func(e rehearsal.Event) bool {
				return e.Kind == rehearsal.EventCue && e.Cue == c.Kind && e.Given == c.Given && e.Spoken == c.At
			}), true)
		}
	})
}

// inOrder checks that the cues came in the order of their times.
func inOrder(t *rapid.T, cues []rehearsal.Cue) {
	for i, c := range cues[min(1, len(cues)):] {
		if before := cues[i]; c.At < before.At || c.Moment.Before(before.Moment) {
			t.Fatalf("%+v after %+v", c, before)
		}
	}
}

// apart checks that none is sounded too soon after another, or silently.
func apart(t *rapid.T, cues []rehearsal.Cue) {
	last := -time.Hour
	for _, c := range cues {
		if !c.Sounded || c.Kind == rehearsal.CueStart {
			continue
		}
		if !c.Given || c.At-last <= 1500*ms {
			t.Fatalf("sounded %v after another: %+v", c.At-last, c)
		}
		last = c.At
	}
}

// countCue counts how often a cue is among others.
func countCue(cues []rehearsal.Cue, want rehearsal.Cue) int {
	n := 0
	for _, c := range cues {
		if c.Kind == want.Kind && c.Section == want.Section && c.Number == want.Number && c.At == want.At {
			n++
		}
	}
	return n
}

func TestWhatIsUpcomingIsWhatAdvanceGivesLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, p := newModel(plan, o), newPlayer(plan, o)
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			a := drawAct(t, m)
			m.act(a)
			p.act(a, nil)
			p.take(p.last)
			upcoming := p.Upcoming()
			standing := p.State() != rehearsal.StatePreparing && p.State() != rehearsal.StateAnswering
			same(t, "nothing upcoming while the clock stands still", upcoming == nil, standing || len(upcoming) == 0)
			if !rapid.Bool().Draw(t, "let it come") {
				continue
			}
			next := drawAct(t, m)
			next.key, next.seen = "advance", 0
			m.act(next)
			p.cues = nil
			p.act(next, nil)
			same(t, "what came, and what is still to come", slices.Concat(p.cues, p.Upcoming()), upcoming)
		}
	})
}

// visible is everything on the stage that time alone can change.
func visible(s *rehearsal.Session) string {
	return fmt.Sprint(s.State(), s.Shown(), " ", rehearsal.Countdown(s.Left()), " ",
		rehearsal.Countdown(s.SectionLeft()), " ", rehearsal.Countdown(s.PrepareLeft()), " ", s.Pace()/sec)
}

func TestTheNextChangeNeverSkipsAVisibleChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		m, p := newModel(plan, o), newPlayer(plan, o)
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			a := drawAct(t, m)
			m.act(a)
			p.act(a, nil)
		}
		p.take(p.last)
		for range 8 {
			before, next := visible(p.Session), p.NextChange(p.last)
			if next.IsZero() {
				if cues := p.Advance(p.last.Add(time.Hour)); len(cues) != 0 || visible(p.Session) != before {
					t.Fatalf("nothing was to change, and %q became %q, cues %v", before, visible(p.Session), cues)
				}
				return
			}
			if !next.After(p.last) {
				t.Fatalf("the next change is at %v, it is %v", next, p.last)
			}
			gap := int64(next.Sub(p.last))
			early := p.last.Add(time.Duration(rapid.Int64Range(0, gap-1).Draw(t, "early")))
			for _, moment := range []time.Time{early, next.Add(-1)} {
				if cues := p.Advance(moment); len(cues) != 0 || visible(p.Session) != before {
					t.Fatalf("%v before the change %q became %q, cues %v", next.Sub(moment), before, visible(p.Session), cues)
				}
			}
			if cues := p.Advance(next); len(cues) == 0 && visible(p.Session) == before {
				t.Fatalf("nothing changed: %q", before)
			}
			p.last = next
		}
	})
}

func TestBackUndoesExactlyOneChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		o.Mode = rehearsal.ModePractice
		m, p := newModel(plan, o), newPlayer(plan, o)
		for range rapid.IntRange(1, 30).Draw(t, "acts") {
			a := drawAct(t, m)
			m.act(a)
			p.act(a, nil)
			p.take(p.last)
			shown, splits, changes := p.Shown(), p.Attempt().Splits, changeCount(p.Events())
			if !p.Mark(p.last) {
				continue
			}
			m.act(act{key: "mark"})
			undo := p.Back
			if p.State() == rehearsal.StateFinished {
				undo = p.Return
				m.act(act{key: "return"})
			} else {
				m.act(act{key: "back"})
			}
			if !undo(p.last) || p.Shown() != shown {
				t.Fatalf("section %d is shown, it was %d", p.Shown(), shown)
			}
			same(t, "splits", p.Attempt().Splits, splits)
			same(t, "changes", changeCount(p.Events()), changes)
		}
	})
}

// changeCount counts the changes on the stack, by the log.
func changeCount(events []rehearsal.Event) int {
	n := 0
	for _, e := range events {
		switch e.Kind {
		case rehearsal.EventAdvance, rehearsal.EventMark, rehearsal.EventConfirm:
			n++
		case rehearsal.EventBack:
			n--
		}
	}
	return n
}

func TestNoMomentIsTooFarAway(t *testing.T) {
	far := []time.Time{
		{}, time.Unix(1<<40, 0), time.Unix(-1<<40, 0), noon().Add(1<<63 - 1), noon().Add(-1 << 63), noon(),
	}
	rapid.Check(t, func(t *rapid.T) {
		plan, o := drawPlan(t), drawOptions(t)
		p := newPlayer(plan, o)
		for range rapid.IntRange(1, 20).Draw(t, "acts") {
			p.now = rapid.SampledFrom(far).Draw(t, "now")
			p.key(rapid.SampledFrom([]string{
				"advance", "start", "space", "pause", "resume", "mark", "back", "sleep", "finish", "return",
			}).Draw(t, "key"), rapid.SampledFrom(far).Draw(t, "seen"))
			p.NextChange(p.now)
			p.Upcoming()
			if s := p.Spoken(); s < 0 || s > plan.Limit+10*time.Minute || p.Paused() < 0 || p.SpokenAt(p.now) < s {
				t.Fatalf("spoken %v, paused %v", s, p.Paused())
			}
			addsUp(t, p.Attempt())
		}
	})
}
