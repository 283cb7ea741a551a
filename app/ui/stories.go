package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/look"
)

// storyFilter is which stories the list shows.
type storyFilter int

const (
	allStories storyFilter = iota
	dueStories
	neverSaid
	withProblems
)

// storiesScreen is the list of stories with the chosen one beside it.
type storiesScreen struct {
	pane
	choices choices

	filter   storyFilter
	tag      string
	found    []story.Story   // what the list shows, problems apart
	problems []story.Problem // shown below the stories, or alone
	selected string          // a slug, or the File of a problem
	problem  int             // index into the library's problems, or -1

	detail    *storyDetail
	asks      *look.Prose // what the next interview asks for
	searched  string
	expected  string // a slug to be selected as soon as it has been read
	dismissed bool   // observations that were put aside are shown too
}

func newStoriesScreen(s *Shell) *storiesScreen {
	sc := &storiesScreen{choices: choicesOf(s.settings), problem: -1}
	sc.pane = newPane(s, "Search stories and tags", sc.onSearch)
	sc.relaid = sc.showDetail
	sc.listed = func() bool { return sc.length() > 0 }
	sc.bare = func() bool { return s.loaded && len(s.library.Stories)+len(s.library.Problems) == 0 }
	return sc
}

func (sc *storiesScreen) content() fyne.CanvasObject {
	list := look.NewList(70, 94, sc.row)
	list.OnSelect = sc.onSelect
	sc.asks = look.NewProse("", look.SizeSmall, look.ColourQuiet).AtMost(2)
	sc.foot = look.Padded(0, 8, 0, 0, look.Column(6, sc.asks, look.Flow(12,
		look.NewHint("N", "next due", sc.onNextDue), look.NewHint(shortcut("N"), "new story", sc.shell.newStory),
		look.NewHint("I", "import", sc.shell.onImport),
		look.NewHint(shortcut("6"), "practise", func() { sc.shell.goTo(sc.shell.practises) }))))
	sc.fillAsks()
	content := sc.build(list)
	sc.fillChips()
	sc.showList()
	sc.showDetail()
	return content
}

func (sc *storiesScreen) shown() {
	sc.shell.fetchStats()
	sc.shell.fetchPace()
	sc.shell.fetchDue(sc.onStats)
	sc.onResize()
}

// onLibrary is called when the stories have been read.
func (sc *storiesScreen) onLibrary() {
	sc.takeExpected()
	sc.again()
	if sc.shell.now == sc {
		sc.shell.fetchDue(sc.onStats)
	}
}

// onStats is called when history has been read.
func (sc *storiesScreen) onStats() { sc.again() }

// again shows the list and the detail anew, if this screen is the one shown.
func (sc *storiesScreen) again() {
	sc.filterStories()
	if sc.shell.now != sc || sc.list == nil {
		return
	}
	sc.shell.whenClear(func() {
		if sc.shell.now != sc {
			return
		}
		sc.fillAsks()
		sc.fillChips()
		sc.showList()
		sc.onResize()
		if sc.detail == nil || sc.index() < 0 || !sc.detail.still() {
			sc.showDetail() // else it stays as it is, scrolled and focused
		}
	})
}

// filterStories finds the stories for search, tag and filter, and keeps the
// one selected if it is among them.
func (sc *storiesScreen) filterStories() {
	library := sc.shell.library
	sc.widen()
	sc.found, sc.problems = nil, nil
	switch found := library.Search(sc.searched, sc.tag); sc.filter {
	case allStories:
		sc.found = found
	case dueStories:
		sc.found = sc.shell.dueStoriesOf(found)
	case neverSaid:
		for _, st := range found {
			if sc.shell.stats[st.Slug].Attempts == 0 {
				sc.found = append(sc.found, st)
			}
		}
	}
	if sc.filter == withProblems || (sc.filter == allStories && sc.searched == "" && sc.tag == "") {
		sc.problems = library.Problems
	}
	if sc.index() >= 0 || sc.length() == 0 {
		return
	}
	sc.selectIndex(0)
}

// widen takes back a narrowing whose chip is gone: the last problem was mended,
// the last story that was due or never said was said, or no story has the tag any more.
func (sc *storiesScreen) widen() {
	library := sc.shell.library
	gone := map[storyFilter]bool{
		withProblems: len(library.Problems) == 0, neverSaid: sc.neverSaid() == 0, dueStories: sc.shell.dueCount() == 0,
	}
	if gone[sc.filter] {
		sc.filter = allStories
	}
	if sc.tag != "" && !slices.ContainsFunc(library.Tags(), func(t story.Tag) bool { return t.Name == sc.tag }) {
		sc.tag = ""
	}
}

