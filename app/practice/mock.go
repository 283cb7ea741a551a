package practice

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"starling/app/rehearsal"
)

// MockStepKind is what a mock interview is at.
type MockStepKind string

// The kinds of step.
const (
	MockAnswer   MockStepKind = "answer"   // a question is to be answered
	MockFollowup MockStepKind = "followup" // a follow-up is
	MockRate     MockStepKind = "rate"     // an answer is to be rated
	MockOver     MockStepKind = "over"
)

// MockStep is what a mock interview asks for now.
type MockStep struct {
	Kind MockStepKind
	// Question is the index of the question, Followup that of the follow-up.
	Question, Followup int
	// ID and Text are those of the question or follow-up; a follow-up of the
	// story's own has no ID.
	ID, Text string
	// Story is the slug of the story that answers the question, also of that
	// before a follow-up; empty where none does.
	Story string
	// Prepare, Limit and Prompt hold for the answer.
	Prepare, Limit time.Duration
	Prompt         rehearsal.Prompt
	// Begun is set while the answer is being given.
	Begun bool
	// Attempt is the id of the attempt to rate, for MockRate.
	Attempt string
}

// Take is what became of an answer.
type Take struct {
	Outcome TakeOutcome `json:"outcome"`
	// Attempt is the id of its attempt, where it was taken.
	Attempt string `json:"attempt,omitempty"`
}

// TakeOutcome is what became of an answer.
type TakeOutcome string

// The outcomes of a take.
const (
	Taken  TakeOutcome = "taken"
	Passed TakeOutcome = "passed" // nothing was said, or too little to keep
	Broken TakeOutcome = "broken" // the interview was left in the middle of it
)

// Mock is a mock interview and how far it has come. Each question is asked,
// answered and followed up in turn, one take each. It has no clock and no
// screen, and as JSON it can be left and resumed at any time. The zero value
// has no questions, and is over.
//
// Answers are rated after each question's follow-ups, or all of them after the
// last; follow-ups are not, and can be in the history.
type Mock struct {
	options   MockOptions
	questions []MockQuestion
	takes     []Take // of the answers and follow-ups so far, in order
	rated     int    // answers that were rated, or left so
	begun     bool   // the next take is under way
}

func newMock(o MockOptions, questions []MockQuestion) *Mock {
	return &Mock{options: o, questions: questions}
}

// Options are how the interview goes.
func (m *Mock) Options() MockOptions { return m.options }

// Questions gives all questions, asked and to be asked.
func (m *Mock) Questions() []MockQuestion { return slices.Clone(m.questions) }

// Takes gives what became of the answer to one of the questions (the first)
// and to each of its follow-ups; shorter where they are not all over yet.
func (m *Mock) Takes(question int) []Take {
	from := 0
	for _, q := range m.questions[:question] {
		from += 1 + len(q.Followups)
	}
	to := from + 1 + len(m.questions[question].Followups)
	return slices.Clone(m.takes[min(from, len(m.takes)):min(to, len(m.takes))])
}

// place is a question's index, and the number of takes of it that are over.
func (m *Mock) place() (question, over int) {
	over = len(m.takes)
	for i, q := range m.questions {
		if over < 1+len(q.Followups) {
			return i, over
		}
		over -= 1 + len(q.Followups)
	}
	return len(m.questions), 0
}

// toRate is the index of the question whose answer is to be rated next, if it
// is time for that. Answers that were not taken need no rating.
func (m *Mock) toRate() (question int, take Take, ok bool) {
	complete, _ := m.place()
	if m.begun || m.options.Rate == RateAtEnd && complete < len(m.questions) {
		return 0, Take{}, false
	}
	n := 0
	for i := range complete {
		if take := m.Takes(i)[0]; take.Outcome == Taken {
			if n == m.rated {
				return i, take, true
			}
			n++
		}
	}
	return 0, Take{}, false
}

// Step gives what is asked for now.
func (m *Mock) Step() MockStep {
	if i, take, ok := m.toRate(); ok {
		q := m.questions[i]
		return MockStep{Kind: MockRate, Question: i, ID: q.ID, Text: q.Text, Story: q.Story, Attempt: take.Attempt}
	}
	i, over := m.place()
	if i == len(m.questions) {
		return MockStep{Kind: MockOver, Question: i}
	}
	q := m.questions[i]
	if over == 0 {
		return MockStep{
			Kind: MockAnswer, Question: i, ID: q.ID, Text: q.Text, Story: q.Story,
			Prepare: m.options.Prepare, Limit: m.options.Limit, Prompt: m.options.Prompt, Begun: m.begun,
		}
	}
	f := q.Followups[over-1]
	return MockStep{
		Kind: MockFollowup, Question: i, Followup: over - 1, ID: f.ID, Text: f.Text, Story: q.Story,
		Limit: m.options.FollowupLimit, Prompt: rehearsal.PromptQuestion, Begun: m.begun,
	}
}

// asking tells whether an answer or a follow-up is asked for.
func (m *Mock) asking() bool {
	kind := m.Step().Kind
	return kind == MockAnswer || kind == MockFollowup
}

