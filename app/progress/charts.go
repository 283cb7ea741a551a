package progress

import (
	"fmt"
	"time"

	"starling/app/chart"
	"starling/app/rehearsal"
)

// What is asked for where there is nothing to show.
const (
	toRate   = "Rehearse a story and rate it from 1 to 5"
	toAnswer = "Rehearse a story to its end"
	lookBack = ", or look further back."
	fullStop = "."
)

// empty says why a chart has nothing to show, and what to do.
func (f Figures) empty(nothing, todo string) string {
	end := fullStop
	if f.Period != AllTime {
		end = lookBack
	}
	return nothing + f.Period.within() + ". " + todo + end
}

// CoverageChart shows coverage from day to day.
func (f Figures) CoverageChart() chart.Line {
	l := chart.Line{
		Head: chart.Head{
			Title:   "Coverage, first attempt of each day",
			Caption: f.Period.String() + " · fainter dots: later attempts of a day",
			Summary: f.Trend.Sentence(),
			Empty:   f.empty("Nothing was rated", toRate),
		},
		From: f.trendFirst().Date(), To: f.Scope.To.Date(), Top: 100,
		Ticks: []chart.Tick{{At: 25, Label: "25"}, {At: 50, Label: "50"}, {At: 75, Label: "75"}, {At: 100, Label: "100%"}},
	}
	for _, d := range f.Trend {
		day := d.Day.Date()
		l.Points = append(l.Points, chart.LinePoint{Day: day, At: d.First.Coverage, Label: d.Day.Long(), Text: d.words()})
		if d.Rated < 2 {
			continue // the dot of the line is its only one
		}
		for _, level := range d.Levels {
			l.Faint = append(l.Faint, chart.FaintPoint{Day: day, At: float64(level)})
		}
	}
	return l
}

