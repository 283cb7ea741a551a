package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"starling/app/ui/look"
)

// box is a rectangle of the window.
type box struct{ left, top, right, bottom float32 }

func boxOf(at fyne.Position, size fyne.Size) box {
	return box{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (b box) within(o box) box {
	return box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
}

func (b box) empty() bool { return b.right <= b.left || b.bottom <= b.top }

// node is an object that is shown, and where.
type node struct {
	object  fyne.CanvasObject
	place   box
	clip    box // what can be seen of the place: the window, and the scrollers it lies in
	parent  *node
	scrolls bool // it lies in a scroller
}

// inside tells whether the node lies in an object of a kind.
func inside[T fyne.CanvasObject](n *node) bool {
	for ; n != nil; n = n.parent {
		if _, ok := n.object.(T); ok {
			return true
		}
	}
	return false
}

// shown gives what is on screen, in the order in which it is painted: the
// topmost dialog or menu, or the window's content.
func (r *rig) shown() []*node {
	c := r.window.Canvas()
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	window := boxOf(fyne.Position{}, c.Size())
	var all []*node
	var walk func(o fyne.CanvasObject, at fyne.Position, parent *node)
	walk = func(o fyne.CanvasObject, at fyne.Position, parent *node) {
		if o == nil || !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		n := &node{object: o, place: boxOf(at, o.Size()), clip: window, parent: parent}
		if parent != nil {
			n.clip, n.scrolls = parent.clip, parent.scrolls
		}
		all = append(all, n)
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at, n)
			}
		case *container.Scroll:
			n.clip, n.scrolls = n.clip.within(n.place), true
			walk(o.Content, at, n)
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, at, n)
			}
		}
	}
	walk(top, fyne.Position{}, nil)
	return all
}

// texts gives all that can be read, in the order in which it is painted; a
// paragraph is one text however many lines it takes.
func (r *rig) texts() []string {
	var texts []string
	for _, n := range r.shown() {
		switch o := n.object.(type) {
		case *look.Prose:
			texts = append(texts, o.Text())
		case *look.Text:
			if !inside[*look.Prose](n.parent) {
				texts = append(texts, o.Text())
			}
		case *look.Field:
			texts = append(texts, cmp.Or(o.Text, o.PlaceHolder))
		case *look.Area:
			texts = append(texts, cmp.Or(o.Text(), o.Placeholder()))
		case *canvas.Text:
			if !inside[*look.Prose](n) && !inside[*look.Text](n) && !inside[*look.Field](n) && !inside[*look.Area](n) {
				texts = append(texts, o.Text)
			}
		}
	}
	var written []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			written = append(written, t)
		}
	}
	return written
}

// reads tells whether something on screen has these words.
func (r *rig) reads(words string) bool {
	for _, t := range r.texts() {
		if strings.Contains(t, words) {
			return true
		}
	}
	return false
}

// wantText fails unless each of the words stands on screen; shortcuts are named
// as they are on most desktops.
func (r *rig) wantText(words ...string) {
	r.Helper()
	for _, w := range words {
		if w = strings.ReplaceAll(w, "Ctrl+", shortcut("")); !r.reads(w) {
			r.Errorf("%q is not on screen: %q", w, r.texts())
		}
	}
}

// wantNoText fails if any of the words stands on screen.
func (r *rig) wantNoText(words ...string) {
	r.Helper()
	for _, w := range words {
		if r.reads(w) {
			r.Errorf("%q is on screen: %q", w, r.texts())
		}
	}
}

// button gives the button that says text.
func (r *rig) button(text string) *look.Button {
	r.Helper()
	b := r.findButton(text)
	if b == nil {
		r.Fatalf("there is no button %q: %q", text, r.texts())
	}
	return b
}

// findButton gives the first button whose text begins so, or nil.
func (r *rig) findButton(text string) *look.Button {
	for _, n := range r.shown() {
		if b, ok := n.object.(*look.Button); ok && strings.HasPrefix(b.Text(), text) {
			return b
		}
	}
	return nil
}

// hints gives the keys shown on the stage, with what each does.
func (r *rig) hints() []string {
	var hints []string
	for _, n := range r.shown() {
		if h, ok := n.object.(*look.Hint); ok {
			hints = append(hints, h.Key()+" "+h.Label())
		}
	}
	return hints
}

// menu gives the entries of the menu that is open.
func (r *rig) menu() []string {
	if _, ok := r.window.canvas.Focused().(*look.List); !ok || r.window.canvas.Overlays().Top() == nil {
		return nil
	}
	return r.texts()
}

// wantGrounds fails unless the window is wiped with this role before each picture.
func (r *rig) wantGrounds(role fyne.ThemeColorName) {
	r.Helper()
	if got := theme.Color(theme.ColorNameBackground); got != look.Colour(role) {
		r.Errorf("the window's ground is %v, want that of %s", got, role)
	}
}
