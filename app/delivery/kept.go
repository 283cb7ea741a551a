package delivery

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"
)

// keptVersion is that of the text in which measures are kept. It grows when a key
// changes its meaning.
const keptVersion = 1

// ErrKept tells that a text is none of measures, or one of a later version.
var ErrKept = errors.New("these figures cannot be read")

// Kept is what is worth keeping of [Measures]: what is shown of them, and what the
// answers after this one are put against. It outlives the recording.
type Kept struct {
	// Length is how long the recording is.
	Length time.Duration
	// Why is set where nobody was heard to speak; all else but Length is then zero.
	Why Reason
	// FirstWord and LastWord are when speech begins and has ended, and Speaking is how
	// long was spoken.
	FirstWord, LastWord, Speaking time.Duration
	// Pauses counts the pauses of MinPause or more; Long are those of LongPause or
	// more, in their order, and Longest the longest of all.
	Pauses  int
	Long    []Pause
	Longest Pause
	// Syllables is how many were heard.
	Syllables int
	// Unsteadiness is in decibels; see [Measures].
	Unsteadiness float64
	// Parts are the spans that were asked for, in their order.
	Parts []KeptPart
}

// KeptPart is what is kept of a [Part].
type KeptPart struct {
	// Name is what the caller calls the span.
	Name string
	// Span is where in the recording it is.
	Span
	// Speaking is how long of it was spoken, and Syllables how many were in it.
	Speaking  time.Duration
	Syllables int
}

// Keep gives what is worth keeping. Names are those of the parts, in their order; a
// part without a name is left out.
func (m Measures) Keep(names []string) Kept {
	k := Kept{
		Length: m.Length, Why: m.Why, FirstWord: m.FirstWord, LastWord: m.LastWord, Speaking: m.Speaking,
		Pauses: len(m.Pauses), Long: m.LongPauses(), Syllables: m.Syllables(), Unsteadiness: m.Unsteadiness,
	}
	k.Longest, _ = m.LongestPause()
	for i, p := range m.Parts[:min(len(m.Parts), len(names))] {
		k.Parts = append(k.Parts, KeptPart{Name: names[i], Span: p.Span, Speaking: p.Speaking, Syllables: p.Syllables})
	}
	return k
}

// Share is the part of the recording in which was spoken, 0 to 1.
func (k Kept) Share() float64 {
	if k.Length <= 0 {
		return 0
	}
	return k.Speaking.Seconds() / k.Length.Seconds()
}

// Articulation is syllables in a second of speaking, pauses left out.
func (k Kept) Articulation() float64 {
	if k.Speaking <= 0 {
		return 0
	}
	return float64(k.Syllables) / k.Speaking.Seconds()
}

// Pace is words a minute from the first word to the last, pauses included.
func (k Kept) Pace() Band { return PaceOf(k.Syllables, k.LastWord-k.FirstWord) }

// Pace is words a minute of the part, pauses included.
func (p KeptPart) Pace() Band { return PaceOf(p.Syllables, p.Length()) }

// Part gives the part of a name.
func (k Kept) Part(name string) (KeptPart, bool) {
	for _, p := range k.Parts {
		if p.Name == name {
			return p, true
		}
	}
	return KeptPart{}, false
}

// keptText is the text in which measures are kept. Times are whole milliseconds:
// nothing is measured finer.
type keptText struct {
	Version      int            `json:"version"`
	Length       int64          `json:"length"`
	Why          Reason         `json:"why,omitempty"`
	First        int64          `json:"first,omitempty"`
	Last         int64          `json:"last,omitempty"`
	Speaking     int64          `json:"speaking,omitempty"`
	Pauses       int            `json:"pauses,omitempty"`
	Long         [][2]int64     `json:"long,omitempty"`
	Longest      [2]int64       `json:"longest,omitzero"`
	Syllables    int            `json:"syllables,omitempty"`
	Unsteadiness float64        `json:"unsteadiness,omitempty"`
	Parts        []keptPartText `json:"parts,omitempty"`
}

