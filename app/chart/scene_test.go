package chart

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func wantAll[T comparable](t testing.TB, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// laid lays a chart out at its own height.
func laid(c Chart, width float32, s Style) Scene {
	return c.Layout(Size{W: width, H: c.Height(width, s)}, s)
}

// texts are the texts of a scene.
func texts(s Scene) []string {
	var all []string
	for _, shape := range s.Shapes {
		if text, ok := shape.(Text); ok {
			all = append(all, text.Words)
		}
	}
	return all
}

// shapes are the shapes of a kind in a scene.
func shapes[T Shape](s Scene) []T {
	var all []T
	for _, shape := range s.Shapes {
		if wanted, ok := shape.(T); ok {
			all = append(all, wanted)
		}
	}
	return all
}

// filled are the rectangles of a role.
func filled(s Scene, r Role) []Rect {
	return slices.DeleteFunc(shapes[Rect](s), func(x Rect) bool { return x.Fill != r })
}

func walk(s Scene, from int, steps ...Direction) []int {
	var at []int
	for _, d := range steps {
		from = s.Step(from, d)
		at = append(at, from)
	}
	return at
}

func TestArrowsLeadAlongALine(t *testing.T) {
	s := laid(sampleLine(), 640, styled(1))
	wantAll(t, "along it", walk(s, 10, Right, Left, Up, Down, First, Left, Right, Last, Down), 10, 9, 8, 9, 0, 0, 1, 10, 10)
}

func TestArrowsLeadDownBars(t *testing.T) {
	s := laid(sampleBars(), 640, styled(1))
	wantAll(t, "down them", walk(s, 0, Up, Down, Right, Left, Last, Down), 0, 1, 2, 1, 4, 4)
}

func TestArrowsLeadAcrossStackedBars(t *testing.T) {
	c := sampleStacked()
	c.Rows[2].Parts = c.Rows[2].Parts[:2] // a row with fewer sections
	s := laid(c, 640, styled(1))
	wantAll(t, "across them", walk(s, 0, Right, Right, Right, Right, Down, Down, Down, Up, Left, Last, First), 1, 2, 3, 3, 7, 9, 11, 9, 8, 17, 0)
}

func TestArrowsLeadThroughTheWeeks(t *testing.T) {
	s := laid(sampleCalendar(30), 640, styled(1)) // a Friday to a Saturday
	last := len(s.Values) - 1
	wantAll(t, "up a day, left a week", walk(s, last, Up, Left, Left, Left, Left, Left, Down, Down, Right, First), last-1, last-8, last-15, last-22, last-29, last-29, last-28, last-27, last-20, 0)
}

func TestNothingIsReadInAnEmptyScene(t *testing.T) {
	s := laid(Line{Head: Head{Empty: "Nothing yet. Rehearse a story."}}, 640, styled(1))
	want(t, "a step", s.Step(0, Right), 0)
	want(t, "a step from nowhere", s.Step(-1, Left), 0)
	if _, ok := s.At(Point{10, 10}); ok {
		t.Error("something is pointed at")
	}
	wantAll(t, "texts", texts(s), "Nothing yet. Rehearse a story.")
	want(t, "described as", s.Desc, "Nothing yet. Rehearse a story.")
}

func TestAValueIsSaidInWords(t *testing.T) {
	want(t, "both", Value{Label: "22 Nov", Text: "86%"}.Words(), "22 Nov: 86%")
	want(t, "a label", Value{Label: "22 Nov"}.Words(), "22 Nov")
	want(t, "a text", Value{Text: "86%"}.Words(), "86%")
}

func TestALineHasADotADay(t *testing.T) {
	l := sampleLine()
	s := laid(l, 640, styled(1))
	var line, faint []Dots
	for _, d := range shapes[Dots](s) {
		if d.Fill == Ink {
			line = append(line, d)
		} else {
			faint = append(faint, d)
		}
	}
	want(t, "dots on the line", len(line[0].At), len(l.Points))
	want(t, "fainter dots", len(faint[0].At), len(l.Faint))
	want(t, "lines", len(shapes[Path](s)), 1)
	want(t, "values", len(s.Values), len(l.Points))
	top, bottom := line[0].At[10], line[0].At[0]
	if top.Y >= bottom.Y || top.X <= bottom.X {
		t.Errorf("86%% is at %v, 33%% a month before at %v", top, bottom)
	}
	want(t, "the middle of the ring", s.Values[10].Ring.X+s.Values[10].Ring.W/2, top.X)
}

func TestTenThousandDotsBecomeAsManyAsCanBeSeen(t *testing.T) {
	l := sampleLine()
	l.Faint = nil
	for i := range 10_000 {
		l.Faint = append(l.Faint, FaintPoint{Day: day(i % 30), At: float64(i/30%21) * 5})
	}
	for _, d := range shapes[Dots](laid(l, 640, styled(1))) {
		if d.Fill == Faint {
			want(t, "dots", len(d.At), 30*21)
		}
	}
}

func TestDotsThatWouldHideTheLineAreLeftOut(t *testing.T) {
	l := Line{Head: sampleLine().Head, Top: 100, From: day(0), To: day(3649)}
	for i := range 3650 {
		l.Points = append(l.Points, LinePoint{Day: day(i), At: float64(i % 100)})
	}
	s := laid(l, 640, styled(1))
	want(t, "the dot of the last day", len(shapes[Dots](s)[0].At), 1)
	if n := len(shapes[Path](s)[0].Points); n > 4*640 {
		t.Errorf("the line has %d points", n)
	}
	want(t, "values", len(s.Values), 3650)
}

func TestDatesStandBelowALine(t *testing.T) {
	l := sampleLine()
	dates := func(width float32) []string { return texts(laid(l, width, styled(1)))[4:] }
	wantAll(t, "with room", dates(640), "24 Oct", "31 Oct", "8 Nov", "15 Nov", "22 Nov")
	wantAll(t, "with less", dates(330), "24 Oct", "8 Nov", "22 Nov")
	wantAll(t, "with little", dates(130), "22 Nov")
	l.From, l.To = time.Date(2020, 1, 15, 0, 0, 0, 0, time.UTC), time.Date(2025, 11, 22, 0, 0, 0, 0, time.UTC)
	wantAll(t, "over years", dates(400), "Jan 2020", "Dec 2022", "Nov 2025")
	l.From, l.To, l.Points = day(3), day(3), []LinePoint{{Day: day(3), At: 50}}
	wantAll(t, "one day", dates(640), "27 Oct")
	dot := shapes[Dots](laid(l, 640, styled(1)))
	if x := dot[len(dot)-1].At[0].X; x < 300 || x > 360 {
		t.Errorf("the one day stands at %v", x)
	}
}

func TestLabelsOfTheGridThatWouldTouchAreLeftOut(t *testing.T) {
	l, s := sampleLine(), styled(1)
	wantAll(t, "in a low chart", texts(l.Layout(Size{W: 640, H: 70}, s))[:2], "50", "100%")
	want(t, "lines", len(filled(l.Layout(Size{W: 640, H: 70}, s), Grid)), 4)
	want(t, "in a narrow chart", texts(l.Layout(Size{W: 60, H: 220}, s))[0] != "25", true)
}

func TestABarWithoutRoomGoesBelowItsLabel(t *testing.T) {
	c := sampleBars()
	wide, narrow := laid(c, 640, styled(1)), laid(c, 220, styled(1))
	want(t, "beside it", wide.H, 5*barRow)
	want(t, "below it", narrow.H, 5*(barRow+barThick+lowBarBelow))
	label, bar := shapes[Text](narrow)[1], filled(narrow, Section("situation"))[1]
	if bar.Y < label.Box.Bottom() {
		t.Errorf("the bar at %v covers the label at %v", bar.Y, label.Box)
	}
	want(t, "the length of 4.1 of 5", wide.Values[0].Words(), "Situation: 4.1 on average, rated 10 times")
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	s := laid(sampleBars(), 640, styled(1))
	track := filled(s, Grid)[0].W
	bar := filled(s, Section("result"))[1].W
	if share := bar / track; share < 0.519 || share > 0.521 {
		t.Errorf("2.6 of 5 takes %v of its row", share)
	}
	strong := slices.DeleteFunc(shapes[Text](s), func(x Text) bool { return !x.Font.Bold || len(x.Words) == 1 })
	want(t, "what stands out", strong[0].Words, "Result")
}

func TestStackedBarsShareOneScale(t *testing.T) {
	c := sampleStacked()
	s := laid(c, 640, styled(1))
	at := func(row, part int) Box { return s.Values[row*4+part].Area }
	per := at(1, 0).W / 26
	if length := at(4, 0).W / 50; length < per-0.01 || length > per+0.01 {
		t.Errorf("a second is %v in one row and %v in another", per, length)
	}
	limit := filled(s, Quiet)[0]
	if end := at(0, 3).Right(); limit.X < end-0.5 || limit.X > end+0.5 {
		t.Errorf("the limit is at %v, the plan ends at %v", limit.X, end)
	}
	c.Limit = 0
	want(t, "without a limit", len(filled(laid(c, 640, styled(1)), Quiet)), 0)
	narrow := laid(c, 200, styled(1))
	want(t, "the bar begins at the left", narrow.Values[0].Area.X, 0)
	want(t, "the label is above", shapes[Text](narrow)[0].At.Y < narrow.Values[0].Ring.Y, true)
}

func TestColumnsOfAHistogramAreAsHighAsTheirCounts(t *testing.T) {
	s := laid(sampleHistogram(), 640, styled(1))
	columns := filled(s, Accent)
	high, low := columns[2], columns[1]
	if ratio := high.H / low.H; ratio < 2.39 || ratio > 2.41 {
		t.Errorf("12 is %v times as high as 5", ratio)
	}
	all := texts(s)
	wantAll(t, "counts and edges", all, "1", "0", "5", "12", "6", "3", "1", "1", "limit", "+0:15", "+0:30", "+1:00", "–0:15", "–0:30", "–1:00")
	narrow := texts(laid(sampleHistogram(), 250, styled(1)))
	wantAll(t, "edges with little room", narrow[8:], "limit", "+0:30", "–0:30")
}

func TestACalendarIsStrongerWhereThereWasMore(t *testing.T) {
	c := Calendar{From: day(0), To: day(5), None: "no practice"}
	for i, amount := range []float64{1, 26, 51, 76, 100} {
		c.Days = append(c.Days, CalendarDay{Day: day(i), Amount: amount, Text: "some"})
	}
	s := laid(c, 640, styled(1))
	var roles []Role
	for _, r := range shapes[Rect](s) {
		roles = append(roles, r.Fill)
	}
	wantAll(t, "days", roles, Level1, Level2, Level3, Level4, Level4, Grid)
	want(t, "a day without", s.Values[5].Words(), "Wed 29 Oct 2025: no practice")
	want(t, "a day with", s.Values[0].Words(), "Fri 24 Oct 2025: some")
}

func TestACalendarShowsTheLatestWeeksThatFit(t *testing.T) {
	c := sampleCalendar(500)
	wide, narrow := laid(c, 1400, styled(1)), laid(c, 300, styled(1))
	want(t, "with room", len(wide.Values), 500)
	if n := len(narrow.Values); n < 100 || n > 150 {
		t.Errorf("%d days in a narrow one", n)
	}
	want(t, "the last", narrow.Values[len(narrow.Values)-1].Label, "Sat 22 Nov 2025")
	months := texts(wide)
	want(t, "the year is said where it begins", slices.Contains(months, "Jan 2025"), true)
}

func TestMonthsOfACalendarDoNotTouch(t *testing.T) {
	for _, days := range []int{30, 60, 90, 365, 900} {
		for _, unit := range []float32{0.8, 1, 2} {
			var free float32
			labels := shapes[Text](laid(sampleCalendar(days), 640, styled(unit)))
			months := slices.DeleteFunc(labels, func(x Text) bool { return x.At.Y != labels[len(labels)-1].At.Y })
			slices.Reverse(months)
			for _, m := range months {
				if m.Box.X < free {
					t.Errorf("%s of %d days at %v begins at %v, %v is taken", m.Words, days, unit, m.Box.X, free)
				}
				free = m.Box.Right()
			}
		}
	}
}

func TestTextsThatDoNotFitAreShortened(t *testing.T) {
	s, f := styled(1), Font{Size: 14}
	words := "Donaudampfschifffahrtsgesellschaft"
	short := s.shorten(words, f, 100)
	if s.width(short, f) > 100 || short[:5] != "Donau" || short[len(short)-3:] != "…" {
		t.Errorf("shortened to %q", short)
	}
	want(t, "what fits", s.shorten("Donau", f, 100), "Donau")
	want(t, "where nothing fits", s.shorten(words, f, 3), "")
	wantAll(t, "lines", s.wrap("one two  three", f, s.width("one two", f)), "one two", "three")
	want(t, "no lines", len(s.wrap("  ", f, 100)), 0)
	long := s.wrap("a "+words+" b", f, 100)
	wantAll(t, "a word too long", long, "a", short, "b")
}

func TestALongTextIsCutBeforeItIsMeasured(t *testing.T) {
	long := strings.Repeat("ä ", 100_000)
	lines := styled(1).wrap(long, Font{Size: 14}, 1e9)
	want(t, "lines", len(lines), 1)
	want(t, "letters", utf8.RuneCountInString(lines[0]), mostLetters)
	want(t, "what is just short enough", cut(long[:3*mostLetters/2]), long[:3*mostLetters/2])
}

func TestARoomyMeasureIsATenthWider(t *testing.T) {
	f := Font{Size: 14}
	plain := goFonts.Measure("Situation", f)
	want(t, "roomy", Roomy(goFonts.Measure)("Situation", f), Size{W: plain.W * 1.1, H: plain.H})
}

func TestAPageHasTitleCaptionAndSummary(t *testing.T) {
	s := Page(sampleBars(), 640, styled(1))
	all := texts(s)
	want(t, "the title", all[0], "Weakest section: Result")
	want(t, "the caption", all[1], "mean rating, last 10 attempts")
	want(t, "the summary", all[len(all)-1], "Result is the weakest: 2.6 on average.")
	want(t, "described as", s.Desc, "Result is the weakest: 2.6 on average.")
	ground := shapes[Rect](s)[0]
	want(t, "the ground", ground.Box, Box{W: s.W, H: s.H})
	want(t, "values", len(s.Values), 5)
	if at, ok := s.At(Point{320, s.Values[3].Area.Y + 1}); !ok || at != 3 {
		t.Errorf("pointed at value %d", at)
	}
	empty := Page(Bars{Head: sampleBars().Head}, 640, styled(1))
	all = texts(empty)
	want(t, "where it is empty", all[len(all)-1], "Nothing is rated yet.")
	want(t, "described as", empty.Desc, "Nothing is rated yet.")
	bare := Page(Bars{Rows: sampleBars().Rows, Top: 5}, 640, styled(1))
	want(t, "without a head", bare.H, 2*pageMargin+5*barRow)
}
