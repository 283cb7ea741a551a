package ui

import (
	"fmt"
	"maps"
	"slices"

	"starling/app/story"
	"starling/app/ui/look"
)

// link is that a story answers a question.
type link struct{ slug, question string }

// linkMade is a link that was made here, or taken away, and that the stories as
// they were last read do not show yet.
type linkMade struct {
	on    bool
	since int // how often the stories have been read since and did not show it
}

// linkWrite is a link on its way into a story's file.
type linkWrite struct {
	link
	made, before *linkMade // what holds with it, and what held before it; nil for what the file says
	done         func(err error)
}

// linking writes links into the stories' files, one after the other, and knows
// what holds until the stories have been read again.
type linking struct {
	screen *questionsScreen
	made   map[link]*linkMade
	queue  []linkWrite
	busy   bool
}

// stories gives the library's stories with the links that were made since.
func (l *linking) stories() []story.Story {
	stories := l.screen.shell.library.Stories
	if len(l.made) == 0 {
		return stories
	}
	stories = slices.Clone(stories)
	for i := range stories {
		st := &stories[i]
		for k, made := range l.made {
			if k.slug == st.Slug {
				st.Answers = withAnswer(st.Answers, k.question, made.on)
			}
		}
	}
	return stories
}

// withAnswer gives the ids with one more, or without one.
func withAnswer(ids []string, id string, on bool) []string {
	ids = slices.DeleteFunc(slices.Clone(ids), func(have string) bool { return have == id })
	if on {
		ids = append(ids, id)
	}
	return ids
}

// settle forgets the links that the stories show now, and those that they ought
// to show and do not: the file was changed otherwise meanwhile.
func (l *linking) settle() {
	for k, made := range l.made {
		st, ok := l.screen.shell.library.Find(k.slug)
		if made.since++; !ok || slices.Contains(st.Answers, k.question) == made.on || made.since > 1 && !l.busy {
			delete(l.made, k)
		}
	}
}

// set makes a link or takes it away, and writes it into the story's file; done
// is told on the main thread how that went.
func (l *linking) set(k link, on bool, done func(err error)) {
	w := linkWrite{link: k, made: &linkMade{on: on}, before: l.made[k], done: done}
	l.made[k] = w.made
	l.queue = append(l.queue, w)
	l.next()
}

// next writes what is to be written next: two writers of one file would undo
// each other's work.
func (l *linking) next() {
	if l.busy || len(l.queue) == 0 {
		return
	}
	w := l.queue[0]
	l.queue, l.busy = l.queue[1:], true
	parts := l.screen.shell.parts
	st, ok := l.screen.shell.library.Find(w.slug)
	parts.Beside(func() {
		err := error(nil)
		if ok {
			err = parts.Answer(st.Path, w.question, w.made.on)
		} else {
			err = fmt.Errorf("the story %s is gone", w.slug)
		}
		parts.Main(func() {
			l.busy = false
			if err != nil {
				l.takeBack(w)
			}
			w.done(err)
			l.next()
		})
	})
}

// takeBack lets hold again what held before a write that failed.
func (l *linking) takeBack(w linkWrite) {
	switch {
	case l.made[w.link] != w.made: // changed again since
	case w.before == nil:
		delete(l.made, w.link)
	default:
		l.made[w.link] = w.before
	}
}

// linkPicker is the dialog in which stories are linked to a question.
type linkPicker struct {
	screen   *questionsScreen
	question story.Question
	stories  []story.Story
	picker   *look.Picker
	before   map[string]bool // which stories were linked, by slug, as it opened
	changed  map[string]bool // which were written since, and how they stand
	pending  int             // writes on their way
	closed   bool
}

