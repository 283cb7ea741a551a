package recording

import (
	"slices"
	"syscall"
	"testing"
	"time"
)

func TestADiskThatFillsUpEndsTheRecordingAndNothingElse(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=512k"); err != nil {
		t.Skipf("NOT PROVED HERE: a small disk cannot be mounted, which needs root: %v. "+
			"TestOnAFullDiskWhatWasRecordedStaysWhole stands for it, with a file that fills up", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(mount, 0)) })
	dir := Dir(mount)
	d, l := newFake(), &log{}
	sound := murmur(20*Rate, 3)
	var first int64 = -1
	d.heard = func(n int64) int16 {
		if first < 0 {
			first = n
		}
		return sound[(n-first)%int64(len(sound))]
	}
	r := newRecorder(Config{Dir: dir}, l.told, d)
	r.Start(anID, time.Now(), 0)
	full := Status{State: Waiting, Deaf: true, Text: textFull}
	for range 3000 {
		if all := l.take(); slices.Contains(all, full) {
			break
		}
		time.Sleep(10 * ms)
	}
	r.Stop(time.Now())
	must(t, r.Flush(t.Context()))
	take := open(t, dir, anID)
	got := readAll(t, take)
	must(t, take.Close()) // or what it takes up is not free once it is deleted
	checkInfo(t, dir, got)
	if len(got) < Rate || !slices.Equal(got, sound[:len(got)]) {
		t.Errorf("%d samples are there, or others", len(got))
	}
	again, err := Recover(dir)
	if err != nil || len(again.Mended)+len(again.Left) > 0 {
		t.Errorf("there was something to mend: %+v, %v", again, err)
	}
	// There is room again: the next answer is recorded.
	must(t, Remove(dir, anID))
	l.take()
	r.Start(otherID, time.Now(), 0)
	for range 300 {
		if bytes, _, err := Space(dir); err == nil && bytes > 10_000 {
			break
		}
		time.Sleep(10 * ms)
	}
	r.Close()
	must(t, r.Flush(t.Context()))
	next := open(t, dir, otherID)
	if next.Length() == 0 {
		t.Errorf("nothing of the next answer is there; told %+v", l.take())
	}
	must(t, next.Close())
}
