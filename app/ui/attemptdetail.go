package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// attemptDetail is the chosen attempt beside the list: what happened, what was
// thought of it, and what may still be said of it.
type attemptDetail struct {
	screen *historyScreen
	shell  *Shell
	record history.Record
	object fyne.CanvasObject

	page     *look.Page
	rows     []*rateRow
	note     *look.Field
	coverage *look.Text
	grade    *gradeLine
	graded   bool // the grade was corrected here
	earlier  *fyne.Container
	said     []string // what stands there
	compare  *look.Button
	delete   *look.Button
	typed    bool                       // the note was typed into here: what stands there is newer than any reading
	rated    map[story.SectionName]bool // so are the ratings given here

	listening  *listening
	listenHint *look.Hint // shown once there is something to listen to
}

func newAttemptDetail(sc *historyScreen, r history.Record) *attemptDetail {
	d := &attemptDetail{screen: sc, shell: sc.shell, record: r, earlier: look.Column(4)}
	d.page = look.NewPage(look.Column(0))
	column := look.Column(8, look.NewHeading(r.Title))
	if r.Question.Text != "" && r.Question.Text != r.Title {
		column.Objects = append(column.Objects, look.NewProse(r.Question.Text, look.SizeBody, look.ColourQuiet))
	}
	column.Objects = append(column.Objects, d.facts(), look.Padded(0, 8, 0, 8, comparison(r.Attempt)))
	d.listening = d.listen()
	column.Objects = append(column.Objects, d.listening.object)
	d.rows = rateRows(r.Attempt, r.Ratings, d.onRate)
	reveal := func(o fyne.CanvasObject) {
		d.page.Reflow() // what has the focus says more, and needs more room
		d.page.Reveal(o)
	}
	for _, row := range d.rows {
		row.onFocus = reveal
		column.Objects = append(column.Objects, row)
	}
	d.coverage = look.NewText("", look.SizeBody, look.ColourQuiet)
	d.note = look.NewNoteField("What to change next time")
	d.note.SetText(r.Note)
	d.note.OnChanged = d.onNote
	d.note.OnFocus = reveal
	d.grade = d.gradeLine()
	column.Objects = append(column.Objects, look.Padded(16, 0, 0, 0, look.Column(6, d.coverage, d.grade.object)), look.Padded(0, 6, 0, 0, d.note), d.earlier, d.listening.below)
	d.page.SetContent(look.Padded(30, 24, 30, 8, column))
	d.listening.tellRows(d.rows)
	d.object = look.Frame(nil, look.Padded(30, 6, 30, 22, d.foot()), d.page)
	d.showCoverage()
	d.readChanges()
	return d
}

// facts says how the attempt went, over time in its own colour.
func (d *attemptDetail) facts() fyne.CanvasObject {
	r := d.record
	runs := []look.Run{{Text: localTime(r).Format("Monday 2 January 2006, 15:04") + " · " + rehearsal.Clock(r.Spoken.Round(time.Second)) + " of " + rehearsal.Clock(r.Plan.Limit), Colour: look.ColourQuiet}}
	if over := r.Spoken - r.Plan.Limit; over >= time.Second {
		runs = append(runs, look.Run{Text: " · +" + seconds(over) + " over", Colour: look.ColourOver})
	}
	rest := []string{"from " + promptWord(r.Prompt), strings.ToLower(modeName(r.Mode))}
	if r.Alone() {
		rest[0] = "a question alone"
	}
	if part := partText(r.Attempt); part != "" {
		rest = append([]string{part}, rest...)
	}
	if r.Paused >= time.Second {
		rest = append(rest, "paused "+seconds(r.Paused))
	}
	if how := endingWords(r); how != "" {
		rest = append(rest, how)
	}
	runs = append(runs, look.Run{Text: " · " + strings.Join(rest, " · "), Colour: look.ColourQuiet})
	return look.NewRuns(look.SizeBody, runs...)
}

// endingWords says how an attempt ended, where it was not by the speaker.
func endingWords(r history.Record) string {
	switch r.Ended {
	case rehearsal.AtLimit:
		return "ended by the limit"
	case rehearsal.Auto:
		return "ended by itself, ten minutes over"
	case rehearsal.Abandoned:
		return "abandoned: counts for no trend"
	case rehearsal.Unfinished:
		return "cut off before its end"
	}
	return ""
}

func (d *attemptDetail) foot() fyne.CanvasObject {
	row := look.Flow(10)
	if d.shell.repeatable(d.record.Attempt) {
		row.Objects = append(row.Objects, look.NewButton(look.Primary, "Rehearse", "Space", d.onRehearse))
	}
	d.compare = look.NewButton(look.Raised, d.screen.compareText(d.record.ID), "C", d.screen.onCompare)
	row.Objects = append(row.Objects, d.compare)
	d.delete = look.NewButton(look.Raised, "Delete", "Del", d.onDelete)
	row.Objects = append(row.Objects, d.delete)
	if d.shell.narrow() {
		row.Objects = append(row.Objects, look.NewButton(look.Raised, "All attempts", "Esc", d.screen.onBack))
	}
	d.listenHint = look.NewHint("V", "listen", d.onListen)
	setVisible(d.listenHint, d.listening.play != nil)
	row.Objects = append(row.Objects, d.listenHint)
	return row
}

