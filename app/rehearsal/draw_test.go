package rehearsal

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// preparations makes any state that a question can be in.
func preparations() *rapid.Generator[Preparation] {
	return rapid.Custom(func(t *rapid.T) Preparation {
		p := Preparation{Stories: rapid.IntRange(0, 4).Draw(t, "stories"), Said: rapid.Bool().Draw(t, "said")}
		if p.Said {
			p.Ago = time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "ago"))
			p.Rated = rapid.Bool().Draw(t, "rated")
		}
		if p.Rated {
			p.Coverage = rapid.Float64Range(0, 100).Draw(t, "coverage")
		}
		return p
	})
}

func TestAQuestionWithoutAStoryIsNeverLessLikelyThanOneWithAStory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		without, with := preparations().Draw(t, "without"), preparations().Draw(t, "with")
		without.Stories, with.Stories = 0, max(with.Stories, 1)
		if without.Weight() < with.Weight() {
			t.Fatalf("%+v weighs %d, %+v weighs %d", without, without.Weight(), with, with.Weight())
		}
	})
}

func TestWhatWasNeverSaidIsLikelierThanWhatWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		never, said := preparations().Draw(t, "never"), preparations().Draw(t, "said")
		never.Said, said.Said = false, true
		if said.Stories = max(said.Stories, 1); never.Weight() <= said.Weight() {
			t.Fatalf("%+v weighs %d, %+v weighs %d", never, never.Weight(), said, said.Weight())
		}
	})
}

func TestLessCoverageAndMoreTimeNeverMakeAQuestionLessLikely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := preparations().Draw(t, "question")
		p.Said, p.Rated = true, true
		worse, older := p, p
		worse.Coverage = rapid.Float64Range(0, p.Coverage).Draw(t, "less")
		older.Ago += time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "more"))
		if worse.Weight() < p.Weight() || older.Weight() < p.Weight() {
			t.Fatalf("%+v weighs %d; with less coverage %d, after more time %d", p, p.Weight(), worse.Weight(), older.Weight())
		}
	})
}

func TestLowCoverageCountsForMoreThanALongTime(t *testing.T) {
	low := Preparation{Stories: 1, Said: true, Rated: true, Coverage: 25}
	old := Preparation{Stories: 1, Said: true, Rated: true, Coverage: 75, Ago: 365 * 24 * time.Hour}
	if low.Weight() <= old.Weight() {
		t.Errorf("25%% today weighs %d, 75%% a year ago %d", low.Weight(), old.Weight())
	}
}

// Over all numbers that the random source can give, each question comes as
// often as it weighs: so every one of them has its chance.
func TestEveryQuestionIsDrawnAsOftenAsItWeighs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(preparations(), 1, 6).Draw(t, "questions")
		total := 0
		for _, p := range all {
			total += p.Weight()
		}
		drawn := make([]int, len(all))
		for n := range total {
			drawn[Draw(all, func(most int) int {
				if most != total {
					t.Fatalf("a number below %d was asked for, the weights add up to %d", most, total)
				}
				return n
			})]++
		}
		for i, p := range all {
			if drawn[i] != p.Weight() || drawn[i] == 0 {
				t.Fatalf("%+v weighs %d and was drawn %d times", p, p.Weight(), drawn[i])
			}
		}
	})
}

func TestOfNoQuestionsNoneIsDrawn(t *testing.T) {
	if i := Draw(nil, func(int) int { t.Error("a number was asked for"); return 0 }); i != -1 {
		t.Errorf("%d was drawn", i)
	}
}
