package ui

import (
	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// keyHelp is one line of the list of keys.
type keyHelp struct{ key, does string }

// helpText is something to know of a screen beside its keys, and where it is from.
type helpText struct{ text, source string }

// everywhere lists the keys that work on more screens than this one, as far as
// they do something now.
func (s *Shell) everywhere() []keyHelp {
	var keys []keyHelp
	if _, searchable := s.now.(finder); searchable {
		keys = append(keys, keyHelp{shortcut("F"), "search; Esc empties the field, and then leaves it"})
	}
	if !s.answering() {
		keys = append(keys, keyHelp{shortcut("1"), "stories"}, keyHelp{shortcut("2"), "questions"},
			keyHelp{shortcut("3"), "progress"}, keyHelp{shortcut("4"), "history"}, keyHelp{shortcut("5"), "settings"},
			keyHelp{shortcut("6"), "practise: drills and mock interviews"},
			keyHelp{"Tab", "to the next thing, Shift+Tab to the one before"},
			keyHelp{shortcut("Z"), "undo what the foot of the window offers to undo"})
	}
	return append(keys, keyHelp{"?", "this list"}, keyHelp{shortcut("Q"), "close Starling"})
}

// showKeys shows the keys of the present screen and those that work everywhere.
// The clock goes on: it is help, not a question.
func (s *Shell) showKeys() {
	rows := look.Column(8)
	list := func(title string, keys []keyHelp) {
		rows.Objects = append(rows.Objects, look.NewText(title, look.SizeSmall, look.ColourQuiet))
		for _, k := range keys {
			rows.Objects = append(rows.Objects, keyRow(k))
		}
	}
	list("Here", s.now.keys())
	list("Everywhere", s.everywhere())
	if more, ok := s.now.(interface{ moreHelp() (string, []helpText) }); ok {
		title, texts := more.moreHelp()
		rows.Objects = append(rows.Objects, look.NewText(title, look.SizeSmall, look.ColourQuiet))
		for _, t := range texts {
			rows.Objects = append(rows.Objects, look.Column(2, look.NewProse(t.text, look.SizeBody, look.ColourText), look.NewProse(t.source, look.SizeSmall, look.ColourQuiet)))
		}
	}
	s.help = s.ask("Keys", rows, look.Answer{Text: "Close", Key: "Esc", Main: true})
}

// keyRow is a key beside what it does.
func keyRow(k keyHelp) fyne.CanvasObject {
	l := keyRowLayout{fixed(90, look.KeyCap(k.key)), look.NewProse(k.does, look.SizeBody, look.ColourText)}
	return &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{l.key, l.does}}
}

type keyRowLayout struct {
	key  fyne.CanvasObject
	does *look.Prose
}

func (l keyRowLayout) left() float32 { return l.key.MinSize().Width + look.U(12) }

func (l keyRowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.key.Move(fyne.NewPos(0, 0))
	l.key.Resize(l.key.MinSize())
	l.does.Move(fyne.NewPos(l.left(), 0))
	l.does.Resize(fyne.NewSize(size.Width-l.left(), size.Height))
}

func (l keyRowLayout) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	return max(l.key.MinSize().Height, l.does.HeightFor(width-l.left()))
}

func (l keyRowLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.left()+look.U(100), l.key.MinSize().Height)
}

// fixed gives an object a width of at least so many units.
func fixed(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: fixedLayout{width}, Objects: []fyne.CanvasObject{o}}
}

type fixedLayout struct{ width float32 }

func (l fixedLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(o.MinSize())
	}
}

func (l fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(look.U(l.width), 0)
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
