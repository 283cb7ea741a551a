package playback

import (
	"errors"
	"io"
	"math"
)

// The slowest and the fastest that a recording can be played.
const (
	Slowest = 0.75
	Fastest = 2.0
)

// Speeds are those that are offered, the slowest first.
func Speeds() []float64 { return []float64{Slowest, 1, 1.25, 1.5, 1.75, Fastest} }

// Lengths of the stretching, in samples. They are those that suit speech: a window of
// 30 ms holds two periods of a deep voice and hardly two sounds, and 16 ms of room to
// look for a place to join hold a whole period of a voice as deep as 63 Hz.
const (
	hop    = Rate * 15 / 1000 // half a window: what one step gives
	window = 2 * hop
	reach  = Rate * 8 / 1000 // how far to either side a place is looked for
	coarse = 4               // the first look is at every fourth sample
	// settled is by how much of the likeness a place at the edge has to be better than
	// one in the middle. It keeps an even tone from wandering.
	settled = 0.02
)

// Stretcher plays a stretch of a Source at another speed without changing its pitch.
//
// It is the WSOLA of Verhelst and Roelands, "An overlap-add technique based on waveform
// similarity (WSOLA) for high quality time-scale modification of speech", ICASSP 1993.
// The output is put together from windows of the input that overlap by half, fading into
// each other. Where the next window should be taken from follows from the speed; it is
// taken from the place within reach of that which is most like what would have followed
// the window before, so that the two join without a break in the waves. The likeness is
// the normalized cross-correlation, looked for first in every fourth sample and then
// round the best of those.
//
// At a speed of 1 it gives the input, sample for sample. It reads the source from front
// to back and holds 61 ms of it. It is not safe for use by several goroutines.
type Stretcher struct {
	source  Source
	speed   float64
	from    int64 // in the source
	length  int64 // of the output, in samples
	given   int64 // of the output
	steps   int64 // windows taken
	in      []float32
	inAt    int64 // where in begins, counted from from
	raw     [window + 2*reach]int16
	ended   bool // the source has no more
	tail    [hop]float32
	out     [hop]float32
	left    []float32 // of out, not yet given
	rise    [hop]float32
	wanted  [hop / coarse]float32
	offered [(hop + 2*reach) / coarse]float32
}

// NewStretcher gives the samples of the source from one sample up to another at a speed
// within Slowest and Fastest, so many times faster than it was recorded. What it gives is
// as long as that stretch divided by the speed, to the nearest sample. What the source
// does not have is silence.
func NewStretcher(s Source, from, to int64, speed float64) (*Stretcher, error) {
	z := &Stretcher{source: s, in: make([]float32, 0, window+2*reach)}
	for i := range z.rise {
		z.rise[i] = float32(0.5 - 0.5*math.Cos(math.Pi*(float64(i)+0.5)/hop))
	}
	return z, z.Reset(from, to, speed)
}

// Reset makes the stretcher begin anew with another stretch, or at another speed.
func (z *Stretcher) Reset(from, to int64, speed float64) error {
	z.speed = min(max(speed, Slowest), Fastest)
	z.from = max(0, from)
	z.length = int64(math.Round(float64(max(0, to-z.from)) / z.speed))
	z.given, z.steps, z.inAt = 0, 0, 0
	z.in, z.left, z.ended = z.in[:0], nil, false
	return z.source.SeekTo(z.from)
}

// At gives the place in the source, in samples, that stands for the next sample: the
// sound is taken from within 8 ms of it.
func (z *Stretcher) At() float64 { return float64(z.from) + float64(z.given)*z.speed }

// Speed is how many samples of the source one sample of the output stands for.
func (z *Stretcher) Speed() float64 { return z.speed }

// Given is how many samples it has given.
func (z *Stretcher) Given() int64 { return z.given }

// Left is how many samples there are to come.
func (z *Stretcher) Left() int64 { return z.length - z.given }

// Read gives the next samples: as many as there is room for, or fewer, and then io.EOF,
// at the end of the stretch. An error of the source is handed on.
func (z *Stretcher) Read(out []int16) (int, error) {
	n := int(min(int64(len(out)), z.length-z.given))
	for done := 0; done < n; {
		if z.speed == 1 {
			got, err := z.straight(out[done:n])
			if err != nil {
				return done, err
			}
			done += got
			continue
		}
		if len(z.left) == 0 {
			if err := z.step(); err != nil {
				return done, err
			}
		}
		part := min(n-done, len(z.left))
		for i, x := range z.left[:part] {
			out[done+i] = int16(math.RoundToEven(float64(max(math.MinInt16, min(math.MaxInt16, x)))))
		}
		z.left = z.left[part:]
		z.given += int64(part)
		done += part
	}
	if n < len(out) {
		return n, io.EOF
	}
	return n, nil
}

