package practice

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestQuestionsComeFromTheChosenCategories(t *testing.T) {
	o := preset(t, "one-way")
	o.Questions = 10
	for _, c := range []struct {
		categories []string
		want       int
	}{{nil, 6}, {[]string{"failure"}, 3}, {[]string{"Failure", " conflict "}, 6}} {
		m := mock(t, o, MockPool{Bank: aBank(), Categories: c.categories})
		ids := map[string]bool{}
		for _, q := range m.Questions() {
			ids[q.ID] = true
			if len(c.categories) == 1 && q.Category != "Failure" {
				t.Errorf("%+v", q)
			}
		}
		if len(ids) != c.want || m.Progress().Of != c.want {
			t.Errorf("%v: %v", c.categories, ids)
		}
	}
	first := func(seed uint32) string {
		m, err := at(t, "2026-11-20").NewMock(o, MockPool{Bank: aBank()}, nil, sequence(seed))
		if err != nil {
			t.Fatal(err)
		}
		return m.Questions()[0].ID
	}
	seen := map[string]bool{}
	for seed := range uint32(50) {
		seen[first(seed*7919)] = true
	}
	if len(seen) != 6 {
		t.Errorf("not drawn: %v", seen)
	}
}

func TestAnInterviewAsksWhatItsStoriesAnswer(t *testing.T) {
	asked, other := aStory("the-asked", "Launch"), aStory("other", "retail")
	asked.Answers, other.Answers = []string{"conflict-1", "no-such-question"}, []string{"conflict-2", "conflict-1"}
	pool := MockPool{Bank: aBank(), Stories: []story.Story{other, asked}, Categories: []string{"Conflict"}}
	o := preset(t, "one-way")
	ask := func(i *Interview) string {
		pool.Interview = i
		var ids []string
		for _, q := range mock(t, o, pool).Questions() {
			ids = append(ids, q.ID+"="+q.Story)
		}
		slices.Sort(ids)
		return strings.Join(ids, " ")
	}
	if got := ask(&Interview{Name: "A", Tags: []string{"launch"}}); got != "conflict-1=the-asked" {
		t.Error(got)
	}
	if got := ask(&Interview{Name: "A", Tags: []string{"failure", "launch"}}); got != "conflict-1=the-asked failure-0= failure-1= failure-2=" {
		t.Error("a category that is called like a tag:", got)
	}
	o.Questions = 6
	if got := ask(&Interview{Name: "A"}); !strings.HasPrefix(got, "conflict-0= conflict-1=") || strings.Count(got, "=") != 6 {
		t.Error("one without tags asks from the whole bank:", got)
	}
	if got := ask(nil); strings.Count(got, "=") != 3 {
		t.Error(got)
	}
}

func TestTheStoryIsOneThatAnswersAndWasNotTold(t *testing.T) {
	bank := story.Bank{Categories: []story.Category{{Name: "C", Questions: []story.Question{{ID: "q1", Text: "1?"}, {ID: "q2", Text: "2?"}, {ID: "q3", Text: "3?"}}}}}
	known, forgotten, draft := aStory("known"), aStory("forgotten"), aStory("a-draft")
	draft.MarkedDraft = true
	for _, s := range []*story.Story{&known, &forgotten, &draft} {
		s.Answers = []string{"q1", "q2", "q3"}
	}
	cards := cardsOf(map[string][]Attempt{
		"known": {graded(t, "2026-11-20T18:00:00Z", Easy)}, "forgotten": {graded(t, "2026-08-20T18:00:00Z", Again)},
	})
	o := preset(t, "one-way")
	m, err := at(t, "2026-11-20").NewMock(o, MockPool{Bank: bank, Stories: []story.Story{known, draft, forgotten}}, cards, sequence(3))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, q := range m.Questions() {
		told = append(told, q.Story)
	}
	if got := strings.Join(told, " "); got != "forgotten known forgotten" {
		t.Error(got)
	}
}

func TestFollowUpsAreTheStorysAndThenTheBanks(t *testing.T) {
	s := aStory("s")
	s.Answers, s.Followups = []string{"conflict-0"}, []string{"And then?"}
	pool := MockPool{Bank: aBank(), Stories: []story.Story{s}, Categories: []string{"Conflict"}}
	o := preset(t, "panel")
	o.Questions, o.Followups = 1, 5
	for seed := range uint32(20) {
		m, err := at(t, "2026-11-20").NewMock(o, pool, nil, sequence(seed))
		if err != nil {
			t.Fatal(err)
		}
		q := m.Questions()[0]
		from := q.Followups
		if q.ID == "conflict-0" {
			if q.Story != "s" || len(from) != 3 || from[0] != (Followup{Text: "And then?"}) {
				t.Fatalf("%+v", q)
			}
			from = from[1:]
		}
		if len(from) != 2 {
			t.Fatalf("%+v", q)
		}
		for _, f := range from {
			if !strings.HasPrefix(f.ID, "conflict-") || f.ID == q.ID || f.Text == "" {
				t.Fatalf("%+v", f)
			}
		}
	}
	// No question is asked twice, not as a follow-up either.
	o.Questions, o.Followups = 3, 2
	pool.Categories = nil
	m := mock(t, o, pool)
	asked := map[string]bool{}
	for _, q := range m.Questions() {
		for _, id := range append([]string{q.ID}, ids(q.Followups)...) {
			if asked[id] {
				t.Errorf("%s is asked twice", id)
			}
			asked[id] = true
		}
	}
}

