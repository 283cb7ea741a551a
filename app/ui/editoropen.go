package ui

import (
	"context"
	"fmt"
	"path/filepath"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// keptCopy is something that was typed and not saved, and the id that it is
// kept under.
type keptCopy struct {
	id   string
	copy editing.Copy
}

// edit opens the editor for a story's file, at a place of it.
func (s *Shell) edit(path string, at editorPlace) {
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	var data []byte
	var copies map[string][]byte
	s.fetch("Opening the story", func(context.Context) (err error) {
		if data, err = s.parts.Files.Read(path); err != nil {
			return err
		}
		copies, err = s.parts.Copies.All()
		return err
	}, func() {
		if s.answering() {
			return
		}
		s.openEditor(path, data, at, decodeCopies(copies))
	})
}

// openEditor shows the editor for a file that was read.
func (s *Shell) openEditor(path string, data []byte, at editorPlace, copies []keptCopy) {
	st, problems, wrong := readStory(path, data, s.settings.Limit)
	if wrong != "" {
		s.notify(&notice{
			text:    fmt.Sprintf("%s cannot be edited here until it is put right: %s.", filepath.Base(path), wrong),
			actions: []noticeAction{{"Open the file", func() { s.open(path) }}},
		})
		return
	}
	file := fileOf(path, data)
	file.problems = problems
	sc := newEditor(s, editing.New(st), file)
	sc.going = at
	s.show(sc)
	for _, k := range copies {
		if k.copy.Path == path && k.copy.Adds(st) {
			s.offerCopy(sc, k)
			return
		}
	}
}

// newStory opens the editor for a story that is to be written.
func (s *Shell) newStory() {
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	if s.loaded { // else it is not known where it would go
		s.show(newEditor(s, editing.New(story.Story{}), storyFile{copyID: newID()}))
	}
}

// decodeCopies reads copies; one that cannot be read stays where it is.
func decodeCopies(all map[string][]byte) []keptCopy {
	var copies []keptCopy
	for id, data := range all {
		if c, err := editing.DecodeCopy(data); err == nil {
			copies = append(copies, keptCopy{id, c})
		}
	}
	return copies
}

// offerCopy asks what is to become of something that was typed and not saved.
func (s *Shell) offerCopy(sc *editorScreen, k keptCopy) {
	s.ask("There is something that you did not save", look.NewProse(copyText(k.copy)+" Shall it be put into the story?", look.SizeBody, look.ColourText),
		look.Answer{Text: "Put it in", Key: "Enter", Main: true, Do: func() { sc.takeCopy(k) }},
		look.Answer{Text: "Throw it away", Key: "T", Do: func() { s.dropKept(k) }},
		look.Answer{Text: "Ask again later", Key: "Esc"})
}

// copyText says what was typed and not saved.
func copyText(c editing.Copy) string {
	what := ""
	for _, f := range editing.Fields() {
		if _, has := c.Texts[f]; has {
			if what != "" {
				what += ", "
			}
			what += f.Name()
		}
	}
	name := c.Title
	if name == "" {
		name = "a new story"
	}
	return fmt.Sprintf("What you wrote on %s in %s is not in its file: %s.", c.At.Local().Format("2 Jan 2006, 15:04"), name, what)
}

// takeCopy puts what was kept aside into the story, as one step that can be
// undone. Where the file is another by now, both are compared.
func (sc *editorScreen) takeCopy(k keptCopy) {
	sc.shell.forgetCopy(k.id)
	sc.set(k.copy.Texts)
	sc.file.replaces = k.id
	sc.keepCopy() // under its own id
	sc.view.showDerived()
	if k.copy.Path != "" && k.copy.Base != sumOf(sc.file.base) {
		sc.file.disk = &diskFile{data: sc.file.base, story: sc.doc.Stored()}
		sc.onCompare()
	}
}

func (s *Shell) dropKept(k keptCopy) {
	s.forgetCopy(k.id)
	copies := s.parts.Copies
	s.parts.Beside(func() { _ = copies.Drop(k.id, lastVersion) })
}

// lastVersion is above the number of every copy.
const lastVersion = 1 << 30

// forgetCopy takes away the notice that offers a copy, since it was answered.
func (s *Shell) forgetCopy(id string) {
	if n := s.copies[id]; n != nil {
		delete(s.copies, id)
		s.drop(n)
	}
}

// OfferCopies offers what was typed and not saved when Starling ended the last
// time. What is in the stories by now is removed without a word.
func (s *Shell) OfferCopies() {
	var copies []keptCopy
	s.fetch("Looking for what was not saved", func(context.Context) error {
		all, err := s.parts.Copies.All()
		if err != nil {
			return err
		}
		for _, k := range decodeCopies(all) {
			if s.adds(k.copy) {
				copies = append(copies, k)
			} else if err := s.parts.Copies.Drop(k.id, lastVersion); err != nil {
				return err
			}
		}
		return nil
	}, func() {
		for _, k := range copies {
			s.forgetCopy(k.id)
			s.copies[k.id] = &notice{text: copyText(k.copy), actions: []noticeAction{
				{"Go on with it", func() { s.goOn(k) }},
				{"Throw it away", func() { s.dropKept(k) }},
			}}
			s.notify(s.copies[k.id])
		}
	})
}

// adds tells whether a copy has anything that its file does not have. One whose
// file is gone does.
func (s *Shell) adds(c editing.Copy) bool {
	if c.Path == "" {
		return c.Adds(story.Story{})
	}
	data, err := s.parts.Files.Read(c.Path)
	if err != nil {
		return true
	}
	st, _ := story.Parse(c.Path, data, story.Options{})
	return c.Adds(st)
}

// goOn opens the editor with something that was not saved.
func (s *Shell) goOn(k keptCopy) {
	if s.answering() {
		s.OfferCopies()
		s.TellOf(stageNotice, underWay)
		return
	}
	open := func(doc *editing.Document, file storyFile) {
		sc := newEditor(s, doc, file)
		s.show(sc)
		sc.takeCopy(k)
	}
	if k.copy.Path == "" {
		open(editing.New(story.Story{}), storyFile{copyID: newID()})
		return
	}
	var data []byte
	s.fetchOr("Opening the story", func(context.Context) (err error) {
		data, err = s.parts.Files.Read(k.copy.Path)
		return err
	}, func() { // its file is gone: what is left of it becomes a new story
		k.copy.Path = ""
		open(editing.New(story.Story{}), storyFile{copyID: newID()})
	}, func() {
		st, problems, wrong := readStory(k.copy.Path, data, s.settings.Limit)
		if wrong != "" {
			s.openEditor(k.copy.Path, data, editorPlace{}, nil) // which says why not
			return
		}
		file := fileOf(k.copy.Path, data)
		file.problems = problems
		open(editing.New(st), file)
	})
}
