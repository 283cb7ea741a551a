package practice

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// vector is a sequence of reviews as another implementation of FSRS has it;
// scripts/fsrs-vectors makes them.
type vector struct {
	retention float64
	reviews   []vectorReview
}

type vectorReview struct {
	grade, elapsed        int
	stability, difficulty float64
	interval              int
}

func (v *vector) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&v.retention, &v.reviews})
}

func (r *vectorReview) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&r.grade, &r.elapsed, &r.stability, &r.difficulty, &r.interval})
}

func vectors(t *testing.T) []vector {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "fsrs-vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Sequences []vector }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Sequences
}

// ts-fsrs rounds to eight digits at every step, so that what it hands on is a
// little off, in proportion to the value.
const vectorTolerance = 1e-6

func near(a, b float64) bool { return math.Abs(a-b) <= vectorTolerance*max(1, math.Abs(b)) }

func TestTheScheduleIsThatOfAnotherImplementation(t *testing.T) {
	all := vectors(t)
	if len(all) < 200 {
		t.Fatalf("only %d sequences", len(all))
	}
	begun := time.Date(1900, 1, 1, 18, 0, 0, 0, time.FixedZone("", 3600))
	grades := []Grade{"", Again, Hard, Good, Easy}
	for n, v := range all {
		var card Card
		at := begun
		for i, want := range v.reviews {
			at = at.AddDate(0, 0, want.elapsed)
			a := Attempt{ID: "a", Story: "s", Started: at, Correction: grades[want.grade]}
			next, ok := Continue(card, []Attempt{a})
			if !ok {
				t.Fatalf("sequence %d, review %d: late", n, i)
			}
			card = next
			if !near(card.Stability, want.stability) || !near(card.Difficulty, want.difficulty) {
				t.Errorf("sequence %d, review %d: stability %v and difficulty %v, not %v and %v",
					n, i, card.Stability, card.Difficulty, want.stability, want.difficulty)
			}
			if got := card.Interval(v.retention); got != want.interval {
				t.Errorf("sequence %d, review %d: %d days, not %d", n, i, got, want.interval)
			}
		}
	}
}

func TestTheVectorsHaveEveryGradeAfterEveryOther(t *testing.T) {
	pairs, long, retentions := map[[2]int]bool{}, false, map[float64]bool{}
	for _, v := range vectors(t) {
		retentions[v.retention] = true
		for i, r := range v.reviews {
			if i > 0 {
				pairs[[2]int{v.reviews[i-1].grade, r.grade}] = true
			}
			long = long || r.interval > 365
		}
	}
	if len(pairs) != 16 || !long || len(retentions) < 4 {
		t.Errorf("%d pairs of grades, a year's interval: %v, retentions: %v", len(pairs), long, retentions)
	}
}
