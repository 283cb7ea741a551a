package ui

import (
	"fmt"

	"starling/app/rehearsal"
	"starling/app/story"
)

// toStage goes to a story's stage with what is chosen on the stories screen.
func (s *Shell) toStage(st story.Story) { s.practise(st, s.stories) }

// practise goes to a story's stage with what is chosen for the story, and on
// the rung that it was practised on last.
func (s *Shell) practise(st story.Story, home screen) {
	s.speak(st, s.choicesFor(st.Slug), home)
	if stage, ok := s.now.(*stage); ok && stage.story.Slug == st.Slug {
		stage.rungFree = true
		stage.readLadder()
	}
}

// speak goes to a story's stage, which is left for home.
func (s *Shell) speak(st story.Story, c choices, home screen) {
	stage, err := newStage(s, st, c)
	if err != nil {
		s.tell(fmt.Sprintf("%s cannot be rehearsed: %v", st.Title, err))
		return
	}
	stage.home = home
	s.show(stage)
	stage.chooseQuestion()
}

// speakAlone goes to the stage of a question without a story.
func (s *Shell) speakAlone(q rehearsal.Question, home screen) {
	c := choicesOf(s.settings)
	c.question = q.ID
	stage, err := newStage(s, aloneStory(q), c)
	if err != nil {
		s.tell(fmt.Sprintf("The question cannot be answered now: %v", err))
		return
	}
	stage.question, stage.home = q, home
	s.show(stage)
	s.fetchAnswers() // to know which attempt it is
}

// repeat rehearses what an attempt was at.
func (s *Shell) repeat(a rehearsal.Attempt) {
	switch {
	case !a.Alone():
		s.Rehearse(a.Story)
	case s.answering():
		s.TellOf(stageNotice, underWay)
	default:
		q := a.Question
		if known, ok := s.library.Bank.Find(q.ID); ok {
			q.Text = known.Text
		}
		s.questions.selectID(q.ID)
		s.speakAlone(q, s.questions)
	}
}

// repeatable tells whether there is still what an attempt was at.
func (s *Shell) repeatable(a rehearsal.Attempt) bool {
	st, ok := s.library.Find(a.Story)
	return a.Alone() || ok && !st.Draft()
}
