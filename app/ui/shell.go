package ui

import (
	"context"
	"fmt"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// The window's smallest size that is laid out for, and the size it opens with.
const (
	minWidth, minHeight   = 800, 560
	openWidth, openHeight = 1100, 740
	windowTitle           = "Starling"
	narrowBelow           = 700 // units: list and detail one at a time
	keylessBelow          = 930 // units: the header has no room for its keys
	listShare             = 0.31
	listLeast, listMost   = 250, 340
	noticesAtOnce         = 3
)

// screen is one of the things that the window can show.
type screen interface {
	// content builds what is shown.
	content() fyne.CanvasObject
	// press is a key going down; it does not repeat.
	press(ev *fyne.KeyEvent)
	// navigate is a key that may repeat while it is held; it tells whether it
	// was one for that.
	navigate(ev *fyne.KeyEvent) bool
	// shown is called when the screen is in the window.
	shown()
	// keys lists the keys that work here, for the help.
	keys() []keyHelp
}

// finder is a screen that can be searched.
type finder interface{ find() }

// Shell is the window: it shows one screen, the way to the others, and what
// there is to tell.
type Shell struct {
	parts    Parts
	app      fyne.App
	window   fyne.Window
	settings settings.Settings

	library     story.Library
	loaded      bool
	stats       map[string]history.StoryStats
	statsLoaded bool
	pace        measuredPace
	due         dues
	dueReading  int // which reading of it is the latest
	reminder    reminder
	tapeStatus  recording.Status                         // as it was last told
	taped       atomic.Bool                              // whether answers are recorded, as it was last chosen on the stage
	copies      map[string]*notice                       // that offer what was typed and not saved, by its id
	answers     map[string]map[string]history.StoryStats // by question and story; see history.Store.Questions

	now       screen
	stories   *storiesScreen
	questions *questionsScreen
	progress  *progressScreen
	past      *historyScreen
	prefs     *settingsScreen
	practises *practiseScreen

	listening *listening // the recording that a screen has; nil for none
	measuring measuring

	rungs    map[string]rehearsal.Prompt // with what each story is practised, by slug; empty: as the settings have it
	sessions map[string]*practiceSession // drills and interviews that were begun and are not over, by what they are kept as
	writings int                         // of them so far

	help        *look.Dialog         // the list of keys, shown or put away
	asked       interface{ Focus() } // the latest dialog
	menu        *look.Menu           // the latest menu
	held        []func()             // what waits until no menu and no dialog is open
	top         *fyne.Container
	notices     []*notice
	noticeLayer *fyne.Container
	noticePage  *look.Page // in it
	tab         storyTab   // of the stories screen, kept from story to story
	waiting     string     // the slug to rehearse as soon as the stories are read
	lastNotes   string     // the folder that notes were last imported from
	lastOther   string     // the folder that another history was last merged from
	ctx         context.Context
}

// New makes the shell in a window of the app, which is not shown yet.
func New(ctx context.Context, app fyne.App, window fyne.Window, parts Parts) *Shell {
	s := &Shell{ctx: ctx, parts: parts, app: app, window: window, settings: parts.Settings, stats: map[string]history.StoryStats{}, copies: map[string]*notice{}, rungs: map[string]rehearsal.Prompt{}, sessions: map[string]*practiceSession{}}
	if window.Content() == nil {
		Prepare(app, window, s.settings)
	}
	s.measuring = measuring{shell: s, failed: map[string]string{}}
	s.stories = newStoriesScreen(s)
	s.questions = newQuestionsScreen(s)
	s.progress = newProgressScreen(s)
	s.past = newHistoryScreen(s)
	s.prefs = newSettingsScreen(s)
	s.practises = newPractiseScreen(s)
	s.bindKeys()
	window.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { s.onDropped(uris) })
	s.show(s.stories)
	return s
}

// Prepare gives a window its theme, title, size and ground, so that it can be
// shown before New fills it.
func Prepare(app fyne.App, window fyne.Window, s settings.Settings) {
	app.Settings().SetTheme(themeOf(s))
	window.SetTitle(windowTitle)
	window.SetPadded(false)
	window.SetContent(look.NewBox(look.ColourBackground, 0))
	window.Resize(fyne.NewSize(openWidth, openHeight))
}

// SetLibrary is told the stories whenever they have been read.
func (s *Shell) SetLibrary(l story.Library) {
	s.library, s.loaded = l, true
	s.stories.onLibrary()
	s.questions.onLibrary()
	s.progress.onLibrary()
	if a, ok := s.now.(*askScreen); ok {
		a.onLibrary()
	}
	switch now := s.now.(type) {
	case *editorScreen:
		now.onLibrary()
	case *mergeScreen:
		now.onLibrary()
	}
	s.prefs.onLibrary()
	s.remind()
	s.practises.onLibrary()
	if slug := s.waiting; slug != "" {
		s.waiting = ""
		s.Rehearse(slug)
	}
}

