package recording

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

func TestWhatIsThereAlreadyIsWrittenWholeAndOnlyOnce(t *testing.T) {
	dir := Dir(t.TempDir())
	samples := murmur(3*Rate, 5)
	must(t, Write(dir, anID, samples, Stretch{}, Stretch{File: Rate, Spoken: 5e9}))
	take := open(t, dir, anID)
	if got := readAll(t, take); !slices.Equal(got, samples) {
		t.Errorf("%d samples were written, and %d others are read", len(samples), len(got))
	}
	if at, ok := take.Map().Sample(6e9); !ok || at != 2*Rate {
		t.Errorf("six seconds in is sample %d, %v", at, ok)
	}
	if err := Write(dir, anID, samples); !errors.Is(err, fs.ErrExist) {
		t.Errorf("it was written over: %v", err)
	}
	if err := Write(dir, "../x", samples); !errors.Is(err, ErrName) {
		t.Error(err)
	}
	found, err := Recover(dir)
	must(t, err)
	if len(found.Mended)+len(found.Empty)+len(found.Left) > 0 {
		t.Errorf("it was not whole: %+v", found)
	}
}
