package recording

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"github.com/mewkiz/flac"
	"pgregory.net/rapid"
)

func TestWhatIsWrittenIsReadBackToTheSample(t *testing.T) {
	folder, rounds := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		rounds++
		dir := filepath.Join(folder, strconv.Itoa(rounds))
		w, err := newWriter(dir, anID)
		must(t, err)
		var want []int16
		for range rapid.IntRange(0, 12).Draw(r, "steps") {
			switch rapid.IntRange(0, 5).Draw(r, "step") {
			case 0:
				must(t, w.flush())
			case 1: // the answer is finished, and returned to
				must(t, w.finish())
				must(t, w.resume())
			default:
				part := sounds(rapid.IntRange(0, 3).Draw(r, "sound"), rapid.IntRange(0, 3*block).Draw(r, "samples"), len(want))
				must(t, w.write(part))
				want = append(want, part...)
			}
		}
		must(t, w.finish())
		take, err := Open(dir, anID)
		must(t, err)
		defer take.Close()
		if got := readAll(t, take); !slices.Equal(got, want) {
			r.Fatalf("%d samples come back of %d, and not the same", len(got), len(want))
		}
		checkInfo(t, dir, want)
	})
}

// sounds makes a part of a recording, of a kind that is written in its own way.
func sounds(kind, n, seed int) []int16 {
	s := murmur(n, uint64(seed))
	for i := range s {
		switch kind {
		case 0:
			s[i] = 0
		case 1: // noise at full scale
			s[i] = int16(uint32(s[i]) * 2654435761 >> 3)
		case 2: // as far as it goes, to and fro
			s[i] = int16(i%2*65535 - 32768)
		}
	}
	return s
}

// checkInfo holds the head of a finished recording against what is in it.
func checkInfo(t testing.TB, dir string, want []int16) {
	t.Helper()
	raw := make([]byte, 0, 2*len(want))
	for _, s := range want {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(s))
	}
	stream, err := flac.Parse(bytes.NewReader(bytesOf(t, dir, anID)))
	must(t, err)
	if got := stream.Info; got.NSamples != uint64(len(want)) || got.MD5sum != md5.Sum(raw) || got.SampleRate != Rate ||
		got.NChannels != 1 || got.BitsPerSample != 16 || got.BlockSizeMin != smallest || got.BlockSizeMax != block {
		t.Errorf("the head says %+v of %d samples", got, len(want))
	}
}

func TestAnotherDecoderReadsTheSameSamples(t *testing.T) {
	sox, err := exec.LookPath("sox")
	if err != nil {
		t.Skip("there is no sox here to read it with")
	}
	dir := t.TempDir()
	want := murmur(5*Rate+123, 1)
	w, err := newWriter(dir, anID)
	must(t, err)
	for i, n := 0, 1; i < len(want); i, n = i+n, n*3 {
		n = min(n, len(want)-i)
		must(t, w.write(want[i:i+n]))
		must(t, w.flush())
	}
	must(t, w.finish())
	out, err := exec.CommandContext(t.Context(), sox, filepath.Join(dir, anID+flacSuffix), "-t", "raw", "-").Output()
	must(t, err)
	got := make([]int16, len(out)/2)
	for i := range got {
		got[i] = int16(binary.LittleEndian.Uint16(out[2*i:]))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d samples, want %d", len(got), len(want))
	}
}

func TestARecordingIsForThePersonAlone(t *testing.T) {
	dir := Dir(t.TempDir())
	record(t, dir, anID, murmur(100, 1), Stretch{})
	for path, want := range map[string]os.FileMode{
		dir: 0o700, filepath.Join(dir, anID+".flac"): 0o600, filepath.Join(dir, anID+".spans"): 0o600,
	} {
		info, err := os.Stat(path)
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has %o", path, got)
		}
	}
}

func TestARecordingIsNeverWrittenOver(t *testing.T) {
	dir := t.TempDir()
	record(t, dir, anID, murmur(5000, 1))
	before := bytesOf(t, dir, anID)
	if _, err := newWriter(dir, anID); !errors.Is(err, os.ErrExist) {
		t.Error(err)
	}
	if !slices.Equal(before, bytesOf(t, dir, anID)) {
		t.Error("it was changed")
	}
}

func TestOnlyAnAttemptsIDNamesAFile(t *testing.T) {
	dir := t.TempDir()
	for _, id := range []string{
		"", ".", "..", "../" + anID, "x", anID + "/", anID + ".flac", "{" + anID + "}", "urn:uuid:" + anID,
		"0192F0C1-7A5B-7C3D-8E4F-001122334455", "0192f0c17a5b7c3d8e4f001122334455",
	} {
		if _, err := newWriter(dir, id); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", id, err)
		}
		if _, err := Open(dir, id); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", id, err)
		}
		if err := Remove(dir, id); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// filling is a file that has room for so many bytes more.
type filling struct {
	file
	room int
}

func (f *filling) Write(b []byte) (int, error) {
	if len(b) > f.room {
		n, _ := f.file.Write(b[:f.room])
		f.room = 0
		return n, syscall.ENOSPC
	}
	f.room -= len(b)
	return f.file.Write(b)
}

func TestOnAFullDiskWhatWasRecordedStaysWhole(t *testing.T) {
	sound := murmur(4*Rate, 1)
	for _, room := range []int{0, 1, 100, 20_000, 77_777} {
		dir := t.TempDir()
		w, err := newWriter(dir, anID)
		must(t, err)
		w.flac = &filling{w.flac, room}
		if err := w.write(sound); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("with room for %d bytes: %v", room, err)
		}
		must(t, w.finish())
		got := readAll(t, open(t, dir, anID))
		if len(got)%block != 0 || !slices.Equal(got, sound[:len(got)]) || (room > 20_000 && len(got) == 0) {
			t.Errorf("with room for %d bytes %d samples are there, or others", room, len(got))
		}
		checkInfo(t, dir, got)
	}
}

func TestAWriterKeepsNoMoreForALongerRecording(t *testing.T) {
	w, err := newWriter(t.TempDir(), anID)
	must(t, err)
	part := murmur(10*block, 1)
	must(t, w.write(part))
	perPart := testing.AllocsPerRun(5, func() { must(t, w.write(part)) })
	if held := w.out.Cap(); held > 2*largest {
		t.Errorf("it holds %d bytes", held)
	}
	t.Logf("%.0f allocations a second", perPart/10*Rate/block)
	must(t, w.finish())
}
