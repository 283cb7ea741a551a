package look

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// Edit is a change of a text: at a byte of it something was taken away, and
// something else put there.
type Edit struct {
	At                int
	Removed, Inserted string
	// Before and After are where the caret stood before and after it.
	Before, After int
}

// areaText is a text in paragraphs, each broken into lines for a width. A
// change costs what it changes, however long the text is.
type areaText struct {
	paragraphs []paragraph
	width      float32 // that the lines are broken for
	points     float32 // and the size of the letters
	rows       int     // all lines together

	whole string // the text, where known
	known bool
}

func newAreaText(text string) areaText {
	t := areaText{}
	t.set(text)
	return t
}

// set puts another text there.
func (t *areaText) set(text string) {
	t.paragraphs = nil
	for _, line := range strings.Split(text, "\n") {
		t.paragraphs = append(t.paragraphs, paragraph{text: line, starts: []int{0}})
	}
	t.whole, t.known = text, true
	width := t.width
	t.width = 0
	t.rows = len(t.paragraphs)
	if width > 0 {
		t.fit(width, t.points)
	}
}

// text is the whole text.
func (t *areaText) text() string {
	if !t.known {
		var all strings.Builder
		for i := range t.paragraphs {
			if i > 0 {
				all.WriteByte('\n')
			}
			all.WriteString(t.paragraphs[i].text)
		}
		t.whole, t.known = all.String(), true
	}
	return t.whole
}

// length is that of the text in bytes.
func (t *areaText) length() int {
	n := len(t.paragraphs) - 1
	for i := range t.paragraphs {
		n += len(t.paragraphs[i].text)
	}
	return n
}

// fit breaks the lines for a width.
func (t *areaText) fit(width, points float32) {
	if t.width == width && t.points == points {
		return
	}
	t.width, t.points, t.rows = width, points, 0
	measure := t.measure()
	for i := range t.paragraphs {
		t.paragraphs[i].wrap(width, measure)
		t.rows += len(t.paragraphs[i].starts)
	}
}

func (t *areaText) measure() func(string) float32 {
	return func(s string) float32 {
		if s == "" {
			return 0
		}
		return fyne.MeasureText(s, t.points, fyne.TextStyle{}).Width
	}
}

// spot is a place within a paragraph.
type spot struct{ paragraph, col int }

// spotOf gives where a byte of the text is.
func (t *areaText) spotOf(at int) spot {
	last := len(t.paragraphs) - 1
	for i := range t.paragraphs {
		n := len(t.paragraphs[i].text)
		if at <= n || i == last {
			return spot{i, min(max(at, 0), n)}
		}
		at -= n + 1
	}
	return spot{}
}

// offset gives which byte of the text a place is.
func (t *areaText) offset(s spot) int {
	at := s.col
	for i := range s.paragraph {
		at += len(t.paragraphs[i].text) + 1
	}
	return at
}

// between gives a stretch of the text.
func (t *areaText) between(from, to int) string {
	if from >= to {
		return ""
	}
	a, b := t.spotOf(from), t.spotOf(to)
	if a.paragraph == b.paragraph {
		return t.paragraphs[a.paragraph].text[a.col:b.col]
	}
	var all strings.Builder
	all.WriteString(t.paragraphs[a.paragraph].text[a.col:])
	for i := a.paragraph + 1; i < b.paragraph; i++ {
		all.WriteByte('\n')
		all.WriteString(t.paragraphs[i].text)
	}
	all.WriteByte('\n')
	all.WriteString(t.paragraphs[b.paragraph].text[:b.col])
	return all.String()
}

// splice changes the text, and breaks anew what this can have changed.
func (t *areaText) splice(at, remove int, insert string) {
	a, b := t.spotOf(at), t.spotOf(at+remove)
	t.known = false
	measure := t.measure()
	if a.paragraph == b.paragraph && !strings.Contains(insert, "\n") {
		p := &t.paragraphs[a.paragraph]
		t.rows -= len(p.starts)
		if t.width > 0 {
			p.splice(a.col, b.col-a.col, insert, t.width, measure)
		} else {
			p.text = p.text[:a.col] + insert + p.text[b.col:]
		}
		t.rows += len(p.starts)
		return
	}
	joined := t.paragraphs[a.paragraph].text[:a.col] + insert + t.paragraphs[b.paragraph].text[b.col:]
	lines := strings.Split(joined, "\n")
	made := make([]paragraph, len(lines))
	for i, line := range lines {
		made[i] = paragraph{text: line, starts: []int{0}}
		if t.width > 0 {
			made[i].wrap(t.width, measure)
		}
		t.rows += len(made[i].starts)
	}
	for i := a.paragraph; i <= b.paragraph; i++ {
		t.rows -= len(t.paragraphs[i].starts)
	}
	rest := t.paragraphs[b.paragraph+1:]
	all := make([]paragraph, 0, a.paragraph+len(made)+len(rest))
	all = append(append(append(all, t.paragraphs[:a.paragraph]...), made...), rest...)
	t.paragraphs = all
}

// rowOf gives the line that a place is shown in, counted from the first of the
// text, and how far from its beginning the place is.
func (t *areaText) rowOf(at int) (row int, x float32) {
	s := t.spotOf(at)
	for i := range s.paragraph {
		row += len(t.paragraphs[i].starts)
	}
	p := &t.paragraphs[s.paragraph]
	line := p.lineAt(s.col)
	return row + line, t.measure()(shownLetters(p.text[p.starts[line]:s.col]))
}

// rowAt gives the paragraph and the line in it that are shown in a row.
func (t *areaText) rowAt(row int) (paragraph, line int) {
	for i := range t.paragraphs {
		n := len(t.paragraphs[i].starts)
		if row < n {
			return i, max(row, 0)
		}
		row -= n
	}
	last := len(t.paragraphs) - 1
	return last, len(t.paragraphs[last].starts) - 1
}

// hit gives the place in a row that is nearest to x.
func (t *areaText) hit(row int, x float32) int {
	i, line := t.rowAt(row)
	p := &t.paragraphs[i]
	start := p.starts[line]
	text := p.line(line)
	if line == len(p.starts)-1 {
		text = p.text[start:]
	}
	measure := t.measure()
	places := []int{0}
	for at := 0; at < len(text); {
		at = after(text, at)
		places = append(places, at)
	}
	low, high := 0, len(places)-1 // the last place not to the right of x
	for low < high {
		mid := (low + high + 1) / 2
		if measure(text[:places[mid]]) <= x {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low+1 < len(places) && x-measure(text[:places[low]]) > measure(text[:places[low+1]])-x {
		low++
	}
	return t.offset(spot{i, start + places[low]})
}

// shownLetters is a text without what has no width.
func shownLetters(text string) string { return strings.ReplaceAll(text, string(LineBreak), "") }

// typeable makes of any text what may stand in a story: lines end in a line
// feed, and there are no control characters. A single line has no line ends.
func typeable(text string, single bool) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && single, r == LineBreak && single:
			return ' '
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r == '\ufeff', r == '\ufffd':
			return -1
		}
		return r
	}, text)
}
