package delivery

import (
	"math"
	"slices"
)

// Reason says what was heard where nobody spoke.
type Reason string

// The reasons.
const (
	Silent      Reason = "silent" // every sample is the same: nothing reached the microphone at all
	Quiet       Reason = "quiet"  // something, but below anything that is spoken
	Hum         Reason = "hum"    // a low, steady tone, as from a cable
	Noise       Reason = "noise"  // a hiss, knocks, breath
	Tone        Reason = "tone"   // tones that do not change as a voice does
	TooShort    Reason = "short"  // less than a syllable
	UnknownRate Reason = "rate"   // the samples' rate is none that is understood
)

// Text says it to a person, in a sentence.
func (r Reason) Text() string {
	switch r {
	case Silent:
		return "Nothing reached the recording: it is silent from beginning to end. Is the microphone muted, or not allowed?"
	case Quiet:
		return "Hardly anything is to be heard. Is the right microphone chosen, and near enough?"
	case Hum:
		return "Only a hum is to be heard, and no voice."
	case Noise:
		return "Only noise is to be heard, and no voice."
	case Tone:
		return "Only steady tones are to be heard, and no voice."
	case TooShort:
		return "The recording is too short to measure."
	case UnknownRate:
		return "The recording has a sample rate that Starling cannot measure."
	}
	return ""
}

// fewestFrames is less than a syllable: 100 ms.
const fewestFrames = framesPerSecond / 10

// unheard tells why there is nothing to look at; empty where there is.
func (a *Analyst) unheard() Reason {
	switch {
	case !a.knowsRate():
		return UnknownRate
	case a.heard > 0 && !a.changes:
		return Silent
	case len(a.low) < fewestFrames:
		return TooShort
	}
	return ""
}

// unspoken tells why a contour is none of speech, by its range; empty where it may be.
func (a *Analyst) unspoken(c *contour) Reason {
	switch {
	case c.smoothLoud < quietest:
		return a.instead(Quiet)
	case c.smoothLoud-c.smoothFloor < steadyRange && !c.hasGaps():
		return a.instead("")
	}
	return ""
}

// hasGaps tells whether part of the recording is nothing at all.
func (c *contour) hasGaps() bool {
	gaps := 0
	for _, l := range c.smooth {
		if l <= nothingLevel+1 {
			gaps++
		}
	}
	return gaps > len(c.smooth)/100
}

// unworded tells why what stands out of the background is no speech; empty where it is.
func (a *Analyst) unworded(c *contour) Reason {
	if len(c.speech) == 0 || len(c.nuclei) < fewestSyllables {
		return a.instead("")
	}
	// Where it is loud only: the start and the end of any tone have something of everything.
	var balance []float32
	for _, r := range c.speech {
		for i := r.from; i < r.to; i++ {
			if float64(c.low[i]) >= c.loud-balanceUnderLoud {
				balance = append(balance, c.low[i]-c.high[i])
			}
		}
	}
	slices.Sort(balance)
	if quantile(balance, 0.75)-quantile(balance, 0.25) < steadyBalance {
		return a.instead("")
	}
	return ""
}

// instead tells what was heard instead of speech; otherwise is it where that
// does not tell itself.
func (a *Analyst) instead(otherwise Reason) Reason {
	if a.clear < a.rawSum/2 && decibels(a.rawSum/math.Max(1, float64(len(a.low)*a.hop))) > quietest {
		return Hum
	}
	if otherwise != "" {
		return otherwise
	}
	voices := 0
	for _, v := range a.voicing {
		if v.strength >= voicedEnough {
			voices++
		}
	}
	if 2*voices > len(a.voicing) {
		return Tone
	}
	return Noise
}
