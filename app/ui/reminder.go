package ui

import (
	"context"
	"fmt"
	"time"

	"starling/app/practice"
)

// Reminders shows the day's notification. It is called beside the main thread.
type Reminders interface {
	// Last is the day of the latest notification, "2026-12-03", at this start or
	// an earlier one; empty for none.
	Last() string
	// Remind shows a notification on the desktop, and remembers its day.
	Remind(day, title, text string) error
}

// remindEvery is how often is looked whether another day has begun: a timer of
// hours would stand still while the machine sleeps.
const remindEvery = 10 * time.Minute

// reminder is what the shell knows of the day's notification.
type reminder struct {
	stop func()       // of the timer; nil where none is set
	on   practice.Day // the latest day that is done with
	busy bool         // it is being read what is due
}

// remind shows the day's notification, if it is wished and has not been shown,
// and looks again later. An answer is never disturbed: then it waits.
func (s *Shell) remind() {
	r := &s.reminder
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
	if !s.settings.Practice.Notify {
		return
	}
	r.stop = s.parts.After(remindEvery, s.remind)
	today := s.today()
	if !s.loaded || s.answering() || r.busy || r.on == today {
		return
	}
	r.busy = true
	calendar, stories := s.calendar(), s.library.Stories
	var d dues
	shown := false
	s.fetchOr("Reading your history", func(ctx context.Context) error {
		if shown = s.parts.Reminders.Last() == today.String(); shown {
			return nil
		}
		cards, err := s.parts.Cards(ctx)
		if err == nil {
			d = reckon(calendar, cards, stories)
		}
		return err
	}, func() { r.busy = false }, func() {
		r.busy = false
		if s.answering() {
			return
		}
		r.on = today
		if due := d.now(); !shown && len(due) > 0 {
			title, text := reminderText(calendar, due)
			s.sendReminder(today, title, text)
		}
	})
}

// sendReminder shows the notification of a day.
func (s *Shell) sendReminder(day practice.Day, title, text string) {
	s.parts.Beside(func() {
		err := s.parts.Reminders.Remind(day.String(), title, text)
		if err != nil {
			s.parts.Main(func() { s.tell(fmt.Sprintf("The desktop could not be told what is due: %v.", err)) })
		}
	})
}

// reminderText is what the notification says.
func reminderText(c practice.Calendar, due []practice.Item) (title, text string) {
	title = plural(len(due), "story is", "stories are") + " due today"
	text = "First: " + due[0].Title + "."
	if ahead := practice.Ahead(c.Interviews, c.Today); len(ahead) > 0 && ahead[0].Date-c.Today <= practice.NearDays {
		text += " " + ahead[0].Sentence(c.Today)
	}
	return title, text
}
