package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func record(n int) Record {
	return Record{
		ID: fmt.Sprintf("attempt-%d", n), Story: "sales", Title: "1 < 2", Plan: []byte(`{"limit":1,"sections":[]}`),
		Events:  []Event{{Kind: "start"}, {Kind: "cue", Spoken: 5, Cue: "section", Given: true}},
		Changes: []Change{{ID: "id", Machine: "m", Field: "note", Value: "zwei\nZeilen"}},
	}
}

func ids(t *testing.T, dir string, places map[string]Place) (all []string, waiting int) {
	t.Helper()
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		found, err := Read(context.Background(), f, places[f.Name], func(r Record) error {
			all = append(all, r.ID)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		waiting += found.Waiting
		if places != nil {
			places[f.Name] = found.Place
		}
	}
	return all, waiting
}

func appendTo(t *testing.T, dir string, o Own, from, to int) Own {
	t.Helper()
	var records []Record
	for n := from; n < to; n++ {
		records = append(records, record(n))
	}
	o, err := Append(dir, o, records)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestWhatIsWrittenIsReadOnceAndOnlyWhatIsNewThen(t *testing.T) {
	dir := t.TempDir()
	places := map[string]Place{}
	o := appendTo(t, dir, Own{Name: "m"}, 0, 3)
	if all, _ := ids(t, dir, places); !slices.Equal(all, []string{"attempt-0", "attempt-1", "attempt-2"}) {
		t.Error(all)
	}
	o = appendTo(t, dir, o, 3, 4)
	if all, _ := ids(t, dir, places); !slices.Equal(all, []string{"attempt-3"}) {
		t.Error(all)
	}
	// The file is another now: it is read from its first line on.
	path := filepath.Join(dir, o.Current())
	text, _ := os.ReadFile(path)
	lines := strings.SplitAfter(string(text), "\n")
	if err := os.WriteFile(path, []byte(lines[1]+lines[0]+lines[3]+lines[2]+lines[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, _ := ids(t, dir, places); len(all) != 5 {
		t.Error(all)
	}
}

func TestSegmentsStaySmall(t *testing.T) {
	dir := t.TempDir()
	o := appendTo(t, dir, Own{Name: "m"}, 0, 3000)
	files, err := Files(dir)
	if err != nil || len(files) < 2 || o.Segment != len(files) {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if f.Size > full+4096 {
			t.Error(f)
		}
	}
	if all, _ := ids(t, dir, nil); len(all) != 3000 {
		t.Error(len(all))
	}
}

func TestALineThatIsNotWholeWaitsAndHidesNoOther(t *testing.T) {
	dir := t.TempDir()
	o := appendTo(t, dir, Own{Name: "m"}, 0, 4)
	path := filepath.Join(dir, o.Current())
	whole, _ := os.ReadFile(path)
	for cut := 0; cut < len(whole); cut += 11 {
		holed := slices.Clone(whole)
		for i := cut; i < min(cut+7, len(holed)); i++ {
			holed[i] = 0
		}
		for what, text := range map[string][]byte{"cut": whole[:cut], "holed": holed} {
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			places := map[string]Place{}
			first, waiting := ids(t, dir, places)
			if what == "holed" && len(first) < 2 || len(first) == 4 && len(text) < len(whole) || what == "holed" && waiting == 0 {
				t.Fatalf("%s at %d: %v, %d wait", what, cut, first, waiting)
			}
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			then, waiting := ids(t, dir, places)
			for n := range 4 {
				if id := fmt.Sprintf("attempt-%d", n); !slices.Contains(append(first, then...), id) {
					t.Fatalf("%s at %d: %s never came", what, cut, id)
				}
			}
			if waiting > 0 {
				t.Fatalf("%s at %d: %d wait still", what, cut, waiting)
			}
		}
	}
}

func TestCopiesOfAConflictAreReadAndTemporaryFilesAreNot(t *testing.T) {
	for name, read := range map[string]bool{
		"00000001.jsonl": true, "00000001 (conflict).jsonl": true, "00000001.sync-conflict-20260201-120000-ABC.jsonl": true,
		"00000001.jsonl.tmp": false, ".00000001.jsonl.x7": false, "~syncthing~00000001.jsonl.tmp": false, ".syncthing.00000001.jsonl": false,
		"history.db": false, "notes.txt": false,
	} {
		if isSegment(name) != read {
			t.Errorf("%s: %v", name, !read)
		}
	}
}

func TestALineOfANewerStarlingWaitsForIt(t *testing.T) {
	dir := t.TempDir()
	text := `{"v":2,"id":"x"}`
	if err := os.WriteFile(filepath.Join(dir, "00000001.jsonl"), []byte(sum([]byte(text))+" "+text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, _ := Files(dir)
	found, err := Read(context.Background(), files[0], Place{}, func(Record) error { t.Error("taken"); return nil })
	if err != nil || found.Newer != 1 || found.Place.Read != 0 {
		t.Error(found, err)
	}
}

func TestTheSharedFolderIsNeverMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "drive")
	if _, err := Append(dir, Own{Name: "m"}, []Record{record(1)}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("it was made")
	}
}

func FuzzReadTakesWhatComes(f *testing.F) {
	line, _ := encodeLine(record(1))
	f.Add(line)
	f.Add(append(line[:40:40], line...))
	f.Add([]byte("0123456789abcdef {}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "1.jsonl"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		files, _ := Files(dir)
		found, err := Read(context.Background(), files[0], Place{}, func(Record) error { return nil })
		if err != nil || found.Place.Read > int64(len(text)) {
			t.Fatal(found, err)
		}
	})
}