type keptPartText struct {
	Name      string   `json:"name"`
	Span      [2]int64 `json:"span"`
	Speaking  int64    `json:"speaking,omitempty"`
	Syllables int      `json:"syllables,omitempty"`
}

func millis(d time.Duration) int64        { return d.Round(time.Millisecond).Milliseconds() }
func spanMillis(s Span) [2]int64          { return [2]int64{millis(s.From), millis(s.To)} }
func ofMillis(ms int64) time.Duration     { return time.Duration(ms) * time.Millisecond }
func spanOf(ms [2]int64) Span             { return Span{ofMillis(ms[0]), ofMillis(ms[1])} }
func possible(ms int64, most int64) bool  { return ms >= 0 && ms <= most }
func within(ms [2]int64, most int64) bool { return ms[0] >= 0 && ms[0] <= ms[1] && ms[1] <= most }

// mostLength is longer than any recording, in milliseconds: a day.
const mostLength = 24 * 60 * 60 * 1000

// MarshalText writes it as history keeps it: JSON, times in whole milliseconds.
func (k Kept) MarshalText() ([]byte, error) {
	t := keptText{
		Version: keptVersion, Length: millis(k.Length), Why: k.Why, First: millis(k.FirstWord), Last: millis(k.LastWord),
		Speaking: millis(k.Speaking), Pauses: k.Pauses, Longest: spanMillis(k.Longest), Syllables: k.Syllables,
		Unsteadiness: math.Round(k.Unsteadiness*100) / 100,
	}
	for _, p := range k.Long {
		t.Long = append(t.Long, spanMillis(p))
	}
	for _, p := range k.Parts {
		t.Parts = append(t.Parts, keptPartText{p.Name, spanMillis(p.Span), millis(p.Speaking), p.Syllables})
	}
	return json.Marshal(t)
}

// UnmarshalText reads what MarshalText wrote. What is none, or of a later version, is
// refused with [ErrKept], and nothing is changed.
func (k *Kept) UnmarshalText(text []byte) error {
	var t keptText
	if err := json.Unmarshal(text, &t); err != nil {
		return fmt.Errorf("%w: %w", ErrKept, err)
	}
	switch {
	case t.Version > keptVersion:
		return fmt.Errorf("%w: a later Starling has written them (version %d, this one reads %d)", ErrKept, t.Version, keptVersion)
	case t.Version != keptVersion || !t.sensible():
		return fmt.Errorf("%w: they are damaged", ErrKept)
	}
	read := Kept{
		Length: ofMillis(t.Length), Why: t.Why, FirstWord: ofMillis(t.First), LastWord: ofMillis(t.Last), Speaking: ofMillis(t.Speaking),
		Pauses: t.Pauses, Longest: spanOf(t.Longest), Syllables: t.Syllables, Unsteadiness: t.Unsteadiness,
	}
	for _, p := range t.Long {
		read.Long = append(read.Long, spanOf(p))
	}
	for _, p := range t.Parts {
		read.Parts = append(read.Parts, KeptPart{p.Name, spanOf(p.Span), ofMillis(p.Speaking), p.Syllables})
	}
	*k = read
	return nil
}

// sensible tells whether the figures can be those of a recording.
func (t keptText) sensible() bool {
	if !possible(t.Length, mostLength) || !within([2]int64{t.First, t.Last}, t.Length) || !possible(t.Speaking, t.Length) ||
		!within(t.Longest, t.Length) || t.Pauses < len(t.Long) || t.Syllables < 0 || t.Unsteadiness < 0 {
		return false
	}
	for _, p := range t.Long {
		if !within(p, t.Length) {
			return false
		}
	}
	for _, p := range t.Parts {
		if !within(p.Span, t.Length) || !possible(p.Speaking, t.Length) || p.Syllables < 0 {
			return false
		}
	}
	return true
}
