package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// copyAfter is how long after a key press at most what was typed is kept aside.
const copyAfter = time.Second

// storyFile is what is known of an edited story's file.
type storyFile struct {
	path string // empty: it has none yet
	slug string
	base []byte // its bytes as they were last read or written

	copyID   string // what it is kept aside under
	replaces string // another copy that is to go when this one is kept
	copies   int    // how often it was kept aside
	copied   int    // the version of the document that was; below zero: none of this file
	stopCopy func() // what is to keep a copy soon; nil for nothing

	saving bool
	again  bool // something is to be saved when that is done
	after  []func(saved bool)
	status string // what the last try to save came to; empty where all is well

	problems []story.Problem // that the file had when it was read

	disk  *diskFile // what the file has become meanwhile; nil where it is as it was known
	leave bool      // the person has been told that not all can be saved, and leaves
}

// diskFile is a file that has been changed elsewhere.
type diskFile struct {
	data  []byte
	story story.Story // that it holds; where it is gone, the one that it held
	gone  bool
	wrong string // why it cannot be read; empty where it can
}

// fileOf is what is known of a story that was just read.
func fileOf(path string, data []byte) storyFile {
	return storyFile{path: path, slug: strings.TrimSuffix(filepath.Base(path), story.Extension), base: data, copyID: newID()}
}

// sumOf names bytes.
func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// statusText says what of the story is saved.
func (sc *editorScreen) statusText() (string, fyne.ThemeColorName) {
	switch faults := sc.faults(); {
	case sc.file.disk != nil && sc.file.disk.gone:
		return "the file is not there any more: F5", look.ColourOver
	case sc.file.disk != nil:
		return "the file was changed elsewhere: F5 compares", look.ColourOver
	case sc.file.status != "":
		return sc.file.status, look.ColourOver
	case len(faults) > 0:
		return "not all of it can be saved yet", look.ColourOver
	case sc.file.saving, sc.doc.Dirty():
		return "not saved yet: leaving the field saves it", look.ColourQuiet
	case sc.file.path == "":
		return "it is saved as soon as it has a title", look.ColourQuiet
	}
	return "all saved", look.ColourQuiet
}

// onSave is the person asking for it.
func (sc *editorScreen) onSave() {
	sc.doc.Rest()
	sc.touched[editing.Title] = true
	sc.view.showFaults()
	sc.save()
	sc.view.showDerived()
}

// save writes what can be saved, beside the main thread. What cannot be, a text
// that says nothing yet, stays in the field and in the copy.
func (sc *editorScreen) save() {
	f := &sc.file
	if f.saving {
		f.again = true
		return
	}
	st, ok := sc.doc.Saveable(sc.shell.settings.Limit)
	switch {
	case sc.comparing:
		return
	case f.disk != nil:
		sc.saved(false)
		sc.compareSoon()
		return
	case !ok || f.path != "" && !sc.doc.Differs(st):
		f.status = ""
		sc.saved(ok)
		return
	}
	files, dir := sc.shell.parts.Files, sc.shell.library.Dir
	sc.write(func(path string, base []byte, st story.Story) (string, []byte, error) {
		if path == "" {
			return files.Create(dir, st)
		}
		data, err := files.Save(path, base, st)
		return path, data, err
	})
}

// write writes what can be saved by one of the ways to do so.
func (sc *editorScreen) write(by func(path string, base []byte, st story.Story) (string, []byte, error)) {
	st, ok := sc.doc.Saveable(sc.shell.settings.Limit)
	f := &sc.file
	if !ok || f.saving {
		sc.saved(false)
		return
	}
	st.Path, st.Slug = f.path, f.slug
	f.saving, f.again = true, false
	path, base, id, kept, copies := f.path, f.base, f.copyID, f.copies, sc.shell.parts.Copies
	whole := len(sc.doc.Faults(sc.shell.settings.Limit)) == 0
	sc.shell.parts.Beside(func() {
		path, data, err := by(path, base, st)
		if err == nil && whole {
			_ = copies.Drop(id, kept) // one that stays is known for what is saved, when it is read
		}
		sc.shell.parts.Main(func() { sc.onSaved(st, path, data, err) })
	})
}

