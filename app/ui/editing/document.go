package editing

import (
	"maps"
	"slices"
	"strings"
	"time"

	"starling/app/story"
)

// Change is a change of one text: at a byte of it something was taken away,
// and something else put there.
type Change struct {
	Field             Field
	At                int
	Removed, Inserted string
	// Before and After are where the caret stood before and after it.
	Before, After int
}

// inverse is the change that takes it back.
func (c Change) inverse() Change {
	return Change{Field: c.Field, At: c.At, Removed: c.Inserted, Inserted: c.Removed, Before: c.After, After: c.Before}
}

// step is what one undo takes back, in the order in which it was done.
type step []Change

// pause is how long nothing is typed before what is typed next is a step of
// its own.
const pause = time.Second

// Document is a story while it is edited.
type Document struct {
	stored story.Story // as the file has it
	now    story.Story // as the texts say
	texts  map[Field]string
	wrong  map[Field]string // what is wrong with a text
	edited map[Field]bool   // fields that may differ from the file

	past, future []step
	growing      bool // what comes next may belong to the last step
	last         time.Time
	version      int
}

// New makes a document of a story as its file has it; the zero story stands
// for a new one that has no file yet.
func New(s story.Story) *Document {
	d := &Document{stored: s, now: s, texts: map[Field]string{}, wrong: map[Field]string{}, edited: map[Field]bool{}}
	for _, f := range Fields() {
		d.texts[f] = textOf(&s, f)
	}
	return d
}

// Text is what is typed in a field.
func (d *Document) Text(f Field) string { return d.texts[f] }

// Story is what the texts say. It is not to be changed.
func (d *Document) Story() story.Story { return d.now }

// Stored is the story as the file has it.
func (d *Document) Stored() story.Story { return d.stored }

// Version grows with every change, and when the file is lost.
func (d *Document) Version() int { return d.version }

// Type makes a change that the person typed. What is typed into one field
// without a pause is one step.
func (d *Document) Type(now time.Time, c Change) {
	joins := d.growing && now.Sub(d.last) < pause && d.follows(c)
	d.do(c)
	if joins {
		last := &d.past[len(d.past)-1]
		*last = append(*last, c)
	} else {
		d.past = append(d.past, step{c})
	}
	d.future = nil
	d.growing, d.last = true, now
}

// follows tells whether a change goes on where the last step ended: in the
// same field, where the caret was left. A paste is a step of its own.
func (d *Document) follows(c Change) bool {
	last := d.past[len(d.past)-1]
	before := last[len(last)-1]
	return before.Field == c.Field && before.After == c.Before && !bulky(before) && !bulky(c)
}

// bulky tells a change by more than a letter or a word.
func bulky(c Change) bool {
	return strings.ContainsRune(c.Inserted, '\n') && len(c.Inserted) > 1 || len(c.Inserted) > 40 || len(c.Removed) > 40
}

// Set gives fields other texts, all in one step. It gives what it changed, to
// be shown.
func (d *Document) Set(texts map[Field]string) []Change {
	var all step
	for _, f := range Fields() {
		text, given := texts[f]
		if !given || text == d.texts[f] {
			continue
		}
		all = append(all, difference(f, d.texts[f], text))
	}
	for _, c := range all {
		d.do(c)
	}
	if len(all) > 0 {
		d.past, d.future = append(d.past, all), nil
		d.growing = false
	}
	return all
}

// difference is the smallest change that makes one text of another.
func difference(f Field, from, to string) Change {
	start := 0
	for start < len(from) && start < len(to) && from[start] == to[start] {
		start++
	}
	for start > 0 && !boundary(from, start) {
		start--
	}
	end := 0
	for end < len(from)-start && end < len(to)-start && from[len(from)-1-end] == to[len(to)-1-end] {
		end++
	}
	for end > 0 && !boundary(from, len(from)-end) {
		end--
	}
	c := Change{Field: f, At: start, Removed: from[start : len(from)-end], Inserted: to[start : len(to)-end]}
	c.Before, c.After = start+len(c.Removed), start+len(c.Inserted)
	return c
}

