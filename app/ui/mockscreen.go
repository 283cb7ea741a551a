package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// mockScreen is where one says how a mock interview goes.
type mockScreen struct {
	practises *practiseScreen
	shell     *Shell

	options    practice.MockOptions
	categories []string // to ask from; none for the whole bank
	interview  string   // whose questions are asked, whatever the categories

	page     *look.Page
	start    *look.Button
	foot     *fyne.Container
	starting bool
}

func newMockScreen(sc *practiseScreen) *mockScreen {
	return &mockScreen{practises: sc, shell: sc.shell, options: practice.MockPresets()[0].Options}
}

func (sc *mockScreen) content() fyne.CanvasObject {
	sc.page = look.NewPage(look.Column(0))
	sc.foot = look.Flow(10)
	sc.page.SetContent(sc.column())
	sc.fillFoot()
	return look.Frame(nil, look.Padded(30, 6, 30, 22, sc.foot), sc.page)
}

func (sc *mockScreen) shown() {
	sc.starting = false
	if sc.start != nil {
		sc.shell.focus(sc.start)
	}
}

// again shows the choices anew; the control that was used keeps the focus by
// its place.
func (sc *mockScreen) again() {
	if sc.shell.now != sc {
		return
	}
	sc.shell.whenClear(func() {
		if sc.shell.now == sc {
			sc.shell.keepFocus(sc.page, func() { sc.page.Replace(sc.column()) })
			sc.fillFoot()
		}
	})
}

// pool is what is asked about.
func (sc *mockScreen) pool() practice.MockPool {
	p := practice.MockPool{Bank: sc.shell.library.Bank, Stories: sc.practises.stories(), Categories: sc.categories}
	calendar := sc.shell.calendar()
	for _, i := range practice.Ahead(calendar.Interviews, calendar.Today) {
		if i.Name == sc.interview {
			p.Interview = &i
		}
	}
	return p
}

// there tells how many questions there are to ask, 20 at most, or why there is
// none.
func (sc *mockScreen) there() (int, error) {
	o := sc.options
	o.Questions = practice.MaxQuestions
	mock, err := sc.shell.calendar().NewMock(o, sc.pool(), nil, func() float64 { return 0 })
	if err != nil {
		return 0, err
	}
	return len(mock.Questions()), nil
}

func (sc *mockScreen) fillFoot() {
	sc.start = nil
	var buttons []fyne.CanvasObject
	if _, err := sc.there(); err == nil {
		sc.start = look.NewButton(look.Primary, "Begin", "B", sc.onStart)
		buttons = append(buttons, sc.start)
	}
	buttons = append(buttons, look.NewButton(look.Raised, "Practise", "Esc", sc.onLeave), look.NewHint("?", "keys and presets", sc.shell.showKeys))
	sc.shell.replace(sc.foot, buttons...)
}

func (sc *mockScreen) column() fyne.CanvasObject {
	row := sc.shell.prefs.row
	o := sc.options
	rows := []fyne.CanvasObject{
		look.NewHeading("Mock interview"),
		row("Preset", sc.presetText(), sc.presetButton()),
		row("Questions", sc.countText(), sc.number([]int{1, 2, 3, 4, 5, 6, 8, 10, 15, 20}, o.Questions, numberText, func(o *practice.MockOptions, n int) { o.Questions = n })),
		row("Asked from", "", sc.fromButton()),
		row("Preparation", "Time to think. The answer starts by itself after it.", sc.seconds([]int{0, 10, 15, 30, 60, 120}, o.Prepare, func(o *practice.MockOptions, d time.Duration) { o.Prepare = d })),
		row("Limit", "Of each answer, whatever its story says.", sc.seconds([]int{60, 90, 120, 150, 180, 300}, o.Limit, func(o *practice.MockOptions, d time.Duration) { o.Limit = d })),
		row("At the limit", "", sc.choice([]string{"The answer goes on", "The answer ends by itself"}, one(o.Cut), func(o *practice.MockOptions, i int) { o.Cut = i == 1 })),
		row("Follow-ups", "Questions after each answer: the story's own first, then others of the category.", sc.number([]int{0, 1, 2, 3}, o.Followups, numberText, func(o *practice.MockOptions, n int) {
			o.Followups = n
			if o.FollowupLimit == 0 {
				o.FollowupLimit = 45 * time.Second
			}
		})),
	}
	if o.Followups > 0 {
		rows = append(rows, row("Limit of a follow-up", "", sc.seconds([]int{30, 45, 60, 90}, o.FollowupLimit, func(o *practice.MockOptions, d time.Duration) { o.FollowupLimit = d })))
	}
	var names []string
	for _, p := range prompts() {
		names = append(names, promptName(p))
	}
	rows = append(rows,
		row("Prompt", "What is shown while you speak.", sc.choice(names, slices.Index(prompts(), o.Prompt), func(o *practice.MockOptions, i int) { o.Prompt = prompts()[i] })),
		row("Clock", "Hidden, there are no cues either: sections go on when you press →.", sc.choice([]string{"Shown", "Hidden"}, one(o.HideClock), func(o *practice.MockOptions, i int) { o.HideClock = i == 1 })),
		row("Rated", "", sc.choice([]string{"After each answer", "All at the end"}, one(o.Rate == practice.RateAtEnd), func(o *practice.MockOptions, i int) {
			o.Rate = []practice.RateWhen{practice.RateEach, practice.RateAtEnd}[i]
		})))
	return look.Padded(30, 22, 30, 22, look.Column(14, rows...))
}

