package recording

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestSeekingFindsEverySample(t *testing.T) {
	dir := t.TempDir()
	sound := murmur(40*Rate+17, 5)
	clear(sound[10*Rate : 25*Rate]) // silence is next to nothing in the file
	record(t, dir, anID, sound)
	take := open(t, dir, anID)
	if take.Length() != int64(len(sound)) {
		t.Fatalf("%d samples, want %d", take.Length(), len(sound))
	}
	random := rand.New(rand.NewPCG(1, 2))
	buf := make([]int16, 700)
	looks := 300
	if testing.Short() {
		looks = 30
	}
	for range looks {
		at := random.IntN(len(sound))
		must(t, take.SeekTo(int64(at)))
		n, err := take.Read(buf)
		must(t, err)
		if n != min(len(buf), len(sound)-at) || !slices.Equal(buf[:n], sound[at:at+n]) {
			t.Fatalf("at %d other samples are read", at)
		}
	}
	must(t, take.SeekTo(1<<40))
	if _, err := take.Read(buf); err == nil {
		t.Error("there is sound behind the end")
	}
}

func TestARecordingUnderWayIsReadAsFarAsItGoes(t *testing.T) {
	dir := t.TempDir()
	w, err := newWriter(dir, anID)
	must(t, err)
	must(t, w.stretch(Stretch{Spoken: time.Second}))
	sound := murmur(3*block+100, 1)
	must(t, w.write(sound))
	take := open(t, dir, anID)
	if got := readAll(t, take); !slices.Equal(got, sound[:3*block]) {
		t.Errorf("%d samples", len(got))
	}
	if got := take.Map().Spoken(0); got != time.Second {
		t.Errorf("it begins at %v", got)
	}
	must(t, w.finish())
}

func TestADamagedPlaceEndsTheReadingWithAnError(t *testing.T) {
	dir := t.TempDir()
	sound := murmur(40*block, 1)
	record(t, dir, anID, sound)
	path := filepath.Join(dir, anID+flacSuffix)
	b := bytesOf(t, dir, anID)
	b[len(b)/2] ^= 0x10
	must(t, os.WriteFile(path, b, 0o600))
	take := open(t, dir, anID)
	buf := make([]int16, len(sound))
	n, err := take.Read(buf)
	if !errors.Is(err, ErrDamaged) || n < 10*block || !slices.Equal(buf[:n], sound[:n]) {
		t.Errorf("%d samples, %v", n, err)
	}
}

func TestWhatIsNotThereIsToldFromWhatIsDamaged(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, anID); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	must(t, os.WriteFile(filepath.Join(dir, anID+flacSuffix), []byte("no sound"), 0o600))
	if _, err := Open(dir, anID); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestTheOutlineIsThatOfTheSound(t *testing.T) {
	dir := t.TempDir()
	sound := make([]int16, 10*block+3)
	sound[0], sound[4*block+50], sound[len(sound)-1] = -5, 900, 77
	record(t, dir, anID, sound)
	peaks, err := Peaks(t.Context(), open(t, dir, anID), 10)
	must(t, err)
	want := make([]Peak, 10)
	want[0].Min, want[4].Max, want[9].Max = -5, 900, 77
	if !slices.Equal(peaks, want) {
		t.Errorf("%v", peaks)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Peaks(gone, open(t, dir, anID), 10); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if peaks, err := Peaks(t.Context(), open(t, dir, anID), 1_000_000); err != nil || len(peaks) != 1_000_000 {
		t.Error("more parts than samples", err)
	}
}

func TestAStretchThatIsHalfWrittenCostsNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.spans")
	must(t, os.WriteFile(path, []byte(`{"file":0,"spoken":5}`+"\n"+`{"file":1`+"\n"+`{"file":9,"spoken":7,"on":true}`+"\n"+`{"file":10,"spo`), 0o600))
	got, err := readSpans(path)
	must(t, err)
	if want := []Stretch{{0, 5, false}, {9, 7, true}}; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