// HistoryChanged is told whenever something was written to history.
func (s *Shell) HistoryChanged() {
	switch now := s.now.(type) {
	case *storiesScreen:
		s.fetchStats()
		s.fetchPace()
		s.fetchDue(s.stories.onStats)
	case *questionsScreen, *askScreen:
		s.fetchStats()
		s.fetchAnswers()
	case *progressScreen:
		s.progress.reload()
	case *historyScreen:
		s.fetchStats()
		s.fetchDue(s.past.onDue)
		s.past.reload()
	case *practiseScreen:
		s.fetchStats()
		s.practises.reload()
	case *summaryScreen:
		now.reload()
	}
	// Elsewhere nothing of it shows: it is read when one of those is.
}

// fetchStats reads what history says of each story.
func (s *Shell) fetchStats() {
	var stats map[string]history.StoryStats
	s.fetch("Reading your history", func(ctx context.Context) (err error) {
		stats, err = s.parts.Reader.Stories(ctx)
		return err
	}, func() {
		s.stats, s.statsLoaded = stats, true
		s.stories.onStats()
		s.tellStats()
	})
}

// fetchAnswers reads what history says of each question.
func (s *Shell) fetchAnswers() {
	var answers map[string]map[string]history.StoryStats
	s.fetch("Reading your history", func(ctx context.Context) (err error) {
		answers, err = s.parts.Reader.Questions(ctx)
		return err
	}, func() {
		s.answers = answers
		s.tellStats()
	})
}

// tellStats tells the screen that shows something of history that it was read.
func (s *Shell) tellStats() {
	switch now := s.now.(type) {
	case *questionsScreen:
		now.onStats()
	case *askScreen:
		now.onStats()
	case *stage:
		now.onStats()
	}
}

// Rehearse goes to the stage of a story, as soon as the stories are read.
func (s *Shell) Rehearse(slug string) {
	if !s.loaded {
		s.waiting = slug
		return
	}
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	st, ok := s.library.Find(slug)
	switch {
	case !ok:
		s.tell(fmt.Sprintf("There is no story called %q in %s.", slug, s.library.Dir))
	case st.Draft():
		s.tell(draftText(st))
	default:
		s.stories.selectSlug(slug)
		s.toStage(st)
	}
}

// Raise brings the window to the front.
func (s *Shell) Raise() { s.window.RequestFocus() }

// answering tells whether an answer is under way, which nothing may cut short
// but the person.
func (s *Shell) answering() bool {
	st, ok := s.now.(*stage)
	return ok && st.running()
}

// show puts a screen into the window.
func (s *Shell) show(next screen) {
	if leaving, ok := s.now.(interface{ left() }); ok && s.now != next {
		leaving.left()
	}
	if s.now != next {
		s.pass()
		s.afterRating(next)
		s.hush()
	}
	s.now = next
	_, onStage := next.(*stage)
	s.measuring.hold(onStage)
	if s.help != nil {
		s.help.Close() // an answer may end by itself behind it
	}
	if s.window.Canvas().Overlays().Top() == nil {
		s.window.Canvas().Unfocus() // a dialog keeps the keyboard
	}
	s.rebuild()
	next.shown()
}

// rebuild builds the present screen again, as after a change of theme.
func (s *Shell) rebuild() {
	content := s.now.content()
	var head, foot fyne.CanvasObject
	ground := look.ColourBackground
	s.top = nil
	switch s.now.(type) {
	case *stage:
		ground = look.ColourStage
		s.noticeLayer = nil
	case *ratingScreen:
		foot = s.noticeBar()
	default:
		s.top = look.Layers(s.header())
		head, foot = s.top, s.noticeBar()
	}
	frame := look.Frame(head, foot, content)
	look.SetGround(ground)
	s.window.SetContent(s.least(frame))
}

// header shows the way between the screens.
func (s *Shell) header() fyne.CanvasObject {
	// Where there is little room the window's title has the name, and the list
	// of keys has the keys: one row is enough then.
	narrow, keyless := s.narrow(), s.keyless()
	kind, keysWord, gap, margin := look.Tab, "keys", float32(8), float32(14)
	name := look.Padded(6, 0, 14, 0, look.NewText("Starling", look.SizeBody, look.ColourText).Bold())
	if narrow {
		kind, keysWord, gap, margin = look.Chip, "", 2, 8
		name.Hide()
	}
	tab := func(text, key string, to screen) *look.Button {
		if keyless {
			key = ""
		}
		b := look.NewButton(kind, text, key, func() { s.show(to) })
		b.Select(s.place() == to)
		return b
	}
	row := look.Spread(gap, name,
		tab("Stories", shortcut("1"), s.stories), tab("Questions", shortcut("2"), s.questions),
		tab("Progress", shortcut("3"), s.progress), tab("History", shortcut("4"), s.past),
		look.NewHint("?", keysWord, s.showKeys), tab("Settings", shortcut("5"), s.prefs))
	return look.Layers(look.NewBox(look.ColourHeader, 0), look.Inset(margin, 7, row))
}

