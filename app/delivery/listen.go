package delivery

import (
	"math"
	"time"
)

// The rates that are understood, in samples a second. Telephones begin at the
// first; nothing records speech above the last.
const (
	MinRate = 8_000
	MaxRate = 384_000
)

// How the sound is looked at.
const (
	framesPerSecond = 200  // of the contour: one each 5 ms, or nearly
	halfRate        = 8000 // of the lower band; about, for it is a whole part of the rate

	humCorner   = 120.0  // Hz: below it is hum and handling, and little of a voice that the bands above do not have too
	upperCorner = 3500.0 // Hz: vowels are below it, "s" and "f" above

	// Periods between these are those of a voice.
	highestVoice, lowestVoice = 420.0, 70.0 // Hz
	voiceWindow               = 0.030       // seconds that are compared with themselves, a period later

	// The contour in which syllables are looked for is smoothed with a raised
	// cosine that reaches so many frames to each side.
	smoothing = 6

	// Below it nothing was recorded; in parts of the power of a full-scale sine's peak.
	nothing = 1e-10
)

// Analyst hears samples and keeps of them what [Analyst.Measure] needs: a
// contour of loudness, 200 times a second (about 2.4 kB), and where in it a
// voice was heard. The samples themselves are not kept. It is for one goroutine.
type Analyst struct {
	rate    int
	heard   int // samples
	first   int16
	changes bool // some sample is unlike the first

	coarse        fourth // before samples are left out
	decimate      int    // of so many samples one is kept
	skip          int
	hum           fourth
	lower, upper  fourth
	rawSum, clear float64 // power with and without hum, summed

	hop       int // kept samples in a frame; even
	inFrame   int
	lowPower  float64
	highPower float64

	low, high []float32 // the contour: mean power of each frame, 1 for full scale

	recent  []float64 // the last samples of the lower band, at half the rate kept; a ring
	halved  int       // how many of them there were
	before  [2]float64
	voicing []voiced
}

// voiced tells how much like a voice a peak of the contour sounds, 0 to 1.
type voiced struct {
	frame    int
	strength float32
}

// Listen gives an analyst of mono samples at a rate in samples a second. What
// comes at a rate below [MinRate] or above [MaxRate] is measured as
// [UnknownRate].
func Listen(rate int) *Analyst {
	a := &Analyst{rate: rate}
	if !a.knowsRate() {
		return a
	}
	a.decimate = max(1, int(math.Round(float64(rate)/(2*halfRate))))
	kept := float64(rate) / float64(a.decimate)
	a.coarse = lowPass(0.45*kept, float64(rate))
	a.hum = highPass(humCorner, kept)
	a.lower, a.upper = lowPass(upperCorner, kept), highPass(upperCorner, kept)
	a.hop = 2 * max(1, int(math.Round(kept/(2*framesPerSecond))))
	// Long enough for a peak that is only seen a while after it was.
	a.recent = make([]float64, int(kept/4))
	return a
}

func (a *Analyst) knowsRate() bool { return a.rate >= MinRate && a.rate <= MaxRate }

// Write hears samples, in blocks of any size. The figures do not depend on
// how the samples are divided into blocks.
func (a *Analyst) Write(samples []int16) {
	if len(samples) == 0 {
		return
	}
	if a.heard == 0 {
		a.first = samples[0]
	}
	a.heard += len(samples)
	if !a.knowsRate() {
		return
	}
	for _, s := range samples {
		a.changes = a.changes || s != a.first
		// A recording that begins away from zero does not begin with a bang.
		x := (float64(s) - float64(a.first)) / 32768
		if a.decimate > 1 {
			x = a.coarse.next(x)
		}
		if a.skip++; a.skip == a.decimate {
			a.skip = 0
			a.keep(x)
		}
	}
}

// keep takes a sample that was not left out.
func (a *Analyst) keep(x float64) {
	a.rawSum += x * x
	x = a.hum.next(x)
	a.clear += x * x
	h := a.upper.next(x)
	a.highPower += h * h
	l := a.lower.next(x)
	a.inFrame++
	if a.inFrame%2 == 0 {
		a.recent[a.halved%len(a.recent)] = l
		a.halved++
		a.lowPower += l * l
	}
	if a.inFrame == a.hop {
		a.low = append(a.low, float32(a.lowPower/float64(a.hop/2)))
		a.high = append(a.high, float32(a.highPower/float64(a.hop)))
		a.inFrame, a.lowPower, a.highPower = 0, 0, 0
		a.look(len(a.low) - 1 - smoothing)
	}
}