// neverSaid counts the stories without an attempt.
func (sc *storiesScreen) neverSaid() int {
	never := 0
	for _, st := range sc.shell.library.Stories {
		if sc.shell.stats[st.Slug].Attempts == 0 {
			never++
		}
	}
	return never
}

func (sc *storiesScreen) length() int { return len(sc.found) + len(sc.problems) }

// index is the row of what is selected, or -1.
func (sc *storiesScreen) index() int {
	if sc.problem >= 0 {
		if sc.problem < len(sc.problems) {
			return len(sc.found) + sc.problem
		}
		return -1
	}
	for i, st := range sc.found {
		if st.Slug == sc.selected {
			return i
		}
	}
	return -1
}

func (sc *storiesScreen) selectIndex(i int) {
	if i < len(sc.found) {
		sc.selected, sc.problem = sc.found[i].Slug, -1
	} else {
		sc.problem = i - len(sc.found)
	}
	sc.choices.question, sc.choices.limit = "", 0
}

// selectSlug selects a story, whatever the list is filtered by.
func (sc *storiesScreen) selectSlug(slug string) {
	if slug != sc.selected { // what was chosen for another story is not for this one
		sc.choices.question, sc.choices.limit = "", 0
	}
	sc.selected, sc.problem = slug, -1
	if sc.index() < 0 {
		sc.filter, sc.tag = allStories, ""
		sc.searched = ""
		sc.search.SetText("")
		sc.filterStories()
	}
}

// current is the story selected.
func (sc *storiesScreen) current() (story.Story, bool) {
	if sc.problem >= 0 {
		return story.Story{}, false
	}
	return sc.shell.library.Find(sc.selected)
}

func (sc *storiesScreen) showList() { sc.list.Set(sc.length(), sc.index()) }

func (sc *storiesScreen) showDetail() {
	before, at := sc.detail, -1
	if before != nil {
		at = before.health.focused()
	}
	sc.shell.replace(sc.right, sc.detailOf())
	if at >= 0 && sc.detail != nil && sc.detail.story.Slug == before.story.Slug {
		sc.detail.toObservation(at)
		sc.detail.page.StayAt(before.page)
	}
}

// detailOf builds what stands beside the list.
func (sc *storiesScreen) detailOf() fyne.CanvasObject {
	sc.detail = nil
	switch st, ok := sc.current(); {
	case !sc.shell.loaded:
		return emptyState("Reading your stories …", "")
	case sc.problem >= 0 && sc.problem < len(sc.problems):
		return sc.problemDetail(sc.problems[sc.problem])
	case ok && sc.index() >= 0:
		sc.detail = newStoryDetail(sc, st)
		return sc.detail.object
	case len(sc.shell.library.Stories) == 0:
		return emptyState("No stories yet", "If you have notes, press I, or drop them on the window: Starling makes stories of them and leaves them as they are. "+
			shortcut("N")+" begins a new story. Each is a TOML file in "+sc.shell.library.Dir+"; one that you put there appears here by itself.")
	}
	return emptyState("Nothing found", "No story has all of these words. Esc in the search shows all of them again.")
}

// fillChips shows what the list can be narrowed to; what would be empty is
// left out.
func (sc *storiesScreen) fillChips() {
	library := sc.shell.library
	never := sc.neverSaid()
	var chips []fyne.CanvasObject
	add := func(text string, filter storyFilter, ink fyne.ThemeColorName) {
		b := look.NewButton(look.Chip, text, "", func() { sc.onFilter(filter) })
		if ink != "" {
			b.Ink(ink)
		}
		b.Select(sc.filter == filter)
		chips = append(chips, b)
	}
	add(fmt.Sprintf("All %d", len(library.Stories)), allStories, "")
	if n := sc.shell.dueCount(); n > 0 {
		add(fmt.Sprintf("Due %d", n), dueStories, "")
	}
	if never > 0 && sc.shell.statsLoaded {
		add(fmt.Sprintf("Never said %d", never), neverSaid, "")
	}
	if n := len(library.Problems); n > 0 {
		add(plural(n, "problem", "problems"), withProblems, look.ColourOver)
	}
	if tags := library.Tags(); len(tags) > 0 {
		chips = append(chips, sc.tagChip(tags))
	}
	sc.shell.replace(sc.chips, chips...)
}

