package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// preset gives the options of a preset.
func preset(t *testing.T, id string) MockOptions {
	t.Helper()
	i := slices.IndexFunc(MockPresets(), func(p MockPreset) bool { return p.ID == id })
	if i < 0 {
		t.Fatal(id)
	}
	return MockPresets()[i].Options
}

// aBank has two categories of three questions each.
func aBank() story.Bank { return bankOf(3) }

// bankOf has two categories of so many questions each.
func bankOf(n int) story.Bank {
	var bank story.Bank
	for _, name := range []string{"Conflict", "Failure"} {
		c := story.Category{Name: name}
		for i := range n {
			id := fmt.Sprintf("%s-%d", strings.ToLower(name), i)
			c.Questions = append(c.Questions, story.Question{ID: id, Text: "Tell me about " + id + "."})
		}
		bank.Categories = append(bank.Categories, c)
	}
	return bank
}

// mock begins a mock interview on the bank.
func mock(t *testing.T, o MockOptions, p MockPool) *Mock {
	t.Helper()
	m, err := at(t, "2026-11-20").NewMock(o, p, nil, sequence(7))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAPanelAsksFollowsUpAndRates(t *testing.T) {
	o := preset(t, "panel")
	o.Questions, o.Rate = 2, RateEach
	m := mock(t, o, MockPool{Bank: bankOf(20)})
	var heard []string
	for n := 0; !m.Over(); n++ {
		step := m.Step()
		heard = append(heard, fmt.Sprintf("%s %d.%d", step.Kind, step.Question, step.Followup))
		if step.Kind == MockRate {
			rateIt(t, m)
		} else {
			answerIt(t, m, fmt.Sprint("id-", n))
		}
	}
	want := "answer 0.0, followup 0.0, followup 0.1, rate 0.0, answer 1.0, followup 1.0, followup 1.1, rate 1.0"
	if got := strings.Join(heard, ", "); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if anyOf(m.Begin, m.Pass, m.Resume, m.Rated, func() bool { return m.Answered("id") }) || m.Progress().String() != "2 of 2 done" {
		t.Error("after the end")
	}
	if takes := m.Takes(1); len(takes) != 3 || takes[0].Attempt != "id-4" {
		t.Errorf("%+v", takes)
	}
}

// anyOf does everything, and tells whether anything had an effect.
func anyOf(moves ...func() bool) bool {
	did := false
	for _, move := range moves {
		did = move() || did
	}
	return did
}

// rateIt rates an answer, which is the one thing that can be done then.
func rateIt(t *testing.T, m *Mock) {
	t.Helper()
	if m.Step().Attempt == "" || anyOf(m.Begin, m.Pass, m.Resume, func() bool { return m.Answered("id") }) {
		t.Errorf("%+v", m.Step())
	}
	if !m.Rated() {
		t.Fatal("not rated")
	}
}

// answerIt gives an answer to a panel.
func answerIt(t *testing.T, m *Mock, id string) {
	t.Helper()
	step := m.Step()
	limit := map[MockStepKind]time.Duration{MockAnswer: 2 * time.Minute, MockFollowup: 45 * time.Second}[step.Kind]
	if step.Limit != limit || step.Prompt != rehearsal.PromptQuestion || step.Text == "" || step.Begun {
		t.Errorf("%+v", step)
	}
	if anyOf(func() bool { return m.Answered(id) }, m.Rated, m.Resume) || !m.Begin() || !m.Step().Begun {
		t.Fatalf("%+v", step)
	}
	if anyOf(m.Begin, m.Rated, func() bool { return m.Answered("") }) || !m.Answered(id) {
		t.Fatalf("%+v", step)
	}
}

func TestAtTheEndAllAnswersThatWereTakenAreRated(t *testing.T) {
	o := preset(t, "one-way")
	o.Questions = 3
	m := mock(t, o, MockPool{Bank: aBank()})
	if step := m.Step(); step.Prepare != 30*time.Second || step.Limit != 2*time.Minute {
		t.Errorf("%+v", step)
	}
	m.Begin()
	m.Answered("first")
	m.Pass()
	if got := m.Progress(); got.String() != "3 of 3" || got.Done != 1 || got.Skipped != 1 {
		t.Errorf("%+v", got)
	}
	m.Begin()
	m.Answered("third")
	for _, want := range []string{"first", "third"} {
		if step := m.Step(); step.Kind != MockRate || step.Attempt != want || m.Over() {
			t.Errorf("%+v", step)
		}
		m.Rated()
	}
	if got := m.Progress(); !m.Over() || got != (Progress{At: 3, Of: 3, Over: true, Done: 2, Skipped: 1}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasNotToldIsNotFollowedUp(t *testing.T) {
	o := preset(t, "panel")
	o.Questions = 3
	m := mock(t, o, MockPool{Bank: bankOf(20)})
	m.Pass()
	if step := m.Step(); step.Kind != MockAnswer || step.Question != 1 {
		t.Errorf("%+v", step)
	}
	m.Begin()
	m.Resume()
	if step := m.Step(); step.Kind != MockAnswer || step.Question != 2 {
		t.Errorf("%+v", step)
	}
	m.Begin()
	m.Answered("id")
	m.Begin()
	m.Resume() // a follow-up that was broken off leaves the next
	if step := m.Step(); step.Kind != MockFollowup || step.Followup != 1 {
		t.Errorf("%+v", step)
	}
}

func TestATakeThatWasLeftIsSpent(t *testing.T) {
	o := preset(t, "one-way")
	o.Questions = 2
	m := mock(t, o, MockPool{Bank: aBank()})
	waiting := kept(t, m)
	m.Begin()
	spent := kept(t, m)
	if waiting.Step().Question != 0 || spent.Step().Question != 1 || spent.Takes(0)[0].Outcome != Broken || len(spent.Takes(1)) != 0 {
		t.Errorf("%+v, %+v", waiting.Step(), spent.Step())
	}
}

// kept keeps a mock interview and resumes it.
func kept(t interface{ Fatal(...any) }, m *Mock) *Mock {
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	resumed, err := ResumeMock(data)
	if err != nil {
		t.Fatal(err, string(data))
	}
	return resumed
}

// move does one of the things that may happen to a mock interview.
func move(m *Mock, what, id string) {
	switch what {
	case "begin":
		m.Begin()
	case "answered":
		m.Answered(id)
	case "pass":
		m.Pass()
	case "rated":
		m.Rated()
	case "resume":
		m.Resume()
	}
}

func TestAMockInterviewCanBeLeftAndResumedBetweenAnyTwoAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := MockOptions{
			Questions: rapid.IntRange(1, 4).Draw(t, "questions"), Limit: time.Minute, Prompt: rehearsal.PromptPoints,
			Followups: rapid.IntRange(0, 2).Draw(t, "followups"), FollowupLimit: time.Minute,
			Rate: rapid.SampledFrom([]RateWhen{RateEach, RateAtEnd}).Draw(t, "rate"),
		}
		straight, err := Calendar{Today: 20600}.NewMock(o, MockPool{Bank: aBank()}, nil, sequence(rapid.Uint32().Draw(t, "seed")))
		if err != nil {
			t.Fatal(err)
		}
		left := kept(t, straight)
		for n := 0; !straight.Over(); n++ {
			if n > 200 {
				t.Fatal("it never ends")
			}
			what := rapid.SampledFrom([]string{"begin", "answered", "pass", "rated", "resume"}).Draw(t, "move")
			move(straight, what, fmt.Sprint("id-", n))
			move(left, what, fmt.Sprint("id-", n))
			if !left.Step().Begun {
				left = kept(t, left)
			}
			if diff := cmp.Diff(straight.Step(), left.Step()); diff != "" {
				t.Fatal(diff)
			}
			soundStep(t, left)
		}
		if diff := cmp.Diff(straight.Questions(), left.Questions(), cmpopts.EquateEmpty()); diff != "" || left.Options() != o {
			t.Fatal(diff)
		}
		soundTakes(t, left)
	})
}

