package recording

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// cutOff leaves a recording as SIGKILL does, cut to so many bytes.
func cutOff(t testing.TB, dir string, samples []int16, size int) {
	t.Helper()
	w, err := newWriter(dir, anID)
	must(t, err)
	must(t, w.stretch(Stretch{}))
	must(t, w.write(samples))
	must(t, w.close())
	if size >= 0 {
		must(t, os.Truncate(filepath.Join(dir, anID+flacSuffix), int64(size)))
	}
}

func TestARecordingCutOffAnywhereIsMendedUpToItsLastWholeFrame(t *testing.T) {
	sound := murmur(8*block, 3)
	dir := t.TempDir()
	cutOff(t, dir, sound, -1)
	whole := bytesOf(t, dir, anID)
	must(t, Remove(dir, anID))
	for size := 0; size <= len(whole); size += 997 {
		cutOff(t, dir, sound, size)
		r, err := Recover(dir)
		must(t, err)
		if len(r.Left) > 0 {
			t.Fatalf("cut to %d bytes: %+v", size, r)
		}
		if len(r.Empty) > 0 {
			if files, _ := os.ReadDir(dir); size > largest || len(files) > 0 {
				t.Fatalf("cut to %d bytes it is taken for empty, and %v are left", size, files)
			}
			continue
		}
		got := readAll(t, open(t, dir, anID))
		if !slices.Equal(got, sound[:len(got)]) || len(got) < size*len(sound)/len(whole)-2*block {
			t.Fatalf("cut to %d bytes of %d, %d samples are there of %d, or others", size, len(whole), len(got), len(sound))
		}
		checkInfo(t, dir, got)
		before := bytesOf(t, dir, anID)
		again, err := Recover(dir)
		must(t, err)
		if len(again.Mended)+len(again.Empty)+len(again.Left) > 0 || !bytes.Equal(before, bytesOf(t, dir, anID)) {
			t.Fatalf("done twice it does something: %+v", again)
		}
		must(t, Remove(dir, anID))
	}
}

func TestWhatIsNoRecordingIsLeftAsItIs(t *testing.T) {
	sound := murmur(8*block, 3)
	good := func(dir string) []byte {
		record(t, dir, anID, sound)
		return bytesOf(t, dir, anID)
	}(t.TempDir())
	blank := append([]byte(nil), header(0, [16]byte{})...)
	for name, c := range map[string]struct {
		bytes []byte
		left  bool
	}{
		"finished":                 {good, false},
		"finished, damaged inside": {append(append([]byte(nil), good[:5000]...), make([]byte, 9000)...), false},
		"text":                     {[]byte("These are notes of mine."), true},
		"another FLAC":             {append(append([]byte(nil), good[:18]...), bytes.Repeat([]byte{9}, 60)...), true},
		"much that is none":        {append(blank, bytes.Repeat([]byte("x"), 3*largest)...), true},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, anID+".flac")
		must(t, os.WriteFile(path, c.bytes, 0o600))
		must(t, os.WriteFile(filepath.Join(dir, "notes.flac"), nil, 0o600))
		r, err := Recover(dir)
		if (err != nil) != c.left || (len(r.Left) == 1) != c.left || len(r.Mended)+len(r.Empty) > 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if !bytes.Equal(c.bytes, bytesOf(t, dir, anID)) {
			t.Errorf("%s was changed", name)
		}
		if _, err := os.Stat(filepath.Join(dir, "notes.flac")); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatAPowerCutLeftBehindTheSoundIsKept(t *testing.T) {
	dir := t.TempDir()
	sound := murmur(4*block, 3)
	cutOff(t, dir, sound, -1)
	path := filepath.Join(dir, anID+flacSuffix)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = f.Write(make([]byte, 100_000))
	must(t, errors.Join(err, f.Close()))
	size := len(bytesOf(t, dir, anID))
	r, err := Recover(dir)
	must(t, err)
	if len(r.Mended) != 1 || len(bytesOf(t, dir, anID)) != size {
		t.Errorf("%+v, %d bytes of %d", r, len(bytesOf(t, dir, anID)), size)
	}
	if got := readAll(t, open(t, dir, anID)); !slices.Equal(got, sound) {
		t.Errorf("%d samples, want %d", len(got), len(sound))
	}
}

func TestAFolderThatIsNotThereHasNothingToMend(t *testing.T) {
	r, err := Recover(filepath.Join(t.TempDir(), "recordings"))
	if err != nil || len(r.Mended)+len(r.Empty)+len(r.Left) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func FuzzADamagedFileNeverPanicsOrGrows(f *testing.F) {
	dir := f.TempDir()
	record(f, dir, anID, murmur(3*block, 3), Stretch{})
	good := bytesOf(f, dir, anID)
	unfinished := append(append([]byte(nil), header(0, [16]byte{})...), good[headerSize:]...)
	f.Add(good, []byte(`{"file":0,"spoken":0}`+"\n"))
	f.Add(unfinished, []byte(`{"file":0,"spoken":0}`+"\n"+`{"file":48`))
	f.Add(unfinished[:len(unfinished)-100], []byte("{}\n"))
	f.Add(unfinished[:headerSize+7], []byte(nil))
	f.Add([]byte("fLaC"), []byte("\n\n"))
	// In memory where that can be: each try waits for the disk several times.
	scratch := f.TempDir()
	if memory, err := os.MkdirTemp("/dev/shm", "recording-"); err == nil {
		scratch = memory
		f.Cleanup(func() { _ = os.RemoveAll(memory) })
	}
	f.Fuzz(func(t *testing.T, sound, spans []byte) {
		dir, err := os.MkdirTemp(scratch, "") //nolint:usetesting // below the scratch folder
		must(t, err)
		defer os.RemoveAll(dir)
		must(t, os.WriteFile(filepath.Join(dir, anID+flacSuffix), sound, 0o600))
		must(t, os.WriteFile(filepath.Join(dir, anID+spansSuffix), spans, 0o600))
		readAnyhow(dir)
		r, _ := Recover(dir)
		if len(r.Empty) > 0 {
			return
		}
		after := bytesOf(t, dir, anID)
		if len(after) > len(sound) || len(r.Left) > 0 && !bytes.Equal(sound, after) {
			t.Errorf("%d bytes became %d, %+v", len(sound), len(after), r)
		}
		readAnyhow(dir)
		if again, _ := Recover(dir); len(again.Mended) > 0 {
			t.Errorf("mended twice")
		}
	})
}

// readAnyhow reads a recording by all ways there are, whatever comes of it.
func readAnyhow(dir string) {
	take, err := Open(dir, anID)
	if err != nil {
		return
	}
	defer take.Close()
	buf := make([]int16, 3000)
	for _, at := range []int64{take.Length() / 2, take.Length() - 1, 0} {
		if take.SeekTo(at) != nil {
			continue
		}
		for range 10 {
			if _, err := take.Read(buf); err != nil {
				break
			}
		}
	}
	for _, s := range take.Map().Stretches() {
		take.Map().Sample(take.Map().Spoken(s.File))
	}
}
