package playback

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// held is a source that is held in memory.
type held struct {
	all  []int16
	at   int64
	most int   // the most that one Read gives; 0: all
	err  error // what Read gives from failing on
	from int64
}

func (h *held) SeekTo(sample int64) error {
	h.at = sample
	return nil
}

func (h *held) Read(buf []int16) (int, error) {
	if h.err != nil && h.at >= h.from {
		return 0, h.err
	}
	if h.at >= int64(len(h.all)) {
		return 0, io.EOF
	}
	if h.most > 0 {
		buf = buf[:min(len(buf), h.most)]
	}
	all := h.all
	if h.err != nil {
		all = all[:h.from]
	}
	n := copy(buf, all[h.at:])
	h.at += int64(n)
	return n, nil
}

func (h *held) Length() int64 { return int64(len(h.all)) }

// tone is an even tone.
func tone(hertz float64, d time.Duration) []int16 {
	all := make([]int16, samples(d))
	for i := range all {
		all[i] = int16(math.Round(12000 * math.Sin(2*math.Pi*hertz*float64(i)/Rate)))
	}
	return all
}

// voice is something like a vowel: the overtones of a pitch that wanders.
func voice(d time.Duration) []int16 {
	all := make([]int16, samples(d))
	phase := 0.0
	for i := range all {
		phase += 2 * math.Pi * (120 + 25*math.Sin(2*math.Pi*float64(i)/Rate/1.7)) / Rate
		x := 0.0
		for k := 1; k <= 12; k++ {
			x += math.Sin(float64(k)*phase) / float64(k)
		}
		all[i] = int16(6000 * x)
	}
	return all
}

// stretched is the whole of a source at a speed, read in pieces of a size.
func stretched(t testing.TB, all []int16, speed float64, piece int) []int16 {
	t.Helper()
	z, err := NewStretcher(&held{all: all}, 0, int64(len(all)), speed)
	if err != nil {
		t.Fatal(err)
	}
	return drained(t, z, piece)
}

// drained is all that a stretcher gives.
func drained(t testing.TB, z *Stretcher, piece int) []int16 {
	t.Helper()
	var out []int16
	buf := make([]int16, piece)
	for {
		n, err := z.Read(buf)
		out = append(out, buf[:n]...)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// pitch is the pitch of an even tone, by where it rises through zero.
func pitch(all []int16) float64 {
	first, last, n := -1.0, 0.0, 0
	for i := 1; i < len(all); i++ {
		if all[i-1] < 0 && all[i] >= 0 {
			at := float64(i) - float64(all[i])/float64(int(all[i])-int(all[i-1]))
			if first < 0 {
				first = at
			} else {
				n++
			}
			last = at
		}
	}
	return float64(n) * Rate / (last - first)
}

func TestAtItsOwnSpeedARecordingIsGivenAsItIs(t *testing.T) {
	all := make([]int16, 100_003)
	for i := range all {
		all[i] = int16(rand.IntN(1 << 16))
	}
	if !slices.Equal(stretched(t, all, 1, 777), all) {
		t.Error("samples have changed")
	}
}

func TestTheSpeedLeavesThePitchOfATone(t *testing.T) {
	for _, hertz := range []float64{90, 155, 220, 441, 2710} {
		all := tone(hertz, time.Second)
		for _, speed := range append(Speeds(), 0.83, 1.03) {
			if got := pitch(stretched(t, all, speed, 960)); math.Abs(got/hertz-1) > 0.01 {
				t.Errorf("%v Hz at %v× is %.2f Hz", hertz, speed, got)
			}
		}
	}
}

func TestATonesWavesDoNotBreak(t *testing.T) {
	for _, hertz := range []float64{90, 220, 441, 1000} {
		all := tone(hertz, time.Second)
		// The steepest that the tone itself is, and a little for joins that are half a sample off.
		steepest := 12000*2*math.Pi*hertz/Rate*1.15 + 2
		for _, speed := range Speeds() {
			out := stretched(t, all, speed, 960)
			for i := 1; i < len(out); i++ {
				if jump := math.Abs(float64(out[i]) - float64(out[i-1])); jump > steepest {
					t.Errorf("%v Hz at %v×: a jump of %v at sample %d, want at most %.0f", hertz, speed, jump, i, steepest)
					break
				}
			}
			if low := quietest(out); low < 12000*0.9 {
				t.Errorf("%v Hz at %v×: it fades to %d", hertz, speed, low)
			}
		}
	}
}

// quietest is the least that any 15 ms rise to.
func quietest(out []int16) int {
	least := math.MaxInt
	for at := 0; at+hop <= len(out); at += hop {
		most := 0
		for _, x := range out[at : at+hop] {
			most = max(most, abs(int(x)))
		}
		least = min(least, most)
	}
	return least
}

func TestAVoiceKeepsItsStrength(t *testing.T) {
	all := voice(2 * time.Second)
	power := func(all []int16) float64 {
		sum := 0.0
		for _, x := range all {
			sum += float64(x) * float64(x)
		}
		return sum / float64(len(all))
	}
	for _, speed := range Speeds() {
		if lost := 10 * math.Log10(power(stretched(t, all, speed, 960))/power(all)); math.Abs(lost) > 0.5 {
			t.Errorf("at %v×: %+.2f dB", speed, lost)
		}
	}
}

func TestWhatIsSaidComesAtItsTime(t *testing.T) {
	// Bursts of noise at known times.
	all := make([]int16, 10*Rate)
	var at []int64
	for i := samples(731 * time.Millisecond); i < int64(len(all)); i += samples(1213 * time.Millisecond) {
		at = append(at, i)
		for k := range samples(80 * time.Millisecond) {
			if i+k < int64(len(all)) {
				all[i+k] = int16(rand.IntN(20000) - 10000)
			}
		}
	}
	for _, speed := range Speeds() {
		out := stretched(t, all, speed, 960)
		for _, want := range at {
			want := int(float64(want) / speed)
			got := slices.IndexFunc(out[want-Rate/10:], func(x int16) bool { return abs(int(x)) > 2000 }) + want - Rate/10
			if off := abs(got - want); off > window {
				t.Errorf("at %v×: what is due at sample %d comes at %d", speed, want, got)
			}
		}
	}
}

func TestAStretchIsAsLongAsItsSpeedSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := voice(time.Duration(rapid.IntRange(0, 900).Draw(rt, "ms")) * time.Millisecond)
		from := rapid.Int64Range(0, int64(len(all))).Draw(rt, "from")
		to := rapid.Int64Range(from, int64(len(all))).Draw(rt, "to")
		speed := rapid.OneOf(rapid.SampledFrom(Speeds()), rapid.Float64Range(Slowest, Fastest)).Draw(rt, "speed")
		src := &held{all: all, most: rapid.IntRange(0, 3000).Draw(rt, "most")}
		z, err := NewStretcher(src, from, to, speed)
		if err != nil {
			rt.Fatal(err)
		}
		var out []int16
		before := z.At()
		if before != float64(from) {
			rt.Fatalf("it begins at %v, want %d", before, from)
		}
		for ended := false; !ended; {
			buf := make([]int16, rapid.IntRange(1, 5000).Draw(rt, "block"))
			n, err := z.Read(buf)
			if ended = errors.Is(err, io.EOF); err != nil && !ended {
				rt.Fatal(err)
			}
			out = append(out, buf[:n]...)
			if at := z.At(); at < before || math.Abs(at-before-float64(n)*speed) > 1e-6*at+1e-6 {
				rt.Fatalf("after %d samples the place went from %v to %v", n, before, at)
			}
			before = z.At()
		}
		if want := float64(to-from) / speed; math.Abs(float64(len(out))-want) > 0.51 {
			rt.Fatalf("%d samples, want %v", len(out), want)
		}
		if !slices.Equal(out, stretchedFrom(rt, all, from, to, speed)) {
			rt.Fatal("the size of the blocks changes what is given")
		}
	})
}

