package ui

import (
	"fmt"
	"slices"
	"time"

	"starling/app/chart"
	"starling/app/delivery"
	"starling/app/playback"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/story"
)

// listenPart is where in the recording a section was spoken.
type listenPart struct {
	section story.SectionName
	playback.Span
}

// listenParts gives where in a recording each section was spoken; those that were not
// reached, and those of which nothing was recorded, are left out.
func listenParts(a rehearsal.Attempt, m recording.Map) []listenPart {
	var parts []listenPart
	spoken := time.Duration(0)
	for _, s := range a.Splits {
		from, _ := m.Sample(spoken) // where nothing was recorded it is the nearest that was
		spoken += s.Spent
		to, _ := m.Sample(spoken)
		if s.EndedBy == rehearsal.ByFinish || spoken >= a.Spoken {
			to = m.Length() // what the microphone heard until it stopped
		}
		if s.Spent > 0 && to > from {
			parts = append(parts, listenPart{s.Section, playback.Span{From: recording.Span(from), To: recording.Span(to)}})
		}
	}
	return parts
}

// waveformOf makes the waveform of a recording, but for its peaks and pauses.
func waveformOf(a rehearsal.Attempt, length time.Duration, parts []listenPart, m recording.Map) chart.Waveform {
	w := chart.Waveform{
		Head:   chart.Head{Title: "The recording", Caption: "click to go to a moment, point to read"},
		Length: length,
	}
	splits := map[story.SectionName]rehearsal.Split{}
	for _, s := range a.Splits {
		splits[s.Section] = s
	}
	for i, p := range parts {
		s := splits[p.section]
		text := seconds(s.Spent)
		if s.Target > 0 {
			text += " of " + seconds(s.Target)
		}
		w.Sections = append(w.Sections, chart.WaveSection{Section: p.section, From: p.From, To: p.To, Text: text})
		if i+1 == len(parts) {
			break
		}
		text = "you moved on to " + parts[i+1].section.Title()
		if s.EndedBy == rehearsal.ByItself {
			text = "Starling moved on to " + parts[i+1].section.Title()
		}
		w.Marks = append(w.Marks, chart.WaveMark{At: p.To, Cue: s.EndedBy == rehearsal.ByItself, Label: rehearsal.Clock(p.To), Text: text})
	}
	if at, ok := m.Sample(a.Plan.Limit); ok && a.Plan.Limit > 0 && a.Spoken > a.Plan.Limit {
		moment := recording.Span(at)
		w.Marks = append(w.Marks, chart.WaveMark{At: moment, Cue: true, Word: "time up", Label: rehearsal.Clock(moment), Text: "time up"})
		slices.SortStableFunc(w.Marks, func(a, b chart.WaveMark) int { return int(a.At - b.At) })
	}
	return w
}

// mostGain is how much larger than it is the wave of a quiet recording is drawn at most.
const mostGain = 8

// wavePeaks makes the peaks of a waveform. Of a quiet microphone they are drawn larger,
// the loudest as high as there is room: else its pauses could not be seen.
func wavePeaks(peaks []recording.Peak) []chart.Peak {
	loudest := 1
	for _, p := range peaks {
		loudest = max(loudest, int(p.Max), -int(p.Min))
	}
	gain := min(32768/float32(loudest), mostGain) / 32768
	made := make([]chart.Peak, len(peaks))
	for i, p := range peaks {
		made[i] = chart.Peak{Low: float32(p.Min) * gain, High: float32(p.Max) * gain}
	}
	return made
}

// wavePauses are the long pauses, as they stand in the waveform.
func wavePauses(k *delivery.Kept) []chart.WavePause {
	if k == nil {
		return nil
	}
	var pauses []chart.WavePause
	for _, p := range k.Long {
		pauses = append(pauses, chart.WavePause{
			From: p.From, To: p.To, Word: tenths(p.Length()), Label: rehearsal.Clock(p.From), Text: "a pause of " + tenths(p.Length()),
		})
	}
	return pauses
}

// tenths reads a short span: "2.4 s".
func tenths(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
