package chart

import (
	"testing"
	"time"

	"starling/app/story"
)

func TestAWaveformHasAColumnInItsSectionsColour(t *testing.T) {
	w := sampleWaveform()
	s := laid(w, 640, styled(1))
	plot := w.Plot(s.Size, styled(1))
	last := float32(0)
	for _, n := range story.SectionNames()[:4] {
		columns := 0
		for _, r := range filled(s, Section(n)) {
			if r.Y < plot.Y {
				continue // the strip and the badge
			}
			columns++
			if r.X < last {
				t.Errorf("%s is painted at %v, before what came earlier", n, r.X)
			}
			last = r.X
		}
		if columns < 10 {
			t.Errorf("%s has %d columns", n, columns)
		}
	}
}

func TestAWaveformIsAsHighAsItIsStrong(t *testing.T) {
	w := Waveform{Length: 4 * time.Second, Peaks: []Peak{{-1, 1}, {-0.5, 0.5}, {0, 0}, {-3, 3}}}
	s := laid(w, 640, styled(1))
	plot := w.Plot(s.Size, styled(1))
	heights := map[time.Duration]float32{}
	for _, r := range filled(s, Quiet) {
		heights[w.Moment(plot, r.X+1).Truncate(time.Second)] = r.H
	}
	want(t, "full scale", heights[0], plot.H)
	want(t, "half of it", heights[time.Second], plot.H/2)
	want(t, "silence", heights[2*time.Second], 2)
	want(t, "beyond full scale", heights[3*time.Second], plot.H)
}

func TestAMomentAndItsPlaceLeadToEachOther(t *testing.T) {
	w := sampleWaveform()
	size := Size{W: 640, H: 200}
	plot := w.Plot(size, styled(1))
	want(t, "the beginning", w.Place(plot, 0), plot.X)
	want(t, "the end", w.Place(plot, w.Length), plot.Right())
	want(t, "past the end", w.Place(plot, time.Hour), plot.Right())
	want(t, "left of it", w.Moment(plot, -5), 0)
	want(t, "right of it", w.Moment(plot, 700), w.Length)
	for at := time.Duration(0); at < w.Length; at += 7 * time.Second {
		if off := (w.Moment(plot, w.Place(plot, at)) - at).Abs(); off > time.Millisecond {
			t.Errorf("%v is off by %v", at, off)
		}
	}
	want(t, "without room", w.Moment(Box{}, 3), 0)
	want(t, "without length", Waveform{}.Place(plot, time.Second), plot.X)
}

func TestMarksAndPausesAreNotToldByColourAlone(t *testing.T) {
	s := laid(sampleWaveform(), 640, styled(1))
	want(t, "round heads, of marks", len(shapes[Dots](s)), 2)
	if hatches := len(shapes[Path](s)); hatches < 10 {
		t.Errorf("%d lines of hatching", hatches)
	}
	words := map[string]int{}
	for _, text := range texts(s) {
		words[text]++
	}
	want(t, "the marks' words, where there is room", words["moved on"], 2)
	want(t, "the pauses'", words["2.4 s"]+words["3.1 s"], 1) // the first one's place is taken by a mark
}

func TestAWaveformIsReadByItsKinds(t *testing.T) {
	s := laid(sampleWaveform(), 640, styled(1))
	var words []string
	for _, v := range s.Values {
		words = append(words, v.Words())
	}
	wantAll(t, "the values", words,
		"Situation: 26 s", "Task: 12 s", "Action: 66 s", "Result: 17 s",
		"0:26: you moved on to Task", "0:38: you moved on to Action", "1:44: you moved on to Result",
		"0:33: a pause of 2.4 s", "1:10: a pause of 3.1 s")
	wantAll(t, "from the first section", walk(s, 0, Right, Down, Right, Down, Left, Up, Last), 1, 5, 6, 8, 7, 4, 8)
}

func TestASectionWithoutRoomKeepsItsStrip(t *testing.T) {
	w := sampleWaveform()
	s := laid(w, 150, styled(1))
	for _, n := range story.SectionNames()[:4] {
		if len(filled(s, Section(n))) == 0 {
			t.Errorf("%s is not there", n)
		}
	}
	for _, text := range texts(s) {
		if text == "Task" {
			t.Error("a name is written where there is no room")
		}
	}
}

func TestAWaveformOfNothingSaysSo(t *testing.T) {
	w := sampleWaveform()
	w.Peaks = nil
	wantAll(t, "without peaks", texts(laid(w, 640, styled(1))), "There is no recording of this attempt.")
	w = sampleWaveform()
	w.Length = 0
	want(t, "without length", len(laid(w, 640, styled(1)).Values), 0)
}
