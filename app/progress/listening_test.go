package progress

import (
	"math"
	"strings"
	"testing"
	"time"

	"starling/app/chart"
	"starling/app/rehearsal"
	"starling/app/story"
)

// listened is an answer of a story, so many days before today, with the ratings of the
// situation, the task and the delivery before and after listening.
func listened(of string, ago int, before, after [3]int) Listening {
	l := Listening{
		Story: of, Started: (today - Day(ago)).Date().Add(12 * time.Hour),
		Before: map[story.SectionName]int{}, After: map[story.SectionName]int{},
	}
	for i, section := range []story.SectionName{story.Situation, story.Task, rehearsal.Delivery} {
		l.Before[section], l.After[section] = before[i], after[i]
	}
	return l
}

func TestTheDifferenceOfBeforeAndAfterIsSaidInASentence(t *testing.T) {
	for sentence, all := range map[string][]Listening{
		"": nil,
		// 2/3 and 1/3 higher, on average 0.5.
		"You are kinder before you listen, by 0.5. That is of 2 answers.": {
			listened("sales", 3, [3]int{4, 4, 3}, [3]int{3, 3, 3}), listened("sales", 1, [3]int{4, 4, 3}, [3]int{4, 3, 3}),
		},
		"You are harder on yourself before you listen, by 1.0. That is of 1 answer.": {listened("sales", 0, [3]int{2, 2, 2}, [3]int{3, 3, 3})},
		"Before and after agree. That is of 1 answer.":                               {listened("sales", 0, [3]int{2, 3, 4}, [3]int{3, 2, 4})},
	} {
		if got := ListenedOf(all, nil, Month, today).Sentence(); got != sentence {
			t.Errorf("%q, want %q", got, sentence)
		}
	}
}

func TestEachAnswerCountsTheSameHoweverManyOfADay(t *testing.T) {
	l := ListenedOf([]Listening{
		listened("sales", 2, [3]int{5, 5, 5}, [3]int{3, 3, 3}),
		listened("sales", 2, [3]int{3, 3, 3}, [3]int{3, 3, 3}),
		listened("sales", 0, [3]int{3, 3, 3}, [3]int{4, 4, 4}),
	}, nil, Month, today)
	by, answers := l.Kinder()
	if math.Abs(by-1.0/3) > 1e-9 || answers != 3 {
		t.Errorf("%v of %d, want a third of 3", by, answers)
	}
	days := l.Days()
	if len(days) != 2 || days[0] != (ListenedDay{today - 2, 2, 1}) || days[1] != (ListenedDay{today, 1, -1}) {
		t.Errorf("the days: %+v", days)
	}
}

func TestOnlyThePeriodAndTheStoriesThatAreMeantCount(t *testing.T) {
	all := []Listening{
		listened("old", 30, [3]int{5, 5, 5}, [3]int{1, 1, 1}), // one day too early for a month
		listened("sales", 29, [3]int{4, 4, 4}, [3]int{3, 3, 3}),
		listened("bridge", 1, [3]int{2, 2, 2}, [3]int{3, 3, 3}),
	}
	for name, c := range map[string]struct {
		stories []string
		period  Period
		answers int
	}{
		"all of the month":  {nil, Month, 2},
		"one of the month":  {[]string{"sales"}, Month, 1},
		"none of the month": {[]string{"old"}, Month, 0},
		"no stories":        {[]string{}, AllTime, 0},
		"all of all time":   {nil, AllTime, 3},
	} {
		if _, answers := ListenedOf(all, c.stories, c.period, today).Kinder(); answers != c.answers {
			t.Errorf("%s: %d answers, want %d", name, answers, c.answers)
		}
	}
}

func TestTheChartOfListeningHasZeroInItsMiddleAndReadsEachDay(t *testing.T) {
	c := ListenedOf([]Listening{
		listened("sales", 9, [3]int{5, 5, 5}, [3]int{2, 2, 2}), listened("sales", 1, [3]int{3, 3, 3}, [3]int{4, 4, 3}),
	}, nil, Month, today).Chart()
	if c.Top != 6 || c.Ticks[1] != (chart.Tick{At: 3, Label: "0"}) || c.Ticks[0].Label != "−3" || c.Ticks[2].Label != "+3" {
		t.Errorf("top %v, ticks %+v", c.Top, c.Ticks)
	}
	if c.Points[0].At != 6 || math.Abs(c.Points[1].At-(3-2.0/3)) > 1e-9 {
		t.Errorf("points %+v", c.Points)
	}
	if got := c.Points[0].Text; got != "rated 3.0 higher before listening, 1 answer" {
		t.Error(got)
	}
	if got := c.Points[1].Text; got != "rated 0.7 lower before listening, 1 answer" {
		t.Error(got)
	}
	if !c.From.Equal((today - 9).Date()) {
		t.Errorf("it begins on %v", c.From)
	}
	if empty := ListenedOf(nil, nil, Quarter, today).Chart(); !strings.Contains(empty.Empty, "in the last 90 days") || len(empty.Points) > 0 {
		t.Errorf("an empty one: %+v", empty)
	}
}
