package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// graded is what matters of an attempt for its grade and for the ladder, as
// history has it too.
func graded(r history.Record) practice.Attempt {
	a := practice.Attempt{
		ID: r.ID, Story: r.Story, Started: localTime(r), Spoken: r.Spoken, Limit: r.Plan.Limit, Ended: r.Ended,
		Prompt: r.Prompt, Mode: r.Mode, Ratings: practice.RatingsOf(r.Ratings), Correction: practice.Grade(r.Grade),
	}
	a.Part, _ = r.Part()
	return a
}

// gradable tells whether a person may give an attempt a grade of their own:
// not to a section alone, nor to a question alone.
func gradable(a rehearsal.Attempt) bool { return !a.Alone() && len(a.Plan.Sections) > 1 }

// gradeLine says which grade an attempt has, why, and what follows, and lets
// the person correct it.
type gradeLine struct {
	shell   *Shell
	text    *look.Prose
	hint    *look.Hint // nil where no grade can be given
	object  fyne.CanvasObject
	attempt func() practice.Attempt // as it stands
	say     func(a practice.Attempt) string
	correct func(g practice.Grade)
	reveal  func(fyne.CanvasObject) // brings the line in sight
}

// newGradeLine makes the line of an attempt. Say puts what stands there, and
// correct is told what the person chose, "" for the grade that follows from
// ratings and time.
func newGradeLine(s *Shell, of rehearsal.Attempt, attempt func() practice.Attempt, say func(practice.Attempt) string, correct func(practice.Grade), page *look.Page) *gradeLine {
	l := &gradeLine{shell: s, attempt: attempt, say: say, correct: correct, reveal: page.Reveal, text: look.NewProse("", look.SizeBody, look.ColourQuiet)}
	l.object = l.text
	if gradable(of) {
		// A hint takes no focus: Tab goes from the ratings to the note as ever.
		l.hint = look.NewHint("G", "another grade", l.choose)
		l.object = look.Ends(12, l.text, l.hint)
	}
	l.show()
	return l
}

// show brings the line up to date.
func (l *gradeLine) show() {
	a := l.attempt()
	grade := practice.Judge(a).Grade
	text := l.say(a)
	runs := []look.Run{{Text: text, Colour: look.ColourQuiet}}
	if title := grade.Title(); strings.HasPrefix(text, title) {
		runs = []look.Run{{Text: title, Colour: look.ColourText, Bold: true}, {Text: strings.TrimPrefix(text, title), Colour: look.ColourQuiet}}
	}
	l.text.Set(runs...)
}

// choose opens the grades, with the one that follows from ratings and time at
// their head: to choose it takes a correction back.
func (l *gradeLine) choose() {
	if l.hint == nil {
		return
	}
	a := l.attempt()
	grades := append([]practice.Grade{""}, practice.Corrections()...)
	texts := []string{"By ratings and time: " + practice.Unswayed(a).Grade.Title()}
	for _, g := range grades[1:] {
		texts = append(texts, g.Title())
	}
	l.reveal(l.object)
	l.shell.choose(l.hint, texts, slices.Index(grades, a.Correction), func(i int) {
		if grades[i] == a.Correction {
			return
		}
		l.correct(grades[i])
		l.show()
	})
}

// The rating screen's part: what the answer means for its story, and what to
// say next.

// gradeCard is what stands below the ratings.
func (sc *ratingScreen) gradeCard() fyne.CanvasObject {
	sc.grade = newGradeLine(sc.shell, sc.attempt, sc.graded, sc.sayGrade, func(g practice.Grade) {
		sc.correction = g
		sc.shell.parts.Recorder.Grade(sc.attempt.ID, string(g))
		sc.page.Reflow()
	}, sc.page)
	sc.next = look.Layers()
	sc.showNext()
	return look.Padded(16, 12, 0, 0, look.Column(6, sc.grade.object, sc.next))
}

