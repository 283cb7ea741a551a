package rehearsal_test

import (
	"slices"
	"time"

	"starling/app/rehearsal"
)

// model is the timed answer told a second time, as plainly as it can be: time
// passes from one thing to the next, undoing goes back to a copy of what was,
// and the log is written beside it rather than read for the splits.
type model struct {
	plan    rehearsal.Plan
	options rehearsal.Options

	state    rehearsal.State
	passed   time.Duration // since the first moment
	prepared time.Duration
	spoken   time.Duration
	paused   time.Duration
	resting  bool // finished, and would go on as paused
	pressed  bool
	asleep   bool

	view view
	was  []view
	todo []rehearsal.Cue // in no order
	done []rehearsal.Cue
	log  []rehearsal.Event // without the cues
}

// view is what the speaker would see of the sections.
type view struct {
	shown   int
	ends    [5]time.Duration
	by      [5]rehearsal.EndedBy
	byLeave bool // the latest change is an advance that nobody confirmed
}

// weights order the kinds, from the one that matters most.
func weights() []rehearsal.CueKind {
	return []rehearsal.CueKind{
		rehearsal.CueTimeUp, rehearsal.CueSection, rehearsal.CueWrapUp, rehearsal.CueOvertime,
	}
}

func heavier(a, b rehearsal.Cue) bool {
	return slices.Index(weights(), a.Kind) < slices.Index(weights(), b.Kind)
}

func newModel(p rehearsal.Plan, o rehearsal.Options) *model {
	m := &model{plan: p, options: o, state: rehearsal.StateReady}
	if o.Mode == rehearsal.ModeOneWay {
		m.options.Prepare = 30 * sec
	}
	var end time.Duration
	for i, s := range p.Sections[:len(p.Sections)-1] {
		end += s.Target
		m.todo = append(m.todo, rehearsal.Cue{Kind: rehearsal.CueSection, At: end, Section: i + 1})
	}
	m.todo = append(m.todo, rehearsal.Cue{Kind: rehearsal.CueTimeUp, At: p.Limit})
	if !o.NoWrapUp {
		before := 20 * sec
		if p.Limit < 120*sec {
			before = p.Limit / 6
		}
		m.todo = append(m.todo, rehearsal.Cue{Kind: rehearsal.CueWrapUp, At: p.Limit - before})
	}
	number := 0
	for at := p.Limit + o.Overtime.Every; o.Overtime.Every > 0 && at <= m.end(); at += o.Overtime.Every {
		number++
		if number == 1 || !o.Overtime.Once {
			m.todo = append(m.todo, rehearsal.Cue{Kind: rehearsal.CueOvertime, At: at, Number: number})
		}
	}
	return m
}

// end is the time at which the answer ends by itself.
func (m *model) end() time.Duration {
	if m.options.Mode == rehearsal.ModeOneWay {
		return m.plan.Limit
	}
	return m.plan.Limit + 10*time.Minute
}

func (m *model) write(kind rehearsal.EventKind) {
	m.log = append(m.log, rehearsal.Event{
		Kind: kind, Moment: noon().Add(m.passed), Spoken: m.spoken, Section: m.view.shown,
	})
}

// pass lets time pass, from one thing to the next.
func (m *model) pass(d time.Duration) {
	for {
		step := d
		switch m.state {
		case rehearsal.StatePreparing:
			step = min(d, m.options.Prepare-m.prepared)
			m.prepared += step
		case rehearsal.StateAnswering:
			step = min(d, m.end()-m.spoken)
			if next, ok := m.next(); ok {
				step = min(step, next.At-m.spoken)
			}
			m.spoken += step
		case rehearsal.StatePaused:
			m.paused += step
		case rehearsal.StateFinished:
			// A return counts the time since the finish as paused.
			if m.resting {
				m.paused += step
			}
		}
		m.passed += step
		d -= step
		if !m.happens() && d == 0 {
			return
		}
	}
}

