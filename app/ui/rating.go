package ui

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// deafFor is how long the rating takes no keys, so that a second press of the
// last mark rates nothing.
const deafFor = 500 * time.Millisecond

// ratingScreen asks how an answer went. Everything said here is stored at once.
type ratingScreen struct {
	shell   *Shell
	number  int
	attempt rehearsal.Attempt
	from    *stage           // the answer to go back to; nil for one found unfinished
	within  *practiceSession // that the answer is part of; nil for none
	rung    *rungOffer
	home    screen // to which it is left

	ratings map[story.SectionName]int
	note    string
	opened  time.Time

	rows     []*rateRow
	noteBox  *look.Field
	done     *look.Button
	coverage *look.Text
	back     *look.Button
	page     *look.Page

	was        *practice.Card // how the story stood before; nil until it is read
	correction practice.Grade // the person's own grade; "" for none
	grade      *gradeLine
	next       *fyne.Container // what to say next

	listening  *listening
	listenHint *look.Hint // shown once there is something to listen to
}

// newRatingScreen makes the screen for an attempt that has just ended.
func newRatingScreen(s *Shell, number int, a rehearsal.Attempt, from *stage) *ratingScreen {
	sc := &ratingScreen{shell: s, number: number, attempt: a, from: from, home: s.stories, ratings: map[story.SectionName]int{}}
	sc.rung = newRungOffer(sc)
	if from != nil {
		sc.home, sc.within = from.home, from.within
	} else if a.Alone() {
		sc.home = s.questions
	}
	return sc
}

// newLateRating makes it for an attempt that was found unfinished.
func newLateRating(s *Shell, r history.Record) *ratingScreen {
	sc := newRatingScreen(s, r.Number, r.Attempt, nil)
	maps.Copy(sc.ratings, r.Ratings)
	sc.note, sc.correction = r.Note, practice.Grade(r.Grade)
	return sc
}

func (sc *ratingScreen) content() fyne.CanvasObject {
	sc.page = look.NewPage(look.Column(0))
	sc.rows = rateRows(sc.attempt, sc.ratings, sc.onRate)
	column := look.Column(0, look.Padded(0, 0, 0, 14, comparison(sc.attempt)))
	reveal := func(o fyne.CanvasObject) {
		sc.page.Reflow() // what has the focus says more, and needs more room
		sc.page.Reveal(o)
	}
	for _, r := range sc.rows {
		r.onFocus = reveal
		column.Objects = append(column.Objects, r)
	}
	column.Objects = append(column.Objects, sc.gradeCard())
	sc.noteBox = look.NewNoteField("What to change next time")
	sc.noteBox.SetText(sc.note)
	sc.noteBox.OnChanged = sc.onNote
	sc.noteBox.OnFocus = reveal
	sc.noteBox.OnLeave = func() { sc.shell.focus(sc.done) }
	column.Objects = append(column.Objects, look.Padded(0, 14, 0, 4, sc.noteBox))
	// One rates before one listens, and then rates again.
	sc.listening = sc.listen()
	sc.listening.tellRows(sc.rows)
	column.Objects = append(column.Objects, sc.listening.object, sc.listening.below)
	// The head scrolls too: a long title in large letters would leave no room.
	sc.page.SetContent(look.Column(0, sc.head(), look.Padded(30, 22, 30, 0, column)))
	sc.rung.show()
	return look.Hug(nil, look.Padded(30, 14, 30, 18, look.Column(0, sc.rung.row, sc.foot())), sc.page)
}