func (sc *storiesScreen) tagChip(tags []story.Tag) fyne.CanvasObject {
	text := "Tag"
	if sc.tag != "" {
		text = sc.tag
	}
	var b *look.Button
	b = look.NewButton(look.Chip, text+" ▾", "", func() {
		texts, present := []string{"any tag"}, 0
		for i, t := range tags {
			texts = append(texts, fmt.Sprintf("%s  %d", t.Name, t.Count))
			if t.Name == sc.tag {
				present = i + 1
			}
		}
		sc.shell.choose(b, texts, present, func(i int) {
			sc.tag = ""
			if i > 0 {
				sc.tag = tags[i-1].Name
			}
			sc.again()
		})
	})
	b.Select(sc.tag != "")
	return b
}

// plural counts something in words.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (sc *storiesScreen) onFilter(f storyFilter) {
	sc.filter = f
	sc.again()
}

func (sc *storiesScreen) onSearch(text string) {
	if text == sc.searched {
		return
	}
	sc.searched = text
	if sc.filter == withProblems {
		sc.filter = allStories
	}
	sc.again()
}

func (sc *storiesScreen) onSelect(i int) {
	sc.selectIndex(i)
	sc.showDetail()
}

func (sc *storiesScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace:
		sc.onRehearse()
	case fyne.KeyReturn, fyne.KeyEnter:
		if sc.shell.narrow() && !sc.opened {
			sc.open()
		} else {
			sc.onRehearse()
		}
	case fyne.KeyEscape:
		sc.onBack()
	case fyne.KeyLeft:
		sc.switchTab(-1)
	case fyne.KeyRight:
		sc.switchTab(1)
	case fyne.KeyN:
		sc.onNextDue()
	case fyne.KeyP:
		sc.tapDetail(func(d *storyDetail) *look.Button { return d.prompt })
	case fyne.KeyL:
		sc.tapDetail(func(d *storyDetail) *look.Button { return d.limit })
	case fyne.KeyO:
		sc.tapDetail(func(d *storyDetail) *look.Button { return d.mode })
	case fyne.KeyQ:
		sc.tapDetail(func(d *storyDetail) *look.Button { return d.question })
	case fyne.KeyF6:
		sc.toHealth()
	default:
		sc.pressFile(ev)
	}
}

func (sc *storiesScreen) tapDetail(which func(*storyDetail) *look.Button) {
	if sc.detail != nil {
		if b := which(sc.detail); b != nil {
			b.Tapped(nil)
		}
	}
}

func (sc *storiesScreen) switchTab(by int) {
	if sc.detail != nil {
		sc.detail.switchTab(by)
	}
}

func (sc *storiesScreen) navigate(ev *fyne.KeyEvent) bool {
	if sc.detail == nil {
		return sc.navigatePane(nil, ev)
	}
	return sc.detail.health.navigate(ev) || sc.navigatePane(sc.detail.page, ev)
}

func (sc *storiesScreen) onRehearse() {
	st, ok := sc.current()
	switch {
	case !ok:
	case st.Draft():
		sc.shell.remark(draftText(st))
	default:
		sc.shell.toStage(st)
	}
}

func (sc *storiesScreen) keys() []keyHelp {
	return []keyHelp{
		{"Space", "rehearse the story"},
		{"↑↓", "choose a story"},
		{"N", "go to the story that is due next"},
		{"←→", "points, polished lines, script, health, attempts"},
		{"F6", "to what could be better"},
		{"E", "edit the story"},
		{shortcut("N"), "a new story"},
		{"I", "import notes; or drop them on the window"},
		{"M", "more: rename, duplicate, delete, open in your own editor"},
		{"Del", "put the story into the trash"},
		{"P", "choose what is shown while speaking"},
		{"L", "choose the limit for this rehearsal"},
		{"O", "practice or one-way interview"},
		{"Q", "choose the question"},
		{"Enter", "rehearse too; in a narrow window open the story, and Esc goes back"},
	}
}

// beside sets something of fixed width at the right of something that takes
// what is left.
func beside(left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: besideLayout{left, right}, Objects: []fyne.CanvasObject{left, right}}
}

type besideLayout struct{ left, right fyne.CanvasObject }

func (l besideLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	right := l.right.MinSize()
	gap := look.U(8)
	if right.Width == 0 {
		gap = 0
	}
	middle := func(h float32) float32 { return (size.Height - h) / 2 }
	height := l.left.MinSize().Height
	l.left.Move(fyne.NewPos(0, middle(height)))
	l.left.Resize(fyne.NewSize(max(0, size.Width-right.Width-gap), height))
	l.right.Move(fyne.NewPos(size.Width-right.Width, middle(right.Height)))
	l.right.Resize(right)
}

func (l besideLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	left, right := l.left.MinSize(), l.right.MinSize()
	return fyne.NewSize(left.Width+right.Width+look.U(8), max(left.Height, right.Height))
}
