package practice

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// at moves a calendar to a date.
func at(t *testing.T, date string, interviews ...Interview) Calendar {
	t.Helper()
	return Calendar{Today: day(t, date), Interviews: interviews}
}

func slugsOf(items []Item) string {
	slugs := make([]string, len(items))
	for i, item := range items {
		slugs[i] = item.Slug
	}
	return strings.Join(slugs, " ")
}

// cardOf makes the card of a story out of attempts at "s".
func cardsOf(attempts map[string][]Attempt) map[string]Card {
	cards := map[string]Card{}
	for slug, all := range attempts {
		cards[slug] = card(all...)
	}
	return cards
}

func TestAStoryIsDueAfterItsInterval(t *testing.T) {
	s := aStory("s")
	c := card(graded(t, "2026-11-20T18:00:00Z", Good))
	interval := c.Interval(DefaultRetention)
	if interval < 2 {
		t.Fatal(interval)
	}
	i := at(t, "2026-11-20").Item(c, s)
	if i.Day != c.Day+Day(interval) || i.Due(day(t, "2026-11-20")) || i.Overdue != 0 || i.When(day(t, "2026-11-20")) != "in 3 days" {
		t.Errorf("%+v", i)
	}
	if i := at(t, "2026-11-23").Item(c, s); !i.Due(day(t, "2026-11-23")) || i.Overdue != 0 || i.When(day(t, "2026-11-23")) != "today" {
		t.Errorf("%+v", i)
	}
	if i := at(t, "2026-11-26").Item(c, s); i.Overdue != 3 || i.When(day(t, "2026-11-26")) != "3 days ago" {
		t.Errorf("%+v", i)
	}
	high := Calendar{Today: c.Day, Retention: 0.97}.Item(c, s)
	low := Calendar{Today: c.Day, Retention: 0.70}.Item(c, s)
	if high.Day > i.Day || low.Day <= i.Day {
		t.Errorf("at 97%% %s, at 90%% %s, at 70%% %s", high.Day, i.Day, low.Day)
	}
}

func TestWhyIsSaidInASentence(t *testing.T) {
	result := said(t, "2026-11-20T18:00:00Z")
	result.Ratings.Set(story.Result, 1)
	over := said(t, "2026-11-20T18:00:00Z")
	over.Spoken += 22 * time.Second
	unrated := said(t, "2026-11-20T18:00:00Z")
	unrated.Ratings = rate()
	part := unrated
	part.Part = story.Task
	acme := Interview{Name: "Acme", Date: day(t, "2026-12-03")}
	for _, c := range []struct {
		card       Card
		today      string
		interviews []Interview
		want       string
	}{
		{Card{}, "2026-11-20", nil, "Never said."},
		{Card{}, "2026-11-29", []Interview{acme}, "Never said. Acme is in 4 days, on 3 Dec."},
		{Card{}, "2026-11-10", []Interview{acme}, "Never said."},
		{card(unrated), "2026-11-21", nil, "Said before, and never with a grade."},
		{card(part), "2026-11-21", nil, "Never said."},
		{card(result), "2026-11-21", nil, "Result was rated 1 on 20 Nov."},
		{card(result), "2027-11-21", nil, "Result was rated 1 on 20 Nov 2026."},
		{card(over), "2026-11-22", nil, "12 s over the limit on 20 Nov."},
		{card(graded(t, "2026-11-20T18:00:00Z", Hard)), "2026-11-22", nil, "You graded it Hard on 20 Nov."},
		{card(said(t, "2026-11-20T18:00:00Z")), "2026-11-23", nil, "Last said 3 days ago, on 20 Nov."},
		{card(said(t, "2026-11-20T18:00:00Z")), "2026-11-21", nil, "Last said yesterday, on 20 Nov."},
		{card(said(t, "2026-11-20T18:00:00Z")), "2026-11-20", nil, "Said well today."},
		{card(graded(t, "2026-11-20T18:00:00Z", Easy)), "2026-12-02", []Interview{acme}, "You graded it Easy on 20 Nov. Acme is tomorrow."},
		{card(graded(t, "2026-11-20T18:00:00Z", Easy)), "2026-12-03", []Interview{acme}, "You graded it Easy on 20 Nov. Acme is today."},
	} {
		if i := at(t, c.today, c.interviews...).Item(c.card, aStory("s")); i.Why != c.want {
			t.Errorf("on %s: %q, not %q", c.today, i.Why, c.want)
		}
	}
}

