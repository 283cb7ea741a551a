package look

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"starling/app/story"
)

// Tone is how strongly a segment of the plan bar is painted.
type Tone int

// The tones.
const (
	ToneFull Tone = iota // what is, or was, spoken
	TonePast             // on the stage: what is over
	ToneDim              // planned, or to come
)

// Segment is one section's stretch of a plan bar.
type Segment struct {
	Section story.SectionName
	Length  time.Duration
	Tone    Tone
	// Labels are what may be written on the stretch, or under it, the best
	// first: the first that fits is.
	Labels []string
}

// BarStyle is what a plan bar is used for.
type BarStyle int

// The styles.
const (
	BarThin    BarStyle = iota // in a list: gaps between the segments, no words
	BarLabels                  // with words on the segments
	BarPlain                   // planned against said
	BarStage                   // with a playhead, and words below
	barGapThin = 3
	barGap     = 2
)

// PlanBar shows a plan's sections, or an attempt's, as lengths of time.
type PlanBar struct {
	widget.BaseWidget

	style    BarStyle
	segments []Segment
	whole    time.Duration // what the full width stands for
	playhead time.Duration // below zero: none
	current  int           // the segment that runs, for the stage; below zero: none
	onMoved  func()        // moves the playhead and nothing else: the stage does so each second
}

