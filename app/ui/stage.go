package ui

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"starling/app/rehearsal"
	"starling/app/story"
)

const (
	// beatEvery is how often the time spoken is written while nothing happens.
	beatEvery = 5 * time.Second
	// silenceMeans is how long no tick comes only if the machine slept: while
	// the clock runs there is one each second.
	silenceMeans = 5 * time.Second
)

// stage is where a story is spoken against the clock.
type stage struct {
	shell    *Shell
	story    story.Story
	chosen   choices
	question rehearsal.Question
	session  *rehearsal.Session
	id       string
	number   int              // which attempt of the story, or of the question alone, this is; zero while that is not known
	home     screen           // to which it is left
	within   *practiceSession // that it is part of; nil for none
	dress    dress
	ladder   ladderOffer
	rungFree bool                          // the prompt was not chosen for this answer: the rung of the last attempt may replace it
	make     func(choices) (*stage, error) // makes the like of it, for another attempt

	stored    int           // events of the session that are in history
	beaten    time.Duration // time spoken that history knows of
	lastSeen  time.Time
	stopTick  func()
	stopFlash func()
	heard     string // what the player follows; see follow
	awake     bool
	hidden    bool // the prompt, by H
	tape      stageTape
	view      *stageView
}

func newStage(s *Shell, st story.Story, c choices) (*stage, error) {
	plan, err := rehearsal.NewPlan(st, planOptions(s.settings, c.limit))
	if err != nil {
		return nil, err
	}
	return stageOf(s, st, c, plan, sessionOptions(s.settings, c.mode)), nil
}

// stageOf makes the stage of a plan that is timed by these options.
func stageOf(s *Shell, st story.Story, c choices, plan rehearsal.Plan, o rehearsal.Options) *stage {
	if c.mode == rehearsal.ModeOneWay || st.Slug == "" {
		c.prompt = rehearsal.PromptQuestion
	}
	made := &stage{
		shell: s, story: st, chosen: c, home: s.stories,
		session: rehearsal.NewSession(plan, o),
		id:      newID(),
	}
	made.make = func(c choices) (*stage, error) { return newStage(s, st, c) }
	if s.statsLoaded && !made.alone() {
		made.number = s.stats[st.Slug].Attempts + 1
	}
	if id := c.question; id != "" {
		made.question = s.question(id)
	} else if len(st.Answers) > 0 {
		made.question = s.question(st.Answers[0])
	}
	return made
}

// aloneStory stands in where a question is answered without a story: four
// sections with nothing in them, for the plan of any answer in STAR form.
func aloneStory(q rehearsal.Question) story.Story { return story.Story{Title: q.Text} }

// alone tells whether a question is answered without a story.
func (s *stage) alone() bool { return s.story.Slug == "" }

// newID makes an attempt's id: a UUIDv7, so that ids sort by time.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil { // no randomness to be had: unique enough on one machine
		return uuid.NewString()
	}
	return id.String()
}

// question gives a question of the bank as it is worded; its id where the bank
// does not have it.
func (s *Shell) question(id string) rehearsal.Question {
	if q, ok := s.library.Bank.Find(id); ok {
		return rehearsal.Question{ID: q.ID, Text: q.Text}
	}
	return rehearsal.Question{ID: id, Text: id}
}

// chooseQuestion takes the story's least practised question, unless one was
// chosen.
func (s *stage) chooseQuestion() {
	if s.chosen.question != "" || len(s.story.Answers) < 2 {
		return
	}
	var counts map[string]int
	s.shell.fetch("Reading your history", func(ctx context.Context) (err error) {
		counts, err = s.shell.parts.Reader.QuestionCounts(ctx, s.story.Slug)
		return err
	}, func() {
		if s.session.State() != rehearsal.StateReady {
			return // it is being answered: the question stays
		}
		least := s.story.Answers[0]
		for _, id := range s.story.Answers[1:] {
			if counts[id] < counts[least] {
				least = id
			}
		}
		s.question = s.shell.question(least)
		s.view.showQuestion()
	})
}

