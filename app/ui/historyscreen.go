package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// pageLength is how many attempts are read at once.
const pageLength = 50

// period is how far back the list of attempts goes.
type period struct {
	name string
	days int // zero: all
}

func periods() []period {
	return []period{{"All time", 0}, {"Last 7 days", 7}, {"Last 30 days", 30}, {"Last 90 days", 90}}
}

// historyScreen is the list of attempts with the chosen one beside it.
type historyScreen struct {
	pane

	filter     history.Filter // Limit and Offset apart
	storyTitle string         // of filter.Story
	period     int
	kind       int // index into kinds
	count      int
	counted    bool
	pages      map[int][]history.Record
	asked      map[int]bool
	reading    int // which reading is the latest; older ones are not painted
	selected   int
	selectedID string
	marked     *history.Record // the attempt that another is to be compared with; nil for none

	detail     *attemptDetail
	exportHint *look.Hint
}

// kinds are the kinds of attempt that the list can be narrowed to.
func kinds() []string { return []string{"All", "Rated", "Not rated", "One-way", "Alone"} }

func newHistoryScreen(s *Shell) *historyScreen {
	sc := &historyScreen{selected: -1}
	sc.pane = newPane(s, "Search your history", sc.onSearch)
	sc.relaid = func() {
		sc.detail = nil
		sc.showDetail()
	}
	sc.listed = func() bool { return sc.count > 0 }
	sc.bare = func() bool { return sc.counted && sc.count == 0 && !sc.filtered() }
	return sc
}

func (sc *historyScreen) content() fyne.CanvasObject {
	list := look.NewList(62, 62, sc.row)
	list.OnSelect = sc.onSelect
	sc.exportHint = look.NewHint("X", "export", sc.onExport)
	sc.foot = look.Padded(0, 8, 0, 0, look.Flow(12, sc.exportHint, look.NewHint("M", "merge another history", sc.shell.onMergeHistory)))
	content := sc.build(list)
	sc.fillChips()
	sc.list.Set(sc.count, sc.selected)
	sc.detail = nil
	sc.showDetail()
	return content
}

func (sc *historyScreen) shown() {
	sc.reload()
	sc.shell.fetchDue(sc.onDue)
	sc.onResize()
}

// onDue is called when it was read what is due.
func (sc *historyScreen) onDue() {
	if sc.shell.now == sc && sc.detail != nil {
		sc.detail.grade.show()
		sc.detail.page.Reflow()
	}
}

// only narrows the list to one story.
func (sc *historyScreen) only(slug, title string) {
	sc.filter = history.Filter{Story: slug}
	sc.storyTitle, sc.period, sc.kind = title, 0, 0
	sc.search.SetText("")
	sc.selected, sc.selectedID = -1, ""
}

// reload reads the list again, and stays at the attempt that is selected.
func (sc *historyScreen) reload() {
	sc.reading++
	reading, filter := sc.reading, sc.fullFilter()
	var count int
	var first []history.Record
	sc.shell.fetch("Reading your history", func(ctx context.Context) (err error) {
		if count, err = sc.shell.parts.Reader.Count(ctx, filter); err != nil {
			return err
		}
		filter.Limit = pageLength
		first, err = sc.shell.parts.Reader.Attempts(ctx, filter)
		return err
	}, func() {
		if reading == sc.reading {
			sc.onRead(count, first)
		}
	})
}

// fullFilter is the filter with the period counted from now.
func (sc *historyScreen) fullFilter() history.Filter {
	f := sc.filter
	if days := periods()[sc.period].days; days > 0 {
		now := sc.shell.parts.Now().Local()
		f.Since = time.Date(now.Year(), now.Month(), now.Day()-days+1, 0, 0, 0, 0, time.Local)
	}
	switch rated, unrated := true, false; sc.kind {
	case 1:
		f.Rated = &rated
	case 2:
		f.Rated = &unrated
	case 3:
		f.Mode = rehearsal.ModeOneWay
	case 4:
		f.Alone = true
	}
	return f
}

