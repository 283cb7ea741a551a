package story

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// threeCategories is a bank of two, one and no questions.
func threeCategories() Bank {
	return Bank{Categories: []Category{
		{Name: "Conflict", Questions: []Question{{"team", "A conflict with a team?"}, {"boss", "A conflict with your boss?"}}},
		{Name: "Failure", Questions: []Question{{"fail", "When did you fail?"}}},
		{Name: "Nothing yet"},
	}}
}

// answering is a story that can be rehearsed, and answers these questions.
func answering(title string, ids ...string) Story {
	s := Section{Points: []string{"x"}}
	return Story{Slug: Slugify(title), Title: title, Answers: ids, Situation: s, Task: s, Action: s, Result: s}
}

func titles(stories []*Story) []string {
	var all []string
	for _, s := range stories {
		all = append(all, s.Title)
	}
	return all
}

func TestARepertoireGivesEachQuestionItsStoriesInTheirOrder(t *testing.T) {
	draft := Story{Slug: "draft", Title: "Älter", Answers: []string{"team"}}
	r := NewRepertoire(threeCategories(), []Story{
		draft, answering("beta", "team", "boss"), answering("Idle", "gone"), answering("Zebra", "team", "fail", "team", "gone"),
	})
	if len(r.Categories) != 3 || len(r.Questions()) != 3 || r.Gaps() != 0 {
		t.Errorf("%d categories, %d questions, %d gaps", len(r.Categories), len(r.Questions()), r.Gaps())
	}
	team, ok := r.Find("team")
	if diff := cmp.Diff([]string{"Älter", "beta", "Zebra"}, titles(team.Stories)); diff != "" || !ok || team.Category != "Conflict" {
		t.Error(diff, ok, team.Category)
	}
	if diff := cmp.Diff([]string{"beta", "Zebra"}, titles(team.Ready())); diff != "" {
		t.Error("a draft is not ready:", diff)
	}
	if _, ok := r.Find("gone"); ok {
		t.Error("a question that the bank does not have was found")
	}
	for slug, want := range map[string]int{"zebra": 2, "beta": 2, "draft": 1, "idle": 0, "none": 0} {
		if got := r.Carries(slug); got != want {
			t.Errorf("%s carries %d questions, not %d", slug, got, want)
		}
	}
}

func TestGapsAreTheQuestionsWithoutAStory(t *testing.T) {
	r := NewRepertoire(threeCategories(), []Story{answering("One", "boss")})
	var gaps []int
	for _, c := range r.Categories {
		gaps = append(gaps, c.Gaps())
	}
	if diff := cmp.Diff([]int{1, 1, 0}, gaps); diff != "" || r.Gaps() != 2 {
		t.Error(diff, r.Gaps())
	}
}

func TestACategoryTellsWhatShareOfItEachStoryHas(t *testing.T) {
	r := NewRepertoire(threeCategories(), []Story{answering("Alpha", "team", "fail"), answering("Beta", "boss", "team"), answering("Gamma", "boss")})
	var shares []string
	for _, share := range r.Categories[0].Shares() {
		shares = append(shares, fmt.Sprint(share.Story.Title, share.Questions))
	}
	if diff := cmp.Diff([]string{"Beta2", "Alpha1", "Gamma1"}, shares); diff != "" {
		t.Error(diff)
	}
	if len(r.Categories[2].Shares()) != 0 {
		t.Error("a category without questions has a story")
	}
}

func TestAStoryIsOverloadedFromTheSixthQuestionOn(t *testing.T) {
	var bank Bank
	var ids []string
	bank.Categories = []Category{{Name: "All"}}
	for i := range 6 {
		id := fmt.Sprint("q", i)
		ids = append(ids, id)
		bank.Categories[0].Questions = append(bank.Categories[0].Questions, Question{id, id})
	}
	r := NewRepertoire(bank, []Story{answering("Five", ids[:5]...), answering("Six", ids...), answering("Many gone", "a", "b", "c", "d", "e", "f", "g")})
	if r.Overloaded("five") || !r.Overloaded("six") || r.Overloaded("many-gone") {
		t.Error(r.Overloaded("five"), r.Overloaded("six"), r.Overloaded("many-gone"))
	}
}

func TestAQuestionIsFoundByItsWordsItsCategoryAndItsStories(t *testing.T) {
	r := NewRepertoire(threeCategories(), []Story{answering("Das Café am Eck", "fail")})
	for text, want := range map[string]string{
		"": "team boss fail", "conflict": "team boss", "CONFL boss": "boss", "did fail": "fail", "failure": "fail", "cafe eck": "fail", "zebra": "", "fail team": "",
	} {
		found := ""
		for _, q := range r.Questions() {
			if q.Asks(text) {
				found += " " + q.ID
			}
		}
		if found != "" {
			found = found[1:]
		}
		if found != want {
			t.Errorf("%q finds %q, not %q", text, found, want)
		}
	}
}

// Whatever stories answer: each link is told once from either side.
func TestARepertoireLosesNoLink(t *testing.T) {
	bank := threeCategories()
	known := bank.IDs()
	rapid.Check(t, func(t *rapid.T) {
		var stories []Story
		links := map[string]bool{}
		for i := range rapid.IntRange(0, 8).Draw(t, "stories") {
			ids := rapid.SliceOf(rapid.SampledFrom(append([]string{"gone", "lost"}, known...))).Draw(t, "answers")
			s := answering(fmt.Sprint("Story ", i), ids...)
			stories = append(stories, s)
			for _, id := range ids {
				if slices.Contains(known, id) {
					links[s.Slug+" "+id] = true
				}
			}
		}
		r := NewRepertoire(bank, stories)
		told, carried, shared := 0, 0, 0
		for _, c := range r.Categories {
			for _, q := range c.Questions {
				for _, s := range q.Stories {
					told++
					if !links[s.Slug+" "+q.ID] {
						t.Fatalf("%s does not answer %s", s.Slug, q.ID)
					}
				}
			}
			for _, share := range c.Shares() {
				shared += share.Questions
			}
		}
		for _, s := range stories {
			carried += r.Carries(s.Slug)
		}
		if told != len(links) || carried != len(links) || shared != len(links) {
			t.Fatalf("%d links: %d told, %d carried, %d shared", len(links), told, carried, shared)
		}
	})
}

func TestALibraryKnowsWhetherThereIsABank(t *testing.T) {
	dir := t.TempDir()
	if l := NewLoader(dir, Options{}).Load(t.Context()); l.HasBank() {
		t.Error("an empty folder has a bank")
	}
	if err := os.WriteFile(filepath.Join(dir, BankFile), []byte("# nothing yet\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if l := NewLoader(dir, Options{}).Load(t.Context()); !l.HasBank() {
		t.Error("a bank without questions is none")
	}
}
