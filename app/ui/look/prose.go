package look

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Run is a piece of a paragraph with a colour of its own.
type Run struct {
	Text   string
	Colour fyne.ThemeColorName
	Bold   bool
}

// Prose is a paragraph that breaks its lines where the width asks for it.
type Prose struct {
	widget.BaseWidget

	runs    []Run
	size    fyne.ThemeSizeName
	leading float32 // height of a line against the text's size
	most    int     // lines; zero for as many as it takes

	width  float32 // that the lines were broken for
	points float32
	lines  [][]piece
}

// piece is a stretch of one line in one style.
type piece struct {
	run  int
	text string
	x    float32
}

// NewProse makes a paragraph in one colour.
func NewProse(text string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *Prose {
	return NewRuns(size, Run{Text: text, Colour: colour})
}

// NewHeading makes the one title of a screen.
func NewHeading(text string) *Prose {
	return NewRuns(SizeTitle, Run{Text: text, Colour: ColourText, Bold: true})
}

// NewRuns makes a paragraph out of pieces with colours of their own.
func NewRuns(size fyne.ThemeSizeName, runs ...Run) *Prose {
	p := &Prose{runs: runs, size: size, leading: 1.45}
	p.ExtendBaseWidget(p)
	return p
}

// AtMost keeps the paragraph to so many lines, of which the last ends in an
// ellipsis where that is too few, and gives it back.
func (p *Prose) AtMost(lines int) *Prose { p.most = lines; return p }

// Text is all that stands there.
func (p *Prose) Text() string {
	var all strings.Builder
	for _, r := range p.runs {
		all.WriteString(r.Text)
	}
	return all.String()
}

// Set changes the runs, and repaints only where that shows.
func (p *Prose) Set(runs ...Run) {
	if len(runs) == len(p.runs) {
		same := true
		for i := range runs {
			same = same && runs[i] == p.runs[i]
		}
		if same {
			return
		}
	}
	p.runs, p.width = runs, -1
	p.Refresh()
}

// HeightFor gives the height that the paragraph takes at a width.
func (p *Prose) HeightFor(width float32) float32 {
	p.breakLines(width)
	return float32(len(p.lines)) * p.lineHeight()
}

func (p *Prose) lineHeight() float32 { return Size(p.size) * p.leading }

// breakLines fills lines with words, greedily.
func (p *Prose) breakLines(width float32) {
	points := Size(p.size)
	if width == p.width && points == p.points && p.lines != nil {
		return
	}
	p.width, p.points = width, points
	p.lines = [][]piece{nil}
	x := float32(0)
	for i, run := range p.runs {
		style := fyne.TextStyle{Bold: run.Bold}
		measure := func(s string) float32 { return fyne.MeasureText(s, points, style).Width }
		for j, paragraph := range strings.Split(run.Text, "\n") {
			if j > 0 {
				p.lines, x = append(p.lines, nil), 0
			}
			x = p.fill(i, paragraph, x, width, measure)
		}
	}
	p.cut(width)
}

// cut leaves no more lines than there may be.
func (p *Prose) cut(width float32) {
	if p.most == 0 || len(p.lines) <= p.most {
		return
	}
	p.lines = p.lines[:p.most]
	if line := p.lines[p.most-1]; len(line) > 0 {
		last := &line[len(line)-1]
		last.text = Shorten(last.text+"…", width-last.x, p.points, fyne.TextStyle{Bold: p.runs[last.run].Bold})
	}
}

// fill sets one paragraph's words from x on, and gives where it ended.
func (p *Prose) fill(run int, text string, x, width float32, measure func(string) float32) float32 {
	space := measure(" ")
	var line strings.Builder
	start := x
	put := func() {
		if line.Len() > 0 {
			last := len(p.lines) - 1
			p.lines[last] = append(p.lines[last], piece{run: run, text: line.String(), x: start})
			line.Reset()
		}
	}
	if strings.HasPrefix(text, " ") && x > 0 {
		x += space
		start = x
	}
	for _, word := range breakable(strings.Fields(text), width, measure) {
		w := measure(word)
		gap := float32(0)
		if line.Len() > 0 {
			gap = space
		}
		if x+gap+w > width+0.5 && x > 0 {
			put()
			p.lines = append(p.lines, nil)
			x, start, gap = 0, 0, 0
		}
		if gap > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(word)
		x += gap + w
	}
	put()
	if strings.HasSuffix(text, " ") && strings.TrimSpace(text) != "" {
		x += space
	}
	return x
}

// breakable cuts words that no line could hold.
func breakable(words []string, width float32, measure func(string) float32) []string {
	fits := make([]string, 0, len(words))
	for _, word := range words {
		for width > 0 && measure(word) > width {
			letters := []rune(word)
			n := len(letters)
			for n > 1 && measure(string(letters[:n])) > width {
				n--
			}
			if n == len(letters) {
				break
			}
			fits = append(fits, string(letters[:n]))
			word = string(letters[n:])
		}
		fits = append(fits, word)
	}
	return fits
}

// CreateRenderer is Fyne's.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer {
	return &proseRenderer{owner: p}
}

type proseRenderer struct {
	owner *Prose
	texts []fyne.CanvasObject
}

func (r *proseRenderer) Layout(size fyne.Size) {
	p := r.owner
	p.breakLines(size.Width)
	texts := make([]fyne.CanvasObject, 0, len(p.lines))
	height := p.lineHeight()
	for i, line := range p.lines {
		for _, pc := range line {
			run := p.runs[pc.run]
			t := canvas.NewText(pc.text, Colour(run.Colour))
			t.TextSize, t.TextStyle = Size(p.size), fyne.TextStyle{Bold: run.Bold}
			own := t.MinSize()
			t.Move(fyne.NewPos(pc.x, float32(i)*height+(height-own.Height)/2))
			t.Resize(own)
			texts = append(texts, t)
		}
	}
	r.texts = texts
}

func (r *proseRenderer) MinSize() fyne.Size {
	width := r.owner.Size().Width
	if width <= 0 {
		return fyne.NewSize(U(40), r.owner.lineHeight())
	}
	return fyne.NewSize(U(40), r.owner.HeightFor(width))
}

func (r *proseRenderer) Refresh() {
	r.owner.width = -1
	r.Layout(r.owner.Size())
}

func (r *proseRenderer) Objects() []fyne.CanvasObject { return r.texts }
func (r *proseRenderer) Destroy()                     {}