// SectionsChart shows the mean rating of each section.
func (f Figures) SectionsChart() chart.Bars {
	b := chart.Bars{
		Head: chart.Head{
			Title: "Ratings by section", Caption: "mean rating, " + lastOf(f.Sections.Attempts),
			Summary: f.Sections.Sentence(),
			Empty:   f.empty("Nothing was rated", toRate),
		},
		Top: rehearsal.MaxRating,
	}
	if f.Sections.Weakest != "" {
		b.Title = "Weakest section: " + f.Sections.Weakest.Title()
	}
	if f.Sections.Attempts == 0 {
		return b
	}
	for _, m := range f.Sections.Means {
		row := chart.Bar{Section: m.Section, Label: m.Section.Title(), Strong: m.Section == f.Sections.Weakest, At: m.Mean, Number: "–", Text: "not rated"}
		if m.Rated > 0 {
			row.Number = fmt.Sprintf("%.1f", m.Mean)
			row.Text = fmt.Sprintf("%s of 5 on average, rated %s", row.Number, times(m.Rated))
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// lastOf reads how many attempts something is made of: "last 10 attempts".
func lastOf(n int) string {
	if n == 1 {
		return "the last attempt"
	}
	return fmt.Sprintf("last %d attempts", n)
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// TimeChart shows planned against said.
func (f Figures) TimeChart() chart.Stacked {
	t := f.Time
	s := chart.Stacked{
		Head: chart.Head{
			Title: "Where the time goes", Caption: "planned against said",
			Summary: t.Sentence(),
			Empty:   f.empty("No answer was given", toAnswer),
		},
		Limit: t.Plan.Limit.Seconds(),
	}
	if t.Title != "" {
		s.Caption = t.Title + " · " + s.Caption
	}
	if len(t.Attempts) == 0 {
		return s
	}
	s.Rows = append(s.Rows, planned("Planned", t.Plan))
	for _, a := range t.Attempts {
		s.Rows = append(s.Rows, said(a.Day().Short(f.Scope.To)+" · "+rehearsal.Clock(a.Spoken.Round(time.Second)), a))
	}
	return s
}

// planned is a row of what was planned.
func planned(label string, p rehearsal.Plan) chart.Stack {
	row := chart.Stack{Label: label}
	for _, s := range p.Sections {
		row.Parts = append(row.Parts, chart.Part{
			Fill: chart.Planned(s.Name), Length: s.Target.Seconds(),
			Label: label + ", " + s.Name.Title(), Text: seconds(s.Target) + " of " + seconds(p.Limit),
		})
	}
	return row
}

// said is a row of what was said.
func said(label string, a Attempt) chart.Stack {
	row := chart.Stack{Label: label}
	for _, s := range a.Splits {
		row.Parts = append(row.Parts, chart.Part{
			Fill: chart.Section(s.Section), Length: s.Spent.Seconds(),
			Label: label + ", " + s.Section.Title(), Text: splitWords(s),
		})
	}
	return row
}

// splitWords reads what a section took: "50 s, 26 s more than planned".
func splitWords(s rehearsal.Split) string {
	switch off := (s.Spent - s.Target).Round(time.Second); {
	case s.Spent == 0:
		return "not reached, " + seconds(s.Target) + " planned"
	case off > 0:
		return fmt.Sprintf("%s, %s more than planned", seconds(s.Spent), seconds(off))
	case off < 0:
		return fmt.Sprintf("%s, %s less than planned", seconds(s.Spent), seconds(-off))
	}
	return seconds(s.Spent) + ", as planned"
}

// OverrunChart shows how far from their limit the answers ended.
func (f Figures) OverrunChart() chart.Histogram {
	h := chart.Histogram{
		Head: chart.Head{
			Title: "How far from the limit", Caption: f.Period.String() + " · answers that ended under and over their limit",
			Summary: f.Overruns.Sentence(),
			Empty:   f.empty("No answer was given", toAnswer),
		},
		Middle: onLimit,
	}
	for edge := range overrunEdges {
		h.Edges = append(h.Edges, edgeName(edge))
	}
	for bin, n := range f.Overruns {
		fill := chart.Accent
		if bin > onLimit {
			fill = chart.Over
		}
		h.Bins = append(h.Bins, chart.Bin{Count: n, Fill: fill, Label: overrunName(bin), Text: count(n, "answer")})
	}
	return h
}

// CalendarChart shows on which days there was practice, the stronger the more
// was spoken.
func (f Figures) CalendarChart() chart.Calendar {
	c := chart.Calendar{
		Head: chart.Head{
			Title: "Practice", Caption: f.Period.String() + " · the stronger, the more time was spoken",
			Summary: f.practice(),
			Empty:   f.empty("There was no practice", "Choose a story and press Space"),
		},
		From: f.first().Date(), To: f.Scope.To.Date(), None: "no practice",
	}
	for _, d := range f.Days {
		c.Days = append(c.Days, chart.CalendarDay{
			Day: d.Day.Date(), Amount: max(d.Spoken.Seconds(), 1),
			Text: count(d.Attempts, "attempt") + ", " + minutes(d.Spoken),
		})
	}
	return c
}

// practice says how much practice there was.
func (f Figures) practice() string {
	if len(f.Days) == 0 {
		return ""
	}
	return fmt.Sprintf("Practice on %d of %s: %s, %s.",
		len(f.Days), count(int(f.Scope.To-f.first())+1, "day"), count(f.Bests.Attempts, "attempt"), minutes(f.Bests.Spoken))
}

// Chart shows the two attempts below each other, each below its plan.
func (c Comparison) Chart() chart.Stacked {
	s := chart.Stacked{Head: chart.Head{Title: "Planned against said", Caption: "two attempts", Summary: c.Differences[0]}}
	for _, a := range []Attempt{c.Earlier, c.Later} {
		label := a.Started.Format("2 Jan 2006 15:04")
		s.Rows = append(s.Rows, planned("Planned", a.Plan), said(label+" · "+rehearsal.Clock(a.Spoken.Round(time.Second)), a))
	}
	if c.Earlier.Plan.Limit == c.Later.Plan.Limit {
		s.Limit = c.Later.Plan.Limit.Seconds()
	}
	return s
}