// ids gives those of the follow-ups that are from the bank.
func ids(all []Followup) []string {
	var ids []string
	for _, f := range all {
		if f.ID != "" {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func TestWithoutQuestionsItIsSaidWhatToDo(t *testing.T) {
	o := preset(t, "one-way")
	for want, p := range map[string]MockPool{
		"the bank is empty; write questions into questions.toml":                              {},
		"there is no question to ask in Luck; choose other categories":                        {Bank: aBank(), Categories: []string{"Luck"}},
		"there is no question to ask for Acme: no story with one of its tags (luck, fortune)": {Bank: aBank(), Interview: &Interview{Name: "Acme", Tags: []string{"luck", "fortune"}}},
	} {
		_, err := Calendar{}.NewMock(o, p, nil, sequence(1))
		if !errors.Is(err, ErrNoQuestions) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, without %q", err, want)
		}
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	for want, spoil := range map[string]func(*MockOptions){
		"1 to 20 questions, not 0":                     func(o *MockOptions) { o.Questions = 0 },
		"1 to 20 questions, not 21":                    func(o *MockOptions) { o.Questions = 21 },
		"0 to 5 follow-ups, not 6":                     func(o *MockOptions) { o.Followups = 6 },
		"0 to 5 follow-ups, not -1":                    func(o *MockOptions) { o.Followups = -1 },
		"the preparation takes 0 s to 2 min, not 3m0s": func(o *MockOptions) { o.Prepare = 3 * time.Minute },
		"an answer may take 10 s to 60 min, not 9s":    func(o *MockOptions) { o.Limit = 9 * time.Second },
		"to a follow-up may take 10 s to 60 min":       func(o *MockOptions) { o.FollowupLimit = 0 },
		`no prompt "song"`:                             func(o *MockOptions) { o.Prompt = "song" },
		`not "sometimes"`:                              func(o *MockOptions) { o.Rate = "sometimes" },
	} {
		o := preset(t, "panel")
		spoil(&o)
		if _, err := (Calendar{}).NewMock(o, MockPool{Bank: aBank()}, nil, sequence(1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, without %q", err, want)
		}
	}
}

func TestThePresetsAreThoseOfTheirSources(t *testing.T) {
	for _, p := range MockPresets() {
		if err := p.Options.Check(); err != nil || p.Name == "" || p.About == "" || p.Source == "" {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
	const minute = time.Minute
	for _, want := range []MockOptions{
		{Preset: "one-way", Questions: 5, Prepare: rehearsal.OneWayPrepare, Limit: 2 * minute, Cut: true},
		{Preset: "panel", Questions: 4, Limit: 2 * minute, Followups: 2, FollowupLimit: 45 * time.Second},
		{
			Preset: "table-topics", Questions: 3, Limit: 2 * minute, HideClock: true,
			Lights: Lights{Green: minute, Yellow: 90 * time.Second, Red: 2 * minute, Least: minute, Most: 150 * time.Second},
		},
	} {
		want.Prompt, want.Rate = rehearsal.PromptQuestion, RateAtEnd
		if diff := cmp.Diff(want, preset(t, want.Preset)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTheLightsOfTableTopics(t *testing.T) {
	l := preset(t, "table-topics").Lights
	for _, c := range []struct {
		spoken    time.Duration
		light     Light
		next      time.Duration
		qualifies bool
	}{
		{0, NoLight, time.Minute, false},
		{time.Minute - 1, NoLight, time.Minute, false},
		{time.Minute, Green, 90 * time.Second, true},
		{90*time.Second - 1, Green, 90 * time.Second, true},
		{90 * time.Second, Yellow, 2 * time.Minute, true},
		{2 * time.Minute, Red, 0, true},
		{150 * time.Second, Red, 0, true},
		{150*time.Second + 1, Red, 0, false},
	} {
		next, ok := l.Next(c.spoken)
		if l.At(c.spoken) != c.light || next != c.next || ok != (c.next > 0) || l.Qualifies(c.spoken) != c.qualifies {
			t.Errorf("%v: %q, then %v, %v", c.spoken, l.At(c.spoken), next, l.Qualifies(c.spoken))
		}
	}
	var none Lights
	if _, ok := none.Next(0); ok || none.At(time.Hour) != NoLight || !none.Qualifies(0) {
		t.Error("no lights are on")
	}
}