// onLink opens the dialog for the question chosen.
func (sc *questionsScreen) onLink() {
	q, ok := sc.current()
	if !ok {
		return
	}
	p := &linkPicker{screen: sc, question: q.Question, before: map[string]bool{}, changed: map[string]bool{}}
	var rest []story.Story
	for _, st := range sc.linking.stories() {
		if slices.Contains(st.Answers, q.ID) {
			p.stories = append(p.stories, st)
			p.before[st.Slug] = true
		} else {
			rest = append(rest, st)
		}
	}
	p.stories = append(p.stories, rest...)
	if len(p.stories) == 0 {
		sc.shell.remark("There is no story yet that could be linked. The stories screen (" + shortcut("1") + ") says how to begin one.")
		return
	}
	options := make([]look.Option, len(p.stories))
	for i, st := range p.stories {
		options[i] = look.Option{Text: st.Title, Aside: p.aside(st), On: p.before[st.Slug]}
	}
	p.picker = look.Pick(sc.shell.window.Canvas(), "Which stories answer “"+q.Text+"”?", "Search stories and tags", "link or unlink",
		options, p.find, p.onToggle)
	sc.shell.pick(p.picker, p.onClosed)
}

// aside says of a story what is worth knowing before one links it.
func (p *linkPicker) aside(st story.Story) string {
	if st.Draft() {
		return "draft"
	}
	if n := p.screen.repertoire.Carries(st.Slug); n > 0 {
		return plural(n, "question", "questions")
	}
	return ""
}

// find gives the stories in which the words of a text occur.
func (p *linkPicker) find(text string) []int {
	has := map[string]bool{}
	for _, st := range p.screen.shell.library.Search(text, "") {
		has[st.Slug] = true
	}
	var found []int
	for i, st := range p.stories {
		if has[st.Slug] {
			found = append(found, i)
		}
	}
	return found
}

func (p *linkPicker) onToggle(i int, on bool) {
	st := p.stories[i]
	p.pending++
	p.screen.linking.set(link{st.Slug, p.question.ID}, on, func(err error) {
		p.pending--
		if err != nil {
			p.picker.Check(i, !on)
			p.screen.linkFailed(st.Title, err)
		} else {
			p.changed[st.Slug] = on
		}
		p.finish()
	})
}

func (p *linkPicker) onClosed() {
	p.closed = true
	p.finish()
}

// finish tells what was done, with the way back, when all of it is.
func (p *linkPicker) finish() {
	if !p.closed || p.pending > 0 {
		return
	}
	maps.DeleteFunc(p.changed, func(slug string, on bool) bool { return on == p.before[slug] })
	p.screen.again()
	if len(p.changed) > 0 {
		p.screen.shell.offerUndo(p.told(), p.undo)
	}
}

// told says what was linked and what was not any more.
func (p *linkPicker) told() string {
	on, title := 0, ""
	for _, st := range p.stories {
		if linked, changed := p.changed[st.Slug]; changed {
			title = st.Title
			if linked {
				on++
			}
		}
	}
	off := len(p.changed) - on
	switch {
	case on == 1 && off == 0:
		return fmt.Sprintf("%s answers “%s” now.", title, p.question.Text)
	case on == 0 && off == 1:
		return fmt.Sprintf("%s no longer answers “%s”.", title, p.question.Text)
	case off == 0:
		return fmt.Sprintf("%d more stories answer “%s” now.", on, p.question.Text)
	case on == 0:
		return fmt.Sprintf("%d stories no longer answer “%s”.", off, p.question.Text)
	}
	return fmt.Sprintf("%d linked to “%s”, %d unlinked.", on, p.question.Text, off)
}

// undo takes back what was changed in the dialog.
func (p *linkPicker) undo() {
	for _, slug := range slices.Sorted(maps.Keys(p.changed)) {
		p.screen.linking.set(link{slug, p.question.ID}, !p.changed[slug], func(err error) {
			if err != nil {
				p.screen.linkFailed(slug, err)
			}
			p.screen.again()
		})
	}
	p.screen.again()
}

// linkFailed says that a story's file could not be written.
func (sc *questionsScreen) linkFailed(title string, err error) {
	sc.shell.tell(fmt.Sprintf("The questions of %s could not be changed: %v. Nothing was written.", title, err))
}
