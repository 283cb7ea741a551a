package progress

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

func trend(coverages ...float64) Trend {
	var t Trend
	for i, c := range coverages {
		t = append(t, TrendDay{Day: today - Day(3*(len(coverages)-1-i)), First: Mark{ID: "x", Coverage: c}, Rated: 1, Levels: []uint8{uint8(c)}})
	}
	return t
}

func TestTheTrendSaysWhereCoverageGoes(t *testing.T) {
	for sentence, days := range map[string]Trend{
		"": trend(),
		"Coverage was 50% on 22 Nov 2025. A second day shows where it goes.": trend(50),
		"Coverage rose from 33% to 86% in 3 days.":                           trend(33, 86),
		"Coverage fell from 86% to 33% in 6 days.":                           trend(86, 90, 33),
		"Coverage stays at about 52%.":                                       trend(50, 52),
		"Coverage rose from about 40% to about 70% in 2 weeks.":              trend(30, 40, 50, 60, 70, 80),
		"Coverage fell from about 70% to about 40% in 2 weeks.":              trend(80, 70, 60, 50, 40, 30),
	} {
		want(t, "the sentence", days.Sentence(), sentence)
	}
}

func TestTheWeakestSectionIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		attempts []Attempt
		weakest  story.SectionName
		sentence string
	}{
		"none rated":        {nil, "", ""},
		"one is lower":      {newestFirst(rated(even(0, 9), 4, 4, 3, 2), rated(even(1, 9), 4, 3, 4, 3)), story.Result, "Result is the weakest: 2.5 on average."},
		"all alike":         {newestFirst(rated(even(0, 9), 3, 3, 3, 3)), "", "No section is weaker than the others."},
		"two alike":         {newestFirst(rated(even(0, 9), 3, 2, 5, 5), rated(even(1, 9), 2, 3, 5, 5)), story.Task, "Task is the weakest: 2.5 on average."},
		"only one rated":    {newestFirst(rated(even(0, 9), 3)), "", "No section is weaker than the others."},
		"a rating of none":  {newestFirst(rated(even(0, 9), 0, 4, 3, 5)), story.Action, "Action is the weakest: 3.0 on average."},
		"delivery is none":  {newestFirst(rated(even(0, 9), 3, 4, 4, 4, 0, 1)), story.Situation, "Situation is the weakest: 3.0 on average."},
		"lessons not there": {newestFirst(rated(even(0, 9), 4, 4, 4, 4, 1)), story.Lessons, "Lessons is the weakest: 1.0 on average."},
	} {
		s := SectionsOf(c.attempts)
		want(t, name, s.Weakest, c.weakest)
		want(t, name, s.Sentence(), c.sentence)
	}
}

func TestSectionsAreOfTheLastTenAttempts(t *testing.T) {
	var attempts []Attempt
	for i := range 14 {
		r := 5
		if i >= 10 {
			r = 1 // too long ago
		}
		attempts = append(attempts, rated(even(i, 9), r, r, r, 3))
	}
	s := SectionsOf(attempts)
	want(t, "attempts", s.Attempts, 10)
	want(t, "sections", len(s.Means), 4)
	want(t, "the mean of the first", s.Means[0], SectionMean{Section: story.Situation, Mean: 5, Rated: 10})
	want(t, "the weakest", s.Weakest, story.Result)
}

func TestWhatChangedIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		attempts []Attempt
		sentence string
	}{
		"nothing": {nil, ""},
		"a section shrank, another is short as ever": {
			[]Attempt{answer(0, 9, 26, 12, 62, 15), answer(2, 9, 35, 11, 64, 16), answer(5, 9, 48, 13, 58, 14), answer(7, 9, 50, 15, 63, 10)},
			"Situation shrank from 50 s to 26 s in a week. Result still ends early.",
		},
		"a section grew past its target": {
			[]Attempt{answer(0, 9, 24, 12, 85, 24), answer(3, 9, 24, 12, 60, 24)},
			"Action grew from 1:00 to 1:25 in 3 days, 25 s over its target. Action ran long this time.",
		},
		"it runs long each time": {
			[]Attempt{answer(0, 9, 40, 12, 60, 24), answer(3, 9, 41, 12, 60, 24)},
			"The sections take as long as before. Situation still runs long.",
		},
		"all is well": {
			[]Attempt{even(0, 9), even(1, 9)},
			"The sections take as long as before. Every section is close to its target.",
		},
		"one attempt": {[]Attempt{answer(0, 9, 24, 12, 60, 10)}, "Result ended early this time. A second attempt shows what changes."},
		"never reached": {
			[]Attempt{answer(0, 9, 30, 14, 70), answer(1, 9, 30, 14, 70)},
			"The sections take as long as before. Result is still not reached.",
		},
		"not reached once": {
			[]Attempt{answer(0, 9, 25, 13, 62), answer(1, 9, 26, 12, 60, 22)},
			"Result shrank from 22 s to 0 s in a day. Result was not reached.",
		},
		"the whole answer, bit by bit": {
			[]Attempt{answer(0, 10, 22, 10, 58, 22), answer(0, 9, 26, 14, 62, 26)},
			"The answer shrank from 2:08 to 1:52 within a day. Every section is close to its target.",
		},
		"the whole answer grew": {
			[]Attempt{answer(0, 10, 26, 14, 62, 26), answer(0, 9, 22, 10, 58, 22)},
			"The answer grew from 1:52 to 2:08 within a day. Every section is close to its target.",
		},
		"one that differs is no change": {
			[]Attempt{answer(0, 9, 24, 12, 60, 24), answer(1, 9, 26, 12, 60, 24), answer(2, 9, 26, 12, 60, 24), answer(3, 9, 24, 12, 60, 24), answer(4, 9, 24, 12, 60, 24), answer(5, 9, 60, 12, 60, 24)},
			"The answer shrank from 2:36 to 2:00 in 5 days. Every section is close to its target.",
		},
	} {
		want(t, name, TimeUseOf(c.attempts).Sentence(), c.sentence)
	}
}

func TestSectionsThatComeAndGoAreNoChange(t *testing.T) {
	before, now := even(3, 9), even(0, 9)
	now.Splits = append(now.Splits, rehearsal.Split{Section: story.Lessons, Target: 20 * time.Second, Spent: 20 * time.Second})
	want(t, "the sentence", TimeUseOf([]Attempt{now, before}).Sentence(), "The sections take as long as before. Every section is close to its target.")
}

func TestOverrunsFallIntoTheirBins(t *testing.T) {
	for over, bin := range map[time.Duration]int{
		-2 * time.Minute: 0, -60 * time.Second: 1, -45 * time.Second: 1, -30 * time.Second: 2, -15 * time.Second: 3, 0: 3,
		999 * time.Millisecond: 3, time.Second: 4, 15 * time.Second: 5, 31 * time.Second: 6, time.Minute: 7, 10 * time.Minute: 7,
	} {
		want(t, fmt.Sprint("the bin of ", over), OverrunBin(over), bin)
	}
	o := Overruns{1, 0, 2, 3, 4, 0, 0, 5}
	want(t, "all", o.Total(), 15)
	want(t, "within", o.Within(), 6)
}

func TestHowManyKeptTheirLimitIsSaid(t *testing.T) {
	for o, sentence := range map[Overruns]string{
		{}: "", {3: 1}: "The one answer stayed within its limit.", {5: 1}: "The one answer ran over its limit.",
		{3: 2}: "All 2 answers stayed within their limit.", {4: 2}: "All 2 answers ran over their limit.",
		{2: 18, 6: 11}: "18 of 29 answers stayed within their limit.",
	} {
		want(t, "the sentence", o.Sentence(), sentence)
	}
}