// wellKnown is a card that would be due in a year or so.
func wellKnown(t *testing.T) Card {
	t.Helper()
	c := card(
		graded(t, "2026-08-01T18:00:00Z", Easy), graded(t, "2026-08-10T18:00:00Z", Easy), graded(t, "2026-10-10T18:00:00Z", Easy),
	)
	if c.Interval(DefaultRetention) < 200 {
		t.Fatal(c.Interval(DefaultRetention))
	}
	return c
}

func TestAnInterviewCapsTheDayOnItsEve(t *testing.T) {
	c := wellKnown(t)
	acme := Interview{Name: "Acme", Date: day(t, "2026-12-03"), Tags: []string{" Conflict"}}
	asked, other := aStory("s", "influence", "conflict"), aStory("s", "influence")
	today := at(t, "2026-10-15", acme)
	if i := today.Item(c, asked); i.Day > acme.Eve() || i.Interview != "Acme" {
		t.Errorf("%+v", i)
	}
	if i, alone := today.Item(c, other), at(t, "2026-10-15").Item(c, other); i.Day != alone.Day || i.Interview != "" {
		t.Errorf("one that it does not ask for: %+v, not %+v", i, alone)
	}
	acme.Tags = nil
	if i := at(t, "2026-10-15", acme).Item(c, other); i.Day > acme.Eve() || i.Interview != "Acme" {
		t.Errorf("one without tags asks for all: %+v", i)
	}
	// Said on the eve, the story is done for this interview; said the day before, it is due once more.
	eve, _ := Continue(c, []Attempt{said(t, "2026-12-02T18:00:00Z")})
	if i := at(t, "2026-12-02", acme).Item(eve, asked); i.Day <= acme.Date {
		t.Errorf("said on the eve: %+v", i)
	}
	before, _ := Continue(c, []Attempt{said(t, "2026-12-01T18:00:00Z")})
	if i := at(t, "2026-12-01", acme).Item(before, asked); i.Day != acme.Eve() {
		t.Errorf("said two days before: %+v", i)
	}
	// On the day itself it still counts, the day after it does not.
	if i := at(t, "2026-12-03", acme).Item(c, asked); i.Overdue == 0 || i.InterviewIn != 0 {
		t.Errorf("on the day: %+v", i)
	}
	past, alone := at(t, "2026-12-04", acme).Item(c, asked), at(t, "2026-12-04").Item(c, asked)
	if past != alone || past.Interview != "" {
		t.Errorf("a past interview: %+v, not %+v", past, alone)
	}
}

func TestTheRetentionRisesAsTheInterviewNears(t *testing.T) {
	i := Interview{Date: day(t, "2026-12-15")}
	last := DefaultRetention
	for on := i.Date - NearDays; on < i.Date; on++ {
		got := i.retention(on, DefaultRetention)
		if got <= last || got > NearRetention {
			t.Errorf("on %s %v after %v", on, got, last)
		}
		last = got
	}
	for before, want := range map[Day]float64{14: 0.905, 8: 0.935, 1: 0.97} {
		if got := i.retention(i.Date-before, DefaultRetention); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d days before %v, not %v", before, got, want)
		}
	}
	for _, on := range []Day{i.Date - NearDays - 1, i.Date, i.Date + 1} {
		if got := i.retention(on, DefaultRetention); got != 0 {
			t.Errorf("on %s %v", on, got)
		}
	}
	if got := i.retention(i.Eve(), 0.98); got != 0 {
		t.Errorf("a person who asks for more than that gets %v", got)
	}
	// So a story that would be due on the eve is due before it, and again and again.
	c := card(graded(t, "2026-11-25T18:00:00Z", Good), graded(t, "2026-11-28T18:00:00Z", Good))
	free := at(t, "2026-11-28").Item(c, aStory("s")).Day
	due := at(t, "2026-11-28", i).Item(c, aStory("s")).Day
	if due >= free || due >= i.Eve() || c.Recall(due) >= i.retention(due, DefaultRetention) || c.Recall(due-1) < i.retention(due-1, DefaultRetention) {
		t.Errorf("due %s, without the interview %s", due, free)
	}
}

func TestAnInterviewNeverMeansALaterDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Card
		for _, a := range anyAttempts(t, 8) {
			if a.Story == "s" {
				c, _ = Continue(c, []Attempt{a})
			}
		}
		if !c.Said() {
			return
		}
		calendar := Calendar{Today: c.Day + Day(rapid.IntRange(-1, 60).Draw(t, "today")), Retention: rapid.Float64Range(0.7, 0.97).Draw(t, "retention")}
		s := aStory("s", "tag")
		last := calendar.Item(c, s)
		for n := range rapid.IntRange(1, 4).Draw(t, "interviews") {
			calendar.Interviews = append(calendar.Interviews, Interview{
				Name: string(rune('a' + n)), Date: c.Day + Day(rapid.IntRange(-30, 90).Draw(t, "date")),
				Tags: rapid.SampledFrom([][]string{nil, {"TAG"}, {"other"}}).Draw(t, "tags"),
			})
			i := calendar.Item(c, s)
			if i.Day > last.Day || i.Day <= c.Day {
				t.Fatalf("%+v after %+v", i, last)
			}
			for _, iv := range calendar.Interviews {
				if iv.Date >= calendar.Today && iv.AsksFor(s) && c.Day < iv.Eve() && i.Day > iv.Eve() {
					t.Fatalf("%+v is after the eve of %+v", i, iv)
				}
			}
			last = i
		}
		slices.Reverse(calendar.Interviews)
		if i := calendar.Item(c, s); i.Day != last.Day {
			t.Fatalf("in another order: %+v, not %+v", i, last)
		}
	})
}

func TestWhatIsMostForgottenComesFirstAndWhatWasNeverSaidLast(t *testing.T) {
	stories := []story.Story{aStory("never-b"), aStory("fresh"), aStory("forgotten"), aStory("never-a"), aStory("later"), aStory("due"), {Slug: "draft", Title: "A draft"}}
	cards := cardsOf(map[string][]Attempt{
		"forgotten": {graded(t, "2026-08-01T18:00:00Z", Again)},
		"due":       {graded(t, "2026-11-17T18:00:00Z", Good)},
		"fresh":     {graded(t, "2026-11-20T18:00:00Z", Good)},
		"later":     {graded(t, "2026-11-20T18:00:00Z", Easy)},
		"removed":   {graded(t, "2026-11-20T18:00:00Z", Again)},
	})
	c := at(t, "2026-11-20")
	if got := slugsOf(c.Agenda(cards, stories)); got != "forgotten due never-a never-b fresh later" {
		t.Error(got)
	}
	if got := slugsOf(c.Due(cards, stories)); got != "forgotten due never-a never-b" {
		t.Error(got)
	}
	if got := c.Due(nil, nil); len(got) != 0 {
		t.Error(got)
	}
	unrated := said(t, "2026-11-20T18:00:00Z")
	unrated.Ratings = rate()
	for want, card := range map[string]Card{"never said": {}, "no grade yet": card(unrated)} {
		if i := c.Item(card, aStory("s")); i.When(c.Today) != want || !i.Due(c.Today) {
			t.Errorf("%+v", i)
		}
	}
}