func (sc *historyScreen) onRead(count int, first []history.Record) {
	sc.count, sc.counted = count, true
	old := sc.pages
	sc.pages, sc.asked = map[int][]history.Record{0: first}, map[int]bool{0: true}
	// Stay at the attempt, not at the row: a new one may have come before it.
	at := -1
	for i, r := range first {
		if r.ID == sc.selectedID {
			at = i
		}
	}
	switch {
	case at >= 0:
		sc.selected = at
	case sc.selected >= pageLength && sc.selected < count:
		page := sc.selected / pageLength
		if records, ok := old[page]; ok {
			sc.pages[page] = records // shown until it is read again
		}
		sc.ask(page)
	case len(first) > 0: // the attempt is gone: the one that took its row, or the last
		sc.selected = min(max(sc.selected, 0), len(first)-1)
		sc.selectedID = first[sc.selected].ID
	default:
		sc.selected, sc.selectedID = -1, ""
	}
	if sc.shell.now != sc || sc.list == nil {
		return
	}
	if sc.detail != nil && sc.detail.typed {
		sc.keep(sc.detail.record) // newer than what was read
	}
	sc.shell.whenClear(func() {
		if sc.shell.now != sc {
			return
		}
		sc.fillChips()
		sc.list.Set(sc.count, sc.selected)
		sc.onResize()
		sc.showDetail()
	})
}

// keep puts what was said here of an attempt into what has been read of it.
func (sc *historyScreen) keep(r history.Record) {
	for _, records := range sc.pages {
		for i := range records {
			if records[i].ID == r.ID {
				records[i].Note, records[i].Ratings, records[i].Grade = r.Note, r.Ratings, r.Grade
				records[i].Coverage, records[i].Rated = rehearsal.Coverage(r.Ratings)
			}
		}
	}
}

// record gives the attempt of a row, if it has been read; if not it is asked for.
func (sc *historyScreen) record(i int) (history.Record, bool) {
	page := i / pageLength
	if records := sc.pages[page]; i%pageLength < len(records) {
		return records[i%pageLength], true
	}
	sc.ask(page)
	return history.Record{}, false
}

// ask reads a page of the list.
func (sc *historyScreen) ask(page int) {
	if sc.asked[page] {
		return
	}
	sc.asked[page] = true
	reading, filter := sc.reading, sc.fullFilter()
	filter.Limit, filter.Offset = pageLength, page*pageLength
	var records []history.Record
	sc.shell.fetchOr("Reading your history", func(ctx context.Context) (err error) {
		records, err = sc.shell.parts.Reader.Attempts(ctx, filter)
		return err
	}, func() {
		if reading == sc.reading {
			delete(sc.asked, page) // it is asked for again when it comes in sight
		}
	}, func() {
		if reading != sc.reading || sc.shell.now != sc {
			return
		}
		sc.pages[page] = records
		if at := sc.selected; at/pageLength == page && at%pageLength < len(records) {
			sc.selectedID = records[at%pageLength].ID
			sc.showDetail()
		}
		sc.list.Set(sc.count, sc.selected)
	})
}

func (sc *historyScreen) fillChips() {
	var chips []fyne.CanvasObject
	for i, name := range kinds() {
		b := look.NewButton(look.Chip, name, "", func() {
			sc.kind = i
			sc.filterChanged()
		})
		b.Select(sc.kind == i)
		chips = append(chips, b)
	}
	var when *look.Button
	when = look.NewButton(look.Chip, periods()[sc.period].name+" ▾", "", func() {
		var names []string
		for _, p := range periods() {
			names = append(names, p.name)
		}
		sc.shell.choose(when, names, sc.period, func(i int) {
			sc.period = i
			sc.filterChanged()
		})
	})
	when.Select(sc.period > 0)
	chips = append(chips, when)
	if sc.filter.Story != "" {
		title := sc.storyTitle
		if title == "" {
			title = sc.filter.Story
		}
		b := look.NewButton(look.Chip, "Only: "+title+"  ×", "", func() {
			sc.filter.Story = ""
			sc.filterChanged()
		})
		b.Select(true)
		chips = append(chips, b)
	}
	if sc.marked != nil {
		b := look.NewButton(look.Chip, "Compare with: "+localTime(*sc.marked).Format("2 Jan, 15:04")+"  ×", "", sc.unmark)
		b.Select(true)
		chips = append(chips, b)
	}
	sc.setChips(chips...)
}