func one(on bool) int {
	if on {
		return 1
	}
	return 0
}

func numberText(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// countText says where fewer questions are there than are asked for, or none.
func (sc *mockScreen) countText() string {
	n, err := sc.there()
	switch {
	case err != nil:
		return capital(err.Error()) + "."
	case n < sc.options.Questions:
		return fmt.Sprintf("There are only %d: those are asked.", n)
	}
	return "None comes twice. Starling names a story that answers it, where there is one."
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// preset gives the preset that the options are those of; ok is false for the
// person's own.
func (sc *mockScreen) preset() (p practice.MockPreset, ok bool) {
	for _, p := range practice.MockPresets() {
		if p.ID == sc.options.Preset {
			return p, true
		}
	}
	return p, false
}

func (sc *mockScreen) presetText() string {
	if p, ok := sc.preset(); ok {
		return p.About
	}
	return "Your own: as it is set below."
}

func (sc *mockScreen) presetButton() fyne.CanvasObject {
	presets := practice.MockPresets()
	var texts []string
	present := len(presets)
	for i, p := range presets {
		texts = append(texts, p.Name)
		if p.ID == sc.options.Preset {
			present = i
		}
	}
	return sc.menu(append(texts, "Your own"), present, func(i int) {
		if i < len(presets) {
			sc.options = presets[i].Options
		} else {
			sc.options.Preset, sc.options.Lights = "", practice.Lights{}
		}
	})
}

// change changes an option. A preset whose times are changed is one's own.
func (sc *mockScreen) change(change func(*practice.MockOptions)) {
	was := sc.options
	change(&sc.options)
	now := sc.options
	was.Questions, was.Prompt, was.HideClock, was.Rate = now.Questions, now.Prompt, now.HideClock, now.Rate
	if now != was {
		sc.options.Preset, sc.options.Lights = "", practice.Lights{}
	}
}

// menu offers texts; present is the one that holds.
func (sc *mockScreen) menu(texts []string, present int, chosen func(i int)) *look.Button {
	var b *look.Button
	b = look.NewButton(look.Raised, texts[max(present, 0)]+" ▾", "", func() {
		sc.shell.choose(b, texts, present, func(i int) {
			chosen(i)
			sc.again()
		})
	}).OnFocus(sc.page.Reveal)
	return b
}

func (sc *mockScreen) choice(texts []string, present int, chosen func(*practice.MockOptions, int)) *look.Button {
	return sc.menu(texts, present, func(i int) { sc.change(func(o *practice.MockOptions) { chosen(o, i) }) })
}

func (sc *mockScreen) number(numbers []int, present int, text func(int) string, chosen func(*practice.MockOptions, int)) *look.Button {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = text(n)
	}
	return sc.choice(texts, slices.Index(numbers, present), func(o *practice.MockOptions, i int) { chosen(o, numbers[i]) })
}

func (sc *mockScreen) seconds(numbers []int, present time.Duration, chosen func(*practice.MockOptions, time.Duration)) *look.Button {
	text := func(n int) string {
		if n == 0 {
			return "none"
		}
		return rehearsal.Clock(time.Duration(n) * time.Second)
	}
	return sc.number(numbers, int(present/time.Second), text, func(o *practice.MockOptions, n int) { chosen(o, time.Duration(n)*time.Second) })
}

// fromText says what is asked about.
func (sc *mockScreen) fromText() string {
	switch {
	case sc.interview != "":
		return "Interview: " + sc.interview
	case len(sc.categories) == 1:
		return sc.categories[0]
	case len(sc.categories) > 1:
		return fmt.Sprintf("%d categories", len(sc.categories))
	}
	return "The whole bank"
}

// fromButton offers the whole bank, categories, and the interviews ahead.
func (sc *mockScreen) fromButton() fyne.CanvasObject {
	calendar := sc.shell.calendar()
	texts := []string{"The whole bank", "Categories …"}
	present := one(len(sc.categories) > 0)
	interviews := practice.Ahead(calendar.Interviews, calendar.Today)
	for i, interview := range interviews {
		texts = append(texts, "Interview: "+shortened(interview.Name)+", "+interview.Date.Short(calendar.Today))
		if interview.Name == sc.interview {
			present = i + 2
		}
	}
	var b *look.Button
	b = look.NewButton(look.Raised, shortened(sc.fromText())+" ▾", "", func() {
		sc.shell.choose(b, texts, present, func(i int) {
			switch i {
			case 0:
				sc.interview, sc.categories = "", nil
			case 1:
				sc.interview = ""
				sc.onCategories()
				return
			default:
				sc.interview = interviews[i-2].Name
			}
			sc.again()
		})
	}).OnFocus(sc.page.Reveal)
	return b
}

// onCategories opens the dialog in which categories are checked.
func (sc *mockScreen) onCategories() {
	var options []look.Option
	for _, c := range sc.shell.library.Bank.Categories {
		if len(c.Questions) > 0 {
			options = append(options, look.Option{Text: c.Name, Aside: plural(len(c.Questions), "question", "questions"), On: slices.Contains(sc.categories, c.Name)})
		}
	}
	find := func(text string) []int {
		var found []int
		for i, o := range options {
			if hasWords(strings.ToLower(o.Text), text) {
				found = append(found, i)
			}
		}
		return found
	}
	picker := look.Pick(sc.shell.window.Canvas(), "Ask from which categories?", "Search categories", "takes it in, or leaves it out", options, find, func(i int, on bool) {
		sc.categories = slices.DeleteFunc(slices.Clone(sc.categories), func(n string) bool { return n == options[i].Text })
		if on {
			sc.categories = append(sc.categories, options[i].Text)
		}
	})
	sc.shell.pick(picker, sc.again)
}

// onStart draws the questions and begins.
func (sc *mockScreen) onStart() {
	if sc.start == nil || sc.starting {
		return
	}
	sc.starting = true
	var cards map[string]practice.Card
	sc.shell.fetchOr("Reading your history", func(ctx context.Context) (err error) {
		cards, err = sc.shell.parts.Cards(ctx)
		return err
	}, func() { sc.starting = false }, func() {
		sc.starting = false
		if sc.shell.now != sc {
			return
		}
		mock, err := sc.shell.calendar().NewMock(sc.options, sc.pool(), cards, sc.shell.chance)
		if err != nil {
			sc.shell.tell(capital(err.Error()) + ".")
			return
		}
		sc.shell.startPractice(mockRun{mock})
	})
}

func (sc *mockScreen) onLeave() { sc.shell.show(sc.practises) }

func (sc *mockScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyB, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		sc.onStart()
	case fyne.KeyEscape:
		sc.onLeave()
	}
}

func (sc *mockScreen) navigate(ev *fyne.KeyEvent) bool { return scrollPage(sc.page, ev) }

func (sc *mockScreen) keys() []keyHelp {
	return []keyHelp{
		{"Tab", "to the next choice, Shift+Tab to the one before"},
		{"Space", "change it; arrows and Enter choose from a list"},
		{"B", "begin the interview"},
		{"↑↓", "scroll"},
		{"Esc", "back to what there is to practise"},
	}
}

func (sc *mockScreen) moreHelp() (string, []helpText) { return presetHelp() }

// presetHelp tells the presets with where their times are from.
func presetHelp() (title string, texts []helpText) {
	for _, p := range practice.MockPresets() {
		texts = append(texts, helpText{p.Name + ". " + p.About, p.Source})
	}
	return "The presets of a mock interview", texts
}
