package look

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/story"
)

func TestATextIsPaintedAnewOnlyWhenItReadsDifferently(t *testing.T) {
	text := NewText("0:41", SizeBody, ColourText).Mono()
	c := show(t, text, 200, 40)
	for name, change := range map[string]func(){
		"the text": func() { text.Set("0:40") }, "the colour": func() { text.SetColour(ColourOver) }, "the size": func() { text.SetUnits(40) },
	} {
		c.painted = nil
		change()
		if len(c.painted) == 0 {
			t.Errorf("a change of %s paints nothing", name)
		}
		c.painted = nil
		change()
		want(t, "painted by the same "+name, len(c.painted), 0)
	}
	line := shown[*canvas.Text](text)[0]
	want(t, "it reads", text.Text()+line.Text, "0:400:40")
	want(t, "its size", line.TextSize, 40)
	want(t, "its colour", line.Color, Colour(ColourOver))
}

func TestATextThatClipsEndsInAnEllipsis(t *testing.T) {
	text := NewText("A title that is too long for its place", SizeBody, ColourText).Bold().Clips()
	show(t, text, 120, 30)
	line := shown[*canvas.Text](text)[0]
	if !strings.HasSuffix(line.Text, "…") || line.MinSize().Width > 120 {
		t.Errorf("%q is %v wide", line.Text, line.MinSize().Width)
	}
	if text.MinSize().Width > 30 {
		t.Errorf("it asks for %v", text.MinSize().Width)
	}
	text.Resize(fyne.NewSize(600, 30))
	want(t, "with room", shown[*canvas.Text](text)[0].Text, "A title that is too long for its place")
}

func TestATextThatDoesNotClipAsksForItsWidth(t *testing.T) {
	dark(t, 100)
	text := NewText("As wide as it is", SizeLead, ColourText)
	want(t, "it asks for", text.MinSize(), fyne.MeasureText("As wide as it is", 17, fyne.TextStyle{}))
}

func TestShortenGivesAsMuchAsFits(t *testing.T) {
	dark(t, 100)
	style := fyne.TextStyle{}
	want(t, "what fits", Shorten("short", 500, 14, style), "short")
	want(t, "no room at all", Shorten("short", 0, 14, style), "…")
	for width := float32(20); width < 200; width += 17 {
		got := Shorten("Übermäßig lange Überschrift", width, 14, style)
		if w := fyne.MeasureText(got, 14, style).Width; w > width+0.5 {
			t.Errorf("%q is %v wide, more than %v", got, w, width)
		}
	}
}

func TestDigitsAreEquallyWide(t *testing.T) {
	dark(t, 100)
	for _, digit := range "023456789" {
		want(t, string(digit), NewText(string(digit), SizeBody, ColourText).Mono().MinSize().Width, NewText("1", SizeBody, ColourText).Mono().MinSize().Width)
	}
}

// lineHeight is the height of a line of a paragraph at the body's size.
func lineHeight() float32 { return Size(SizeBody) * float32(1.45) }

func TestAParagraphBreaksItsLinesWhereTheWidthAsksForIt(t *testing.T) {
	p := NewProse("one two three four five six seven eight nine ten", SizeBody, ColourText)
	show(t, p, 110, 400)
	broken := lines(p)
	if len(broken) < 3 {
		t.Errorf("the lines are %q", broken)
	}
	want(t, "the words", strings.Join(broken, " "), p.Text())
	for _, line := range shown[*canvas.Text](p) {
		if line.MinSize().Width > 110.5 {
			t.Errorf("%q is %v wide", line.Text, line.MinSize().Width)
		}
	}
	height := p.HeightFor(110)
	want(t, "the height", height, float32(len(broken))*lineHeight())
	if one := p.HeightFor(2000); one != lineHeight() {
		t.Errorf("on one line it is %v high", one)
	}
	want(t, "the height again", p.HeightFor(110), height)
	want(t, "it asks for the height that it has", p.MinSize().Height, height)
}

