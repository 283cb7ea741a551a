package export

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"starling/app/chart"
	"starling/app/progress"
	"starling/app/rehearsal"
	"starling/app/story"
)

// chartWidth is the width of a chart in pixels, which is what a page of A4
// between its margins has, nearly.
const chartWidth = 660

// figure is a chart with what is said of it.
type figure struct {
	ID string
	// Title is empty where a heading above says it.
	Title, Caption, Summary string
	// Empty stands in place of a chart without values.
	Empty string
	SVG   template.HTML
	// Columns and Rows are the values, as a table for those who do not see the
	// chart. The first cell of a row names it.
	Columns []string
	Rows    [][]string
}

// drawer draws charts.
type drawer struct {
	style   chart.Style
	palette chart.Palette
}

func newDrawer() *drawer {
	return &drawer{
		style:   chart.Style{Unit: 1, Measure: chart.Roomy(chart.GoFonts().Measure)},
		palette: lightCharts(),
	}
}

// draw draws a chart, and takes the table of its values.
func (d *drawer) draw(id string, c chart.Chart, columns []string, rows [][]string) (figure, error) {
	head := c.Heading()
	f := figure{ID: id, Title: head.Title, Caption: head.Caption, Summary: head.Summary, Columns: columns, Rows: rows}
	if len(rows) == 0 {
		f.Empty = head.Empty
		return f, nil
	}
	scene := c.Layout(chart.Size{W: chartWidth, H: c.Height(chartWidth, d.style)}, d.style)
	var svg strings.Builder
	if err := chart.SVG(&svg, scene, d.palette, id); err != nil {
		return f, err
	}
	f.SVG = template.HTML(svg.String()) //nolint:gosec // package chart escapes every text
	return f, nil
}

// overview draws what is of all attempts.
func (d *drawer) overview(f progress.Figures) ([]figure, error) {
	line, bars, overruns, calendar := f.CoverageChart(), f.SectionsChart(), f.OverrunChart(), f.CalendarChart()
	bars.Title = "Ratings by section" // the weakest is named by the summary
	var figures []figure
	for _, c := range []struct {
		id      string
		chart   chart.Chart
		columns []string
		rows    [][]string
	}{
		{"coverage", line, []string{"Day", "Coverage"}, lineRows(line)},
		{"ratings", bars, []string{"Section", "Rating"}, barRows(bars)},
		{"overruns", overruns, []string{"Ended", "Answers"}, binRows(overruns)},
		{"calendar", calendar, []string{"Day", "Practice"}, dayRows(calendar)},
	} {
		drawn, err := d.draw(c.id, c.chart, c.columns, c.rows)
		if err != nil {
			return nil, err
		}
		figures = append(figures, drawn)
	}
	return figures, nil
}

func lineRows(l chart.Line) [][]string {
	var rows [][]string
	for _, p := range l.Points {
		rows = append(rows, []string{p.Label, p.Text})
	}
	return rows
}

func barRows(b chart.Bars) [][]string {
	var rows [][]string
	for _, r := range b.Rows {
		rows = append(rows, []string{r.Label, r.Text})
	}
	return rows
}

// binRows are the bins with their counts; none where nothing is in any.
func binRows(h chart.Histogram) [][]string {
	var rows [][]string
	total := 0
	for _, bin := range h.Bins {
		rows = append(rows, []string{bin.Label, fmt.Sprint(bin.Count)})
		total += bin.Count
	}
	if total == 0 {
		return nil
	}
	return rows
}

func dayRows(c chart.Calendar) [][]string {
	var rows [][]string
	for _, d := range c.Days {
		rows = append(rows, []string{d.Day.Format("Mon 2 Jan 2006"), d.Text})
	}
	return rows
}

// timeFigure draws where the time of a story goes.
func (d *drawer) timeFigure(id string, f progress.Figures) (figure, error) {
	columns := []string{"Answer"}
	sections := plannedSections(f.Time)
	for _, n := range sections {
		columns = append(columns, n.Title())
	}
	bars := f.TimeChart()
	bars.Title, bars.Caption = f.Time.Title, "Planned against said, the latest first"
	return d.draw(id, bars, append(columns, "In all"), timeRows(f.Time, sections))
}

// plannedSections are the sections that any of the attempts was planned with.
func plannedSections(use progress.TimeUse) []story.SectionName {
	planned := map[story.SectionName]bool{}
	for _, a := range use.Attempts {
		for _, s := range a.Splits {
			planned[s.Section] = true
		}
	}
	return slices.DeleteFunc(story.SectionNames(), func(n story.SectionName) bool { return !planned[n] })
}

// timeRows are what was planned, and below it what was said.
func timeRows(use progress.TimeUse, sections []story.SectionName) [][]string {
	if len(use.Attempts) == 0 {
		return nil
	}
	row := func(name string, times map[story.SectionName]time.Duration, whole time.Duration) []string {
		cells := []string{name}
		for _, n := range sections {
			cell := "–"
			if t, ok := times[n]; ok {
				cell = rehearsal.Clock(t.Round(time.Second))
			}
			cells = append(cells, cell)
		}
		return append(cells, rehearsal.Clock(whole.Round(time.Second)))
	}
	targets := map[story.SectionName]time.Duration{}
	for _, s := range use.Plan.Sections {
		targets[s.Name] = s.Target
	}
	rows := [][]string{row("Planned", targets, use.Plan.Limit)}
	for _, a := range use.Attempts {
		spent := map[story.SectionName]time.Duration{}
		for _, s := range a.Splits {
			spent[s.Section] = s.Spent
		}
		rows = append(rows, row(a.Started.Format(momentForm), spent, a.Spoken))
	}
	return rows
}