func TestTheNearestInterviewComesFirst(t *testing.T) {
	stories := []story.Story{aStory("none"), aStory("said", "near"), aStory("never", "near"), aStory("next", "far"), aStory("beyond", "beyond")}
	forgotten := []Attempt{graded(t, "2026-08-01T18:00:00Z", Again)}
	known := []Attempt{graded(t, "2026-11-01T18:00:00Z", Good)}
	cards := cardsOf(map[string][]Attempt{"none": forgotten, "said": known, "next": known, "beyond": known})
	interviews := []Interview{
		{Name: "Beyond", Date: day(t, "2027-02-01"), Tags: []string{"beyond"}},
		{Name: "Far", Date: day(t, "2026-12-02"), Tags: []string{"far"}},
		{Name: "Near", Date: day(t, "2026-12-01"), Tags: []string{"near"}},
		{Name: "Over", Date: day(t, "2026-11-19"), Tags: []string{"beyond"}},
	}
	if got := slugsOf(at(t, "2026-11-20", interviews...).Due(cards, stories)); got != "said never next none beyond" {
		t.Error("eleven days before:", got)
	}
	// A week before, what was never said comes first among what is asked for.
	if got := slugsOf(at(t, "2026-11-24", interviews...).Due(cards, stories)); got != "never said next none beyond" {
		t.Error("a week before:", got)
	}
}

func TestTheAgendaIsTheSameWhateverTheOrderOfTheStories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attempts := anyAttempts(t, 10)
		cards := Replay(attempts)
		stories := []story.Story{aStory("s", "a"), aStory("other", "b"), aStory("third"), aStory("fourth", "a")}
		c := Calendar{
			Today:      Day(rapid.IntRange(20500, 20700).Draw(t, "today")),
			Interviews: []Interview{{Name: "A", Date: 20600, Tags: []string{"a"}}, {Name: "B", Date: 20610}},
		}
		want := c.Agenda(cards, stories)
		if got := c.Agenda(cards, rapid.Permutation(stories).Draw(t, "stories")); !slices.Equal(got, want) {
			t.Fatalf("%v, not %v", got, want)
		}
		due := c.Due(cards, stories)
		for i, item := range want {
			if item.Due(c.Today) != (i < len(due)) {
				t.Fatalf("%d are due, and number %d: %+v", len(due), i, item)
			}
			if one := c.Item(cards[item.Slug], stories[slices.IndexFunc(stories, func(s story.Story) bool { return s.Slug == item.Slug })]); one != item {
				t.Fatalf("%+v by itself is %+v", item, one)
			}
		}
	})
}

func TestAfterAnAttemptTheNextDayIsSaid(t *testing.T) {
	s, c := aStory("s"), at(t, "2026-11-20")
	morning, evening := said(t, "2026-11-20T08:00:00Z"), said(t, "2026-11-20T18:00:00Z")
	if got := c.After(Card{}, morning, s); got != "Good: no section below 3, within the limit. Due again on 23 Nov." {
		t.Error(got)
	}
	if got := c.After(Card{}, graded(t, "2026-11-20T08:00:00Z", Again), s); !strings.HasSuffix(got, " Due again tomorrow.") {
		t.Error(got)
	}
	if got := c.After(card(morning), evening, s); !strings.HasSuffix(got, " The first graded attempt of a day counts; this one is practice, and changes no date.") {
		t.Error(got)
	}
	unrated := morning
	unrated.Ratings = rate()
	for _, got := range []string{c.After(Card{}, unrated, s), c.After(card(evening), unrated, s)} {
		if got != "No grade: no section is rated." {
			t.Error(got)
		}
	}
}

func TestARetentionThatMakesNoSenseIsKeptWithinReason(t *testing.T) {
	for given, want := range map[float64]float64{0: 0.9, 0.1: 0.5, 0.85: 0.85, 1: 0.99, 7: 0.99} {
		if got := (Calendar{Retention: given}).retention(); got != want {
			t.Errorf("%v: %v", given, got)
		}
	}
}

func TestWhatAnAttemptMeansIsSaidWhetherTheCardKnowsItYetOrNot(t *testing.T) {
	c := Calendar{Today: DayOf(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))}
	a := Attempt{
		ID: "1", Story: "bridge", Started: time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC),
		Spoken: time.Minute, Limit: 2 * time.Minute, Ended: rehearsal.Finished, Prompt: rehearsal.PromptPoints,
	}
	unrated := Replay([]Attempt{a})["bridge"]
	a.Ratings = RatingsOf(map[story.SectionName]int{story.Task: 2})
	for _, was := range []Card{{}, unrated} {
		if got, want := c.After(was, a, story.Story{Slug: "bridge"}), "Hard: Task was rated 2. Due again on 4 Mar."; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
