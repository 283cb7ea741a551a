package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// notice is one line that the person should know, with what can be done about
// it. It stays until it is answered or put away.
type notice struct {
	text    string
	actions []noticeAction
	undo    func() // what Ctrl+Z does while the notice is there
	key     string // notices of the same key replace each other
	// passing tells that it answers a key and no more: it goes when there is
	// another notice, or another screen.
	passing bool
}

type noticeAction struct {
	text string
	do   func()
}

// Tell shows a line until the person puts it away.
func (s *Shell) Tell(text string) { s.tell(text) }

// TellOf shows a line in place of an earlier one of the same key; an empty
// text takes it away.
func (s *Shell) TellOf(key, text string) {
	for i, n := range s.notices {
		if n.key == key {
			s.notices = append(s.notices[:i], s.notices[i+1:]...)
			break
		}
	}
	if text != "" {
		s.notices = append(s.notices, &notice{text: text, key: key})
	}
	s.rebuildNotices()
}

func (s *Shell) tell(text string) { s.notify(&notice{text: text}) }

// remark says in a line what came of a key, until something else is said or
// another screen is shown.
func (s *Shell) remark(text string) { s.notify(&notice{text: text, passing: true}) }

// offerUndo says what was done, with the way back.
func (s *Shell) offerUndo(text string, undo func()) { s.notify(&notice{text: text, undo: undo}) }

func (s *Shell) notify(n *notice) {
	for _, there := range s.notices {
		if there.text == n.text && n.undo == nil && len(n.actions) == 0 {
			return
		}
	}
	s.pass()
	s.notices = append(s.notices, n)
	s.rebuildNotices()
}

// pass lets go of what was only said in passing.
func (s *Shell) pass() {
	s.notices = slices.DeleteFunc(s.notices, func(n *notice) bool { return n.passing })
}

func (s *Shell) drop(n *notice) {
	for i, there := range s.notices {
		if there == n {
			s.notices = append(s.notices[:i], s.notices[i+1:]...)
			s.rebuildNotices()
			return
		}
	}
}

// undo does what the newest notice that has one offers.
func (s *Shell) undo() {
	for i := len(s.notices) - 1; i >= 0; i-- {
		if n := s.notices[i]; n.undo != nil {
			s.drop(n)
			n.undo()
			return
		}
	}
}

// rebuildNotices shows the notices, without touching the screen's own state.
func (s *Shell) rebuildNotices() {
	if s.now == nil || s.window.Content() == nil {
		return
	}
	if stage, ok := s.now.(*stage); ok {
		stage.view.showFoot()
		return
	}
	s.whenClear(func() {
		bar := s.noticeLayer
		if bar == nil {
			return
		}
		s.keepFocus(s.noticePage, func() { s.noticePage.SetContent(s.noticeRows()) })
		bar.Hidden = len(s.notices) == 0
		s.window.Content().Refresh()
	})
}

// lines gives the notices that concern an answer under way: on the stage they
// are a line beside the keys, the others wait until it is left.
func (s *Shell) lines() []string {
	var lines []string
	for _, n := range s.notices {
		if n.key != "" && n.key != syncNotice {
			lines = append(lines, n.text)
		}
	}
	return lines
}

// noticeBar makes the place for the notices at the foot of the window.
func (s *Shell) noticeBar() fyne.CanvasObject {
	s.noticePage = look.NewPage(look.Column(0))
	s.noticePage.SetContent(s.noticeRows())
	s.noticeLayer = &fyne.Container{Layout: noticeRoom{s}, Objects: []fyne.CanvasObject{s.noticePage}}
	s.noticeLayer.Hidden = len(s.notices) == 0
	return s.noticeLayer
}

// noticeRoom keeps the notices to a part of the window's height; where they
// need more they scroll.
type noticeRoom struct{ shell *Shell }

func (l noticeRoom) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return min(look.HeightFor(objects[0], width), 0.23*l.shell.window.Canvas().Size().Height)
}

func (l noticeRoom) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l noticeRoom) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.U(40)) }

// noticeRows shows the newest few, and the newest first: where there is no room
// for all it is the one in sight. The others follow when those are put away.
func (s *Shell) noticeRows() fyne.CanvasObject {
	rows := look.Column(6)
	for _, n := range slices.Backward(s.notices[max(0, len(s.notices)-noticesAtOnce):]) {
		rows.Objects = append(rows.Objects, s.noticeRow(n))
	}
	return look.Layers(look.NewBox(look.ColourHeader, 0), look.Column(0, look.Rule(), look.Inset(20, 8, rows)))
}

func (s *Shell) noticeRow(n *notice) fyne.CanvasObject {
	buttons := look.Row(6)
	add := func(text, key string, do func()) {
		buttons.Objects = append(buttons.Objects, look.NewButton(look.Chip, text, key, func() {
			s.drop(n)
			s.window.Canvas().Unfocus()
			if do != nil {
				do()
			}
		}).Ink(look.ColourText).OnFocus(s.noticePage.Reveal))
	}
	for _, a := range n.actions {
		add(a.text, "", a.do)
	}
	if n.undo != nil {
		add("Undo", shortcut("Z"), n.undo)
	}
	add("Put away", "", nil)
	return look.Ends(16, look.NewProse(n.text, look.SizeBody, look.ColourText), buttons)
}
