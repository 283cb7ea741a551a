package ui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// onLibrary is told that the stories were read: the file may be another now.
func (sc *editorScreen) onLibrary() {
	if sc.shell.now == sc {
		sc.view.showChosen() // the questions may read differently
	}
	path, files := sc.file.path, sc.shell.parts.Files
	if path == "" || sc.file.saving {
		return // what is being written is compared by the writing
	}
	sc.shell.parts.Beside(func() {
		data, err := files.Read(path)
		sc.shell.parts.Main(func() { sc.onRead(path, data, err) })
	})
}

// onRead is told what the file is now.
func (sc *editorScreen) onRead(path string, data []byte, err error) {
	f := &sc.file
	switch {
	case f.saving || path != f.path:
		return
	case errors.Is(err, fs.ErrNotExist):
		sc.onGone()
	case err != nil: // whoever saves will tell
		return
	default:
		if f.disk != nil && f.disk.gone { // it is back
			sc.doc.Saved(f.disk.story)
		}
		f.disk = nil
		if !bytes.Equal(data, f.base) {
			sc.onDisk(data)
		}
	}
	sc.showBanner()
}

// onGone is told that the file is not there any more: all is unsaved then.
func (sc *editorScreen) onGone() {
	if sc.file.disk == nil || !sc.file.disk.gone {
		sc.file.disk = &diskFile{gone: true, story: sc.doc.Stored()}
		sc.doc.Lose()
		sc.copySoon()
	}
}

// onDisk takes over what the file has become, if nothing is typed that it does
// not have; else it keeps it to be compared.
func (sc *editorScreen) onDisk(data []byte) {
	f := &sc.file
	st, problems, wrong := readStory(f.path, data, sc.shell.settings.Limit)
	f.disk = &diskFile{data: data, story: st, wrong: wrong}
	if f.disk.wrong != "" || sc.doc.Dirty() {
		return
	}
	f.base, f.disk, f.problems = data, nil, problems
	sc.follow(sc.doc.Follow(st))
}

// follow shows changes that came from the file, and stays where the person is.
func (sc *editorScreen) follow(changes []editing.Change) {
	if sc.shell.now != sc {
		sc.recount()
		return
	}
	for _, c := range changes {
		a := sc.view.areas[c.Field]
		if a == nil {
			continue
		}
		from, to := a.Selection()
		a.Apply(look.Edit{At: c.At, Removed: c.Removed, Inserted: c.Inserted, After: c.After})
		a.Select(shifted(from, c), shifted(to, c))
	}
	sc.recount()
	sc.view.showChosen()
	sc.view.showDerived()
	sc.lookSoon()
}

// shifted is where a place of a text is after a change.
func shifted(at int, c editing.Change) int {
	switch {
	case at <= c.At:
		return at
	case at >= c.At+len(c.Removed):
		return at + len(c.Inserted) - len(c.Removed)
	}
	return c.At + min(at-c.At, len(c.Inserted))
}

// recount brings up to date what follows from all texts.
func (sc *editorScreen) recount() {
	sc.words = rehearsal.CountWords(sc.doc.Story())
	sc.replan()
}

// readStory reads a story to be edited; closed says why it cannot be, and is
// empty where it can.
func readStory(path string, data []byte, limit time.Duration) (st story.Story, problems []story.Problem, closed string) {
	st, problems, editable := story.Read(path, data, story.Options{Limit: limit})
	if !editable && len(problems) > 0 {
		closed = problemText(problems[0])
		if problems[0].Line > 0 {
			closed = fmt.Sprintf("line %d: %s", problems[0].Line, closed)
		}
	}
	return st, problems, closed
}

