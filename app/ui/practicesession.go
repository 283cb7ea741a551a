package ui

import (
	"context"
	"encoding/json"
	"fmt"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
)

// practiceRun is a drill or a mock interview under way: what is asked next, and
// what became of it. It has no screen.
type practiceRun interface {
	json.Marshaler

	// keptAs is the name by which it is kept, title what it is called on screen.
	keptAs() string
	title() string
	progress() practice.Progress
	// over tells whether there is nothing left to say and to rate.
	over() bool
	// toRate gives the attempt to be rated now, and its number among all.
	toRate() (attempt string, number int, ok bool)
	// stage makes the stage of the answer asked for.
	stage(s *Shell) (*stage, error)
	// begun says that the answer has begun, and tells whether that must be kept.
	begun() bool
	// answered says that the answer has become an attempt.
	answered(attempt string)
	// short says that too little was said to keep, and tells whether the answer
	// may be given again.
	short() (again bool)
	// passed says that nothing was said.
	passed()
	// rated says that the attempt to be rated was, or is left so; discarded that
	// it was thrown away.
	rated()
	discarded()
	// resumed is called when it was left, and when it goes on.
	resumed(s *Shell)
	// results tell what became of each answer.
	results() []result
}

// result is what became of one answer of a session.
type result struct {
	title   string
	attempt string // an id; empty where nothing was said
	why     string // why there is no attempt
	sub     bool   // a follow-up to the one before
	lights  practice.Lights
}

// practiceSession goes through a run: stage, rating, and the next.
type practiceSession struct {
	shell *Shell
	run   practiceRun
	said  map[string]saidAnswer // attempts that may not be stored yet, by id
	busy  bool                  // an attempt is being read
}

// saidAnswer is an answer that has just been given.
type saidAnswer struct {
	attempt rehearsal.Attempt
	number  int
}

// startPractice begins a run, in place of one of its kind that was left.
func (s *Shell) startPractice(run practiceRun) {
	p := &practiceSession{shell: s, run: run, said: map[string]saidAnswer{}}
	s.sessions[run.keptAs()] = p
	p.keep()
	p.next()
}

// onResumePractice goes on with what was left.
func (s *Shell) onResumePractice(p *practiceSession) {
	p.run.resumed(s)
	p.keep()
	p.next()
}

// keep keeps the session as it stands, so that it can be gone on with after
// Starling was closed.
func (p *practiceSession) keep() {
	s := p.shell
	s.writings++
	id, number := p.run.keptAs(), s.writings
	data, err := json.Marshal(p.run)
	s.parts.Beside(func() {
		if err == nil {
			err = s.parts.Sessions.Keep(id, number, data)
		}
		s.parts.Main(func() {
			if err != nil {
				s.tell(fmt.Sprintf("How far you are could not be kept: %v. It is known until Starling is closed; what you say is in the history all the same.", err))
			}
		})
	})
}

// drop forgets a session that is over.
func (p *practiceSession) drop() {
	s := p.shell
	s.writings++
	id, number := p.run.keptAs(), s.writings
	if s.sessions[id] == p {
		delete(s.sessions, id)
	}
	s.parts.Beside(func() {
		if err := s.parts.Sessions.Drop(id, number); err != nil {
			s.parts.Main(func() { s.tell(fmt.Sprintf("A practice that is over could not be put away: %v", err)) })
		}
	})
}

// next goes to what is asked for: a rating, an answer, or the summary.
func (p *practiceSession) next() {
	for {
		if id, _, ok := p.run.toRate(); ok {
			p.rate(id)
			return
		}
		if p.run.over() {
			p.drop()
			p.shell.show(newSummaryScreen(p))
			return
		}
		stage, err := p.run.stage(p.shell)
		if err == nil {
			p.show(stage)
			return
		}
		p.shell.tell(fmt.Sprintf("Passed over: %v", err))
		p.run.passed()
		p.keep()
	}
}

func (p *practiceSession) show(st *stage) {
	st.within, st.home = p, p.shell.practises
	p.shell.show(st)
	if !st.alone() {
		st.number = 0 // the answer before may have been at the same story
		p.shell.fetchStats()
	}
	if st.question.ID == "" && !st.alone() {
		st.chooseQuestion()
	}
	st.readLadder()
}

