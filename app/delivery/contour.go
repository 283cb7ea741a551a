package delivery

import (
	"math"
	"slices"
	"time"
)

// How speech is told from what is no speech; in decibels unless it says so.
const (
	// The quietest of a recording is taken for its background, and the loudest
	// for how loud it is: these parts of its frames are below.
	backgroundShare, loudShare = 0.05, 0.95

	overBackground   = 7.0    // speech is so much above the background
	overHiss         = 7.0    // and so in the band of "s" and "f"
	underLoud        = 34.0   // and not so much below the loud
	hissUnderLoud    = 38.0   // and so in the band of "s" and "f", against the loud of the other
	steadyRange      = 9.0    // what stays within it does not speak
	quietest         = -65.0  // below full scale; there nobody speaks
	balanceUnderLoud = 15.0   // what is so loud is looked at for
	steadyBalance    = 2.0    // the difference of the bands; the middle half of speech strays more
	voicedEnough     = 0.5    // of 1
	nothingLevel     = -100.0 // what nothing is in decibels
	likeness         = 4.0    // what is background lies within it
	overBetween      = 1.5    // what belongs to the speech beside it is so much over the background
	growBeside       = 3      // frames on each side that are looked at with one, where speech ends
	growHole         = 12     // frames of silence that may be within the end of a word
	clickAtMost      = 25 * time.Millisecond
	closureAtMost    = 200 * time.Millisecond // of a "t" or a "p", spoken slowly
	fewestSyllables  = 2
)

// How a syllable is told.
const (
	nucleusDip       = 2.0  // between two syllables the contour falls so far
	nucleusUnderLoud = 25.0 // a syllable is not so much below the loudest
	nucleusVoiced    = 0.45
)

// run is a stretch of frames, [from, to).
type run struct{ from, to int }

// contour is a recording as far as it is looked at, in decibels below full
// scale, a value for each frame.
type contour struct {
	a         *Analyst
	low, high []float32 // each frame with its neighbours
	smooth    []float32 // the lower band as syllables are looked for in it

	background, loud        float64 // of low
	hissFloor               float64 // of high
	smoothFloor, smoothLoud float64
	loudest                 float64 // of smooth, but for the topmost hundredth
	speech                  []run
	nuclei                  []int
}

// decibels of a power, where 1 is full scale.
func decibels(power float64) float64 { return 10 * math.Log10(max(power, nothing)) }

func (a *Analyst) contour() *contour {
	n := len(a.low)
	c := &contour{a: a, low: make([]float32, n), high: make([]float32, n), smooth: make([]float32, n)}
	for i := range n {
		c.low[i] = float32(decibels(around(a.low, i, 1)))
		c.high[i] = float32(decibels(around(a.high, i, 1)))
		c.smooth[i] = float32(decibels(smoothed(a.low, i)))
	}
	lows, smooths := recorded(c.low), recorded(c.smooth)
	c.loud = quantile(lows, loudShare)
	c.background, c.hissFloor = background(lows, n), background(recorded(c.high), n)
	c.smoothFloor, c.smoothLoud = background(smooths, n), quantile(smooths, loudShare)
	c.loudest = quantile(smooths, 0.99)
	return c
}

// around is the mean power of a frame and so many on each side of it.
func around(power []float32, i, beside int) float64 {
	from, to := max(i-beside, 0), min(i+beside+1, len(power))
	sum := 0.0
	for _, p := range power[from:to] {
		sum += float64(p)
	}
	return sum / float64(to-from)
}

// background gives the level of what is heard where nobody speaks, from the
// levels in order of what was recorded, out of so many frames. Where there are
// gaps with nothing at all in them, as a noise gate leaves, the quietest of the
// rest may be speech: it is the background only if much of it is alike.
func background(sorted []float32, frames int) float64 {
	gaps := frames-len(sorted) > frames/100
	if gaps && quantile(sorted, 2*backgroundShare)-quantile(sorted, backgroundShare/2) > likeness {
		return nothingLevel
	}
	return quantile(sorted, backgroundShare)
}

// recorded gives the levels in order, without those where nothing at all was
// recorded: such a gap says nothing about the background.
func recorded(levels []float32) []float32 {
	var some []float32
	for _, l := range levels {
		if l > nothingLevel+1 {
			some = append(some, l)
		}
	}
	slices.Sort(some)
	return some
}

// quantile of levels in order; the lowest level there is where there are none.
func quantile(sorted []float32, share float64) float64 {
	if len(sorted) == 0 {
		return nothingLevel
	}
	return float64(sorted[int(share*float64(len(sorted)-1)+0.5)])
}

// findSpeech divides the recording into speech and what is none.
func (c *contour) findSpeech() {
	low := max(c.background+overBackground, c.loud-underLoud)
	high := max(c.hissFloor+overHiss, c.loud-hissUnderLoud)
	var runs []run
	for i := range c.low {
		if float64(c.low[i]) < low && float64(c.high[i]) < high {
			continue
		}
		if last := len(runs) - 1; last >= 0 && runs[last].to == i {
			runs[last].to++
		} else {
			runs = append(runs, run{i, i + 1})
		}
	}
	click := c.a.frames(clickAtMost)
	runs = slices.DeleteFunc(runs, func(r run) bool { return r.to-r.from <= click })
	// What has no voice in it is no word: a breath, a page, a click. A "t" or an
	// "s" has one beside it.
	runs = joined(runs, c.a.frames(closureAtMost))
	runs = slices.DeleteFunc(runs, func(r run) bool { return !c.hasVoice(r) })
	c.grow(runs)
	c.speech = joined(runs, c.a.frames(MinPause))
}