// graded is the attempt as it is rated by now.
func (sc *ratingScreen) graded() practice.Attempt {
	r := history.Record{Attempt: sc.attempt, Ratings: sc.ratings, Grade: string(sc.correction)}
	a := graded(r)
	a.Started = sc.attempt.Started.Local() // it was here and now, if it is not one of long ago
	return a
}

// sayGrade says the grade, and when the story is due again.
func (sc *ratingScreen) sayGrade(a practice.Attempt) string {
	if st, ok := sc.shell.library.Find(a.Story); ok && sc.was != nil {
		return sc.shell.calendar().After(*sc.was, a, st)
	}
	return practice.Explain(a)
}

// fetchWas reads how the story stood before this answer: once, for what is
// rated here changes it.
func (sc *ratingScreen) fetchWas() {
	if sc.was != nil || !gradable(sc.attempt) {
		return
	}
	sc.shell.fetchDue(func() {
		was := sc.shell.due.cards[sc.attempt.Story]
		sc.was = &was
		if sc.shell.now == sc {
			sc.shell.whenClear(func() {
				sc.grade.show()
				sc.showNext()
				sc.page.Reflow()
			})
		}
	})
}

// nextDue is the story that is due first beside this one.
func (sc *ratingScreen) nextDue() (practice.Item, bool) {
	for _, item := range sc.shell.due.now() {
		if item.Slug != sc.attempt.Story {
			return item, true
		}
	}
	return practice.Item{}, false
}

// showNext says what to say next.
func (sc *ratingScreen) showNext() {
	sc.next.Objects = nil
	item, ok := sc.nextDue()
	if !ok || sc.was == nil {
		return
	}
	today := sc.shell.due.today
	mark, ink := dueMark(item, today)
	line := look.NewRuns(look.SizeBody, look.Run{Text: "Next: ", Colour: look.ColourQuiet}, look.Run{Text: item.Title + " ", Colour: look.ColourText})
	sc.next.Objects = []fyne.CanvasObject{look.Ends(12, line,
		look.Row(10, look.Row(6, mark, look.NewText(dueWord(item, today), look.SizeSmall, ink)), look.NewHint("N", "rehearse it", sc.onNext)))}
}

// onNext goes to the stage of what is due next.
func (sc *ratingScreen) onNext() {
	item, ok := sc.nextDue()
	st, there := sc.shell.library.Find(item.Slug)
	if !ok || !there || sc.was == nil {
		return
	}
	sc.shell.stories.selectSlug(st.Slug)
	sc.shell.speak(st, sc.shell.stories.choices, sc.home)
}

// The history's part: the grade of an attempt of any time.

// gradeLine is the line of the attempt that is shown.
func (d *attemptDetail) gradeLine() *gradeLine {
	return newGradeLine(d.shell, d.record.Attempt, func() practice.Attempt { return graded(d.record) }, d.sayGrade, func(g practice.Grade) {
		d.graded = true
		d.record.Grade = string(g)
		d.screen.keep(d.record)
		d.shell.parts.Recorder.Grade(d.record.ID, string(g))
		d.page.Reflow()
	}, d.page)
}

// sayGrade says the grade, and when the story is due by now.
func (d *attemptDetail) sayGrade(a practice.Attempt) string {
	text := practice.Explain(a)
	if item, ok := d.shell.due.item(a.Story); ok && !item.Never {
		text += " The story is d" + strings.TrimPrefix(item.Sentence(d.shell.due.today), "D") // "Due today."
	}
	return text
}

// earlierGrade says what an earlier grade of the person's was; nothing for
// what still holds.
func earlierGrade(c history.Change) string {
	if !c.Superseded || c.Field != "grade" || c.Value == "" {
		return ""
	}
	return "Earlier: you graded it " + practice.Grade(c.Value).Title() + " on " + c.At.Local().Format("2 Jan 2006, 15:04")
}
