package history

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"starling/app/rehearsal"
)

// Where many attempts come at once, the days on which none was here before are
// added up as they come, without reading again what was just written. The texts
// are those that dayTotals gives; any other day is left to it.

// daysOpen is how many days are kept open behind the latest that came: attempts
// come in the order in which they were begun, and a day differs by the zone.
const daysOpen = 4

// sumLimit bounds what is added up here: beyond it SQLite may refuse a sum.
const sumLimit = 1000 * time.Hour

// daySums are the days that are being added up: all of a day, and by its stories.
type daySums map[rehearsal.Day]*openDay

type openDay struct {
	all     daySum
	stories map[string]*daySum
}

// sum adds an attempt that is new here to its day, and tells whether that could be done.
func (d daySums) sum(e *entry, s *shown) bool {
	if s.spoken < 0 || s.spoken > sumLimit || s.over.Abs() > sumLimit || s.coverage < 0 || s.coverage > 100 {
		return false
	}
	day := d[s.day]
	if day == nil {
		day = &openDay{stories: map[string]*daySum{}}
		d[s.day] = day
	}
	of := day.stories[s.story]
	if of == nil {
		of = &daySum{}
		day.stories[s.story] = of
	}
	one := lineOf(e, s)
	of.addOne(s, one)
	day.all.addOne(s, one)
	return true
}

// dayLines are the lines that an attempt may be in a day.
type dayLines struct {
	level                int
	first, best, closest string
}

// lineOf writes the lines of an attempt.
func lineOf(e *entry, s *shown) dayLines {
	var l dayLines
	if !s.whole {
		return l
	}
	// SQLite's text ends where there is a zero in it.
	id, _, _ := strings.Cut(e.head.ID, "\x00")
	began := max(s.began, 0)
	if s.rated {
		units := int(math.Round(s.coverage * coverageUnits / 100))
		l.level = int(math.Round(s.coverage))
		l.first = fmt.Sprintf("%019d %s %d %d", began, id, e.zone, units)
		l.best = fmt.Sprintf("%03d %019d %s %d", coverageUnits-units, began, id, e.zone)
	}
	l.closest = fmt.Sprintf("%019d %019d %s %d %d", s.over.Abs(), began, id, e.zone, s.over)
	return l
}

// addOne adds an attempt that counts.
func (d *daySum) addOne(s *shown, l dayLines) {
	t := &d.totals
	t.Attempts++
	t.Spoken += s.spoken
	if !s.whole {
		return
	}
	edges := OverEdges()
	at := 0
	for at < len(edges) && s.over >= edges[at] {
		at++
	}
	t.Overs[at]++
	if s.rated {
		t.Rated++
		d.levels[l.level] = true
	}
	lower(&d.first, l.first)
	lower(&d.best, l.best)
	lower(&d.closest, l.closest)
}

// text is what is stored of the sum.
func (d *daySum) text() string {
	t := &d.totals
	counts := fmt.Sprintf("%d %d", t.Spoken, t.Rated)
	for _, n := range t.Overs {
		counts += " " + strconv.Itoa(n)
	}
	var levels []string
	for level, is := range d.levels {
		if is {
			levels = append(levels, strconv.Itoa(level))
		}
	}
	return strings.Join([]string{counts, strings.Join(levels, ","), d.first, d.best, d.closest}, "\n")
}

// sumDays adds what has come to the days, and gives the days of stories that
// have to be added up anew.
func (l *putOff) sumDays(all []news) {
	var rest []news
	for _, n := range all {
		if n.old != nil || n.now.counted && !l.sums.sum(n.entry, n.now) {
			rest = append(rest, n)
		}
	}
	maps.Copy(l.days, daysOf(rest))
}

// storeDays stores the sums of days, but for the last ones that are still open
// while more is to come. A day that was here before is left to be added up anew.
func (b *Batch) storeDays(l *putOff, open int) error {
	days := slices.Sorted(maps.Keys(l.sums))
	for len(days) > 0 && int(days[len(days)-1]-days[0]) >= open {
		if err := b.storeDay(l, days[0], l.sums[days[0]]); err != nil {
			return err
		}
		delete(l.sums, days[0])
		days = days[1:]
	}
	return nil
}

func (b *Batch) storeDay(l *putOff, day rehearsal.Day, sums *openDay) error {
	here, err := value[bool](b, `SELECT 1 FROM days WHERE day = ?`, day)
	if err != nil {
		return err
	}
	if here {
		for slug := range sums.stories {
			l.days[storyDay{slug, day}] = true
		}
		return nil
	}
	if err := b.exec(`INSERT INTO days (day, attempts, totals) VALUES (?, ?, ?)`, day, sums.all.totals.Attempts, sums.all.text()); err != nil {
		return err
	}
	for _, slug := range slices.Sorted(maps.Keys(sums.stories)) {
		s := sums.stories[slug]
		err := b.exec(`INSERT INTO story_days (story, day, attempts, totals) VALUES (?, ?, ?, ?)`, slug, day, s.totals.Attempts, s.text())
		if err != nil {
			return err
		}
	}
	return nil
}