func TestAWordThatNoLineCanHoldIsCut(t *testing.T) {
	p := NewProse("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", SizeBody, ColourText)
	show(t, p, 90, 400)
	for _, line := range shown[*canvas.Text](p) {
		if line.MinSize().Width > 90.5 {
			t.Errorf("%q is %v wide", line.Text, line.MinSize().Width)
		}
	}
	want(t, "the letters", strings.Join(lines(p), ""), p.Text())
	narrow := NewProse("wide", SizeTitle, ColourText)
	show(t, narrow, 5, 400)
	want(t, "a letter a line where there is no room for two", len(lines(narrow)), 4)
}

func TestAParagraphKeepsTheBreaksItWasGiven(t *testing.T) {
	p := NewProse("one\ntwo\n\nfour", SizeBody, ColourText)
	show(t, p, 500, 400)
	wantAll(t, "the lines", lines(p), "one", "two", "four")
	want(t, "the height", p.HeightFor(500), 4*lineHeight())
	empty := NewProse("", SizeBody, ColourText)
	want(t, "an empty one has a line", empty.HeightFor(100), lineHeight())
}

func TestThePiecesOfAParagraphKeepTheirColoursAndTheirSpaces(t *testing.T) {
	p := NewRuns(SizeBody,
		Run{Text: "Your script runs 2:31: ", Colour: ColourOver}, Run{Text: "31 s over.", Colour: ColourOver, Bold: true},
		Run{Text: " Cut 78 words.", Colour: ColourQuiet})
	show(t, p, 900, 40)
	pieces := shown[*canvas.Text](p)
	want(t, "the pieces", len(pieces), 3)
	want(t, "the last one's colour", pieces[2].Color, Colour(ColourQuiet))
	want(t, "the second is bold", pieces[1].TextStyle.Bold, true)
	for i := range pieces[1:] {
		end := pieces[i].Position().X + pieces[i].MinSize().Width
		if gap := pieces[i+1].Position().X - end; gap < 2 || gap > 8 {
			t.Errorf("%v between %q and %q", gap, pieces[i].Text, pieces[i+1].Text)
		}
	}
	want(t, "all of it", p.Text(), "Your script runs 2:31: 31 s over. Cut 78 words.")
}

func TestAParagraphIsPaintedAnewOnlyWhenItReadsDifferently(t *testing.T) {
	p := NewProse("one", SizeBody, ColourText)
	show(t, p, 500, 400)
	before := shown[*canvas.Text](p)[0]
	p.Set(Run{Text: "one", Colour: ColourText})
	want(t, "the line is the same one", shown[*canvas.Text](p)[0] == before, true)
	p.Set(Run{Text: "two", Colour: ColourText})
	wantAll(t, "the lines", lines(p), "two")
	p.Set(Run{Text: "two", Colour: ColourOver}, Run{Text: " three", Colour: ColourText})
	wantAll(t, "the lines", lines(p), "two", "three")
}

func TestAParagraphFollowsTheTextSize(t *testing.T) {
	p := NewProse("one two three four five six seven eight nine ten", SizeBody, ColourText)
	show(t, p, 200, 400)
	at100 := len(lines(p))
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Dark, 200))
	if at200 := len(lines(p)); at200 <= at100 {
		t.Errorf("%d lines at 100%%, %d at 200%%", at100, at200)
	}
}

func TestTheHeadingIsTheLargestTextOfAScreen(t *testing.T) {
	h := NewHeading("The bridge")
	show(t, h, 500, 100)
	line := shown[*canvas.Text](h)[0]
	want(t, "its size", line.TextSize, Size(SizeTitle))
	want(t, "bold", line.TextStyle.Bold, true)
}