func (d *attemptDetail) showCoverage() {
	text := "not rated"
	if percent, ok := rehearsal.Coverage(d.record.Ratings); ok {
		text = fmt.Sprintf("coverage %.0f%%", percent)
	}
	d.coverage.Set(text)
	d.grade.show()
}

// update shows what has changed in the attempt since it was shown. What was
// said here is newer than any reading and stays.
func (d *attemptDetail) update(r history.Record) {
	if d.typed {
		r.Note = d.record.Note
	}
	r.Ratings = maps.Clone(r.Ratings)
	for section := range d.rated {
		if r.Ratings == nil {
			r.Ratings = map[story.SectionName]int{}
		}
		r.Ratings[section] = d.record.Ratings[section]
	}
	if d.graded {
		r.Grade = d.record.Grade
	}
	d.readChanges() // what was rated here stands in the record already, what it superseded does not
	if sameRatings(d.record.Ratings, r.Ratings) && d.record.Note == r.Note && d.record.Grade == r.Grade {
		return
	}
	d.record = r
	for _, row := range d.rows {
		row.set(r.Ratings[row.section])
	}
	if d.note.Text != r.Note {
		d.note.SetText(r.Note)
		d.typed = false // that was not the person
	}
	d.showCoverage()
	d.page.Reflow()
}

func sameRatings(a, b map[story.SectionName]int) bool {
	if len(a) != len(b) {
		return false
	}
	for n, rating := range a {
		if b[n] != rating {
			return false
		}
	}
	return true
}

// readChanges lists what was said earlier and holds no more.
func (d *attemptDetail) readChanges() {
	id := d.record.ID
	var changes []history.Change
	d.shell.fetch("Reading your history", func(ctx context.Context) (err error) {
		changes, err = d.shell.parts.Reader.Changes(ctx, id)
		return err
	}, func() {
		var texts []string
		when := listenedTimes(changes)
		for i, c := range changes {
			if text := earlierText(c, when[i]) + earlierGrade(c); text != "" {
				texts = append(texts, text)
			}
		}
		if slices.Equal(texts, d.said) {
			return
		}
		d.said, d.earlier.Objects = texts, nil
		for _, text := range texts {
			d.earlier.Objects = append(d.earlier.Objects, look.NewProse(text, look.SizeSmall, look.ColourQuiet))
		}
		d.page.Reflow()
	})
}

// earlierText says what an earlier rating was; nothing for what still holds. When
// says whether it was given before the answer was listened to, or after.
func earlierText(c history.Change, when string) string {
	section, isRating := strings.CutPrefix(c.Field, "rating.")
	if !c.Superseded || !isRating || c.Value == "0" {
		return ""
	}
	return fmt.Sprintf("Earlier: %s was rated %s%s on %s", story.SectionName(section).Title(), c.Value, when, c.At.Local().Format("2 Jan 2006, 15:04"))
}

func (d *attemptDetail) onRate(section story.SectionName, rating int) {
	d.shell.parts.Recorder.Rate(d.record.ID, section, rating)
	ratings := map[story.SectionName]int{section: rating}
	for n, r := range d.record.Ratings {
		if n != section {
			ratings[n] = r
		}
	}
	d.record.Ratings = ratings
	if d.rated == nil {
		d.rated = map[story.SectionName]bool{}
	}
	d.rated[section] = true
	d.screen.keep(d.record)
	for i, row := range d.rows {
		if row.section == section {
			row.set(rating)
			if i+1 < len(d.rows) {
				d.shell.focus(d.rows[i+1])
			} else {
				d.shell.window.Canvas().Unfocus()
			}
		}
	}
	d.showCoverage()
	d.page.Reflow()
}

func (d *attemptDetail) onNote(text string) {
	if text == d.record.Note {
		return
	}
	d.typed = true
	d.record.Note = text
	d.screen.keep(d.record)
	d.shell.parts.Recorder.SetNote(d.record.ID, text)
}

func (d *attemptDetail) onRehearse() { d.shell.repeat(d.record.Attempt) }

func (d *attemptDetail) onDelete() {
	id, title := d.record.ID, attemptTitle(d.record.Attempt)
	d.shell.window.Canvas().Unfocus()
	if d.screen.isMarked(id) {
		d.screen.marked = nil
	}
	d.shell.parts.Recorder.Delete(id)
	d.shell.offerUndo(fmt.Sprintf("The attempt at %s was deleted.", title), func() {
		d.screen.selectedID = id
		d.shell.parts.Recorder.Restore(id)
	})
}

// press is a key that does something with the attempt.
func (d *attemptDetail) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case deleteKey():
		d.onDelete()
	case fyne.KeyE:
		d.note.SkipLetter()
		d.shell.focus(d.note)
	case fyne.KeyG:
		d.grade.choose()
	case fyne.KeySpace:
		d.onRehearse()
	case fyne.KeyV:
		d.onListen()
	default:
		d.listening.press(ev)
	}
}

// navigate moves between the ratings while one of them has the focus.
func (d *attemptDetail) navigate(ev *fyne.KeyEvent) bool {
	at := -1
	for i, r := range d.rows {
		if r.focused {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	switch ev.Name {
	case fyne.KeyUp:
		at = max(0, at-1)
	case fyne.KeyDown:
		at = min(len(d.rows)-1, at+1)
	default:
		return false
	}
	d.shell.focus(d.rows[at])
	return true
}