// soundStep looks at what a mock interview is at.
func soundStep(t *rapid.T, m *Mock) {
	step, p := m.Step(), m.Progress()
	settled := p.Done + p.Skipped
	if p.Of != len(m.Questions()) || settled > p.Of || p.Over != (step.Kind == MockOver) {
		t.Fatalf("%+v %+v", step, p)
	}
	if step.Kind == MockRate && (step.Attempt == "" || m.Options().Rate == RateAtEnd && settled < p.Of) {
		t.Fatalf("to be rated: %+v %+v", step, p)
	}
	if step.Kind == MockAnswer && m.Options().Rate == RateEach && m.rated != p.Done {
		t.Fatalf("%d rated of %d", m.rated, p.Done)
	}
}

// soundTakes looks at what is left of a mock interview that is over.
func soundTakes(t *rapid.T, m *Mock) {
	taken := 0
	for i, q := range m.Questions() {
		takes := m.Takes(i)
		if len(takes) != 1+len(q.Followups) {
			t.Fatalf("%d takes of question %d", len(takes), i)
		}
		taken += one(takes[0].Outcome == Taken)
	}
	if taken != m.rated {
		t.Fatalf("%d answers, %d rated", taken, m.rated)
	}
}

func TestAMockInterviewThatCannotBeResumedSaysWhy(t *testing.T) {
	m := mock(t, preset(t, "panel"), MockPool{Bank: bankOf(20)})
	m.Begin()
	m.Answered("id")
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	sound := string(data)
	for _, c := range [][3]string{
		{`"version":1`, `"version":9`, "newer Starling"},
		{`"version":1`, `"version":0`, "has no version"},
		{`"version":1`, `"version":"one"`, "damaged"},
		{`"questions":4`, `"questions":0`, "1 to 20 questions"},
		{`"rate":"end"`, `"rate":"never"`, "rated after each or at the end"},
		{`"prompt":"question"`, `"prompt":"song"`, `no prompt "song"`},
		{`"followups":2`, `"followups":1`, "has 2 follow-ups"},
		{`"outcome":"taken"`, `"outcome":"lost"`, `"lost" with the attempt`},
		{`"attempt":"id"`, `"attempt":""`, "taken"},
		{`"rated":0`, `"rated":1`, "1 answers rated of 0"},
		{`"rated":0`, `"rated":-1`, "-1 answers rated"},
		{`"text":"Tell me`, `"text":"","was":"Tell me`, "has no text"},
		{`"questions":[`, `"questions":[` + strings.Repeat(`{"id":"q","text":"Why?"},`, 20), "it has 24 questions"},
		{`"takes":[`, `"takes":[` + strings.Repeat(`{"outcome":"passed"},`, 20), "21 answers to"},
	} {
		if !strings.Contains(sound, c[0]) {
			t.Fatalf("no %s in %s", c[0], sound)
		}
		_, err := ResumeMock([]byte(strings.Replace(sound, c[0], c[1], 1)))
		if !errors.Is(err, ErrSession) || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s: %v, without %q", c[1], err, c[2])
		}
	}
	if m, err := ResumeMock([]byte(`{`)); !errors.Is(err, ErrSession) || !m.Over() {
		t.Error(err)
	}
}

func FuzzAMockInterviewThatWasKept(f *testing.F) {
	o := MockPresets()[2].Options
	m, err := Calendar{}.NewMock(o, MockPool{Bank: aBank()}, nil, sequence(1))
	if err != nil {
		f.Fatal(err)
	}
	m.Begin()
	m.Answered("id")
	m.Begin()
	data, err := json.Marshal(m)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ResumeMock(data)
		if err != nil {
			return
		}
		if diff := cmp.Diff(m.Step(), kept(t, m).Step()); diff != "" {
			t.Fatal(diff)
		}
		for range 2*len(m.Questions())*(1+MaxFollowups) + 1 {
			_ = m.Rated() || m.Pass()
		}
		if !m.Over() || !m.Progress().Over {
			t.Fatalf("it never ends: %+v", m.Step())
		}
	})
}