// showBanner says above the fields what the file has become, or what is wrong
// with it.
func (sc *editorScreen) showBanner() {
	if sc.shell.now != sc {
		return
	}
	v, f := sc.view, &sc.file
	card := func(text string, buttons ...*look.Button) {
		row := look.Flow(8)
		for _, b := range buttons {
			row.Objects = append(row.Objects, b.OnFocus(v.page.Reveal))
		}
		content := look.Column(8, look.NewProse(text, look.SizeBody, look.ColourText))
		if len(buttons) > 0 {
			content.Objects = append(content.Objects, row)
		}
		v.banner.Objects = append(v.banner.Objects, look.Layers(look.NewBox(look.ColourCard, 10).Edged(look.ColourOver), look.Padded(18, 12, 16, 12, content)))
	}
	sc.shell.keepFocus(v.banner, func() {
		v.banner.Objects = nil
		switch d := f.disk; {
		case d == nil:
		case d.gone:
			card(fmt.Sprintf("%s is not there any more: it was removed or renamed elsewhere. What you wrote is here still.", f.slug+story.Extension),
				look.NewButton(look.Raised, "Write it again", "F5", sc.onCompare),
				look.NewButton(look.Raised, "Leave without it", "", sc.onAbandon))
		case d.wrong != "":
			card(fmt.Sprintf("The file was changed elsewhere, and cannot be read now: %s. Put it right there, or keep what is here; the other goes to the trash then.", d.wrong),
				look.NewButton(look.Raised, "Open the file", "", func() { sc.shell.open(f.path) }),
				look.NewButton(look.Raised, "Keep what is here", "", sc.saveOver))
		default:
			card("The file was changed elsewhere while you edit it.", look.NewButton(look.Raised, "Compare", "F5", sc.onCompare))
		}
		for _, p := range f.problems {
			where := ""
			if p.Line > 0 {
				where = fmt.Sprintf("line %d: ", p.Line)
			}
			card("A problem of the file, which keeps the story from being listed: " + where + problemText(p))
		}
		v.banner.Hidden = len(v.banner.Objects) == 0
		v.banner.Refresh()
	})
	v.again()
	v.showStatus()
}

// compareSoon asks what is to become of two versions; where the editor is left
// already, a notice leads back to it.
func (sc *editorScreen) compareSoon() {
	if sc.shell.now != sc {
		sc.tellAway(sc.file.disk.away())
		return
	}
	sc.showBanner()
	sc.onCompare()
}

// away says, where the editor is not shown any more, that the story is not saved.
func (d *diskFile) away() string {
	if d.gone {
		return "its file was removed elsewhere, so what you wrote is not saved. It is kept."
	}
	return "its file was changed elsewhere, so what you wrote is not saved in it yet. It is kept."
}

// onCompare shows both versions, or asks whether to write a file again.
func (sc *editorScreen) onCompare() {
	d := sc.file.disk
	switch {
	case d == nil, d.wrong != "":
	case d.gone:
		sc.shell.whenClear(sc.askGone)
	default:
		sc.shell.whenClear(func() {
			if sc.shell.now == sc && sc.file.disk != nil {
				sc.comparing = true
				sc.shell.show(newMergeScreen(sc))
			}
		})
	}
}

func (sc *editorScreen) askGone() {
	if sc.shell.now != sc {
		return
	}
	sc.shell.ask(sc.file.slug+story.Extension+" is not there any more", look.NewProse("It was removed or renamed elsewhere. What you wrote is here still, and can be written into a new file of the same name.", look.SizeBody, look.ColourText),
		look.Answer{Text: "Write it again", Key: "W", Main: true, Do: sc.writeAgain},
		look.Answer{Text: "Leave without it", Key: "L", Do: sc.onAbandon},
		look.Answer{Text: "Not now", Key: "Esc"})
}

// writeAgain writes the story into a new file of the old name.
func (sc *editorScreen) writeAgain() {
	files := sc.shell.parts.Files
	sc.write(func(path string, base []byte, st story.Story) (string, []byte, error) {
		data, err := files.SaveAgain(path, base, st)
		return path, data, err
	})
}

// saveOver puts the story in the place of a file that cannot be read.
func (sc *editorScreen) saveOver() {
	files, disk := sc.shell.parts.Files, sc.file.disk.data
	sc.write(func(path string, base []byte, st story.Story) (string, []byte, error) {
		data, err := files.SaveOver(path, disk, base, st)
		return path, data, err
	})
}

// onAbandon leaves a story whose file is gone.
func (sc *editorScreen) onAbandon() {
	sc.dropCopy()
	sc.abandoned = true
	sc.shell.show(sc.shell.stories)
}

// settle ends a comparison: of these fields the file's text is taken.
func (sc *editorScreen) settle(theirs []editing.Field) {
	f := &sc.file
	d := f.disk
	f.base, f.disk = d.data, nil
	for _, c := range sc.doc.Settle(d.story, slices.Clone(theirs)) {
		sc.touched[c.Field] = true
	}
	sc.recount()
	sc.shell.show(sc)
	sc.save()
}