// straight gives samples as they are.
func (z *Stretcher) straight(out []int16) (int, error) {
	n, err := z.read(out)
	if err != nil {
		return 0, err
	}
	z.given += int64(n)
	return n, nil
}

// read gives samples of the source, at least one; past its end, silence.
func (z *Stretcher) read(out []int16) (int, error) {
	if !z.ended {
		n, err := z.source.Read(out)
		switch {
		case n > 0:
			return n, nil
		case err != nil && !errors.Is(err, io.EOF):
			return 0, err
		}
		z.ended = true
	}
	clear(out)
	return len(out), nil
}

// step takes another window and makes the next hop of output of it.
func (z *Stretcher) step() error {
	at := int64(math.Round(float64(z.steps) * hop * z.speed))
	first := max(0, at-reach)
	if err := z.load(first, at+reach+window); err != nil {
		return err
	}
	z.steps++
	if z.steps == 1 {
		copy(z.out[:], z.in[:hop])
		copy(z.tail[:], z.in[hop:window])
		z.left = z.out[:]
		return nil
	}
	best := z.place(int(at - first))
	taken := z.in[best : best+window]
	for i := range z.out {
		z.out[i] = z.tail[i] + z.rise[i]*(taken[i]-z.tail[i])
	}
	copy(z.tail[:], taken[hop:])
	z.left = z.out[:]
	return nil
}

// load sees to it that in holds the samples from first to end.
func (z *Stretcher) load(first, end int64) error {
	// No step is longer than what is held, so that first is always in it.
	if drop := first - z.inAt; drop > 0 {
		z.in = z.in[:copy(z.in, z.in[drop:])]
		z.inAt = first
	}
	for z.inAt+int64(len(z.in)) < end {
		if err := z.more(end); err != nil {
			return err
		}
	}
	return nil
}

// more reads on, at most to end. Where the recording ends, what is read fades out: a window
// that reaches beyond would bring in a break.
func (z *Stretcher) more(end int64) error {
	want := min(int64(len(z.raw)), end-z.inAt-int64(len(z.in)))
	n, err := z.read(z.raw[:want])
	left := z.source.Length() - z.from - z.inAt - int64(len(z.in))
	for i, x := range z.raw[:n] {
		level := max(0, min(fade, left-int64(i)))
		z.in = append(z.in, float32(x)*float32(level)/fade)
	}
	return err
}

// place gives the index in in, within reach of middle, of the window that is most like
// the tail.
func (z *Stretcher) place(middle int) int {
	low, high := max(0, middle-reach), min(middle+reach, len(z.in)-window)
	thin(z.wanted[:], z.tail[:])
	strength := norm(z.wanted[:])
	if strength == 0 {
		return middle // silence goes on as anything
	}
	places := (high - low) / coarse
	offered := z.offered[:min(len(z.offered), places+len(z.wanted))]
	thin(offered, z.in[low:])
	best, most := middle, float32(math.Inf(-1))
	for i := 0; i+len(z.wanted) <= len(offered); i++ {
		at := low + i*coarse
		away := float32(at-middle) / reach
		l := likeness(z.wanted[:], offered[i:i+len(z.wanted)]) / strength
		if l -= settled * away * away; l > most || l == most && abs(at-middle) < abs(best-middle) {
			best, most = at, l
		}
	}
	if most <= 0 {
		return middle // nothing is alike
	}
	finest := float32(math.Inf(-1))
	near := best
	for at := max(low, near-coarse); at <= min(high, near+coarse); at++ {
		if l := likeness(z.tail[:], z.in[at:at+hop]); l > finest {
			best, finest = at, l
		}
	}
	return best
}

// thin gives the means of every few samples.
func thin(out, in []float32) {
	for i := range out {
		part := in[i*coarse : i*coarse+coarse]
		out[i] = (part[0] + part[1] + part[2] + part[3]) / coarse
	}
}

// likeness is the cross-correlation of b with a by the strength of b.
func likeness(a, b []float32) float32 {
	energy := dot(b, b)
	if energy == 0 {
		return 0
	}
	return dot(a, b) / float32(math.Sqrt(float64(energy)))
}

// norm is the strength of a.
func norm(a []float32) float32 { return float32(math.Sqrt(float64(dot(a, a)))) }

// dot is the sum of the products of a and b, of which there is a multiple of four. Four
// sums at a time are added up three times as fast as one.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	return s0 + s1 + s2 + s3
}

func abs(n int) int { return max(n, -n) }