// place is the screen of the header that the present one belongs to.
func (s *Shell) place() screen {
	switch s.now.(type) {
	case *askScreen:
		return s.questions
	case *compareScreen, *uniteScreen:
		return s.past
	case *editorScreen, *mergeScreen:
		return s.stories
	case *mockScreen, *summaryScreen:
		return s.practises
	}
	return s.now
}

// stageNotice is the notice that is about the answer itself.
const (
	stageNotice = "stage"
	underWay    = "An answer is under way: Esc finishes it."
)

// goTo goes to a screen, unless an answer is under way.
func (s *Shell) goTo(to screen) {
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	if s.now != to {
		s.show(to)
	}
}

// whenClear does something now, or, while a menu or a dialog is open, when it
// has closed: what lies behind must not be rebuilt below the focus that it is
// going to give back.
func (s *Shell) whenClear(do func()) {
	if s.window.Canvas().Overlays().Top() == nil {
		do()
		return
	}
	s.held = append(s.held, do)
}

// release does what has waited, once nothing is open any more.
func (s *Shell) release() {
	if len(s.held) == 0 || s.window.Canvas().Overlays().Top() != nil {
		return
	}
	held := s.held
	s.held = nil
	for _, do := range held {
		do()
	}
}

// choose opens a menu; see look.Choose.
func (s *Shell) choose(below fyne.CanvasObject, texts []string, present int, chosen func(i int)) {
	s.menu = look.Choose(below, texts, present, chosen, s.release)
}

// ask opens a dialog; see look.Ask.
func (s *Shell) ask(title string, content fyne.CanvasObject, answers ...look.Answer) *look.Dialog {
	d := look.Ask(s.window.Canvas(), title, content, answers...)
	d.OnClosed = s.release
	s.asked = d
	return d
}

// pick opens a dialog in which any of many things are checked; see look.Pick.
// Closed is called when it is gone.
func (s *Shell) pick(p *look.Picker, closed func()) {
	p.OnClosed = func() {
		s.release()
		closed()
	}
	s.asked = p
}

// fetch reads something beside the main thread and comes back to paint it.
// What is the text of "Reading your history": it goes into the message if the
// reading fails.
func (s *Shell) fetch(what string, read func(context.Context) error, paint func()) {
	s.fetchOr(what, read, func() {}, paint)
}

// fetchOr is fetch for those who must know that the reading failed.
func (s *Shell) fetchOr(what string, read func(context.Context) error, failed, paint func()) {
	s.parts.Beside(func() {
		err := read(s.ctx)
		s.parts.Main(func() {
			switch {
			case s.ctx.Err() != nil:
			case err != nil:
				failed()
				s.tell(fmt.Sprintf("%s did not work: %v. Nothing was changed.", what, err))
			default:
				paint()
			}
		})
	})
}

// keyless tells whether the header has no room for its keys.
func (s *Shell) keyless() bool { return s.window.Canvas().Size().Width < look.U(keylessBelow) }

// narrow tells whether list and detail have to be shown one at a time.
func (s *Shell) narrow() bool {
	return s.window.Canvas().Size().Width < look.U(narrowBelow)
}

// replace puts other objects into a container. If one of the old ones had the
// focus, the new one in its place has it: the keyboard is never left with
// something that is gone.
func (s *Shell) replace(in *fyne.Container, objects ...fyne.CanvasObject) {
	s.keepFocus(in, func() {
		in.Objects = objects
		in.Refresh()
	})
}

// least keeps the window from being made smaller than is laid out for, and the
// header as wide as there is room.
func (s *Shell) least(o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: &leastLayout{shell: s, narrow: s.narrow(), keyless: s.keyless()}, Objects: []fyne.CanvasObject{o}}
}

type leastLayout struct {
	shell *Shell
	// Which header was made.
	narrow, keyless bool
}

func (l *leastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if narrow, keyless := l.shell.narrow(), l.shell.keyless(); narrow != l.narrow || keyless != l.keyless {
		l.narrow, l.keyless = narrow, keyless
		if l.shell.top != nil {
			l.shell.replace(l.shell.top, l.shell.header())
		}
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (*leastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(minWidth, minHeight) }
