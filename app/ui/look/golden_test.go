package look

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"starling/app/story"
)

// These goldens say how the widgets are laid out, to the pixel. Where a change
// is meant, what a failing test leaves in testdata/failed takes their place.

// golden compares an object at its size with its golden, in the dark theme.
func golden(t *testing.T, name string, o fyne.CanvasObject, width, height float32) {
	t.Helper()
	c := show(t, o, width, height)
	test.AssertRendersToMarkup(t, name+".xml", c)
}

func labelled(tones ...Tone) []Segment {
	var segments []Segment
	for i, n := range story.SectionNames()[:4] {
		s := Segment{Section: n, Length: []time.Duration{24, 12, 72, 12}[i] * time.Second, Labels: []string{n.Title() + " 0:24", n.Letter()}}
		if i < len(tones) {
			s.Tone = tones[i]
		}
		segments = append(segments, s)
	}
	return segments
}

func TestPlanBarsLookAsTheyDid(t *testing.T) {
	golden(t, "bar-thin", NewPlanBar(BarThin).Set(labelled(), 0), 300, 7)
	golden(t, "bar-labels", NewPlanBar(BarLabels).Set(labelled(), 0), 700, 34)
	golden(t, "bar-plain", NewPlanBar(BarPlain).Set(labelled(TonePast, TonePast, TonePast, TonePast), 150*time.Second), 700, 20)
	stage := NewPlanBar(BarStage).Set(labelled(TonePast, ToneDim, ToneDim, ToneDim), 0)
	stage.SetPlayhead(30*time.Second, 1)
	golden(t, "bar-stage", stage, 1000, 63)
}

func TestPlatesAndPickersLookAsTheyDid(t *testing.T) {
	plate := NewPlate("one", Column(4, NewProse("A plate with something on it", SizeBody, ColourText), Row(6, NewRing(ColourOver, 10), NewText("no story", SizeSmall, ColourOver))), nil)
	golden(t, "plate", plate, 300, 70)
	c, _, _ := picked(t, 600, 400)
	test.AssertRendersToMarkup(t, "picker.xml", c)
}

func TestBadgesAndMarksLookAsTheyDid(t *testing.T) {
	row := Row(8)
	for _, n := range append(story.SectionNames(), "delivery") {
		row.Objects = append(row.Objects, NewBadge(n, 22), NewMark(n, 17))
	}
	golden(t, "badges", row, 400, 30)
	golden(t, "badge-large", NewBadge(story.Task, 64), 64, 64)
}

func TestKeysLookAsTheyDid(t *testing.T) {
	golden(t, "keys", Row(16, KeyCap("Space"), KeyCap("→"), NewHint("Esc", "finish", nil)), 300, 30)
}

func TestButtonsLookAsTheyDid(t *testing.T) {
	rehearse, again := NewButton(Primary, "Rehearse", "Space", nil), NewButton(Raised, "Again", "R", nil)
	chosen, other := NewButton(Tab, "Stories", "", nil), NewButton(Tab, "History", "", nil)
	all, problems := NewButton(Chip, "All 12", "", nil), NewButton(Chip, "1 problem", "", nil).Ink(ColourOver)
	chosen.Select(true)
	all.Select(true)
	golden(t, "buttons", Flow(8, rehearse, again, chosen, other, all, problems), 800, 50)
	c := show(t, Flow(8, rehearse, again), 400, 50)
	c.Focus(again)
	test.AssertRendersToMarkup(t, "button-focused.xml", c)
}

func TestTheListLooksAsItDid(t *testing.T) {
	l, _ := numbers(6)
	c := show(t, l, 200, 150)
	c.Focus(l)
	l.Step(1)
	test.AssertRendersToMarkup(t, "list.xml", c)
}

func TestAParagraphLooksAsItDid(t *testing.T) {
	golden(t, "prose", NewRuns(SizeBody,
		Run{Text: "Your script runs 2:31 at 150 words a minute: 31 s over. ", Colour: ColourOver},
		Run{Text: "Cut 78 words.", Colour: ColourQuiet, Bold: true}), 220, 90)
}

func TestACardLooksAsItDid(t *testing.T) {
	golden(t, "card", Card(Column(8, Row(6, NewBadge(story.Result, 22), NewText("Result", SizeBody, ColourText).Bold()), NewProse("80% fewer discrepancies", SizeBody, ColourQuiet))), 300, 90)
}

func TestAQuestionLooksAsItDid(t *testing.T) {
	c, _, _ := asked(t, 800, 560)
	test.AssertRendersToMarkup(t, "dialog.xml", c)
}