// NewPlanBar makes an empty plan bar.
func NewPlanBar(style BarStyle) *PlanBar {
	b := &PlanBar{style: style, playhead: -1, current: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows these segments; the full width stands for whole, or for the sum of
// the segments where that is zero.
func (b *PlanBar) Set(segments []Segment, whole time.Duration) *PlanBar {
	if whole == 0 {
		for _, s := range segments {
			whole += s.Length
		}
	}
	b.segments, b.whole = segments, whole
	b.Refresh()
	return b
}

// SetPlayhead says where the answer is: how much was spoken, and in which
// segment.
func (b *PlanBar) SetPlayhead(spoken time.Duration, current int) {
	if b.playhead == spoken && b.current == current {
		return
	}
	same := b.current == current && b.playhead >= 0 && spoken >= 0
	b.playhead, b.current = spoken, current
	if same && b.onMoved != nil {
		b.onMoved()
		return
	}
	b.Refresh()
}

// Segments is what is shown.
func (b *PlanBar) Segments() []Segment { return b.segments }

// CreateRenderer is Fyne's.
func (b *PlanBar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{owner: b}
	b.onMoved = r.movePlayhead
	r.Refresh()
	return r
}

type barRenderer struct {
	owner   *PlanBar
	objects []fyne.CanvasObject
	// What moves with the playhead; nil where the bar has none.
	playhead *canvas.Rectangle
	done     *canvas.Rectangle // what of the current segment is spoken
	from, to float32           // where the current segment begins and ends
}

// heights gives the room above the bar, the bar's own height and the room
// below it.
func (r *barRenderer) heights() (above, bar, below float32) {
	switch r.owner.style {
	case BarThin:
		return U(1), U(5), U(1)
	case BarLabels:
		return 0, U(34), 0
	case BarStage:
		return U(7), U(26), U(30)
	default:
		return 0, U(20), 0
	}
}

func (r *barRenderer) MinSize() fyne.Size {
	above, bar, below := r.heights()
	return fyne.NewSize(U(60), above+bar+below)
}

func (r *barRenderer) Layout(fyne.Size) { r.paint() }

func (r *barRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.owner)
}

func (r *barRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *barRenderer) Destroy()                     {}

func (r *barRenderer) paint() {
	b, width := r.owner, r.owner.Size().Width
	r.objects, r.playhead, r.done = nil, nil, nil
	if b.whole <= 0 || width <= 0 {
		return
	}
	gap := U(barGap)
	if b.style == BarThin {
		gap = U(barGapThin)
	}
	start := time.Duration(0)
	last := r.lastSpoken()
	for i, s := range b.segments {
		end := start + s.Length
		left, right := r.at(start), r.at(end)
		if i < last {
			right -= gap
		}
		if s.Length > 0 {
			r.segment(i, left, max(right, left+1), i == 0, i == last)
		}
		start = end
	}
	if b.style == BarStage && b.playhead >= 0 {
		above, bar, _ := r.heights()
		r.playhead = r.add(Colour(ColourText), 0, 0, U(3), bar+2*above, 1)
		r.movePlayhead()
	}
}

// at gives how far from the left a time is.
func (r *barRenderer) at(d time.Duration) float32 {
	return float32(float64(d) / float64(r.owner.whole) * float64(r.owner.Size().Width))
}

// movePlayhead sets what moves with the playhead to where that is now.
func (r *barRenderer) movePlayhead() {
	if r.playhead == nil {
		return
	}
	x := r.at(r.owner.playhead)
	r.playhead.Move(fyne.NewPos(min(x, r.owner.Size().Width-U(3)), 0))
	if r.done != nil {
		r.done.Resize(fyne.NewSize(max(0, min(x, r.to)-r.from), r.done.Size().Height))
	}
}

// lastSpoken gives the index of the last segment that has any length.
func (r *barRenderer) lastSpoken() int {
	last := -1
	for i, s := range r.owner.segments {
		if s.Length > 0 {
			last = i
		}
	}
	return last
}

func (r *barRenderer) segment(i int, left, right float32, first, last bool) {
	b, s := r.owner, r.owner.segments[i]
	above, bar, _ := r.heights()
	fill := SectionColour(s.Section)
	switch s.Tone {
	case TonePast:
		fill = PastColour(s.Section)
	case ToneDim:
		fill = DimColour(s.Section)
	}
	ground := r.add(Colour(fill), left, above, right-left, bar, 0)
	if b.style == BarThin {
		ground.CornerRadius = U(2.5)
	}
	if first {
		ground.TopLeftCornerRadius, ground.BottomLeftCornerRadius = U(5), U(5)
	}
	if last {
		ground.TopRightCornerRadius, ground.BottomRightCornerRadius = U(5), U(5)
	}
	if b.style == BarStage && i == b.current {
		r.done = r.add(Colour(SectionColour(s.Section)), left, above, 0, bar, 0)
		r.from, r.to = left, right
		if first {
			r.done.TopLeftCornerRadius, r.done.BottomLeftCornerRadius = U(5), U(5)
		}
	}
	r.label(i, left, right)
}

// label writes the first of a segment's labels that fits.
func (r *barRenderer) label(i int, left, right float32) {
	b, s := r.owner, r.owner.segments[i]
	above, bar, _ := r.heights()
	size, style, pad := Size(SizeSmall), fyne.TextStyle{}, float32(0)
	ink := Colour(ColourQuiet)
	switch b.style {
	case BarLabels:
		style.Bold, pad, ink = true, U(10), Colour(ColourOnSection)
	case BarStage:
		if i == b.current {
			ink = Colour(SectionColour(s.Section))
		}
	default:
		return
	}
	for _, words := range s.Labels {
		own := fyne.MeasureText(words, size, style)
		if own.Width+pad > right-left {
			continue
		}
		t := canvas.NewText(words, ink)
		t.TextSize, t.TextStyle = size, style
		t.Resize(own)
		if b.style == BarLabels {
			t.Move(fyne.NewPos(left+min(pad, (right-left-own.Width)/2), above+(bar-own.Height)/2))
		} else {
			t.Move(fyne.NewPos(left, above+bar+U(8)))
		}
		r.objects = append(r.objects, t)
		return
	}
}

func (r *barRenderer) add(fill color.Color, x, y, w, h, radius float32) *canvas.Rectangle {
	o := canvas.NewRectangle(fill)
	o.CornerRadius = radius
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	r.objects = append(r.objects, o)
	return o
}