func TestEachSectionHasAShapeAndALetterOfItsOwn(t *testing.T) {
	for _, n := range append(story.SectionNames(), "delivery") {
		badge := NewBadge(n, 22)
		show(t, badge, 40, 40)
		wantAll(t, "the letter", lines(badge), n.Letter())
		want(t, "the ground", shown[*canvas.Rectangle](badge)[0].FillColor, Colour(SectionColour(n)))
	}
	kinds := map[story.SectionName]int{story.Task: 3, story.Result: 4, story.Lessons: 10}
	for _, n := range story.SectionNames() {
		mark := NewMark(n, 17)
		show(t, mark, 40, 40)
		polygons := shown[*canvas.ArbitraryPolygon](mark)
		if corners := kinds[n]; corners > 0 {
			want(t, string(n)+" has corners", len(polygons[0].Points), corners)
			want(t, string(n)+"'s colour", polygons[0].FillColor, Colour(SectionColour(n)))
		} else {
			want(t, string(n)+" is a polygon", len(polygons), 0)
		}
	}
	want(t, "circles", len(shown[*canvas.Circle](NewMark(story.Situation, 17))), 1)
	want(t, "squares", len(shown[*canvas.Rectangle](NewMark(story.Action, 17))), 1)
	runes := ""
	for _, n := range append(story.SectionNames(), "delivery") {
		runes += ShapeRune(n)
	}
	want(t, "the letters for the shapes", runes, "●▲■◆★▬")
}

func TestABadgeCanShowAnotherSectionAtAnotherSize(t *testing.T) {
	badge := NewBadge(story.Situation, 22)
	c := show(t, badge, 100, 100)
	badge.SetSection(story.Result)
	badge.SetSize(44)
	wantAll(t, "the letter", lines(badge), "R")
	want(t, "the size", badge.MinSize(), fyne.NewSquareSize(44))
	c.painted = nil
	badge.SetSection(story.Result)
	badge.SetSize(44)
	want(t, "painted by the same again", len(c.painted), 0)
}

func TestAShapeCanHaveAnyColourAndAPlaceOfItsSize(t *testing.T) {
	for _, n := range story.SectionNames() {
		place := Square(12, SectionShape(n, Colour(ColourOver)))
		show(t, place, 60, 60)
		shape := place.Objects[0]
		want(t, string(n)+"'s size", shape.Size(), fyne.NewSquareSize(12))
		want(t, string(n)+"'s place", place.MinSize(), fyne.NewSquareSize(12))
		switch shape := shape.(type) {
		case *canvas.Circle:
			want(t, "its colour", shape.FillColor, Colour(ColourOver))
		case *canvas.Rectangle:
			want(t, "its colour", shape.FillColor, Colour(ColourOver))
		case *canvas.ArbitraryPolygon:
			want(t, "its colour", shape.FillColor, Colour(ColourOver))
		}
	}
}

func TestAHintShowsAKeyAndWhatItDoes(t *testing.T) {
	tapped := 0
	h := NewHint("Space", "pause", func() { tapped++ })
	show(t, h, 200, 40)
	wantAll(t, "it reads", lines(h), "Space", "pause")
	h.SetLabel("go on")
	want(t, "it reads", h.Key()+" "+h.Label(), "Space go on")
	h.Tapped(nil)
	want(t, "tapped", tapped, 1)
	NewHint("↑", "up", nil).Tapped(nil)
	if _, ok := any(h).(fyne.Focusable); ok {
		t.Error("a hint takes the focus")
	}
}

func TestAParagraphCanBeKeptToSoManyLines(t *testing.T) {
	dark(t, 100)
	const text = "One two three four five six seven eight nine ten eleven twelve"
	whole := NewProse(text, SizeBody, ColourText)
	show(t, whole, 100, 400)
	all := len(lines(whole))
	if all < 4 {
		t.Fatalf("the text takes %d lines", all)
	}
	cut := NewProse(text, SizeBody, ColourText).AtMost(2)
	show(t, cut, 100, 400)
	got := lines(cut)
	want(t, "lines", len(got), 2)
	want(t, "it says that there is more", strings.HasSuffix(got[1], "…"), true)
	if width := fyne.MeasureText(got[1], Size(SizeBody), fyne.TextStyle{}).Width; width > 100 {
		t.Errorf("the last line is %v wide", width)
	}
	want(t, "its height", cut.HeightFor(100), 2*cut.lineHeight())
	enough := NewProse(text, SizeBody, ColourText).AtMost(all)
	show(t, enough, 100, 400)
	wantAll(t, "a text that fits", lines(enough), lines(whole)...)
}
