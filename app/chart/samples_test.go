package chart

import (
	"fmt"
	"slices"
	"time"

	"starling/app/story"
)

// The charts of the tests: a month of practice.

func day(n int) time.Time { return time.Date(2025, 10, 24+n, 0, 0, 0, 0, time.UTC) }

func sampleLine() Line {
	l := Line{
		Head: Head{
			Title: "Coverage, first attempt of each day", Caption: "last 30 days, every rated attempt as a fainter dot",
			Summary: "Coverage rose from 33% to 86% in 29 days.",
			Empty:   "Nothing is rated in these 30 days. Rehearse a story and rate it, and its coverage shows here.",
		},
		From: day(0), To: day(29), Top: 100,
		Ticks: []Tick{{25, "25"}, {50, "50"}, {75, "75"}, {100, "100%"}},
	}
	for i, at := range []float64{33, 38, 47, 43, 58, 61, 71, 67, 80, 83, 86} {
		d := day(i * 29 / 10)
		l.Points = append(l.Points, LinePoint{Day: d, At: at, Label: d.Format("2 Jan"), Text: fmt.Sprintf("%.0f%%", at)})
		for k := range i % 4 {
			l.Faint = append(l.Faint, FaintPoint{Day: d, At: min(at+float64(5*k+6), 100)})
		}
	}
	return l
}

func sampleBars() Bars {
	b := Bars{Head: Head{Title: "Weakest section: Result", Caption: "mean rating, last 10 attempts", Summary: "Result is the weakest: 2.6 on average.", Empty: "Nothing is rated yet."}, Top: 5}
	for i, n := range story.SectionNames() {
		at := []float64{4.1, 3.8, 3.5, 2.6, 3.2}[i]
		b.Rows = append(b.Rows, Bar{Section: n, Label: n.Title(), Strong: n == story.Result, At: at, Number: fmt.Sprintf("%.1f", at), Text: fmt.Sprintf("%.1f on average, rated 10 times", at)})
	}
	return b
}

func sampleStacked() Stacked {
	rows := []struct {
		label   string
		planned bool
		parts   []float64
	}{
		{"Planned", true, []float64{24, 12, 72, 12}},
		{"22 Nov · 1:58", false, []float64{26, 12, 66, 14}},
		{"20 Nov · 2:09", false, []float64{35, 11, 64, 19}},
		{"17 Nov · 2:31", false, []float64{48, 13, 69, 21}},
		{"15 Nov · 2:20", false, []float64{50, 17, 63, 10}},
	}
	s := Stacked{Head: Head{Title: "Where the time goes", Caption: "planned against said, last 10", Summary: "Situation shrank from 50 s to 26 s in a week. Result still ends early."}, Limit: 120}
	for _, r := range rows {
		stack := Stack{Label: r.label}
		for i, seconds := range r.parts {
			n := story.SectionNames()[i]
			fill := Section(n)
			if r.planned {
				fill = Planned(n)
			}
			stack.Parts = append(stack.Parts, Part{Fill: fill, Length: seconds, Label: r.label + ", " + n.Title(), Text: fmt.Sprintf("%.0f s", seconds)})
		}
		s.Rows = append(s.Rows, stack)
	}
	return s
}

func sampleHistogram() Histogram {
	h := Histogram{
		Head:  Head{Title: "How far from the limit", Caption: "last 30 days", Summary: "18 of 29 attempts were within the limit.", Empty: "No attempt yet."},
		Edges: []string{"–1:00", "–0:30", "–0:15", "limit", "+0:15", "+0:30", "+1:00"}, Middle: 3,
	}
	for i, n := range []int{1, 0, 5, 12, 6, 3, 1, 1} {
		fill := Accent
		if i > 3 {
			fill = Over
		}
		h.Bins = append(h.Bins, Bin{Count: n, Fill: fill, Label: fmt.Sprintf("bin %d", i), Text: fmt.Sprintf("%d attempts", n)})
	}
	return h
}

func sampleCalendar(days int) Calendar {
	c := Calendar{Head: Head{Title: "Practice", Caption: "last 90 days", Summary: "11 days with practice.", Empty: "No practice yet."}, From: day(30 - days), To: day(29), None: "no practice"}
	for i := range days {
		if i%3 == 0 || i%7 == 2 {
			c.Days = append(c.Days, CalendarDay{Day: day(30 - days + i), Amount: float64(i%5 + 1), Text: fmt.Sprintf("%d attempts", i%5+1)})
		}
	}
	return c
}

func sampleWaveform() Waveform {
	w := Waveform{
		Head: Head{
			Title: "What you said", Caption: "2:01, two pauses of 2 s or more", Summary: "Two long pauses: 2.4 s in Task and 3.1 s in Action.",
			Empty: "There is no recording of this attempt.",
		},
		Length: 121 * time.Second,
		Pauses: []WavePause{
			{From: 33 * time.Second, To: 35400 * time.Millisecond, Word: "2.4 s", Label: "0:33", Text: "a pause of 2.4 s"},
			{From: 70 * time.Second, To: 73100 * time.Millisecond, Word: "3.1 s", Label: "1:10", Text: "a pause of 3.1 s"},
		},
	}
	ends := []int{0, 26, 38, 104, 121}
	for i, n := range story.SectionNames()[:4] {
		from, to := time.Duration(ends[i])*time.Second, time.Duration(ends[i+1])*time.Second
		w.Sections = append(w.Sections, WaveSection{Section: n, From: from, To: to, Text: fmt.Sprintf("%d s", ends[i+1]-ends[i])})
		if i > 0 {
			w.Marks = append(w.Marks, WaveMark{At: from, Word: "moved on", Label: clock(from), Text: "you moved on to " + n.Title(), Cue: i == 3})
		}
	}
	for i := range 1210 { // tenths of a second
		at := time.Duration(i) * 100 * time.Millisecond
		strength := float32(0.02)
		if !slices.ContainsFunc(w.Pauses, func(p WavePause) bool { return at >= p.From && at < p.To }) {
			strength = 0.15 + 0.6*float32((i*37+i*i/5)%101)/100
		}
		w.Peaks = append(w.Peaks, Peak{-strength, strength * 0.9})
	}
	return w
}

// samples are all kinds of chart, by name.
func samples() map[string]Chart {
	return map[string]Chart{
		"line": sampleLine(), "bars": sampleBars(), "stacked": sampleStacked(),
		"histogram": sampleHistogram(), "calendar": sampleCalendar(90), "waveform": sampleWaveform(),
	}
}