func (sc *historyScreen) filterChanged() {
	sc.selected, sc.selectedID = -1, ""
	sc.fillChips()
	sc.reload()
}

func (sc *historyScreen) onSearch(text string) {
	if sc.filter.Text != text {
		sc.filter.Text = text
		sc.selected, sc.selectedID = -1, ""
		sc.reload()
	}
}

func (sc *historyScreen) onSelect(i int) {
	sc.selected, sc.selectedID = i, ""
	if r, ok := sc.record(i); ok {
		sc.selectedID = r.ID
	}
	sc.showDetail()
}

// showDetail shows the selected attempt, unless it is the one shown already
// and reads the same: what is being typed in the note must not be disturbed.
func (sc *historyScreen) showDetail() {
	r, ok := history.Record{}, false
	if sc.selected >= 0 && sc.selected < sc.count {
		r, ok = sc.record(sc.selected)
	}
	if ok && sc.detail != nil && sc.detail.record.ID == r.ID {
		sc.detail.update(r)
		return
	}
	sc.detail = nil
	if !ok {
		sc.shell.hush()
	}
	var content fyne.CanvasObject
	switch {
	case ok:
		sc.detail = newAttemptDetail(sc, r)
		content = sc.detail.object
	case !sc.counted || sc.count > 0:
		content = emptyState("Reading your history …", "")
	case sc.filtered():
		content = emptyState("Nothing found", "No attempt fits the search and the filters. \"All\" and an empty search show every one.")
	default:
		content = emptyState("No attempts yet", "Choose a story (Ctrl+1) and press Space. Every answer that you finish, and how you rated it, is kept here, on this computer alone.")
	}
	sc.shell.replace(sc.right, content)
}

func (sc *historyScreen) filtered() bool {
	return sc.filter.Text != "" || sc.filter.Story != "" || sc.kind > 0 || sc.period > 0
}

func (sc *historyScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if sc.shell.narrow() && !sc.opened {
			sc.open()
		} else if sc.detail != nil {
			sc.shell.focus(sc.detail.rows[0])
		}
	case fyne.KeyEscape:
		if sc.shell.window.Canvas().Focused() != nil {
			sc.shell.window.Canvas().Unfocus()
			return
		}
		sc.onBack()
	case fyne.KeyC:
		sc.onCompare()
	case fyne.KeyM:
		sc.shell.onMergeHistory()
	case fyne.KeyX:
		sc.onExport()
	default:
		if sc.detail != nil {
			sc.detail.press(ev)
		}
	}
}

func (sc *historyScreen) navigate(ev *fyne.KeyEvent) bool {
	if sc.detail != nil && sc.detail.navigate(ev) {
		return true
	}
	if sc.detail == nil {
		return sc.navigatePane(nil, ev)
	}
	return sc.navigatePane(sc.detail.page, ev)
}

func (sc *historyScreen) keys() []keyHelp {
	keys := []keyHelp{
		{"↑↓", "choose an attempt"},
		{"Enter", "to its ratings: 1 to 5 rates again, the earlier rating is kept"},
		{"E", "edit its note; Esc or Tab leaves it"},
		{"G", "give it another grade, or take yours back"},
		{"C", "compare: marks the attempt; at another one, shows both side by side"},
		{"X", "export: a report, JSON, CSV or Markdown; of one story, where the list shows one alone"},
		{"Del", "delete the attempt; " + shortcut("Z") + " brings it back"},
		{"Space", "rehearse its story, or its question, again"},
		{"M", "merge another machine's history into yours"},
	}
	if sc.detail != nil {
		keys = append(keys, listenKeys(sc.detail.listening)...)
	}
	return keys
}
