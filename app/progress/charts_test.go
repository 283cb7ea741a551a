package progress

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"starling/app/chart"
	"starling/app/rehearsal"
	"starling/app/story"
)

// week is a week of practice of one story that gets better.
func week() List {
	return List{
		rated(answer(7, 9, 50, 15, 63, 10), 2, 2, 3, 1), rated(answer(5, 9, 48, 13, 58, 14), 3, 3, 3, 2),
		rated(answer(5, 12, 44, 13, 60, 12), 3, 3, 4, 2), rated(answer(2, 9, 35, 11, 64, 16), 4, 3, 4, 2),
		rated(answer(2, 14, 30, 12, 64, 17), 4, 4, 4, 3), rated(answer(0, 9, 26, 12, 62, 15), 5, 4, 4, 3),
	}
}

func weekFigures(t testing.TB, p Period) Figures {
	t.Helper()
	f, err := Read(t.Context(), week(), []string{"sales"}, p, today)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// charts are all charts of some figures.
func charts(f Figures) []chart.Chart {
	return []chart.Chart{f.CoverageChart(), f.SectionsChart(), f.TimeChart(), f.OverrunChart(), f.CalendarChart()}
}

func layout(c chart.Chart) chart.Scene {
	fonts := chart.GoFonts()
	s := chart.Style{Unit: 1, Measure: fonts.Measure}
	return c.Layout(chart.Size{W: 640, H: c.Height(640, s)}, s)
}

// readings are the values that can be read in a chart.
func readings(c chart.Chart) []string {
	var all []string
	for _, v := range layout(c).Values {
		all = append(all, v.Words())
	}
	return all
}

func TestAWeekOfPracticeTellsItsStory(t *testing.T) {
	f := weekFigures(t, Month)
	var said []string
	for _, c := range charts(f) {
		said = append(said, c.Heading().Title+" | "+c.Heading().Caption+" | "+c.Heading().Summary)
	}
	wantAll(t, "what is said", said,
		"Coverage, first attempt of each day | last 30 days · fainter dots: later attempts of a day | Coverage rose from 25% to 75% in a week.",
		"Weakest section: Result | mean rating, last 6 attempts | Result is the weakest: 2.2 on average.",
		"Where the time goes | One source of truth · planned against said | Situation shrank from 50 s to 26 s in a week. Result still ends early.",
		"How far from the limit | last 30 days · answers that ended under and over their limit | 1 of 6 answers stayed within their limit.",
		"Practice | last 30 days · the stronger, the more time was spoken | Practice on 4 of 30 days: 6 attempts, 13 min.")
}

func TestTheValuesOfTheChartsReadInWords(t *testing.T) {
	f := weekFigures(t, Month)
	wantAll(t, "coverage", readings(f.CoverageChart()),
		"15 Nov 2025: 25%", "17 Nov 2025: 44%, the first of 2 that day, which went from 44% to 50%",
		"20 Nov 2025: 56%, the first of 2 that day, which went from 56% to 69%", "22 Nov 2025: 75%")
	wantAll(t, "sections", readings(f.SectionsChart()),
		"Situation: 3.5 of 5 on average, rated 6 times", "Task: 3.2 of 5 on average, rated 6 times",
		"Action: 3.7 of 5 on average, rated 6 times", "Result: 2.2 of 5 on average, rated 6 times")
	times := readings(f.TimeChart())
	want(t, "rows of four", len(times), 7*4)
	wantAll(t, "planned", times[:4], "Planned, Situation: 24 s of 2:00", "Planned, Task: 12 s of 2:00", "Planned, Action: 1:00 of 2:00", "Planned, Result: 24 s of 2:00")
	wantAll(t, "the newest", times[4:8], "22 Nov · 1:55, Situation: 26 s, 2 s more than planned", "22 Nov · 1:55, Task: 12 s, as planned",
		"22 Nov · 1:55, Action: 1:02, 2 s more than planned", "22 Nov · 1:55, Result: 15 s, 9 s less than planned")
	wantAll(t, "overruns", readings(f.OverrunChart()),
		"more than 1:00 under the limit: 0 answers", "30 s to 1:00 under: 0 answers", "15 to 30 s under: 0 answers", "up to 15 s under: 1 answer",
		"up to 15 s over: 4 answers", "15 to 30 s over: 1 answer", "30 s to 1:00 over: 0 answers", "1:00 over the limit, or more: 0 answers")
	days := readings(f.CalendarChart())
	want(t, "days", len(days), 30)
	want(t, "the last", days[29], "Sat 22 Nov 2025: 1 attempt, 2 min")
	want(t, "the day before", days[28], "Fri 21 Nov 2025: no practice")
	want(t, "the first", days[0], "Fri 24 Oct 2025: no practice")
}

func TestAllTimeBeginsWithThePractice(t *testing.T) {
	f := weekFigures(t, AllTime)
	want(t, "the line", rehearsal.DateOf(f.CoverageChart().From), today-7)
	want(t, "the calendar", len(readings(f.CalendarChart())), 8)
	want(t, "what it says", f.CalendarChart().Summary, "Practice on 4 of 8 days: 6 attempts, 13 min.")
}

func TestADayWithOneRatedAttemptHasNoFainterDot(t *testing.T) {
	var days []string
	for _, d := range weekFigures(t, Month).CoverageChart().Faint {
		days = append(days, fmt.Sprint(rehearsal.DateOf(d.Day).Short(today), " ", d.At))
	}
	wantAll(t, "faint", days, "17 Nov 44", "17 Nov 50", "20 Nov 56", "20 Nov 69")
}

func TestASectionThatIsNotRatedSaysSo(t *testing.T) {
	a := rated(even(0, 9), 4, 0, 3, 3)
	f, err := Read(t.Context(), List{a}, nil, Month, today)
	if err != nil {
		t.Fatal(err)
	}
	bars := f.SectionsChart()
	want(t, "the number", bars.Rows[1].Number, "–")
	want(t, "in words", readings(bars)[1], "Task: not rated")
	want(t, "the others", readings(bars)[0], "Situation: 4.0 of 5 on average, rated once")
	want(t, "the caption", bars.Caption, "mean rating, the last attempt")
	f.Sections.Weakest = ""
	want(t, "the title where none is weaker", f.SectionsChart().Title, "Ratings by section")
}

func TestEmptyChartsSayWhatToDo(t *testing.T) {
	for _, p := range Periods() {
		f, err := Read(t.Context(), List{}, nil, p, today)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts(f) {
			text := c.Heading().Empty
			want(t, "values in "+c.Heading().Title, len(readings(c)), 0)
			want(t, "a summary of "+c.Heading().Title, c.Heading().Summary, "")
			if !strings.HasPrefix(text, "No") && !strings.HasPrefix(text, "There was no") || !strings.Contains(text, "Rehearse") && !strings.Contains(text, "press Space") {
				t.Errorf("%s: %s", c.Heading().Title, text)
			}
			if strings.Contains(text, "look further back") != (p != AllTime) {
				t.Errorf("%s, %v: %s", c.Heading().Title, p, text)
			}
		}
	}
}

func TestTwoAttemptsAreShownBelowTheirPlans(t *testing.T) {
	all := week()
	c := Compare(all[0], all[5]).Chart()
	var labels []string
	for _, r := range c.Rows {
		labels = append(labels, r.Label)
	}
	wantAll(t, "rows", labels, "Planned", "15 Nov 2025 09:00 · 2:18", "Planned", "22 Nov 2025 09:00 · 1:55")
	want(t, "the limit", c.Limit, 120)
	want(t, "planned, quietly", c.Rows[0].Parts[0].Fill, chart.Planned(story.Situation))
	longer := all[5]
	longer.Plan.Limit = 3 * time.Minute
	want(t, "two limits", Compare(all[0], longer).Chart().Limit, 0)
}

func TestRowsOfAnEarlierYearNameIt(t *testing.T) {
	f, err := Read(t.Context(), List{even(0, 9), even(400, 9)}, nil, AllTime, today)
	if err != nil {
		t.Fatal(err)
	}
	rows := f.TimeChart().Rows
	want(t, "this year", rows[1].Label, "22 Nov · 2:00")
	want(t, "last year", rows[2].Label, "18 Oct 2024 · 2:00")
}

func TestWordsForNotReached(t *testing.T) {
	a := answer(0, 9, 30, 14, 70)
	want(t, "the words", splitWords(a.Splits[3]), "not reached, 24 s planned")
	want(t, "twice", times(2), "twice")
	same := TrendDay{First: Mark{Coverage: 50}, Rated: 2, Levels: []uint8{50}}
	want(t, "alike", same.words(), "50%, the first of 2 that day, all alike")
}

// decade makes the totals of ten years of daily practice.
func decade() []DayTotals {
	random := rand.New(rand.NewPCG(1, 2))
	var rows []DayTotals
	for i := range 3650 {
		for hour := range 6 {
			a := rated(answer(i, 8+hour, 20+random.IntN(10), 12, 60, random.IntN(30)), 1+random.IntN(5), 1+random.IntN(5), 1+random.IntN(5), 1+random.IntN(5))
			rows = append(rows, totalsOf(a))
		}
	}
	return Combine(rows)
}

func BenchmarkFiguresAndChartsOfTenYears(b *testing.B) {
	days := decade()
	style := chart.Style{Unit: 1, Measure: chart.GoFonts().Measure}
	for b.Loop() {
		f := Figures{Days: days, Trend: TrendOf(days), Bests: BestsOf(days, today), Scope: Scope{To: today}}
		for _, c := range charts(f) {
			c.Layout(chart.Size{W: 640, H: c.Height(640, style)}, style)
		}
	}
}

func BenchmarkCombiningTheStoriesOfTenYears(b *testing.B) {
	var rows []DayTotals
	for range 12 {
		rows = append(rows, decade()...)
	}
	b.ResetTimer()
	for b.Loop() {
		Combine(rows)
	}
}