// boundary tells whether a letter begins at a byte.
func boundary(text string, at int) bool { return at >= len(text) || text[at]&0xc0 != 0x80 }

// do makes a change.
func (d *Document) do(c Change) {
	text := d.texts[c.Field]
	text = text[:c.At] + c.Inserted + text[c.At+len(c.Removed):]
	d.texts[c.Field] = text
	d.edited[c.Field] = true
	d.version++
	delete(d.wrong, c.Field)
	if wrong := read(&d.now, c.Field, text); wrong != "" {
		d.wrong[c.Field] = wrong
	}
}

// Rest ends the step that grows: what is typed next is one of its own.
func (d *Document) Rest() { d.growing = false }

// Undo takes the last step back and gives the changes that this takes, to be
// shown; none where there is nothing to take back.
func (d *Document) Undo() []Change {
	if len(d.past) == 0 {
		return nil
	}
	last := d.past[len(d.past)-1]
	d.past = d.past[:len(d.past)-1]
	d.future = append(d.future, last)
	changes := make([]Change, len(last))
	for i, c := range last {
		changes[len(last)-1-i] = c.inverse()
	}
	return d.again(changes)
}

// Redo does again what was taken back last.
func (d *Document) Redo() []Change {
	if len(d.future) == 0 {
		return nil
	}
	next := d.future[len(d.future)-1]
	d.future = d.future[:len(d.future)-1]
	d.past = append(d.past, next)
	return d.again(slices.Clone(next))
}

func (d *Document) again(changes []Change) []Change {
	for _, c := range changes {
		d.do(c)
	}
	d.growing = false
	return changes
}

// CanUndo and CanRedo tell whether there is a step to take back, or to do again.
func (d *Document) CanUndo() bool { return len(d.past) > 0 }

// CanRedo tells whether there is a step to do again.
func (d *Document) CanRedo() bool { return len(d.future) > 0 }

// Unsaved gives the fields that differ from the file, in their order.
func (d *Document) Unsaved() []Field {
	var fields []Field
	for _, f := range Fields() {
		if !d.edited[f] {
			continue
		}
		if d.wrong[f] == "" && textOf(&d.now, f) == textOf(&d.stored, f) || d.texts[f] == textOf(&d.stored, f) {
			continue
		}
		fields = append(fields, f)
	}
	return fields
}

// Dirty tells whether anything differs from the file.
func (d *Document) Dirty() bool { return len(d.Unsaved()) > 0 }

// Saved says that the file now has this story: what is typed since then is
// what differs from it.
func (d *Document) Saved(s story.Story) {
	d.stored = s
	d.now.Slug, d.now.Path = s.Slug, s.Path
}

// Faults gives, by field, what cannot be saved, and why. The settings' limit
// holds for a story that names none.
func (d *Document) Faults(settings time.Duration) map[Field]string {
	faults := maps.Clone(d.wrong)
	if d.now.Title == "" {
		faults[Title] = noTitle
	}
	if at, wrong := misfit(&d.now, settings); at != "" && faults[at] == "" {
		faults[at] = wrong
	}
	return faults
}

// Saveable gives what can be saved now: where a text has a fault, what the
// file has stays. It is false where nothing can, as for a new story without a
// title. What was wrong with the file already keeps nothing from being saved.
func (d *Document) Saveable(settings time.Duration) (s story.Story, ok bool) {
	s = d.now
	if s.Title == "" {
		s.Title = d.stored.Title
	}
	if at, _ := misfit(&s, settings); at != "" {
		s.Limit = d.stored.Limit
		for _, n := range story.SectionNames() {
			sectionOf(&s, n).Target = d.stored.Section(n).Target
		}
		if at, _ := misfit(&s, settings); at != "" && !d.misfits(settings) {
			return s, false
		}
	}
	return s, s.Title != "" || d.stored.Path != ""
}

// misfits tells whether the file has targets that do not fit already.
func (d *Document) misfits(settings time.Duration) bool {
	at, _ := misfit(&d.stored, settings)
	return at != ""
}