// onSaved is told how the writing went.
func (sc *editorScreen) onSaved(st story.Story, path string, data []byte, err error) {
	f := &sc.file
	f.saving = false
	var changed *story.ChangedError
	switch {
	case errors.As(err, &changed):
		sc.onDisk(changed.Disk)
		sc.saved(false)
		if f.disk != nil {
			sc.compareSoon()
		}
		return
	case errors.Is(err, fs.ErrNotExist):
		sc.onGone()
		sc.saved(false)
		sc.compareSoon()
		return
	case err != nil:
		f.status = fmt.Sprintf("it could not be saved: %v. What you wrote is kept.", err)
		sc.keepCopy()
		sc.saved(false)
		if sc.shell.now != sc {
			sc.tellAway(f.status)
		}
		sc.showNow()
		return
	}
	if f.path == "" {
		sc.shell.stories.expect(fileOf(path, nil).slug)
	}
	f.status, f.disk = "", nil
	f.path, f.base, f.copied = path, data, -1
	f.slug = strings.TrimSuffix(filepath.Base(path), story.Extension)
	st.Path, st.Slug = path, f.slug
	sc.doc.Saved(st)
	sc.keepCopy() // of what cannot be saved, beside the file as it is now
	sc.shell.parts.Files.Reread()
	if f.again {
		f.again = false
		sc.save()
		return
	}
	sc.saved(true)
	sc.showNow()
}

// saved tells those who wait for it that what could be saved is saved, or that
// it failed.
func (sc *editorScreen) saved(ok bool) {
	after := sc.file.after
	sc.file.after = nil
	for _, do := range after {
		do(ok)
	}
}

// showNow shows how things stand, if the editor is shown.
func (sc *editorScreen) showNow() {
	if sc.shell.now == sc {
		sc.view.showDerived()
	}
}

// whenSaved does something once all that can be saved is saved.
func (sc *editorScreen) whenSaved(do func(ok bool)) {
	sc.doc.Rest()
	sc.file.after = append(sc.file.after, do)
	sc.save()
}

// copySoon keeps what is typed aside within a second.
func (sc *editorScreen) copySoon() {
	if sc.file.stopCopy == nil {
		sc.file.stopCopy = sc.shell.parts.After(copyAfter, sc.keepCopy)
	}
}

// keepCopy keeps aside what is typed and not saved.
func (sc *editorScreen) keepCopy() {
	f := &sc.file
	if f.stopCopy != nil {
		f.stopCopy()
		f.stopCopy = nil
	}
	version := sc.doc.Version()
	c, ok := sc.doc.Copy(sumOf(f.base), sc.shell.parts.Now())
	if !ok || f.copied == version {
		return
	}
	f.copies++
	id, replaces, number, copies := f.copyID, f.replaces, f.copies, sc.shell.parts.Copies
	f.copied, f.replaces = version, ""
	sc.shell.parts.Beside(func() {
		err := copies.Keep(id, number, c.Encode())
		if err == nil && replaces != "" {
			err = copies.Drop(replaces, lastVersion)
		}
		if err != nil {
			sc.shell.parts.Main(func() {
				sc.shell.TellOf(copyNotice, fmt.Sprintf("What you write cannot be kept aside at the moment: %v. Leaving a field saves it.", err))
			})
		}
	})
}

// copyNotice is the notice that no copy can be kept.
const copyNotice = "copy"

// dropCopy forgets what was kept aside.
func (sc *editorScreen) dropCopy() {
	id, kept, copies := sc.file.copyID, sc.file.copies, sc.shell.parts.Copies
	sc.shell.parts.Beside(func() { _ = copies.Drop(id, kept) })
}