// next is the next cue to fall due.
func (m *model) next() (rehearsal.Cue, bool) {
	if len(m.todo) == 0 {
		return rehearsal.Cue{}, false
	}
	return slices.MinFunc(m.todo, func(a, b rehearsal.Cue) int {
		switch {
		case a.At != b.At:
			return int(a.At - b.At)
		case heavier(a, b):
			return 1
		case heavier(b, a):
			return -1
		}
		return a.Section - b.Section
	}), true
}

// happens does one thing that is due at this very moment, if there is one.
func (m *model) happens() bool {
	switch m.state {
	case rehearsal.StatePreparing:
		if m.prepared < m.options.Prepare {
			return false
		}
		m.begin()
		return true
	case rehearsal.StateAnswering:
		if next, ok := m.next(); ok && next.At == m.spoken {
			m.fall(next)
			return true
		}
		if m.spoken == m.end() {
			m.state = rehearsal.StateFinished
			if m.options.Mode == rehearsal.ModeOneWay {
				m.write(rehearsal.EventLimit)
			} else {
				m.write(rehearsal.EventAuto)
			}
			return true
		}
	}
	return false
}

func (m *model) begin() {
	m.state = rehearsal.StateAnswering
	m.write(rehearsal.EventStart)
	m.done = append(m.done, rehearsal.Cue{
		Kind: rehearsal.CueStart, Moment: noon().Add(m.passed), Given: true, Sounded: true,
	})
}

// fall lets a cue fall due.
func (m *model) fall(c rehearsal.Cue) {
	m.todo = slices.DeleteFunc(m.todo, func(other rehearsal.Cue) bool {
		return other.Kind == c.Kind && other.Section == c.Section && other.Number == c.Number
	})
	c.Moment = noon().Add(m.passed)
	c.Given = m.gives(c)
	c.Sounded = c.Given && !m.outdone(c)
	m.done = append(m.done, c)
	if c.Kind == rehearsal.CueSection && m.view.shown == c.Section-1 {
		m.move(rehearsal.ByItself)
		m.write(rehearsal.EventAdvance)
	}
}

// gives tells whether a cue would be given as things are.
func (m *model) gives(c rehearsal.Cue) bool {
	return c.Kind != rehearsal.CueSection || m.view.shown <= c.Section-1
}

// outdone tells whether another cue keeps this one from being sounded.
func (m *model) outdone(c rehearsal.Cue) bool {
	for _, other := range m.todo {
		if other.At-c.At <= 1500*ms && m.gives(other) && heavier(other, c) {
			return true
		}
	}
	for _, other := range m.done {
		if other.Kind == rehearsal.CueStart || c.At-other.At > 1500*ms {
			continue
		}
		if other.Sounded || other.Given && heavier(other, c) {
			return true
		}
	}
	return false
}

// move goes to the next section.
func (m *model) move(by rehearsal.EndedBy) {
	m.was = append(m.was, m.view)
	m.view.ends[m.view.shown], m.view.by[m.view.shown] = m.spoken, by
	m.view.byLeave = by == rehearsal.ByItself
	m.view.shown++
}

// press does what a key does, and tells whether it did something.
func (m *model) press(key string) bool {
	return map[string]func() bool{
		"start":  m.start,
		"space":  func() bool { return m.start() || m.pause() || m.resume() },
		"pause":  m.pause,
		"resume": m.resume,
		"mark":   m.mark,
		"back":   m.back,
		"finish": func() bool { return m.answer() && m.finish(rehearsal.EventFinish) },
		"return": m.goBack,
		"abandon": func() bool {
			return (m.answer() || m.state == rehearsal.StatePreparing) && !m.oneWay() && m.finish(rehearsal.EventAbandon)
		},
	}[key]()
}

func (m *model) oneWay() bool { return m.options.Mode == rehearsal.ModeOneWay }

// answer tells whether the answer is under way.
func (m *model) answer() bool {
	return m.state == rehearsal.StateAnswering || m.state == rehearsal.StatePaused
}