func (sc *ratingScreen) head() fyne.CanvasObject {
	over := sc.attempt.Spoken - sc.attempt.Plan.Limit
	times := []look.Run{{Text: rehearsal.Clock(sc.attempt.Spoken.Round(time.Second)) + "  ", Colour: look.ColourText}}
	switch {
	case over >= time.Second/2:
		times = append(times, look.Run{Text: seconds(over) + " over", Colour: look.ColourOver})
	case sc.attempt.Ended == rehearsal.Unfinished:
		times = append(times, look.Run{Text: "cut off", Colour: look.ColourQuiet})
	default:
		times = append(times, look.Run{Text: "of " + rehearsal.Clock(sc.attempt.Plan.Limit), Colour: look.ColourQuiet})
	}
	about := sc.attempt.Title
	if sc.attempt.Alone() {
		about += " · a question alone"
	}
	for _, more := range []string{partText(sc.attempt), sc.where(), sc.qualifies()} {
		if more != "" {
			about += " · " + more
		}
	}
	if sc.number > 0 {
		about += fmt.Sprintf(" · attempt %d", sc.number)
	}
	about += " · saved as you go"
	row := look.Ends(12, look.NewRuns(look.SizeBody, look.Run{Text: "How did it go?   ", Colour: look.ColourText, Bold: true}, look.Run{Text: " " + about, Colour: look.ColourQuiet}),
		look.Row(4, look.NewText(times[0].Text, look.SizeBody, look.ColourText).Mono(), look.NewText(times[1].Text, look.SizeBody, times[1].Colour)))
	return look.Layers(look.NewBox(look.ColourHeader, 0), look.Inset(20, 13, row))
}

func (sc *ratingScreen) foot() fyne.CanvasObject {
	sc.done = look.NewButton(look.Primary, sc.doneText(), "Enter", sc.onDone).OnFocus(func(fyne.CanvasObject) {
		sc.page.Reflow()
		sc.page.Reveal(sc.grade.object) // what it comes to, now that all is rated
	})
	row := look.Spread(10, sc.done)
	if sc.canRepeat() {
		row.Objects = append(row.Objects, look.NewButton(look.Raised, "Again", "R", sc.onAgain))
	}
	sc.back = nil
	if sc.canGoBack() {
		sc.back = look.NewButton(look.Raised, "Back to the answer", "←", sc.onBack)
		row.Objects = append(row.Objects, sc.back)
	}
	row.Objects = append(row.Objects, look.NewButton(look.Raised, "Discard", "Del", sc.onDiscard))
	sc.coverage = look.NewText("", look.SizeBody, look.ColourQuiet)
	sc.listenHint = look.NewHint("V", "listen", func() { sc.listening.onListen() })
	setVisible(sc.listenHint, sc.listening.play != nil)
	row.Objects = append(row.Objects, sc.listenHint, look.NewHint("?", "keys", sc.shell.showKeys), sc.coverage)
	sc.showCoverage()
	return row
}

func (sc *ratingScreen) showCoverage() {
	if percent, ok := rehearsal.Coverage(sc.ratings); ok {
		sc.coverage.Set(fmt.Sprintf("coverage so far %.0f%%", percent))
	} else {
		sc.coverage.Set("not rated yet")
	}
}

func (sc *ratingScreen) shown() {
	sc.opened = sc.shell.parts.Now()
	sc.shell.focus(sc.rows[0])
	sc.fetchWas()
	sc.rung.fetch()
}

// deaf tells whether keys are still ignored.
func (sc *ratingScreen) deaf() bool { return sc.shell.parts.Now().Sub(sc.opened) < deafFor }

// canGoBack tells whether ← returns to the answer: before the first rating.
func (sc *ratingScreen) canGoBack() bool {
	return sc.from != nil && len(sc.ratings) == 0 && sc.attempt.Ended == rehearsal.Finished && !sc.from.oneTake()
}

func (sc *ratingScreen) canRepeat() bool {
	if sc.within != nil { // in an interview there is one take, and late ratings have no stage to go back to
		return sc.from != nil && !sc.from.oneTake()
	}
	return sc.from != nil || sc.shell.repeatable(sc.attempt)
}

