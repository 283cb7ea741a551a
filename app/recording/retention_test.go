package recording

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const day = 24 * time.Hour

// kepts are attempts at two stories, one a day, the last of them an hour ago.
func kepts(now time.Time) []Kept {
	var all []Kept
	for i := range 8 {
		all = append(all, Kept{
			ID:    fmt.Sprintf("0192f0c1-7a5b-7c3d-8e4f-00112233440%d", i),
			Story: []string{"sales", "sales", "sales", "team"}[i%4],
			When:  now.Add(-time.Duration(7-i)*day - time.Hour),
		})
	}
	return all
}

func TestWhatIsNotKeptAnyLonger(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	all := kepts(now)
	slices.Reverse(all) // in whatever order they come
	for _, c := range []struct {
		policy Policy
		want   string
	}{
		{Policy{Keep: KeepAll}, ""},
		{Policy{Keep: KeepAll, N: 3}, ""},
		{Policy{Keep: KeepDays, N: 2}, "012345"},
		{Policy{Keep: KeepDays, N: 5}, "012"},
		{Policy{Keep: KeepDays, N: 30}, ""},
		{Policy{Keep: KeepPerStory, N: 1}, "01234" + "5"},
		{Policy{Keep: KeepPerStory, N: 4}, "01"},
		{Policy{Keep: KeepNone}, "01234567"},
		// What cannot be, from a settings file that was edited, deletes nothing.
		{Policy{Keep: KeepDays}, ""},
		{Policy{Keep: KeepPerStory, N: -1}, ""},
		{Policy{}, ""},
		{Policy{Keep: "some"}, ""},
	} {
		got := ""
		for _, id := range Expired(c.policy, now, all) {
			got += id[len(id)-1:]
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.policy, got, c.want)
		}
	}
}

func TestNoPolicyTakesALaterOneAndKeepsAnEarlierOfTheSameStory(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(r *rapid.T) {
		var all []Kept
		for i := range rapid.IntRange(0, 20).Draw(r, "attempts") {
			all = append(all, Kept{
				ID:    fmt.Sprint(i),
				Story: rapid.SampledFrom([]string{"", "a", "b"}).Draw(r, "story"),
				When:  now.Add(-time.Duration(rapid.IntRange(0, 100).Draw(r, "hours")) * time.Hour),
			})
		}
		p := Policy{
			Keep: rapid.SampledFrom([]Keep{KeepAll, KeepDays, KeepPerStory, KeepNone}).Draw(r, "keep"),
			N:    rapid.IntRange(-1, 5).Draw(r, "n"),
		}
		gone := Expired(p, now, all)
		for _, a := range all {
			for _, b := range all {
				if a.Story == b.Story && a.When.After(b.When) && slices.Contains(gone, a.ID) && !slices.Contains(gone, b.ID) {
					r.Errorf("%+v takes %+v and keeps %+v", p, a, b)
				}
			}
		}
		if p.Keep == KeepPerStory && p.N > 0 {
			left := map[string]int{}
			for _, a := range all {
				if !slices.Contains(gone, a.ID) {
					left[a.Story]++
				}
			}
			for story, n := range left {
				if n > p.N {
					r.Errorf("%d of %q are left with %+v", n, story, p)
				}
			}
		}
	})
}

func TestSweepingTakesOnlyWhatIsKnownAndExpired(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	known := kepts(now)
	for _, k := range known[:4] {
		record(t, dir, k.ID, murmur(5000, 1), Stretch{})
	}
	record(t, dir, anID, murmur(5000, 1)) // of an attempt on another machine
	for _, other := range []string{"notes.txt", known[0].ID + ".txt", "x.flac"} {
		must(t, os.WriteFile(filepath.Join(dir, other), []byte("mine"), 0o600))
	}
	s, err := Sweep(dir, Policy{Keep: KeepDays, N: 5}, now, known)
	must(t, err)
	if !slices.Equal(s.Removed, []string{known[0].ID, known[1].ID, known[2].ID}) || s.Unknown != 1 {
		t.Errorf("%+v", s)
	}
	bytes, number, err := Space(dir)
	must(t, err)
	want := int64(len(bytesOf(t, dir, anID)) + len(bytesOf(t, dir, known[3].ID)) + len(`{"file":0,"spoken":0}`) + 1)
	if number != 2 || bytes != want {
		t.Errorf("%d recordings take %d bytes, want 2 and %d", number, bytes, want)
	}
	must(t, DeleteAll(dir))
	if bytes, number, err = Space(dir); bytes != 0 || number != 0 || err != nil {
		t.Errorf("%d recordings and %d bytes are left, %v", number, bytes, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 3 {
		t.Errorf("of the person's own files these are left: %v", files)
	}
}

func TestWhatIsNotThereTakesNoSpace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "recordings")
	if bytes, number, err := Space(dir); bytes != 0 || number != 0 || err != nil {
		t.Error(bytes, number, err)
	}
	must(t, DeleteAll(dir))
	must(t, Remove(dir, anID))
	if s, err := Sweep(dir, Policy{Keep: KeepNone}, time.Now(), kepts(time.Now())); err != nil || len(s.Removed) > 0 {
		t.Error(s, err)
	}
}

func TestOneThatCannotBeDeletedKeepsNoOther(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	known := kepts(now)[:2]
	for _, k := range known {
		record(t, dir, k.ID, murmur(500, 1))
	}
	stuck := filepath.Join(dir, known[0].ID+spansSuffix)
	must(t, os.Remove(stuck))
	must(t, os.MkdirAll(filepath.Join(stuck, "x"), 0o700)) // a folder with something in it, for root may delete anything
	s, err := Sweep(dir, Policy{Keep: KeepNone}, now, known)
	if err == nil || !slices.Equal(s.Removed, []string{known[1].ID}) {
		t.Errorf("%+v, %v", s, err)
	}
}