func TestBestsAreFound(t *testing.T) {
	var attempts []Attempt
	for _, ago := range []int{20, 19, 18, 10, 3, 2, 1} {
		attempts = append(attempts, rated(answer(ago, 9, 100+ago), 3, 3, 3, 3))
	}
	best := rated(answer(2, 12, 150), 5, 5, 5, 4)
	attempts = append(attempts, best, answer(10, 10, 30), answer(10, 11, 30), answer(10, 12, 30))
	b := BestsOf(ByDay(attempts), today)
	want(t, "attempts", b.Attempts, 11)
	want(t, "the best coverage", b.Coverage.Best.ID, best.ID)
	want(t, "the longest streak, of two the last", b.Streak, Streak{From: today - 3, To: today - 1, Days: 3})
	want(t, "the streak that goes on", b.Current, b.Streak)
	want(t, "the most in a day", b.MostAttempts.Day, today-10)
	want(t, "the longest in a day", b.MostSpoken.Day, today-2)
	var rows []string
	for _, r := range b.Rows() {
		rows = append(rows, r.Name+": "+r.Value+", "+r.When)
	}
	wantAll(t, "in words", rows,
		"Best coverage: 94%, 20 Nov 2025", "Closest to the limit: exactly on the limit, 2 Nov 2025", "Most days in a row: 3 days, 19 to 21 Nov 2025",
		"Most in a day: 4 attempts, 12 Nov 2025", "Longest practice in a day: 4 min, 20 Nov 2025", "In all: 11 attempts, 17 min spoken")
	want(t, "without practice", len(BestsOf(nil, today).Rows()), 0)
	unrated := BestsOf(ByDay([]Attempt{answer(9, 9, 60), answer(5, 9, 60), answer(4, 9, 60), answer(0, 9, 60)}), today).Rows()
	want(t, "unrated, the first", unrated[0].Name, "Closest to the limit")
	want(t, "the streak", unrated[1].When, "17 to 18 Nov 2025; now 1")
}

func TestAStreakThatEndedTheDayBeforeYesterdayIsOver(t *testing.T) {
	want(t, "two days ago", BestsOf(ByDay([]Attempt{even(2, 9)}), today).Current.Days, 0)
	want(t, "yesterday", BestsOf(ByDay([]Attempt{even(1, 9)}), today).Current.Days, 1)
	want(t, "today", BestsOf(ByDay([]Attempt{even(0, 9)}), today).Current.Days, 1)
}

func TestStreaksReadAsDates(t *testing.T) {
	date := func(y int, m time.Month, d int) Day {
		return rehearsal.DateOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
	}
	for words, s := range map[string]Streak{
		"22 Nov 2025":               {today, today, 1},
		"16 to 22 Nov 2025":         {today - 6, today, 7},
		"30 Oct to 2 Nov 2025":      {date(2025, 10, 30), date(2025, 11, 2), 4},
		"30 Dec 2024 to 2 Jan 2025": {date(2024, 12, 30), date(2025, 1, 2), 4},
	} {
		want(t, "the streak", s.words(), words)
	}
}

func TestTheTimeIsThatOfTheStoryAnsweredLast(t *testing.T) {
	other := even(1, 9)
	other.Story = "rota"
	list := List{even(0, 9), other, even(3, 9)}
	f, err := Read(t.Context(), list, nil, Month, today)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "the story", f.Time.Story, "sales")
	want(t, "its attempts", len(f.Time.Attempts), 2)
	f, _ = Read(t.Context(), list, []string{"rota"}, Month, today)
	want(t, "the story meant", f.Time.Story, "rota")
	want(t, "its attempts", len(f.Time.Attempts), 1)
	want(t, "days", len(f.Days), 1)
	want(t, "overruns", f.Overruns.Total(), 1)
}

// broken is a source whose answers fail from the nth on.
type broken struct {
	List
	n *int
}

var errBroken = errors.New("the history cannot be read")

func (b broken) fails() bool { *b.n--; return *b.n < 0 }

func (b broken) Days(ctx context.Context, s Scope) ([]DayTotals, error) {
	if b.fails() {
		return nil, errBroken
	}
	return b.List.Days(ctx, s)
}

func (b broken) Last(ctx context.Context, s Scope, n int, rated bool) ([]Attempt, error) {
	if b.fails() {
		return nil, errBroken
	}
	return b.List.Last(ctx, s, n, rated)
}

func TestASourceThatFailsIsHeard(t *testing.T) {
	for after := range 4 {
		n := after
		_, err := Read(t.Context(), broken{List{even(0, 9)}, &n}, nil, Month, today)
		if !errors.Is(err, errBroken) {
			t.Errorf("after %d answers: %v", after, err)
		}
	}
}