// stretchedFrom is a stretch of a source, read in one piece.
func stretchedFrom(t *rapid.T, all []int16, from, to int64, speed float64) []int16 {
	z, err := NewStretcher(&held{all: all}, from, to, speed)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]int16, int(float64(to-from)/speed)+2)
	n, err := z.Read(out)
	if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return out[:n]
}

func TestBeyondItsEndARecordingIsSilent(t *testing.T) {
	for _, speed := range []float64{1, 1.5} {
		z, err := NewStretcher(&held{all: tone(441, 100*time.Millisecond)}, 0, Rate, speed)
		if err != nil {
			t.Fatal(err)
		}
		out := drained(t, z, 960)
		if len(out) != int(Rate/speed) {
			t.Errorf("%d samples at %v×", len(out), speed)
		}
		if i := slices.IndexFunc(out[Rate/5:], func(x int16) bool { return x != 0 }); i >= 0 {
			t.Errorf("at %v× something sounds after the end", speed)
		}
	}
}

func TestAnErrorOfTheSourceIsHandedOn(t *testing.T) {
	broken := errors.New("broken")
	for _, speed := range []float64{1, 1.5} {
		z, err := NewStretcher(&held{all: tone(441, time.Second), err: broken, from: Rate / 2}, 0, Rate, speed)
		if err != nil {
			t.Fatal(err)
		}
		n, err := z.Read(make([]int16, Rate))
		if !errors.Is(err, broken) || n == 0 {
			t.Errorf("at %v×: %d samples, then %v", speed, n, err)
		}
	}
}

// BenchmarkStretch measures a second of output; the figure "share" is that of real time.
func BenchmarkStretch(b *testing.B) {
	all := voice(20 * time.Second)
	for _, c := range []struct {
		name  string
		speed float64
	}{{"1", 1}, {"1.5", 1.5}, {"2", 2}} {
		b.Run(c.name, func(b *testing.B) {
			src := &held{all: all}
			z, _ := NewStretcher(src, 0, int64(len(all)), c.speed)
			buf := make([]int16, Rate)
			b.ReportAllocs()
			for b.Loop() {
				if z.Reset(int64(rand.IntN(10*Rate)), int64(len(all)), c.speed) != nil {
					b.Fatal("it cannot be read")
				}
				if n, _ := z.Read(buf); n != len(buf) {
					b.Fatal("too little")
				}
			}
			b.ReportMetric(100*b.Elapsed().Seconds()/float64(b.N), "%realtime")
		})
	}
}
