package recording

import (
	"math"
	"slices"
	"sort"
	"time"
)

// Rate is the rate of every recording, in samples a second, one channel.
const Rate = 48000

// Span is how long so many samples last, to the nanosecond.
func Span(samples int64) time.Duration {
	whole, rest := samples/Rate, samples%Rate
	return time.Duration(whole)*time.Second + time.Duration(rest)*time.Second/Rate
}

// Samples is how many samples there are in a time, to the nearest.
func Samples(d time.Duration) int64 {
	whole, rest := int64(d/time.Second), int64(d%time.Second)
	return whole*Rate + int64(math.Round(float64(rest)*Rate/float64(time.Second)))
}

// Stretch is where in the time spoken a part of a recording begins. It goes on to
// the next stretch.
type Stretch struct {
	// File is its first sample, counted from the beginning of the file.
	File int64 `json:"file"`
	// Spoken is the time spoken at that sample, as the session counts it, in nanoseconds.
	Spoken time.Duration `json:"spoken"`
	// On says that nothing is missing between the stretch before and this one: the
	// microphone's clock was compared with the machine's once more, and what lies
	// between is spread evenly. No crystal keeps to its rate for ten minutes.
	On bool `json:"on,omitempty"`
}

// early is how far a stretch may begin before the answer did: when it does, the clock of
// the microphone was not known to the millisecond yet.
const early = time.Second

// Map leads from the samples of a recording to the time spoken, and back. A pause
// is in neither; what a microphone that was gone did not hear is in the time spoken
// alone. The zero Map is of an empty recording.
type Map struct {
	stretches []Stretch
	length    int64
}

// NewMap makes the map of a recording of so many samples. Stretches that cannot be,
// because they go back or lie behind the end, are left out; without any, the
// recording is taken for one that began with the answer and knew no pause.
func NewMap(stretches []Stretch, length int64) Map {
	m := Map{length: max(0, length)}
	for _, s := range stretches {
		if s.File < 0 || s.Spoken < -early || s.File > m.length {
			continue
		}
		// A stretch that begins where the one before did replaces it.
		if n := len(m.stretches); n > 0 && m.stretches[n-1].File == s.File {
			s.On = m.stretches[n-1].On
			m.stretches = m.stretches[:n-1]
		}
		if n := len(m.stretches); n > 0 && (s.File < m.stretches[n-1].File || s.Spoken < m.stretches[n-1].Spoken) {
			continue
		}
		m.stretches = append(m.stretches, s)
	}
	if len(m.stretches) == 0 {
		m.stretches = []Stretch{{}}
	}
	m.stretches[0].On = false
	return m
}

// Length is how many samples the recording has.
func (m Map) Length() int64 { return m.length }

// Stretches gives the stretches, in order.
func (m Map) Stretches() []Stretch { return slices.Clone(m.stretches) }

// Spoken is the time spoken at a sample. It never falls from one sample to the next.
// A sample before the beginning counts as the first, one behind the end as the end.
func (m Map) Spoken(sample int64) time.Duration {
	if len(m.stretches) == 0 {
		return 0
	}
	sample = min(max(sample, m.stretches[0].File), m.length)
	i := sort.Search(len(m.stretches), func(i int) bool { return m.stretches[i].File > sample }) - 1
	s := m.stretches[i]
	d := sample - s.File
	if i+1 == len(m.stretches) {
		return s.Spoken + Span(d)
	}
	next := m.stretches[i+1]
	if next.On {
		return s.Spoken + time.Duration(math.Round(float64(d)*m.pace(i)))
	}
	return min(s.Spoken+Span(d), next.Spoken)
}

// Sample is the sample at a time spoken. Where none was recorded, because the
// microphone was not there yet, away or switched off, it is false, with the nearest
// sample that was.
func (m Map) Sample(spoken time.Duration) (int64, bool) {
	i := sort.Search(len(m.stretches), func(i int) bool { return m.stretches[i].Spoken > spoken }) - 1
	if i < 0 {
		return 0, false
	}
	s, end := m.stretches[i], m.length
	d := Samples(spoken - s.Spoken)
	if i+1 < len(m.stretches) {
		end = m.stretches[i+1].File
		if m.stretches[i+1].On && m.pace(i) > 0 {
			d = int64(math.Round(float64(spoken-s.Spoken) / m.pace(i)))
		}
	}
	if s.File+d < end {
		return s.File + d, true
	}
	// Just at the seam of two stretches with nothing missing the next one has it.
	if i+1 < len(m.stretches) && m.stretches[i+1].On {
		return end, true
	}
	return m.nearest(i, spoken, end), false
}

// nearest is the sample nearest to a time after the end of a stretch, which is heard
// neither in it nor in the next.
func (m Map) nearest(i int, spoken time.Duration, end int64) int64 {
	if i+1 < len(m.stretches) && m.stretches[i+1].Spoken-spoken < spoken-m.Spoken(end-1) {
		return end
	}
	return max(m.stretches[i].File, end-1)
}

// pace is how many nanoseconds a sample of a stretch lasts that goes on in the next.
func (m Map) pace(i int) float64 {
	s, next := m.stretches[i], m.stretches[i+1]
	return float64(next.Spoken-s.Spoken) / float64(next.File-s.File)
}
