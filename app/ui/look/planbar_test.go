package look

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/story"
)

// plan is four sections of ten seconds.
func plan(labels ...string) []Segment {
	var segments []Segment
	for _, n := range story.SectionNames()[:4] {
		segments = append(segments, Segment{Section: n, Length: 10 * time.Second, Labels: labels})
	}
	return segments
}

func TestAPlanBarsSegmentsAreAsLongAsTheirTimes(t *testing.T) {
	segments := plan()
	segments[2].Length = 50 * time.Second
	b := NewPlanBar(BarPlain).Set(segments, 0)
	show(t, b, 800, 40)
	bars := shown[*canvas.Rectangle](b)
	want(t, "segments", len(bars), 4)
	var starts []float32
	for i, bar := range bars {
		starts = append(starts, bar.Position().X)
		want(t, "its colour", bar.FillColor, Colour(SectionColour(segments[i].Section)))
	}
	wantAll(t, "they start at", starts, 0, 100, 200, 700)
	want(t, "the last ends at", bars[3].Position().X+bars[3].Size().Width, 800)
	want(t, "the gap after the first", starts[1]-bars[0].Size().Width, 2)
	want(t, "the left end is round", bars[0].TopLeftCornerRadius, 5)
	want(t, "the right end is round", bars[3].BottomRightCornerRadius, 5)
}

func TestAPlanBarCanStandForMoreThanItsSegments(t *testing.T) {
	b := NewPlanBar(BarPlain).Set(plan(), 80*time.Second)
	show(t, b, 800, 40)
	bars := shown[*canvas.Rectangle](b)
	want(t, "the last ends at", bars[3].Position().X+bars[3].Size().Width, 400)
}

func TestASectionNeverReachedIsNotThere(t *testing.T) {
	segments := plan()
	segments[2].Length, segments[3].Length = 0, 0
	b := NewPlanBar(BarPlain).Set(segments, 0)
	show(t, b, 800, 40)
	bars := shown[*canvas.Rectangle](b)
	want(t, "segments", len(bars), 2)
	want(t, "the right end is round", bars[1].TopRightCornerRadius, 5)
}

func TestAPlanBarOfNothingIsEmpty(t *testing.T) {
	b := NewPlanBar(BarThin).Set(nil, 0)
	show(t, b, 800, 40)
	want(t, "objects", len(shown[*canvas.Rectangle](b)), 0)
	want(t, "segments", len(b.Segments()), 0)
}

func TestTheFirstLabelThatFitsIsWritten(t *testing.T) {
	labels := []string{"A section with a long name 0:10", "Section 0:10", "S"}
	for width, label := range map[float32]string{1600: labels[0], 480: labels[1], 160: labels[2]} {
		b := NewPlanBar(BarLabels).Set(plan(labels...), 0)
		show(t, b, width, 40)
		wantAll(t, "labels", lines(b), label, label, label, label)
	}
	b := NewPlanBar(BarLabels).Set(plan(labels...), 0)
	show(t, b, 30, 40)
	want(t, "labels where none fits", len(lines(b)), 0)
	for _, style := range []BarStyle{BarThin, BarPlain} {
		b := NewPlanBar(style).Set(plan(labels...), 0)
		show(t, b, 1600, 40)
		want(t, "labels of a bar without words", len(lines(b)), 0)
	}
}

func TestTheStagesBarShowsWhatIsPastWhatRunsAndWhatIsToCome(t *testing.T) {
	segments := plan("Name")
	segments[0].Tone, segments[1].Tone, segments[2].Tone, segments[3].Tone = TonePast, ToneDim, ToneDim, ToneDim
	b := NewPlanBar(BarStage).Set(segments, 0)
	c := show(t, b, 400, 70)
	b.SetPlayhead(15*time.Second, 1)
	bars := shown[*canvas.Rectangle](b)
	want(t, "parts", len(bars), 6)
	want(t, "past", bars[0].FillColor, Colour(PastColour(story.Situation)))
	want(t, "to come", bars[1].FillColor, Colour(DimColour(story.Task)))
	want(t, "what of it is done", bars[2].FillColor, Colour(SectionColour(story.Task)))
	want(t, "how much", bars[2].Size().Width, 50)
	head := bars[5]
	want(t, "the playhead", head.Position().X, 150)
	if head.Size().Height <= bars[0].Size().Height {
		t.Error("the playhead is no higher than the bar")
	}
	names := shown[*canvas.Text](b)
	want(t, "the name of what runs", names[1].Color, Colour(SectionColour(story.Task)))
	want(t, "the others", names[0].Color, Colour(ColourQuiet))
	c.painted = nil
	b.SetPlayhead(15*time.Second, 1)
	want(t, "painted by the same again", len(c.painted), 0)
	b.SetPlayhead(2*time.Minute, 3)
	head = shown[*canvas.Rectangle](b)[5]
	want(t, "over time it stays at the end", head.Position().X, 397)
	b.SetPlayhead(5*time.Second, 0)
	want(t, "the first segment's done part is round too", shown[*canvas.Rectangle](b)[1].TopLeftCornerRadius, 5)
}

func TestAPlanBarIsAsHighAsItsStyleAsks(t *testing.T) {
	dark(t, 100)
	for style, height := range map[BarStyle]float32{BarThin: 7, BarLabels: 34, BarPlain: 20, BarStage: 63} {
		want(t, "the height", NewPlanBar(style).MinSize(), fyne.NewSize(60, height))
	}
	dark(t, 200)
	want(t, "the height at 200%", NewPlanBar(BarLabels).MinSize().Height, 68)
}

func TestAPlayheadThatMovesEndsWhereOneSetThereBegins(t *testing.T) {
	for _, section := range []int{0, 2} {
		moved, set := NewPlanBar(BarStage).Set(plan(), 0), NewPlanBar(BarStage).Set(plan(), 0)
		show(t, moved, 800, 60)
		spoken := time.Duration(section) * 10 * time.Second
		for second := range 14 { // past the section's end too: the speaker stays in it
			moved.SetPlayhead(spoken+time.Duration(second)*time.Second, section)
		}
		set.SetPlayhead(spoken+13*time.Second, section)
		show(t, set, 800, 60)
		got, wanted := shown[*canvas.Rectangle](moved), shown[*canvas.Rectangle](set)
		want(t, "rectangles", len(got), len(wanted))
		for i := range wanted {
			want(t, "position", got[i].Position(), wanted[i].Position())
			want(t, "size", got[i].Size(), wanted[i].Size())
		}
	}
}
