//go:build pulse

package soundtest

import (
	"context"
	"math"
	"path/filepath"
	"testing"
	"time"
)

func TestWhatIsPlayedOnTheServerIsRecorded(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	s, err := StartServer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	played := make([]int16, 2*Rate)
	tone(played, 0.3, 880, 0.2)
	tone(played, 1.4567, 523, 0.2)
	if err := WriteWAV(filepath.Join(dir, "in.wav"), played, Rate); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"at first", "after it was killed"} {
		t.Run(when, func(t *testing.T) { playAndRecord(t, s, filepath.Join(dir, "in.wav")) })
		s.Kill()
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// playAndRecord plays a file of two tones and checks what is recorded.
func playAndRecord(t *testing.T, s *Server, in string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.wav")
	rec, err := s.Record(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	if late := time.Since(rec.Began()); late < 0 || late > 5*time.Second {
		t.Errorf("began %v ago", late)
	}
	if out, err := s.Command(t.Context(), "paplay", in).CombinedOutput(); err != nil {
		t.Fatalf("paplay: %v: %s", err, out)
	}
	time.Sleep(300 * time.Millisecond)
	samples, err := rec.Stop()
	if err != nil {
		t.Fatal(err)
	}
	at := Onsets(samples, Rate)
	if len(at) != 2 {
		t.Fatalf("onsets %v, want two", at)
	}
	if off := math.Abs(at[1] - at[0] - 1.1567); off > 0.001 {
		t.Errorf("the spacing is off by %.3f ms", off*1000)
	}
	if read, rate, err := ReadWAV(out); err != nil || rate != Rate || len(read) != len(samples) {
		t.Errorf("the file has %d samples at %d: %v", len(read), rate, err)
	}
}

func TestAServerThatCannotStartIsAnError(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s, err := StartServer(ctx); err == nil {
		t.Error("it starts although it is not wanted any longer")
		_ = s.Stop()
	}
}
