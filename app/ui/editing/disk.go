package editing

import "starling/app/story"

// Difference is a field in which what is typed and what the file has since
// become are not the same.
type Difference struct {
	Field Field
	// Mine is what is typed, Theirs what the file has.
	Mine, Theirs string
	// MineChanged and TheirsChanged tell which of them differs from the file as
	// it was known before.
	MineChanged, TheirsChanged bool
}

// Against compares what is typed with the file as it is now.
func (d *Document) Against(disk story.Story) []Difference {
	var all []Difference
	for _, f := range Fields() {
		mine, theirs, was := textOf(&d.now, f), textOf(&disk, f), textOf(&d.stored, f)
		if d.wrong[f] != "" {
			mine = d.texts[f]
		}
		if mine != theirs {
			all = append(all, Difference{Field: f, Mine: mine, Theirs: theirs, MineChanged: mine != was, TheirsChanged: theirs != was})
		}
	}
	return all
}

// Follow takes over what the file has become, where nothing else was typed in
// a field. It gives what it changed, to be shown.
func (d *Document) Follow(disk story.Story) []Change {
	texts := map[Field]string{}
	unsaved := map[Field]bool{}
	for _, f := range d.Unsaved() {
		unsaved[f] = true
	}
	for _, f := range Fields() {
		if theirs := textOf(&disk, f); theirs != textOf(&d.stored, f) && !unsaved[f] {
			texts[f] = theirs
		}
	}
	d.Saved(disk)
	return d.Set(texts)
}

// Settle ends a comparison: of the fields named the file's texts are taken, of
// all others what is typed is kept. It gives what it changed, to be shown.
func (d *Document) Settle(disk story.Story, theirs []Field) []Change {
	texts := map[Field]string{}
	for _, f := range theirs {
		texts[f] = textOf(&disk, f)
	}
	d.Saved(disk)
	for _, f := range Fields() {
		d.edited[f] = true
	}
	return d.Set(texts)
}

// Lose says that the file is not there any more: all of the story is to be
// saved again.
func (d *Document) Lose() {
	d.stored = story.Story{}
	d.version++
	for _, f := range Fields() {
		d.edited[f] = true
	}
}

// Differs tells whether a story says anything else than the file.
func (d *Document) Differs(s story.Story) bool {
	for _, f := range Fields() {
		if textOf(&s, f) != textOf(&d.stored, f) {
			return true
		}
	}
	return false
}