// grow moves the ends of runs outwards, as far as what is there is louder than
// the background between them: the last "v" of "twelve" is hardly louder.
func (c *contour) grow(runs []run) {
	low, high := c.betweenRuns(runs, c.a.low), c.betweenRuns(runs, c.a.high)
	low, high = max(low+overBetween, c.loud-underLoud), max(high+overBetween, c.loud-hissUnderLoud)
	stands := func(i int) bool {
		return decibels(around(c.a.low, i, growBeside)) >= low || decibels(around(c.a.high, i, growBeside)) >= high
	}
	far := c.a.frames(closureAtMost)
	for i := range runs {
		r := &runs[i]
		first, last := max(0, r.from-far), min(len(c.low), r.to+far)
		if i > 0 {
			first = max(first, runs[i-1].to)
		}
		if i+1 < len(runs) {
			last = min(last, runs[i+1].from)
		}
		before := grown(r.from-first, func(k int) bool { return stands(r.from - 1 - k) })
		after := grown(last-r.to, func(k int) bool { return stands(r.to + k) })
		r.from, r.to = r.from-before, r.to+after
	}
}

// grown tells how many frames outwards of an end belong to it, of so many. A
// short hole may be between, and what is behind it must be longer than a click.
func grown(most int, stands func(int) bool) int {
	reach, row, hole := 0, 0, 0
	for k := range most {
		if !stands(k) {
			row = 0
			if hole++; hole > growHole {
				break
			}
			continue
		}
		hole = 0
		if row++; row == k+1 || row > 2*growBeside {
			reach = k + 1
		}
	}
	// So much of it is only what is looked at on each side of a frame.
	return max(0, reach-growBeside)
}

// betweenRuns gives the level that the background seldom exceeds, by the middles
// of the gaps between runs; as loud as can be where there are too few to tell.
func (c *contour) betweenRuns(runs []run, power []float32) float64 {
	var levels []float32
	from := 0
	for i := range len(runs) + 1 {
		to := len(power)
		if i < len(runs) {
			to = runs[i].from
		}
		if quarter := (to - from) / 4; to-from >= c.a.frames(MinPause) {
			for k := from + quarter; k < to-quarter; k++ {
				levels = append(levels, float32(decibels(around(power, k, growBeside))))
			}
		}
		if i < len(runs) {
			from = runs[i].to
		}
	}
	if len(levels) < fewestFrames {
		return 0
	}
	slices.Sort(levels)
	return quantile(levels, loudShare)
}

// joined joins runs with fewer frames than these between them.
func joined(runs []run, frames int) []run {
	var all []run
	for _, r := range runs {
		if last := len(all) - 1; last >= 0 && r.from-all[last].to < frames {
			all[last].to = r.to
		} else {
			all = append(all, r)
		}
	}
	return all
}

// hasVoice tells whether a voice is heard in a run.
func (c *contour) hasVoice(r run) bool {
	i, _ := slices.BinarySearchFunc(c.a.voicing, r.from, func(v voiced, frame int) int { return v.frame - frame })
	for ; i < len(c.a.voicing) && c.a.voicing[i].frame < r.to; i++ {
		if c.a.voicing[i].strength >= voicedEnough {
			return true
		}
	}
	return false
}

// findNuclei finds the syllables, after de Jong and Wempe (2009): peaks of the
// contour, loud enough, with a dip before and after, and voiced.
func (c *contour) findNuclei() {
	enough := max(c.loudest-nucleusUnderLoud, c.background+overBackground)
	for _, r := range c.speech {
		for _, peak := range peaks(c.smooth[r.from:r.to], nucleusDip) {
			frame := r.from + peak
			if float64(c.smooth[frame]) >= enough && c.voiceAt(frame) >= nucleusVoiced {
				c.nuclei = append(c.nuclei, frame)
			}
		}
	}
}

// voiceAt gives the strength of the voice at a peak.
func (c *contour) voiceAt(frame int) float64 {
	i, _ := slices.BinarySearchFunc(c.a.voicing, frame-2, func(v voiced, frame int) int { return v.frame - frame })
	best := float32(0)
	for ; i < len(c.a.voicing) && c.a.voicing[i].frame <= frame+2; i++ {
		best = max(best, c.a.voicing[i].strength)
	}
	return float64(best)
}

// peaks gives the peaks of levels between which they fall by dip at least.
func peaks(levels []float32, dip float32) []int {
	var all []int
	falling := false
	top, bottom := 0, 0
	for i, l := range levels {
		switch {
		case !falling && l > levels[top]:
			top = i
		case !falling && levels[top]-l >= dip:
			all = append(all, top)
			falling, bottom = true, i
		case falling && l < levels[bottom]:
			bottom = i
		case falling && l-levels[bottom] >= dip:
			falling, top = false, i
		}
	}
	if !falling && len(levels) > 0 {
		all = append(all, top)
	}
	return all
}

// deviation is the standard deviation; zero for fewer than two.
func deviation(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	mean, sum := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum / float64(len(values)-1))
}
