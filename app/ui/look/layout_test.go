package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// block is an object of a size of its own.
func block(width, height float32) *canvas.Rectangle {
	r := canvas.NewRectangle(Colour(ColourCard))
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

// area is an object whose area is given: the wider the lower.
type area struct {
	canvas.Rectangle

	units float32
}

func (a *area) HeightFor(width float32) float32 { return a.units / max(width, 1) }

// places gives where objects are: x, y, width, height of each.
func places(objects ...fyne.CanvasObject) [][4]float32 {
	all := make([][4]float32, len(objects))
	for i, o := range objects {
		all[i] = [4]float32{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height}
	}
	return all
}

func TestAColumnGivesEachTheWholeWidthAndTheHeightThatItNeedsThere(t *testing.T) {
	dark(t, 100)
	a, hidden, b := block(10, 20), block(99, 99), &area{units: 4000}
	hidden.Hide()
	c := Column(5, a, hidden, b)
	c.Resize(fyne.NewSize(100, 300))
	wantAll(t, "places", places(a, b), [4]float32{0, 0, 100, 20}, [4]float32{0, 25, 100, 40})
	want(t, "its height", HeightFor(c, 100), 65)
	want(t, "its height when narrower", HeightFor(c, 50), 105)
	want(t, "it asks for", c.MinSize(), fyne.NewSize(10, 26))
}

func TestGapsGrowWithTheTextSize(t *testing.T) {
	dark(t, 200)
	a, b := block(10, 20), block(10, 20)
	c := Column(5, a, b)
	c.Resize(fyne.NewSize(100, 300))
	want(t, "the second's place", b.Position().Y, 30)
	want(t, "the height", HeightFor(c, 100), 50)
}

func TestInsetsKeepAwayFromTheEdges(t *testing.T) {
	dark(t, 100)
	a := &area{units: 4000}
	c := Padded(1, 2, 3, 4, a)
	c.Resize(fyne.NewSize(104, 56))
	wantAll(t, "the place", places(a), [4]float32{1, 2, 100, 50})
	want(t, "the height", HeightFor(c, 104), 46)
	want(t, "it asks for", Inset(5, 7, block(10, 20)).MinSize(), fyne.NewSize(20, 34))
	c.Resize(fyne.NewSize(2, 2))
	wantAll(t, "the place where there is no room", places(a), [4]float32{1, 2, 0, 0})
}

func TestLayersLieOverEachOther(t *testing.T) {
	dark(t, 100)
	a, b := block(10, 20), block(30, 5)
	c := Layers(a, b)
	c.Resize(fyne.NewSize(50, 40))
	wantAll(t, "places", places(a, b), [4]float32{0, 0, 50, 40}, [4]float32{0, 0, 50, 40})
	want(t, "it asks for", c.MinSize(), fyne.NewSize(30, 20))
}

func TestARowStandsOnACommonMiddleLineAndNeverBreaks(t *testing.T) {
	dark(t, 100)
	a, b := block(10, 20), block(30, 10)
	c := Row(4, a, b)
	c.Resize(fyne.NewSize(20, 20))
	wantAll(t, "places", places(a, b), [4]float32{0, 0, 10, 20}, [4]float32{14, 5, 30, 10})
	want(t, "it asks for", c.MinSize(), fyne.NewSize(44, 20))
}

func TestAFlowBeginsANewRowWhereItsObjectsDoNotFit(t *testing.T) {
	dark(t, 100)
	a, b, d := block(40, 20), block(40, 10), block(90, 30)
	c := Flow(10, a, b, d)
	c.Resize(fyne.NewSize(100, 100))
	wantAll(t, "places", places(a, b, d), [4]float32{0, 0, 40, 20}, [4]float32{50, 5, 40, 10}, [4]float32{0, 28, 90, 30})
	want(t, "its height", HeightFor(c, 100), 58)
	want(t, "its height in one row", HeightFor(c, 1000), 30)
	c.Resize(fyne.NewSize(60, 100))
	want(t, "what is wider than the room", d.Size().Width, 60)
	want(t, "it asks for", c.MinSize(), fyne.NewSize(90, 30))
}

func TestASpreadSetsItsLastObjectAtTheFarEnd(t *testing.T) {
	dark(t, 100)
	a, b := block(40, 20), block(30, 20)
	c := Spread(10, a, b)
	c.Resize(fyne.NewSize(200, 20))
	want(t, "the last's place", b.Position().X, 170)
	c.Resize(fyne.NewSize(60, 60))
	wantAll(t, "the last on a row of its own", places(b), [4]float32{30, 28, 30, 20})
	Spread(10).Resize(fyne.NewSize(60, 60))
}

func TestEndsStandBesideEachOtherOrBelow(t *testing.T) {
	dark(t, 100)
	left, right := &area{units: 2000}, block(50, 20)
	c := Ends(10, left, right)
	c.Resize(fyne.NewSize(160, 20))
	wantAll(t, "places", places(left, right), [4]float32{0, 0, 100, 20}, [4]float32{110, 0, 50, 20})
	want(t, "its height", HeightFor(c, 160), 20)
	want(t, "its height where it is narrow", HeightFor(c, 80), 25+4+20)
	c.Resize(fyne.NewSize(80, 60))
	wantAll(t, "places where it is narrow", places(left, right), [4]float32{0, 0, 80, 25}, [4]float32{0, 29, 80, 20})
	want(t, "it asks for", c.MinSize(), fyne.NewSize(50, 25))
}

func TestTilesAreAsManyToARowAsFit(t *testing.T) {
	dark(t, 100)
	a, b, d := &area{units: 4000}, block(10, 60), block(10, 30)
	c := Tiles(2, 80, 10, a, b, d)
	c.Resize(fyne.NewSize(210, 300))
	wantAll(t, "two to a row", places(a, b, d), [4]float32{0, 0, 100, 60}, [4]float32{110, 0, 100, 60}, [4]float32{0, 70, 100, 30})
	want(t, "the height", HeightFor(c, 210), 100)
	c.Resize(fyne.NewSize(100, 300))
	wantAll(t, "one to a row", places(a, b, d), [4]float32{0, 0, 100, 40}, [4]float32{0, 50, 100, 60}, [4]float32{0, 120, 100, 30})
	want(t, "it asks for", c.MinSize(), fyne.NewSize(10, 0))
}

func TestWideGivesAWidthOfItsOwn(t *testing.T) {
	dark(t, 150)
	a := block(10, 20)
	c := Wide(100, a)
	want(t, "it asks for", c.MinSize(), fyne.NewSize(150, 20))
	c.Resize(fyne.NewSize(70, 20))
	want(t, "it takes what there is", a.Size().Width, 70)
}

func TestAFrameKeepsHeadAndFootInSight(t *testing.T) {
	dark(t, 100)
	head, foot, body := &area{units: 2000}, block(10, 30), block(10, 500)
	c := Frame(head, foot, body)
	c.Resize(fyne.NewSize(100, 200))
	wantAll(t, "places", places(head, foot, body), [4]float32{0, 0, 100, 20}, [4]float32{0, 170, 100, 30}, [4]float32{0, 20, 100, 150})
	want(t, "its height", HeightFor(c, 100), 550)
	foot.Hide()
	c.Resize(fyne.NewSize(100, 201))
	want(t, "the body without a foot", body.Size().Height, 181)
	bare := Frame(nil, nil, body)
	bare.Resize(fyne.NewSize(100, 200))
	want(t, "the body alone", body.Size().Height, 200)
	want(t, "it asks for", Frame(block(50, 10), nil, block(20, 20)).MinSize(), fyne.NewSize(50, 30))
}

func TestAHugSetsTheFootRightBelowALowBody(t *testing.T) {
	dark(t, 100)
	head, foot, body := block(10, 20), block(10, 30), block(10, 50)
	c := Hug(head, foot, body)
	c.Resize(fyne.NewSize(100, 400))
	wantAll(t, "places", places(head, foot, body), [4]float32{0, 0, 100, 20}, [4]float32{0, 70, 100, 30}, [4]float32{0, 20, 100, 50})
	c.Resize(fyne.NewSize(100, 80))
	want(t, "the foot in a low window", foot.Position().Y, 50)
}

func TestSidesShareTheWidthUnlessOneIsHidden(t *testing.T) {
	dark(t, 100)
	left, right := block(10, 20), block(30, 20)
	c := Sides(0.25, 50, 100, left, right)
	for width, share := range map[float32]float32{100: 50, 300: 75, 1000: 100} {
		c.Resize(fyne.NewSize(width, 50))
		wantAll(t, "places", places(left, right), [4]float32{0, 0, share, 50}, [4]float32{share, 0, width - share, 50})
	}
	right.Hide()
	c.Resize(fyne.NewSize(200, 50))
	want(t, "the left alone", left.Size().Width, 200)
	right.Show()
	left.Hide()
	c.Resize(fyne.NewSize(201, 50))
	wantAll(t, "the right alone", places(right), [4]float32{0, 0, 201, 50})
	want(t, "it asks for", c.MinSize(), fyne.NewSize(30, 20))
}

func TestACardIsAGroundWithRoomAroundItsContent(t *testing.T) {
	content := block(50, 20)
	c := Card(content)
	show(t, c, 200, 100)
	want(t, "the ground", shown[*canvas.Rectangle](c)[0].FillColor, Colour(ColourCard))
	want(t, "its corners", shown[*canvas.Rectangle](c)[0].CornerRadius, 10)
	want(t, "the content's place", content.Position(), fyne.NewPos(18, 16))
}

func TestABoxCanHaveABorderAndAStripe(t *testing.T) {
	b := NewBox(ColourCard, 8).Stroked(ColourLine).Edged(ColourOver)
	c := show(t, b, 100, 40)
	parts := shown[*canvas.Rectangle](b)
	want(t, "the stripe", parts[0].FillColor, Colour(ColourOver))
	want(t, "the ground leaves it", parts[1].Position().X, 3)
	want(t, "the border", parts[1].StrokeColor, Colour(ColourLine))
	want(t, "its width", parts[1].StrokeWidth, 1)
	b.Set(ColourCard, ColourFocus)
	want(t, "that of the focus", parts[1].StrokeWidth, 2)
	c.painted = nil
	b.Set(ColourCard, ColourFocus)
	want(t, "painted by the same again", len(c.painted), 0)
	want(t, "it asks for no room", b.MinSize(), fyne.NewSize(0, 0))
	rule := Rule()
	show(t, rule, 100, 40)
	want(t, "a rule's height", rule.MinSize(), fyne.NewSize(0, 1))
}

func TestWhatStandsApartIsAtTheFarEndOfOneRowOrFlows(t *testing.T) {
	row := Apart(10, block(100, 20), block(60, 20), block(40, 20))
	lefts := func(width float32) (xs, ys [3]float32) {
		row.Resize(fyne.NewSize(width, 200))
		for i, o := range row.Objects {
			xs[i], ys[i] = o.Position().X, o.Position().Y
		}
		return xs, ys
	}
	if xs, ys := lefts(400); xs != [3]float32{0, 290, 360} || ys[0] != ys[2] {
		t.Errorf("with room they stand at %v, %v", xs, ys)
	}
	if xs, _ := lefts(180); xs != [3]float32{0, 110, 0} {
		t.Errorf("without room they stand at %v", xs)
	}
}
