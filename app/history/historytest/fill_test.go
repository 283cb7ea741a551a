package historytest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/rehearsal"
)

func filled(t *testing.T, attempts int) (*history.Store, []history.Record) {
	t.Helper()
	s, _, err := history.Open(t.Context(), t.TempDir(), history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := historytest.Fill(t.Context(), s, historytest.Stories(5), attempts, 7); err != nil {
		t.Fatal(err)
	}
	all, err := s.Attempts(t.Context(), history.Filter{IncludeDeleted: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, all
}

func TestTheSameSeedGivesTheSameAttempts(t *testing.T) {
	_, first := filled(t, 300)
	_, second := filled(t, 300)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

func TestAttemptsOfEverySortAreMadeUp(t *testing.T) {
	s, all := filled(t, 2500)
	if len(all) != 2500 {
		t.Fatalf("%d attempts", len(all))
	}
	sorts := map[string]int{}
	for _, r := range all {
		sorts[string(r.Ended)]++
		sorts["mode "+string(r.Mode)]++
		for what, is := range map[string]bool{"deleted": r.Deleted, "rated": r.Rated, "kept": r.Kept, "note": r.Note != ""} {
			if is {
				sorts[what]++
			}
		}
		if r.Ended != rehearsal.Unfinished && r.Splits[4].EndedBy != rehearsal.ByFinish {
			t.Fatalf("the splits are %v", r.Splits)
		}
	}
	for _, sort := range []string{
		"finished", "limit", "abandoned", "unfinished", "mode practice", "mode one-way", "deleted", "rated", "kept", "note",
	} {
		if sorts[sort] == 0 {
			t.Errorf("none is %s: %v", sort, sorts)
		}
	}
	if r, err := s.Attempt(t.Context(), historytest.ID(2499)); err != nil || r.ID != all[0].ID {
		t.Errorf("the last is %s, the newest %s: %v", r.ID, all[0].ID, err)
	}
	if open, err := s.Unfinished(t.Context()); err != nil || len(open) > 0 {
		t.Errorf("%d are to be offered: %v", len(open), err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