// running tells whether an answer is under way.
func (s *stage) running() bool {
	switch s.session.State() {
	case rehearsal.StateReady, rehearsal.StateFinished:
		return false
	}
	return true
}

// clockRuns tells whether the time goes on.
func (s *stage) clockRuns() bool {
	switch s.session.State() {
	case rehearsal.StatePreparing, rehearsal.StateAnswering:
		return true
	}
	return false
}

// bare tells whether the question is all that can be shown while speaking.
func (s *stage) bare() bool {
	return s.alone() || s.oneTake() && s.chosen.prompt == rehearsal.PromptQuestion
}

// oneTake tells whether the answer has no pause, no way back and no starting over.
func (s *stage) oneTake() bool { return s.session.Options().Mode.OneTake() }

func (s *stage) content() fyne.CanvasObject {
	s.view = newStageView(s)
	return s.view.object
}

func (s *stage) shown() {
	s.lastSeen = s.shell.parts.Now()
	s.openTape()
	s.settle(s.lastSeen)
}

// left is called when another screen takes the window.
func (s *stage) left() {
	s.stopTicking()
	s.stopFlashing()
	s.closeTape()
	s.quieten()
}

// onTick is called when something that can be seen changes by itself.
func (s *stage) onTick() {
	now := s.shell.parts.Now()
	s.noticeSleep(now)
	s.settle(now)
}

// onStats is called when history has been read while the stage is shown.
func (s *stage) onStats() {
	known, attempts := s.shell.statsLoaded, s.shell.stats[s.story.Slug].Attempts
	if s.alone() {
		known, attempts = s.shell.answers != nil, s.shell.answers[s.question.ID][""].Attempts
	}
	if known && s.number == 0 {
		s.number = attempts + 1
		s.view.showCount()
	}
}

// noticeSleep tells the session that the machine slept, if it did since it was
// last seen awake; true where that changed something. On Windows the monotonic
// clock goes on while the machine sleeps, so there a silence longer than any
// tick means the same.
func (s *stage) noticeSleep(now time.Time) bool {
	s.tape.awake = s.lastSeen
	silent := runtime.GOOS == "windows" && now.Sub(s.lastSeen) > silenceMeans
	return s.clockRuns() && (silent || rehearsal.Parted(s.lastSeen, now)) && s.session.Slept(s.lastSeen, now)
}

// settle is called after anything that happened: it shows and stores what fell
// due, and sets the next tick.
func (s *stage) settle(now time.Time) {
	s.lastSeen = now
	fell := s.session.Advance(now)
	for _, c := range fell {
		if c.Given {
			s.onCue(c)
		}
	}
	s.store()
	s.follow(now, fell)
	if s.session.State() == rehearsal.StateFinished {
		s.finished()
		return
	}
	s.keepAwake()
	s.view.paint()
	s.tick(now)
}

// tick asks to be called when the next thing changes that can be seen.
func (s *stage) tick(now time.Time) {
	s.stopTicking()
	if !s.clockRuns() {
		return
	}
	if next := s.nextChange(now); !next.IsZero() {
		s.stopTick = s.shell.parts.After(max(next.Sub(now), 0), s.onTick)
	}
}

// nextChange is when the screen is painted next. While the answer runs that is
// once a second, with the time left, or sooner for a cue: what is left of a
// section whose target is no whole seconds is read at the same moments, as a
// second repaint of the window would cost as much as the first.
func (s *stage) nextChange(now time.Time) time.Time {
	if s.session.State() != rehearsal.StateAnswering {
		return s.session.NextChange(now)
	}
	part := s.session.Left() % time.Second
	if part <= 0 {
		part += time.Second
	}
	next := now.Add(part)
	if cues := s.session.Upcoming(); len(cues) > 0 && cues[0].Moment.Before(next) {
		next = cues[0].Moment
	}
	return next
}

func (s *stage) stopTicking() {
	if s.stopTick != nil {
		s.stopTick()
		s.stopTick = nil
	}
}