// look tells of the frame before the newest that can be smoothed whether it is
// a peak, and of a peak whether it is a voice.
func (a *Analyst) look(newest int) {
	level := smoothed(a.low, newest)
	if peak := newest - 1; peak >= 0 && a.before[1] > a.before[0] && a.before[1] >= level && a.before[1] > nothing {
		a.voicing = append(a.voicing, voiced{peak, float32(a.strength(peak))})
	}
	a.before[0], a.before[1] = a.before[1], level
}

// smoothed gives the contour's power at a frame, smoothed.
func smoothed(power []float32, frame int) float64 {
	sum := 0.0
	for i := max(frame-smoothing, 0); i <= min(frame+smoothing, len(power)-1); i++ {
		sum += raised[i-frame+smoothing] * float64(power[i])
	}
	return sum
}

// raised is a raised cosine; its parts add up to one.
var raised = func() (weights [2*smoothing + 1]float64) {
	for i := range weights {
		weights[i] = (1 + math.Cos(math.Pi*float64(i-smoothing)/(smoothing+1))) / (2*smoothing + 2)
	}
	return weights
}()

// strength tells how well the sound around a frame repeats itself after the
// period of a voice: the highest peak of the normalised correlation.
func (a *Analyst) strength(frame int) float64 {
	half := float64(a.rate) / float64(2*a.decimate)
	n := int(voiceWindow * half)
	shortest, longest := int(half/highestVoice), int(half/lowestVoice)+1
	centre := frame*a.hop/2 + a.hop/4
	from := centre - (n+longest)/2
	if from < 0 || from+n+longest > a.halved || from < a.halved-len(a.recent) {
		return 0
	}
	sound := make([]float64, n+longest)
	for i := range sound {
		sound[i] = a.recent[(from+i)%len(a.recent)]
	}
	here, there := 0.0, 0.0 // energy of the window, and of the one a lag later
	for i, x := range sound[:n] {
		here += x * x
		if i >= shortest-1 {
			there += x * x
		}
	}
	for _, x := range sound[n : n+shortest-1] {
		there += x * x
	}
	best, last, rising := 0.0, 1.0, false
	for lag := shortest - 1; lag <= longest; lag++ {
		product := 0.0
		for i, x := range sound[:n] {
			product += x * sound[i+lag]
		}
		r := product / math.Sqrt(max(here*there, 1e-30))
		// Only a peak counts: a slow wave is like itself at every small lag.
		if rising && r < last {
			best = max(best, last)
		}
		rising, last = r > last, r
		if lag < longest {
			there += sound[n+lag]*sound[n+lag] - sound[lag]*sound[lag]
		}
	}
	return min(best, 1)
}

// end gives the analyst as it is when nothing follows.
func (a *Analyst) end() *Analyst {
	b := *a
	b.low, b.high = a.low[:len(a.low):len(a.low)], a.high[:len(a.high):len(a.high)]
	b.voicing = a.voicing[:len(a.voicing):len(a.voicing)]
	for i := range smoothing + 1 {
		b.look(len(a.low) - smoothing + i)
	}
	return &b
}

// Length tells how much was heard: samples over their rate.
func (a *Analyst) Length() time.Duration {
	if a.rate <= 0 {
		return 0
	}
	whole, rest := a.heard/a.rate, a.heard%a.rate
	return time.Duration(whole)*time.Second + time.Duration(rest)*time.Second/time.Duration(a.rate)
}

// moment gives the time of a frame's beginning.
func (a *Analyst) moment(frame int) time.Duration {
	return min(time.Duration(float64(frame)*a.frameSeconds()*float64(time.Second)), a.Length())
}

// frameSeconds is how long a frame is.
func (a *Analyst) frameSeconds() float64 { return float64(a.hop*a.decimate) / float64(a.rate) }

// frames gives how many frames a time is, rounded; one at least.
func (a *Analyst) frames(d time.Duration) int {
	return max(1, int(math.Round(d.Seconds()/a.frameSeconds())))
}