// rate asks for the rating of an attempt, which may have been some time ago.
func (p *practiceSession) rate(id string) {
	if said, ok := p.said[id]; ok {
		delete(p.said, id)
		p.showRating(newRatingScreen(p.shell, said.number, said.attempt, nil))
		return
	}
	var r history.Record
	p.busy = true
	p.shell.fetchOr("Reading the answer to rate", func(ctx context.Context) (err error) {
		r, err = p.shell.parts.Reader.Attempt(ctx, id)
		return err
	}, func() {
		p.busy = false
		p.run.rated() // it can be rated in the history, where it is there
		p.keep()
		p.next()
	}, func() {
		p.busy = false
		p.showRating(newLateRating(p.shell, r))
	})
}

func (p *practiceSession) showRating(sc *ratingScreen) {
	sc.within, sc.home = p, p.shell.practises
	p.shell.show(sc)
}

// onBegun is called when the answer has begun.
func (p *practiceSession) onBegun() {
	p.shell.TellOf(stageNotice, "")
	if p.run.begun() {
		p.keep()
	}
}

// onFinished is called when the answer has ended.
func (p *practiceSession) onFinished(st *stage, a rehearsal.Attempt) {
	if a.TooShort() {
		p.onShort(a)
		return
	}
	p.run.answered(a.ID)
	p.keep()
	if id, _, ok := p.run.toRate(); ok && id == a.ID {
		p.shell.show(newRatingScreen(p.shell, st.number, a, st))
		return
	}
	p.said[a.ID] = saidAnswer{a, st.number}
	p.next()
}

// onShort drops an answer with too little in it. In a drill it is asked for
// again, unless what is dropped was a second one.
func (p *practiceSession) onShort(a rehearsal.Attempt) {
	p.shell.dropAttempt(a.ID)
	_, _, second := p.run.toRate()
	what := "and it was the one take"
	switch {
	case second:
		what = "so the answer before it stands"
	case p.run.short():
		what = "so here it is again"
	}
	p.keep()
	p.next()
	text := fmt.Sprintf("%s were spoken: too little to keep, %s.", seconds(a.Spoken), what)
	if _, ok := p.shell.now.(*stage); ok && !second {
		p.shell.TellOf(stageNotice, text)
	} else {
		p.shell.tell(text)
	}
}

// pass passes over the answer asked for.
func (p *practiceSession) pass() {
	p.run.passed()
	p.keep()
	p.next()
}

// onRated is called when the rating is left.
func (p *practiceSession) onRated() {
	if p.busy {
		return
	}
	p.run.rated()
	p.keep()
	p.next()
}

// onDiscarded is called when the attempt to be rated was thrown away.
func (p *practiceSession) onDiscarded() {
	p.run.discarded()
	p.keep()
	p.next()
}

// leave goes back to where practice begins. The session stays, to be gone on
// with.
func (p *practiceSession) leave() {
	p.run.resumed(p.shell) // an answer that had begun in an interview was its one take
	p.keep()
	p.shell.show(p.shell.practises)
}

// where says which answer of a session is rated: "2 of 5".
func (sc *ratingScreen) where() string {
	if sc.within == nil {
		return ""
	}
	return sc.within.where()
}

// where says which answer is asked for, or rated: "2 of 5".
func (p *practiceSession) where() string {
	if _, n, ok := p.run.toRate(); ok { // also while one goes back to it, or says it again
		return fmt.Sprintf("%d of %d", n, p.run.progress().Of)
	}
	return p.run.progress().String()
}

// doneText is what leaving the rating does.
func (sc *ratingScreen) doneText() string {
	if sc.within != nil {
		return "Next"
	}
	return "Done"
}

// qualifies says in a Table Topics session whether the time qualifies.
func (sc *ratingScreen) qualifies() string {
	if sc.within == nil {
		return ""
	}
	for _, r := range sc.within.run.results() {
		if r.attempt == sc.attempt.ID {
			return qualifyWords(r.lights, sc.attempt.Spoken)
		}
	}
	return ""
}