// Begin says that the answer asked for begins, its preparation included. From
// then on it is spent: see Resume.
func (m *Mock) Begin() bool {
	if m.begun || !m.asking() {
		return false
	}
	m.begun = true
	return true
}

// Answered says that the answer that was begun has become an attempt.
func (m *Mock) Answered(attempt string) bool {
	return m.begun && attempt != "" && m.end(Take{Taken, attempt})
}

// Pass says that nothing was answered, or too little to keep. It may be said
// before the answer begins.
func (m *Mock) Pass() bool { return m.asking() && m.end(Take{Outcome: Passed}) }

// Resume is to be called when a mock interview that was left goes on. An
// answer that had begun was its one take, and the next is asked for.
func (m *Mock) Resume() bool { return m.begun && m.end(Take{Outcome: Broken}) }

// end ends the take asked for. What was not told is not followed up.
func (m *Mock) end(t Take) bool {
	question, over := m.place()
	m.takes = append(m.takes, t)
	if over == 0 && t.Outcome != Taken {
		for range m.questions[question].Followups {
			m.takes = append(m.takes, Take{Outcome: Passed})
		}
	}
	m.begun = false
	return true
}

// Rated says that the answer to be rated was rated, or is left unrated.
func (m *Mock) Rated() bool {
	if m.Step().Kind != MockRate {
		return false
	}
	m.rated++
	return true
}

// Over tells whether there is nothing left to answer and to rate.
func (m *Mock) Over() bool { return m.Step().Kind == MockOver }

// Progress says how far the interview has come, in questions. Done counts those
// whose answer was taken, Skipped those whose was not.
func (m *Mock) Progress() Progress {
	at, over := m.place()
	p := Progress{At: min(at+1, len(m.questions)), Of: len(m.questions), Over: m.Over()}
	for i := range m.questions {
		if i > at || i == at && over == 0 {
			break
		}
		if m.Takes(i)[0].Outcome == Taken {
			p.Done++
		} else {
			p.Skipped++
		}
	}
	return p
}

// storedMock is a mock interview as JSON.
type storedMock struct {
	Version   int            `json:"version"`
	Options   MockOptions    `json:"options"`
	Questions []MockQuestion `json:"questions"`
	Takes     []Take         `json:"takes"`
	Rated     int            `json:"rated"`
	Begun     bool           `json:"begun"`
}

// MarshalJSON writes the mock interview, to be resumed later.
func (m *Mock) MarshalJSON() ([]byte, error) {
	s := storedMock{sessionVersion, m.options, m.questions, m.takes, m.rated, m.begun}
	if s.Takes == nil {
		s.Takes = []Take{}
	}
	return json.Marshal(s)
}

// ResumeMock reads a mock interview that was kept as JSON, and goes on with it;
// see Mock.Resume. The error wraps ErrSession.
func ResumeMock(data []byte) (*Mock, error) {
	m := new(Mock)
	err := resumed(json.Unmarshal(data, m))
	m.Resume()
	return m, err
}

// UnmarshalJSON reads what MarshalJSON wrote; see ResumeMock.
func (m *Mock) UnmarshalJSON(data []byte) error {
	var s storedMock
	if err := json.Unmarshal(data, &s); err != nil {
		return resumed(err)
	}
	if err := checkVersion("mock interview", s.Version); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return fmt.Errorf("the mock interview that was kept makes no sense (%w): %w", err, ErrSession)
	}
	*m = Mock{options: s.Options, questions: s.Questions, takes: s.Takes, rated: s.Rated, begun: s.Begun}
	return nil
}

func (s storedMock) check() error {
	if err := s.Options.Check(); err != nil {
		return err
	}
	if len(s.Questions) > MaxQuestions {
		return fmt.Errorf("it has %d questions", len(s.Questions))
	}
	most := 0
	for i, q := range s.Questions {
		if q.Text == "" || slices.ContainsFunc(q.Followups, func(f Followup) bool { return f.Text == "" }) {
			return fmt.Errorf("question %d has no text", i+1)
		}
		if len(q.Followups) > 0 && s.Options.Followups < len(q.Followups) {
			return fmt.Errorf("question %d has %d follow-ups", i+1, len(q.Followups))
		}
		most += 1 + len(q.Followups)
	}
	for i, t := range s.Takes {
		known := slices.Contains([]TakeOutcome{Taken, Passed, Broken}, t.Outcome)
		if !known || (t.Outcome == Taken) != (t.Attempt != "") {
			return fmt.Errorf("answer %d is %q with the attempt %q", i+1, t.Outcome, t.Attempt)
		}
	}
	if len(s.Takes) > most || s.Begun && len(s.Takes) == most {
		return fmt.Errorf("%d answers to %d questions", len(s.Takes), most)
	}
	return s.checkRated()
}

// checkRated tells whether so many answers can have been rated, and whether an
// answer can have begun before others are.
func (s storedMock) checkRated() error {
	m := Mock{options: s.Options, questions: s.Questions, takes: s.Takes}
	could := 0
	for m.Rated() {
		could++
	}
	if s.Rated < 0 || s.Rated > could || s.Begun && s.Rated < could {
		return fmt.Errorf("%d answers rated of %d", s.Rated, could)
	}
	return nil
}
