package delivery

import (
	"slices"
	"time"
)

// What counts as a pause.
const (
	// MinPause is the shortest silence that counts as one. What is shorter is
	// mostly the closure of a consonant.
	MinPause = 250 * time.Millisecond
	// LongPause is the shortest that is told of by itself.
	LongPause = 2 * time.Second
)

// Measures are the figures of a recording. Times are those of the recording,
// from its first sample on; what is between [From, To) includes From.
type Measures struct {
	// Length is how long the recording is.
	Length time.Duration
	// NoSpeech tells that nobody was heard to speak, and Why what was heard
	// instead; all figures but Length, and all of each part but its Span, are then zero.
	NoSpeech bool
	Why      Reason

	// FirstWord is when speech begins, and LastWord when it has ended.
	FirstWord, LastWord time.Duration
	// Speaking is how long was spoken, pauses left out, and SpeakingShare the
	// part that it is of Length, 0 to 1.
	Speaking      time.Duration
	SpeakingShare float64
	// Pauses are the silences of MinPause or more between the first word and
	// the last, in their order.
	Pauses []Pause
	// Nuclei are the moments of the syllables: the loudest of each, in their order.
	Nuclei []time.Duration
	// Articulation is syllables in a second of speaking, and SyllablesAMinute
	// in a minute from the first word to the last, with the pauses.
	Articulation, SyllablesAMinute float64
	// Unsteadiness is by how many decibels the syllables' loudness strays from
	// its mean: the standard deviation. Zero is all alike.
	Unsteadiness float64
	// Parts are the figures of the spans that were asked for, in that order.
	Parts []Part
}

// Span is a stretch of a recording, [From, To).
type Span struct{ From, To time.Duration }

// Length is how long the span is.
func (s Span) Length() time.Duration { return s.To - s.From }

// Pause is a silence between words.
type Pause = Span

// Part is what was measured in a span, a section for example.
type Part struct {
	// Span is what was asked for, as far as there is a recording of it.
	Span
	// Speaking is how long of it was spoken.
	Speaking time.Duration
	// Syllables are those with their loudest moment in the span.
	Syllables int
	// Pace is in words a minute of the span, pauses included.
	Pace Band
}

// LongPauses gives the pauses of LongPause or more.
func (m Measures) LongPauses() []Pause {
	var long []Pause
	for _, p := range m.Pauses {
		if p.Length() >= LongPause {
			long = append(long, p)
		}
	}
	return long
}

// LongestPause gives the longest pause, the first of several alike; it is false
// where there is none.
func (m Measures) LongestPause() (longest Pause, ok bool) {
	for _, p := range m.Pauses {
		if p.Length() > longest.Length() {
			longest, ok = p, true
		}
	}
	return longest, ok
}

// Syllables tells how many were heard.
func (m Measures) Syllables() int { return len(m.Nuclei) }

// Measure gives the figures of what was heard so far, and of spans of it. More
// can be written after it.
func (a *Analyst) Measure(spans []Span) Measures {
	m := Measures{Length: a.Length()}
	for _, s := range spans {
		s.From = min(max(s.From, 0), m.Length)
		s.To = min(max(s.To, s.From), m.Length)
		m.Parts = append(m.Parts, Part{Span: s})
	}
	b := a.end()
	if m.Why = b.unheard(); m.Why != "" {
		m.NoSpeech = true
		return m
	}
	c := b.contour()
	if m.Why = b.unspoken(c); m.Why != "" {
		m.NoSpeech = true
		return m
	}
	c.findSpeech()
	c.findNuclei()
	if m.Why = b.unworded(c); m.Why != "" {
		m.NoSpeech = true
		return m
	}
	m.tell(b, c)
	return m
}

// tell fills in the figures.
func (m *Measures) tell(a *Analyst, c *contour) {
	var speech []Span
	for _, r := range c.speech {
		speech = append(speech, Span{a.moment(r.from), a.moment(r.to)})
	}
	for i, s := range speech {
		m.Speaking += s.Length()
		if i > 0 {
			m.Pauses = append(m.Pauses, Pause{speech[i-1].To, s.From})
		}
	}
	m.FirstWord, m.LastWord = speech[0].From, speech[len(speech)-1].To
	m.SpeakingShare = m.Speaking.Seconds() / m.Length.Seconds()
	var levels []float64
	for _, n := range c.nuclei {
		m.Nuclei = append(m.Nuclei, a.moment(n)+time.Duration(a.frameSeconds()*float64(time.Second)/2))
		levels = append(levels, float64(c.smooth[n]))
	}
	m.Articulation = float64(len(m.Nuclei)) / m.Speaking.Seconds()
	m.SyllablesAMinute = float64(len(m.Nuclei)) / (m.LastWord - m.FirstWord).Minutes()
	m.Unsteadiness = deviation(levels)
	for i := range m.Parts {
		p := &m.Parts[i]
		for _, s := range speech {
			p.Speaking += max(0, min(s.To, p.To)-max(s.From, p.From))
		}
		from, _ := slices.BinarySearch(m.Nuclei, p.From)
		to, _ := slices.BinarySearch(m.Nuclei, p.To)
		p.Syllables = to - from
		p.Pace = PaceOf(p.Syllables, p.Length())
	}
}