func (sc *ratingScreen) onRate(section story.SectionName, rating int) {
	if sc.deaf() {
		return
	}
	sc.ratings[section] = rating
	sc.shell.parts.Recorder.Rate(sc.attempt.ID, section, rating)
	if sc.back != nil {
		sc.back.Hide()
	}
	for i, r := range sc.rows {
		if r.section != section {
			continue
		}
		r.set(rating)
		if i+1 < len(sc.rows) {
			sc.shell.focus(sc.rows[i+1])
		} else {
			sc.shell.focus(sc.done)
		}
	}
	sc.showCoverage()
	sc.grade.show()
	sc.rung.show()
	sc.page.Reflow()
	sc.shell.window.Content().Refresh()
}

func (sc *ratingScreen) onNote(text string) {
	sc.note = text
	sc.shell.parts.Recorder.SetNote(sc.attempt.ID, text)
}

// press is a key that the focused row or button had no use for.
func (sc *ratingScreen) press(ev *fyne.KeyEvent) {
	if sc.deaf() {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		sc.onDone()
	case fyne.KeyR:
		if sc.canRepeat() {
			sc.onAgain()
		}
	case fyne.KeyLeft:
		sc.onBack()
	case fyne.KeyL:
		sc.rung.take()
	case deleteKey():
		sc.onDiscard()
	case fyne.KeyG:
		sc.grade.choose()
	case fyne.KeyN:
		sc.onNext()
	default:
		sc.listening.press(ev)
	}
}

// navigate moves between the sections and Done.
func (sc *ratingScreen) navigate(ev *fyne.KeyEvent) bool {
	step := 0
	switch ev.Name {
	case fyne.KeyUp:
		step = -1
	case fyne.KeyDown:
		step = 1
	default:
		return false
	}
	at := len(sc.rows) // Done
	for i, r := range sc.rows {
		if r.focused {
			at = i
		}
	}
	if at = min(max(at+step, 0), len(sc.rows)); at < len(sc.rows) {
		sc.shell.focus(sc.rows[at])
	} else {
		sc.shell.focus(sc.done)
	}
	return true
}

func (sc *ratingScreen) onDone() {
	if sc.within != nil {
		sc.within.onRated()
		return
	}
	switch sc.home {
	case sc.shell.stories:
		sc.shell.stories.selectSlug(sc.attempt.Story)
	case sc.shell.questions:
		sc.shell.questions.selectID(sc.attempt.Question.ID)
	}
	sc.shell.show(sc.home)
}

func (sc *ratingScreen) onAgain() {
	if sc.from != nil {
		sc.from.again(sc.number + 1)
		return
	}
	sc.shell.repeat(sc.attempt)
}

func (sc *ratingScreen) onBack() {
	if sc.canGoBack() && !sc.from.resume() {
		sc.shell.tell("This answer has ended and cannot be gone back to.")
	}
}

func (sc *ratingScreen) onDiscard() {
	id := sc.attempt.ID
	sc.shell.parts.Recorder.Delete(id)
	if sc.within != nil {
		sc.within.onDiscarded()
	} else {
		sc.shell.show(sc.home)
	}
	sc.shell.offerUndo(fmt.Sprintf("The attempt at %s was discarded.", attemptTitle(sc.attempt)), func() {
		sc.shell.parts.Recorder.Restore(id)
	})
}

func (sc *ratingScreen) keys() []keyHelp {
	return append([]keyHelp{
		{"1 – 5", "rate the section and go to the next"},
		{"↑↓", "between sections"},
		{"Enter", strings.ToLower(sc.doneText())},
		{"L", "take another prompt, where one is offered"},
		{"R", "the same again"},
		{"G", "give the attempt another grade"},
		{"N", "rehearse what is due next"},
		{"←", "back to the answer, before the first rating"},
		{"Del", "discard the attempt"},
		{"Tab", "to the note; Tab or Esc leaves it"},
	}, listenKeys(sc.listening)...)
}
