package soundtest

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tone writes a tone that rises in 5 ms into samples at the second at.
func tone(samples []int16, at, hertz, length float64) {
	from := int(math.Round(at * Rate))
	for i := range int(length * Rate) {
		t := float64(i) / Rate
		rise := math.Min(1, t/0.005)
		samples[from+i] += int16(8000 * (1 - math.Cos(math.Pi*rise)) / 2 * math.Sin(2*math.Pi*hertz*t))
	}
}

func TestOnsetsAreFoundToAQuarterOfAMillisecond(t *testing.T) {
	samples := make([]int16, 5*Rate)
	want := []float64{0.123, 1.0001, 2.3456, 4.001}
	for i, at := range want {
		tone(samples, at, []float64{330, 523, 880, 1760}[i], 0.4)
	}
	samples[50] = 3 // what a server rounds is not a tone
	got := Onsets(samples, Rate)
	if len(got) != len(want) {
		t.Fatalf("onsets %v, want %v", got, want)
	}
	for i := range got {
		if off := math.Abs(got[i] - want[i]); off > 0.00025 {
			t.Errorf("onset %d is off by %.3f ms", i, off*1000)
		}
	}
}

func TestANoteThatFollowsAtOnceIsNoOnset(t *testing.T) {
	samples := make([]int16, 2*Rate)
	tone(samples, 0.5, 523, 0.2)
	tone(samples, 0.72, 784, 0.2)
	if got := Onsets(samples, Rate); len(got) != 1 {
		t.Errorf("onsets %v, want one", got)
	}
}

func TestSilenceHasNoOnset(t *testing.T) {
	if got := Onsets(make([]int16, Rate), Rate); len(got) != 0 {
		t.Errorf("onsets %v", got)
	}
	if got := Onsets(nil, Rate); len(got) != 0 {
		t.Errorf("onsets %v", got)
	}
}

func TestAWAVFileIsReadAsItWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.wav")
	want := []int16{0, 1, -1, math.MaxInt16, math.MinInt16}
	if err := WriteWAV(path, want, 48000); err != nil {
		t.Fatal(err)
	}
	got, rate, err := ReadWAV(path)
	if err != nil || rate != 48000 || len(got) != len(want) {
		t.Fatalf("read %v, %d, %v", got, rate, err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("sample %d is %d, want %d", i, got[i], want[i])
		}
	}
}

func TestWhatIsNoWAVFileIsNotRead(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := ReadWAV(filepath.Join(dir, "missing.wav")); err == nil {
		t.Error("a missing file is read")
	}
	for name, data := range map[string][]byte{"short.wav": {1, 2, 3}, "other.wav": make([]byte, 100)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := ReadWAV(path); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestWakeupsTellHowLateTheProcessIsWoken(t *testing.T) {
	w := WatchWakeups()
	time.Sleep(5 * nap)
	if late := w.Stop(); late < 0 || late > time.Minute {
		t.Errorf("%v late", late)
	}
}
