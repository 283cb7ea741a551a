package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
)

const recordedID = "01935d00-0000-7000-8000-000000000001"

// recorded is a second of a tone of 440 Hz, and in the second half one of 10 kHz with it.
func recorded(t *testing.T, data string) recordings {
	t.Helper()
	samples := make([]int16, recording.Rate)
	for i := range samples {
		x := float64(i) / recording.Rate
		s := math.Sin(2 * math.Pi * 440 * x)
		if i > len(samples)/2 {
			s += math.Sin(2 * math.Pi * 10_000 * x)
		}
		samples[i] = int16(8000 * s)
	}
	if err := recording.Write(recording.Dir(data), recordedID, samples); err != nil {
		t.Fatal(err)
	}
	return recordings{data: data}
}

// program writes a transcriber of a few lines of shell.
func program(t *testing.T, lines string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("it is a shell script")
	}
	path := filepath.Join(t.TempDir(), "a transcriber")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return `"` + path + `"`
}

func TestATranscriberIsGivenASoundFileItUnderstandsAndItsTextIsTaken(t *testing.T) {
	data := t.TempDir()
	r := recorded(t, data)
	kept := filepath.Join(t.TempDir(), "given.wav")
	text, err := r.Transcribe(t.Context(), program(t, `cp "$2" `+kept+`; echo "  $1: I asked them.  "; echo loading >&2`)+" -f {file}", recordedID)
	if err != nil || text != "-f: I asked them." {
		t.Fatalf("%q, %v", text, err)
	}
	wav, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if len(wav) != 44+2*transcribed || string(wav[:4]) != "RIFF" || string(wav[8:16]) != "WAVEfmt " {
		t.Fatalf("%d bytes: %q", len(wav), wav[:44])
	}
	loudness := func(from, to int, hz float64) float64 {
		var re, im float64
		for i := from; i < to; i++ {
			s := float64(int16(uint16(wav[44+2*i]) | uint16(wav[45+2*i])<<8))
			re += s * math.Cos(2*math.Pi*hz*float64(i)/transcribed)
			im += s * math.Sin(2*math.Pi*hz*float64(i)/transcribed)
		}
		return 2 * math.Hypot(re, im) / float64(to-from)
	}
	for _, part := range [][2]int{{1000, 7000}, {9000, 15_000}} {
		if got := loudness(part[0], part[1], 440); math.Abs(got-8000) > 100 {
			t.Errorf("440 Hz is %.0f", got)
		}
		if got := loudness(part[0], part[1], 6000); got > 80 { // what 10 kHz would be mistaken for
			t.Errorf("6 kHz is %.0f: what is too high was not taken out", got)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(data, "recordings", "transcribing*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestATranscriberThatFailsIsToldInALine(t *testing.T) {
	data := t.TempDir()
	r := recorded(t, data)
	for command, want := range map[string]string{
		program(t, "echo working; echo 'no such model' >&2; exit 3"): "your transcriber stopped with exit status 3: no such model",
		program(t, "exit 1"):        "it said nothing",
		program(t, "echo"):          "wrote nothing",
		"/nowhere/whisper":          "/nowhere/whisper, is not there: name it with its whole path",
		"no-such-whisper -m {file}": "no-such-whisper, is not there",
		`whisper "a`:                "is not closed",
		"  ":                        "is not named",
	} {
		if _, err := r.Transcribe(t.Context(), command, recordedID); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", command, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(data, "recordings", "transcribing*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, err := r.Transcribe(t.Context(), "x", "01935d00-0000-7000-8000-000000000002"); !errors.Is(err, recording.ErrNone) {
		t.Error(err)
	}
}

func TestATranscriberIsStoppedWhenStarlingCloses(t *testing.T) {
	r := recorded(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	started := filepath.Join(t.TempDir(), "started")
	done := make(chan error, 1)
	go func() {
		_, err := r.Transcribe(ctx, program(t, "touch "+started+"; exec sleep 600"), recordedID)
		done <- err
	}()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(started); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("it was never started")
		}
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestACommandLineIsTakenApartAsAPersonMeansIt(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	for command, want := range map[string][]string{
		"whisper-cli -f {file}":               {"whisper-cli", "-f", "{file}"},
		` "/my tools/w"  'a "b"' c"d e"f "" `: {"/my tools/w", `a "b"`, "cd ef", ""},
		"~/bin/w -m ~/m.bin a~/b":             {filepath.Join(home, "bin/w"), "-m", filepath.Join(home, "m.bin"), "a~/b"},
	} {
		if got, err := commandWords(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", command, got, err)
		}
	}
}

// remembered are attempts in memory.
type remembered map[string]history.Record

func (a remembered) Attempt(_ context.Context, id string) (history.Record, error) {
	r, ok := a[id]
	if !ok {
		return r, history.ErrNotFound
	}
	return r, nil
}

func TestTidyingKeepsWhatIsToBeKept(t *testing.T) {
	for name, c := range map[string]struct {
		keep settings.Recording
		left string // by number
	}{
		"all":    {settings.Recording{Keep: settings.KeepAll}, "0 1 2 3 4 6"},
		"days":   {settings.Recording{Keep: settings.KeepDays, Days: 2}, "0 1 4 6"},
		"last":   {settings.Recording{Keep: settings.KeepLast, Last: 1}, "0 1 3 4 6"},
		"rating": {settings.Recording{Keep: settings.KeepRating}, "0 4 6"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			known := remembered{}
			id := func(n int) string { return fmt.Sprintf("01935d00-0000-7000-8000-%012d", n) }
			// 0 is being rated, 4 is still to be rated, 5 was deleted, 6 is not known here.
			for n, story := range []string{"a", "a", "a", "b", "a", "a", ""} {
				if err := recording.Write(recording.Dir(data), id(n), make([]int16, 100)); err != nil {
					t.Fatal(err)
				}
				if n == 6 {
					continue
				}
				known[id(n)] = history.Record{Deleted: n == 5, Attempt: rehearsal.Attempt{
					ID: id(n), Story: story, Started: time.Now().Add(-time.Duration(n) * 24 * time.Hour), Ended: rehearsal.Finished,
				}}
			}
			cutOff := known[id(4)]
			cutOff.Ended = rehearsal.Unfinished
			known[id(4)] = cutOff
			r := recordings{data: data, history: known}
			if err := r.Tidy(t.Context(), c.keep, id(0)); err != nil {
				t.Fatal(err)
			}
			var left []string
			ids, err := recording.IDs(r.dir())
			if err != nil {
				t.Fatal(err)
			}
			for _, kept := range ids {
				left = append(left, strings.TrimLeft(kept[len(kept)-12:], "0"))
			}
			if got := strings.TrimSpace("0 " + strings.TrimSpace(strings.Join(left, " "))); got != c.left {
				t.Errorf("left: %s, want %s", got, c.left)
			}
		})
	}
}

func TestAllRecordingsAreDeletedAndCounted(t *testing.T) {
	r := recorded(t, t.TempDir())
	// As a transcriber leaves it when the program is killed.
	if err := os.WriteFile(filepath.Join(r.dir(), "transcribing-123.wav"), []byte("RIFF"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, bytes, err := r.Space(); n != 1 || bytes < 1000 || err != nil {
		t.Errorf("%d, %d bytes, %v", n, bytes, err)
	}
	if n, err := r.RemoveAll(); n != 1 || err != nil {
		t.Errorf("%d deleted, %v", n, err)
	}
	if n, bytes, err := r.Space(); n != 0 || bytes != 0 || err != nil {
		t.Errorf("%d, %d bytes left, %v", n, bytes, err)
	}
	if left, err := os.ReadDir(r.dir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