func (m *model) start() bool {
	switch {
	case m.state == rehearsal.StateReady && m.options.Prepare > 0:
		m.state = rehearsal.StatePreparing
		m.write(rehearsal.EventPrepare)
	case m.state == rehearsal.StateReady, m.state == rehearsal.StatePreparing && !m.oneWay():
		m.begin()
		m.pass(0)
	default:
		return false
	}
	return true
}

func (m *model) pause() bool {
	if m.state != rehearsal.StateAnswering || m.oneWay() {
		return false
	}
	m.state = rehearsal.StatePaused
	m.write(rehearsal.EventPause)
	return true
}

func (m *model) resume() bool {
	if m.state != rehearsal.StatePaused {
		return false
	}
	m.state, m.asleep = rehearsal.StateAnswering, false
	m.write(rehearsal.EventResume)
	return true
}

func (m *model) back() bool {
	if !m.answer() || len(m.was) == 0 || m.oneWay() {
		return false
	}
	m.pressed = true
	m.view = m.was[len(m.was)-1]
	m.was = m.was[:len(m.was)-1]
	m.write(rehearsal.EventBack)
	return true
}

func (m *model) goBack() bool {
	if !m.resting {
		return false
	}
	m.state, m.resting = rehearsal.StatePaused, false
	m.write(rehearsal.EventReturn)
	return true
}

func (m *model) finish(how rehearsal.EventKind) bool {
	m.state, m.asleep = rehearsal.StateFinished, false
	m.resting = how == rehearsal.EventFinish && !m.oneWay()
	m.write(how)
	return true
}

func (m *model) mark() bool {
	if !m.answer() {
		return false
	}
	m.pressed = true
	last := m.view.shown - 1
	if m.view.byLeave {
		late := m.spoken - m.view.ends[last]
		if late <= 10*sec && late <= m.plan.Sections[last].Target/2 {
			m.was = append(m.was, m.view)
			m.view.ends[last], m.view.by[last], m.view.byLeave = m.spoken, rehearsal.ByMark, false
			m.write(rehearsal.EventConfirm)
			return true
		}
	}
	if m.view.shown == len(m.plan.Sections)-1 {
		return m.finish(rehearsal.EventFinish)
	}
	m.move(rehearsal.ByMark)
	m.write(rehearsal.EventMark)
	return true
}

// sleep is a sleep until d from now.
func (m *model) sleep(d time.Duration) bool {
	switch m.state {
	case rehearsal.StatePreparing: // as if no time had passed
		m.passed += d
		return true
	case rehearsal.StateAnswering:
		m.state, m.asleep = rehearsal.StatePaused, true
		m.write(rehearsal.EventSleep)
		m.pass(d)
		return true
	}
	m.pass(d)
	return false
}

// splits are the times spent in each section, and how each ended.
func (m *model) splits() []rehearsal.Split {
	splits := make([]rehearsal.Split, len(m.plan.Sections))
	var begun time.Duration
	for i, s := range m.plan.Sections {
		splits[i] = rehearsal.Split{Section: s.Name, Target: s.Target}
		switch {
		case i < m.view.shown:
			splits[i].Spent, splits[i].EndedBy = m.view.ends[i]-begun, m.view.by[i]
			begun = m.view.ends[i]
		case i == m.view.shown:
			splits[i].Spent = m.spoken - begun
			if m.state == rehearsal.StateFinished {
				splits[i].EndedBy = rehearsal.ByFinish
			}
		}
	}
	return splits
}

// pace is how far the speaker is behind.
func (m *model) pace() time.Duration {
	var boundary, pace time.Duration
	for i := range m.view.shown {
		boundary += m.plan.Sections[i].Target
		pace = m.view.ends[i] - boundary
	}
	if past := m.spoken - boundary - m.plan.Sections[m.view.shown].Target; past >= 0 && past > pace {
		pace = past
	}
	return pace
}
