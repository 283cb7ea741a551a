package notes

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"starling/app/story"
)

// story reads an entry that is told in STAR form.
func (r *reader) story(e *entry, s scope) {
	if e.head != nil && r.isQuestion(e, s) {
		if text := r.questionText(e); text != "" {
			s.category = e.theme(s.category)
			r.ask(s.category, text)
			s.asked, s.askedIn = text, s.category
		}
	}
	blocks := e.blocks
	e.blocks = r.fences(e, s)
	r.add(r.tell(e, s), s)
	e.blocks = blocks
	below := s
	if s.asked == "" {
		below = s.below(e)
	}
	r.all(e.kids, below)
}

// draft makes a story of text that is in no STAR form: all of it is kept in
// the story's notes.
func (r *reader) draft(e *entry, s scope) {
	d := r.loneDraft(e)
	d.loose = true
	var kept []block
	for _, b := range e.blocks {
		if b.kind == prose && hashtags.MatchString(plain(b.lines)) {
			for _, tag := range splitTags(plain(b.lines)) {
				d.tag(tag)
			}
			continue
		}
		kept = append(kept, b)
	}
	if text := r.loose(kept); text != "" {
		d.addNote(text)
		r.add([]*draft{d}, s)
	}
}

// script makes a story of paragraphs that no label says anything of.
func (r *reader) script(e *entry, s scope) {
	d := r.loneDraft(e)
	for _, b := range e.blocks {
		if b.kind != prose {
			r.unplaced([]block{b})
			continue
		}
		if text := r.real(b.line, paragraph(b.lines)); text != "" {
			d.script = append(d.script, text)
		}
	}
	d.Story.MarkedDraft = true
	d.check(r, d.Line, "the paragraphs have no labels; they were taken for a full script")
	r.add([]*draft{d}, s)
}

func (r *reader) loneDraft(e *entry) *draft {
	t := teller{r: r, line: e.line}
	if title, empty := unbracket(e.name()); !empty {
		t.title = title
	}
	t.start()
	d := t.cur()
	for _, theme := range e.themes {
		d.tag(r.realTag(e.line, theme))
	}
	return d
}

// isScript tells whether blocks are the paragraphs of a spoken answer: four or
// more of them, and somebody says "I".
func isScript(blocks []block) bool {
	const least = 4
	paragraphs, own := 0, false
	for _, b := range blocks {
		switch b.kind {
		case rule, comment:
		case prose:
			paragraphs++
			for w := range strings.FieldsSeq(key(plain(b.lines))) {
				own = own || ownWords()[w]
			}
		default:
			return false
		}
	}
	return own && paragraphs >= least
}

// add finishes drafts and adds them to what was found.
func (r *reader) add(drafts []*draft, s scope) {
	for _, d := range drafts {
		if s.asked != "" {
			d.Questions = append([]string{s.asked}, d.Questions...)
		}
		if s.sample != "" {
			d.tag(s.sample)
		}
		for _, u := range s.under {
			r.named[u] = true
			if (s.asked == "" || u != s.askedIn) && key(u) != key(d.Story.Title) {
				d.notes = append(d.notes, note{"Under: " + u, true})
			}
		}
		r.finish(d, s)
	}
}

// finish makes a story of a draft that Parse will read without a problem.
func (r *reader) finish(d *draft, s scope) {
	d.title(r.File)
	d.settle()
	d.placeScript(r)
	for _, q := range d.Questions {
		r.ask(s.category, q)
	}
	for _, c := range d.checks {
		d.addNote("Check: " + c + ".")
	}
	d.dropTargets()
	st := &d.Story
	st.Notes = strings.TrimSpace(d.noteText())
	st.MarkedDraft = st.MarkedDraft || len(st.Missing()) > 0
	r.Stories = append(r.Stories, d.Draft)
}

// seal drops the stories that no file could hold, and says so.
func (r *reader) seal() {
	wrong := make([]string, len(r.Stories))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(r.Stories))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(r.Stories); i += workers {
				wrong[i] = r.Stories[i].seal()
			}
		})
	}
	wg.Wait()
	kept := r.Stories[:0]
	for i, d := range r.Stories {
		if wrong[i] == "" {
			kept = append(kept, d)
			continue
		}
		r.report(Failed, d.Line, "the story "+quoted(d.Story.Title)+" "+wrong[i], d.Story.Notes)
	}
	r.Stories = kept
}

// seal marks the story with its fingerprint. It says what keeps the story from
// being written; nothing where nothing does.
func (d *Draft) seal() (wrong string) {
	data := story.Encode(d.Story)
	if len(data) > story.MaxFileSize-reserved {
		return fmt.Sprintf("is %.1f MiB long, and a story may be 1 MiB at most; part it into several in the notes", float64(len(data))/(1<<20))
	}
	if _, problems := story.Parse("story"+story.Extension, data, story.Options{Limit: story.MaxLimit}); len(problems) > 0 {
		return "cannot be written: " + problems[0].Wrong
	}
	d.mark = markOf(data, d.Questions)
	return ""
}

// reserved is room for what is added to a story when it is written: where it
// came from, and the questions that it answers.
const reserved = 4 << 10

// title makes sure that the story has one, on one line.
func (d *draft) title(file string) {
	title := flat(d.Story.Title)
	if len(d.Questions) > 0 && onlyStory.MatchString(title) {
		title = d.Questions[0] + " (" + title + ")"
	}
	if title == "" || isGroup(title) {
		switch {
		case len(d.Questions) > 0:
			title = d.Questions[0]
		case !isGroup(titleOfFile(file)) || title == "":
			title = titleOfFile(file)
		}
	}
	d.Story.Title = flat(title)
}

// settle makes the scripts of the sections.
func (d *draft) settle() {
	for _, n := range story.SectionNames() {
		section(&d.Story, n).Script = strings.Join(d.prose[n], "\n\n")
	}
}

// placeScript gives each paragraph of the full script to a section. What was
// the section's prose until then becomes points: the script is what is said
// word for word.
func (d *draft) placeScript(r *reader) {
	names, sure := story.PlaceParagraphs(d.script, d.has(story.Lessons))
	told := d.told
	for i, n := range names {
		told[n] = append(told[n], d.script[i])
	}
	for _, n := range story.SectionNames() {
		if len(told[n]) == 0 {
			continue
		}
		s := section(&d.Story, n)
		if s.Script != "" {
			s.Points = append(s.Points, d.prose[n]...)
		}
		s.Script = strings.Join(told[n], "\n\n")
	}
	if !sure {
		var letters []string
		for _, n := range names {
			letters = append(letters, n.Letter())
		}
		d.check(r, d.Line, fmt.Sprintf("the full script has %s; by what they say they were placed as %s", counted(len(names), "paragraph", "paragraphs"), strings.Join(letters, " ")))
	}
}

// dropTargets keeps the times of the sections in the notes, where they do not
// fit the limit.
func (d *draft) dropTargets() {
	limit := d.Story.Limit
	if limit == 0 {
		limit = story.DefaultLimit
	}
	for _, n := range story.SectionNames() {
		limit -= d.Story.Section(n).Target
	}
	if limit >= time.Second {
		return
	}
	for _, n := range story.SectionNames() {
		if s := section(&d.Story, n); s.Target > 0 {
			d.notes = append(d.notes, note{n.Title() + ": " + story.FormatDuration(s.Target), true})
			s.Target = 0
		}
	}
}