// store writes what has happened since it last did.
func (s *stage) store() {
	events := s.session.Events()
	if len(events) > s.stored {
		if s.stored == 0 {
			s.shell.parts.Recorder.Begin(s.attempt())
			s.begun()
		}
		s.shell.parts.Recorder.Append(s.id, events[s.stored:]...)
		s.stored, s.beaten = len(events), s.session.Spoken()
		s.record(events)
	}
	if spoken := s.session.Spoken(); spoken-s.beaten >= beatEvery {
		s.beaten = spoken
		s.shell.parts.Recorder.Beat(s.id, spoken)
	}
}

// attempt gives the attempt as it stands.
func (s *stage) attempt() rehearsal.Attempt {
	a := s.session.Attempt()
	a.ID, a.Story, a.Title, a.Question = s.id, s.story.Slug, s.story.Title, s.question
	a.Prompt, a.Mode = s.chosen.prompt, s.chosen.mode
	if a.Prompt == rehearsal.PromptScript { // the pace is measured by what was read, however the story changes
		a.Words = rehearsal.CountWords(s.story)
	}
	return a
}

// follow tells the player which cues are to come, when those have changed.
// Those that fell due just now are among them: without preparation the start
// cue falls due in the moment in which the answer starts.
func (s *stage) follow(now time.Time, fell []rehearsal.Cue) {
	var cues []rehearsal.Cue
	if s.clockRuns() {
		cues = slices.Concat(fell, s.session.Upcoming())
	}
	// What is to come shrinks by itself as cues fall due; the player is told
	// again only when the person has changed it.
	if heard := fmt.Sprint(s.session.State(), s.keyed()); heard != s.heard {
		s.heard = heard
		s.shell.parts.Player.Follow(now, cues)
	}
}

// keyed counts the events that the speaker or the machine's sleep caused.
func (s *stage) keyed() int {
	n := 0
	for _, e := range s.session.Events() {
		if e.Kind != rehearsal.EventCue && e.Kind != rehearsal.EventAdvance {
			n++
		}
	}
	return n
}

// keepAwake keeps the screen from blanking, opens the sound and says in the
// window's title that an answer runs, for as long as one does.
func (s *stage) keepAwake() {
	if !s.running() || s.awake {
		return
	}
	s.awake = true
	s.shell.parts.KeepAwake(true)
	s.shell.parts.Player.Open()
	s.shell.window.SetTitle("Answering: " + s.story.Title + " – " + windowTitle)
}

func (s *stage) quieten() {
	if !s.awake {
		return
	}
	s.awake = false
	s.shell.parts.KeepAwake(false)
	s.shell.parts.Player.Close()
	s.shell.TellOf(soundNotice, "")
	s.shell.TellOf(stageNotice, "")
	s.shell.window.SetTitle(windowTitle)
}

// onCue shows a cue.
func (s *stage) onCue(c rehearsal.Cue) {
	flash := !s.shell.settings.ReduceMotion
	s.stopFlashing()
	s.view.cue.give(c, flash)
	if flash {
		s.stopFlash = s.shell.parts.After(flashLasts, s.view.cue.settle)
	}
}

// stopFlashing ends the standing out of a cue before its time.
func (s *stage) stopFlashing() {
	if s.stopFlash != nil {
		s.stopFlash()
		s.stopFlash = nil
		s.view.cue.settle()
	}
}

// finished goes from the stage to the rating, or back to where it was begun
// where there is too little to rate.
func (s *stage) finished() {
	attempt := s.attempt()
	if !attempt.TooShort() {
		s.keepFillers()
	}
	if s.within != nil {
		s.within.onFinished(s, attempt)
		return
	}
	if attempt.TooShort() {
		s.shell.dropAttempt(s.id)
		s.shell.show(s.home)
		s.shell.tell(fmt.Sprintf("%s were spoken: too little to keep as an attempt.", seconds(attempt.Spoken)))
		return
	}
	s.shell.show(newRatingScreen(s.shell, s.number, attempt, s))
}

// resume comes back from the rating, paused.
func (s *stage) resume() bool {
	now := s.shell.parts.Now()
	if !s.session.Return(now) {
		return false
	}
	s.shell.show(s)
	return true
}

const soundNotice = "sound"
