package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/health"
	"starling/app/story"
	"starling/app/ui/look"
)

// expect selects a story as soon as it has been read.
func (sc *storiesScreen) expect(slug string) { sc.expected = slug }

// takeExpected selects the story that was waited for, if it is there.
func (sc *storiesScreen) takeExpected() {
	if _, there := sc.shell.library.Find(sc.expected); there && sc.expected != "" {
		sc.selectSlug(sc.expected)
		sc.expected = ""
	}
}

// file is the file that is selected: a story's, or one with a problem.
func (sc *storiesScreen) file() (path, title string) {
	if sc.problem >= 0 && sc.problem < len(sc.problems) {
		p := sc.problems[sc.problem].File
		if filepath.Base(p) == story.BankFile {
			return "", ""
		}
		return p, filepath.Base(p)
	}
	st, _ := sc.current()
	return st.Path, st.Title
}

// onShortcut does what a key does that is pressed with the one for shortcuts.
func (sc *storiesScreen) onShortcut(key fyne.KeyName) {
	if key == fyne.KeyN {
		sc.shell.newStory()
	}
}

// pressFile is a key for the file of what is selected.
func (sc *storiesScreen) pressFile(ev *fyne.KeyEvent) {
	if sc.detail != nil && sc.detail.health.press(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyE:
		sc.onEdit()
	case fyne.KeyI:
		sc.shell.onImport()
	case fyne.KeyM:
		sc.tapDetail(func(d *storyDetail) *look.Button { return d.more })
	case deleteKey():
		sc.onDelete()
	}
}

func (sc *storiesScreen) onEdit() {
	if path, _ := sc.file(); path != "" {
		sc.shell.edit(path, editorPlace{})
	}
}

func (sc *storiesScreen) onDelete() {
	if path, title := sc.file(); path != "" {
		sc.shell.trash(path, title)
	}
}

// onMore shows what else can be done with the story.
func (d *storyDetail) onMore() {
	st, s := d.story, d.shell
	var deeds []fileDeed
	for _, c := range d.choosers() {
		if c.button != nil && !d.shows(c.button) {
			deeds = append(deeds, c.deed)
		}
	}
	s.chooseDeed(d.more, append(deeds, []fileDeed{
		{"New story  " + shortcut("N"), s.newStory},
		{"Open in my own editor", func() { s.open(st.Path) }},
		{"Rename …", func() { s.askRename(st.Path, st.Slug, st.Title, func(string, string) {}) }},
		{"Duplicate", func() { s.duplicate(st.Path, st.Title) }},
		{"Delete  Del", d.screen.onDelete},
	}...))
}

// chooser is a button of the foot and what it does.
type chooser struct {
	button *look.Button // nil where there is nothing to choose
	deed   fileDeed
}

// choosers are the buttons that choose something for the rehearsal.
func (d *storyDetail) choosers() []chooser {
	return []chooser{
		{d.prompt, fileDeed{"Prompt …  P", d.onPrompt}},
		{d.limit, fileDeed{"Limit …  L", d.onLimit}},
		{d.mode, fileDeed{"Practice or one-way …  O", d.onMode}},
		{d.question, fileDeed{"Question …  Q", d.onQuestion}},
	}
}

// crampedBelow is the height, in units, below which a narrow window's foot has
// one row or two.
const crampedBelow = 330

// roomFor gives the choosers that there is room for; "More" has the others.
func (d *storyDetail) roomFor() []fyne.CanvasObject {
	most := 4
	switch narrow, height := d.shell.narrow(), d.shell.window.Canvas().Size().Height; {
	case narrow && height < look.U(crampedBelow):
		most = 0
	case narrow:
		most = 2
	}
	var shown []fyne.CanvasObject
	d.footed = nil
	for _, c := range d.choosers()[:most] {
		if c.button != nil {
			d.footed = append(d.footed, c.button)
			shown = append(shown, c.button)
		}
	}
	return shown
}

// shows tells whether a button stands in the foot.
func (d *storyDetail) shows(b *look.Button) bool { return slices.Contains(d.footed, b) }

// below is where the menu of a button opens: where there is no room for the
// button, that is "More".
func (d *storyDetail) below(b *look.Button) *look.Button {
	if !d.shows(b) {
		return d.more
	}
	return b
}

// fitHead is a section's name with how its script fits its target.
func (d *storyDetail) fitHead(n story.SectionName) fyne.CanvasObject {
	s, planned := d.measure.Section(n)
	if d.fault != nil || !planned {
		return sectionHead(n)
	}
	text, ink := sectionFitText(s)
	return look.Ends(10, sectionHead(n), look.NewText(text, look.SizeSmall, ink))
}

// observe looks at the story's health.
func (d *storyDetail) observe() {
	d.found = health.All(d.story, d.plan, d.shell.settings.Pace)
	d.health = &observationList{
		shell: d.shell, hidden: !d.screen.dismissed,
		reveal: func(o fyne.CanvasObject) { d.page.Reveal(o) },
		onOpen: func(o health.Observation) {
			d.shell.edit(d.story.Path, editorPlace{o.Key, o.Offset, o.Length})
		},
		onDismiss: func(o health.Observation) { d.shell.dismiss(d.story.Path, o) },
		onHidden: func() {
			d.screen.dismissed = !d.screen.dismissed
			d.health.hidden = !d.screen.dismissed
			d.health.take(d.found)
			d.shell.keepFocus(d.body, d.fillBody)
			d.page.Reflow()
		},
	}
	d.health.take(d.found)
}

// open counts the observations that were not put aside.
func openObservations(all []health.Observation) int {
	n := 0
	for _, o := range all {
		if !o.Dismissed {
			n++
		}
	}
	return n
}

// toHealth goes to the first of what could be better, as the editor's key does.
func (sc *storiesScreen) toHealth() {
	if sc.detail == nil {
		return
	}
	sc.open()
	sc.detail.onTab(tabHealth)
	sc.detail.toObservation(0)
}

// dismiss puts an observation aside in a story's file, or takes that back.
func (s *Shell) dismiss(path string, o health.Observation) {
	s.fetch("Putting it aside", func(context.Context) error {
		data, err := s.parts.Files.Read(path)
		if err != nil {
			return err
		}
		st, _ := story.Parse(path, data, story.Options{Limit: s.settings.Limit})
		st.Dismissed = slices.DeleteFunc(slices.Clone(st.Dismissed), func(id string) bool { return id == o.ID })
		if !o.Dismissed {
			st.Dismissed = append(st.Dismissed, o.ID)
		}
		_, err = s.parts.Files.Save(path, data, st)
		return err
	}, func() {
		s.parts.Files.Reread()
		if !o.Dismissed {
			back := o
			back.Dismissed = true
			s.notify(&notice{
				text: fmt.Sprintf("Put aside for this story: %s", o.Text), passing: true,
				undo: func() { s.dismiss(path, back) },
			})
		}
	})
}
