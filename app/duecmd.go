package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"
	"time"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/story"
)

// DueOptions are how Due prints.
type DueOptions struct {
	// JSON prints for a program.
	JSON bool
	// Now is the moment that it is, in the zone of the person.
	Now time.Time
}

// Due prints which stories to practise today, in order, and why.
func Due(ctx context.Context, s Setup, o DueOptions, w io.Writer) error {
	if _, err := os.Stat(s.Paths.Stories); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder of stories at %s; start Starling once, or write a story with: starling new TITLE", s.Paths.Stories)
	}
	calendar, err := s.calendar(o.Now)
	if err != nil {
		return err
	}
	library := story.NewLoader(s.Paths.Stories, story.Options{Limit: s.Settings.Limit}).Load(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	cards, err := cards(ctx, s.Paths.Data)
	if err != nil {
		return err
	}
	d := due{calendar: calendar, library: library, agenda: calendar.Agenda(cards, library.Stories)}
	out := bufio.NewWriter(w)
	if o.JSON {
		err = d.json(out)
	} else {
		d.text(out)
	}
	return errors.Join(err, out.Flush())
}

// calendar gives what decides when a story is due.
func (s Setup) calendar(now time.Time) (practice.Calendar, error) {
	c := practice.Calendar{Today: practice.DayOf(now), Retention: float64(s.Settings.Practice.Retention) / 100}
	for _, i := range s.Settings.Practice.Interviews {
		interview, err := practice.NewInterview(i.Name, i.Date, i.Tags)
		if err != nil {
			return c, fmt.Errorf("the interview %s in the settings: %w", i.Name, err)
		}
		c.Interviews = append(c.Interviews, interview)
	}
	return c, nil
}

// cards derives the cards of all stories from the history in a data folder.
func cards(ctx context.Context, dir string) (map[string]practice.Card, error) {
	store, err := history.OpenReader(ctx, dir)
	if err != nil {
		return nil, err
	}
	cards, _, err := deriveCards(ctx, store, 0)
	return cards, errors.Join(err, store.Close())
}

// due is what Due prints.
type due struct {
	calendar practice.Calendar
	library  story.Library
	agenda   []practice.Item
}

// split gives what is due, and what will be.
func (d due) split() (now, later []practice.Item) {
	for i, item := range d.agenda {
		if !item.Due(d.calendar.Today) {
			return d.agenda[:i], d.agenda[i:]
		}
	}
	return d.agenda, nil
}

// text prints for a person.
func (d due) text(out io.Writer) {
	now, later := d.split()
	today := d.calendar.Today
	switch {
	case len(d.agenda) == 0:
		_, _ = fmt.Fprintln(out, "There is no story to practise yet. Write one with: starling new TITLE")
	case len(now) == 0:
		_, _ = fmt.Fprintln(out, "Nothing is due today.")
	default:
		_, _ = fmt.Fprintf(out, "Due today: %s of %d\n", count(len(now), "story", "stories"), len(d.agenda))
	}
	d.interviews(out)
	for _, item := range now {
		line := fmt.Sprintf("%-13s  %s (%s)", item.When(today), item.Title, item.Slug)
		_, _ = fmt.Fprintln(out, line)
		if why := strings.TrimPrefix(item.Why, "Never said."); why != "" {
			_, _ = fmt.Fprintln(out, strings.Repeat(" ", 15)+strings.TrimSpace(why))
		}
	}
	if len(now) > 0 {
		_, _ = fmt.Fprintf(out, "Begin with: starling rehearse %s\n", now[0].Slug)
	}
	if len(later) > 0 {
		_, _ = fmt.Fprintf(out, "Next: %s, %s\n", later[0].Title, later[0].When(today))
	}
	d.left(out)
}

// interviews prints the interviews ahead, and what they ask for.
func (d due) interviews(out io.Writer) {
	for _, i := range practice.Ahead(d.calendar.Interviews, d.calendar.Today) {
		line := i.Sentence(d.calendar.Today)
		if len(i.Tags) > 0 {
			asked := 0
			for _, s := range d.library.Stories {
				if i.AsksFor(s) {
					asked++
				}
			}
			line += fmt.Sprintf(" It asks for %s: ", strings.Join(i.Tags, ", "))
			if asked == 0 {
				line += "no story has any of these tags yet."
			} else {
				line += count(asked, "story", "stories") + "."
			}
		}
		_, _ = fmt.Fprintln(out, line)
	}
}

// left says what is not in the agenda.
func (d due) left(out io.Writer) {
	drafts := 0
	for _, s := range d.library.Stories {
		if s.Draft() {
			drafts++
		}
	}
	var left []string
	if drafts > 0 {
		left = append(left, count(drafts, "draft", "drafts"))
	}
	if n := len(d.library.Problems); n > 0 {
		left = append(left, count(n, "error", "errors"))
	}
	if len(left) > 0 {
		_, _ = fmt.Fprintf(out, "Left out: %s. Told by: starling check\n", strings.Join(left, ", "))
	}
}

// dueJSON is what Due prints for a program; docs/practice.md describes it.
type dueJSON struct {
	Version int          `json:"version"`
	Today   practice.Day `json:"today"`
	Due     []dueItem    `json:"due"`
	Later   []dueItem    `json:"later"`
}

// dueItem is a story in it.
type dueItem struct {
	Story     string        `json:"story"`
	Title     string        `json:"title"`
	Due       *practice.Day `json:"due"`
	Overdue   int           `json:"overdue_days"`
	Recall    float64       `json:"recall"`
	Interview string        `json:"interview"`
	Why       string        `json:"why"`
}

func (d due) json(out io.Writer) error {
	now, later := d.split()
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(dueJSON{Version: 1, Today: d.calendar.Today, Due: dueItems(now), Later: dueItems(later)})
}

func dueItems(items []practice.Item) []dueItem {
	all := make([]dueItem, len(items))
	for i, item := range items {
		all[i] = dueItem{
			Story: item.Slug, Title: item.Title, Overdue: item.Overdue,
			Recall: math.Round(item.Recall*1000) / 1000, Interview: item.Interview, Why: item.Why,
		}
		if !item.Never {
			all[i].Due = &items[i].Day
		}
	}
	return all
}
