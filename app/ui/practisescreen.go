package ui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/practice"
	"starling/app/story"
	"starling/app/ui/look"
)

// practiseScreen offers what there is to practise: what was left, the drills,
// and a mock interview.
type practiseScreen struct {
	shell *Shell
	many  int // how many stories a drill has at most

	cards   map[string]practice.Card
	read    bool // the cards were read
	reading int  // which reading is the latest; older ones are not painted
	looked  bool // what was left before the start was looked for

	page   *look.Page
	plates []*look.Plate
	foot   *fyne.Container
	number *look.Button
	mock   *mockScreen
}

// oftenMany is how many stories a drill has, unless another number is chosen.
const oftenMany = 5

// manyChoices are the numbers to choose from; the last stands for all.
func manyChoices() []int { return []int{2, 3, 5, 8, 12, 1 << 20} }

func manyText(n int) string {
	if n == 1<<20 {
		return "all stories"
	}
	return fmt.Sprintf("%d stories", n)
}

func newPractiseScreen(s *Shell) *practiseScreen {
	sc := &practiseScreen{shell: s, many: oftenMany}
	sc.mock = newMockScreen(sc)
	return sc
}

func (sc *practiseScreen) content() fyne.CanvasObject {
	sc.page = look.NewPage(look.Column(0))
	sc.foot = look.Flow(10)
	sc.fillFoot()
	sc.page.SetContent(sc.column())
	return look.Frame(nil, look.Padded(30, 6, 30, 22, sc.foot), sc.page)
}

func (sc *practiseScreen) shown() {
	sc.lookForLeft()
	sc.shell.fetchStats() // to know which attempt the next is
	sc.reload()
	if len(sc.plates) > 0 {
		sc.shell.focus(sc.plates[0])
	}
}

// lookForLeft reads, once, what was left before Starling was started.
func (sc *practiseScreen) lookForLeft() {
	if sc.looked {
		return
	}
	sc.looked = true
	var kept map[string][]byte
	sc.shell.fetchOr("Reading what you left", func(context.Context) (err error) {
		kept, err = sc.shell.parts.Sessions.All()
		return err
	}, func() { sc.looked = false }, func() {
		for _, id := range []string{keptDrill, keptMock} {
			data, ok := kept[id]
			if !ok || sc.shell.sessions[id] != nil {
				continue
			}
			run, err := readRun(id, data)
			p := &practiceSession{shell: sc.shell, run: run, said: map[string]saidAnswer{}}
			switch {
			case err != nil:
				sc.shell.tell(fmt.Sprintf("What you left: %v", err))
			case run.over():
				p.drop()
			default:
				sc.shell.sessions[id] = p
			}
		}
		sc.again()
	})
}

// readRun reads what was kept.
func readRun(id string, data []byte) (practiceRun, error) {
	if id == keptDrill {
		d, err := practice.ResumeDrill(data)
		return drillRun{d}, err
	}
	m, err := practice.ResumeMock(data)
	return mockRun{m}, err
}

// onLibrary is called when the stories have been read.
func (sc *practiseScreen) onLibrary() {
	sc.again()
	sc.mock.again()
}

// reload reads the cards again; what is shown stays until they have been read.
func (sc *practiseScreen) reload() {
	sc.reading++
	reading := sc.reading
	var cards map[string]practice.Card
	sc.shell.fetch("Reading your history", func(ctx context.Context) (err error) {
		cards, err = sc.shell.parts.Cards(ctx)
		return err
	}, func() {
		if reading == sc.reading {
			sc.cards, sc.read = cards, true
			sc.again()
		}
	})
}

// again shows what is offered anew, if this screen is the one shown.
func (sc *practiseScreen) again() {
	if sc.shell.now != sc {
		return
	}
	sc.shell.whenClear(func() {
		if sc.shell.now != sc {
			return
		}
		before := len(sc.plates)
		sc.shell.keepFocus(sc.page, func() { sc.page.Replace(sc.column()) })
		if before == 0 && len(sc.plates) > 0 {
			sc.shell.focus(sc.plates[0])
		}
	})
}

func (sc *practiseScreen) fillFoot() {
	sc.number = look.NewButton(look.Raised, "At most "+manyText(sc.many)+" ▾", "N", sc.onMany)
	sc.shell.replace(sc.foot, sc.number, look.NewButton(look.Raised, "Stories", "Esc", sc.onLeave),
		look.NewHint("↑↓", "choose", nil), look.NewHint("Enter", "begin", nil))
}

// column builds what is offered. What has nothing in it says what to do instead.
func (sc *practiseScreen) column() fyne.CanvasObject {
	sc.plates = nil
	column := look.Column(10, look.NewHeading("Practise"))
	if !sc.read || !sc.shell.loaded {
		column.Objects = append(column.Objects, look.NewProse("Reading your history …", look.SizeBody, look.ColourQuiet))
		return look.Padded(30, 22, 30, 22, column)
	}
	for _, id := range []string{keptDrill, keptMock} {
		if p := sc.shell.sessions[id]; p != nil {
			sc.add(column, "Go on: "+p.run.title(), leftText(p), func() { sc.shell.onResumePractice(p) })
		}
	}
	for _, k := range practice.DrillKinds() {
		drill := sc.drill(k)
		if n := len(drill.Rounds()); n > 0 {
			sc.add(column, drillName(k)+sc.weakest(k), plural(n, "story", "stories")+": "+sc.about(drill), func() { sc.start(k) })
		} else {
			column.Objects = append(column.Objects, nothingIn(drillName(k), sc.instead(k)))
		}
	}
	if n := sc.shell.library.Bank.Len(); n > 0 {
		sc.add(column, "Mock interview", plural(n, "question", "questions")+" to draw from: one take each, as in an interview. You choose how it goes.", func() { sc.shell.show(sc.mock) })
	} else {
		column.Objects = append(column.Objects, nothingIn("Mock interview", "There is no question to ask. "+shortcut("2")+" shows the bank of questions, and how to begin one."))
	}
	return look.Padded(30, 22, 30, 22, column)
}

// nothingIn says of something to practise why it is not offered, and what to do.
func nothingIn(name, text string) fyne.CanvasObject {
	return look.Inset(16, 8, look.Column(2, look.NewProse(name, look.SizeBody, look.ColourQuiet), look.NewProse(text, look.SizeSmall, look.ColourQuiet)))
}

func (sc *practiseScreen) add(column *fyne.Container, name, text string, tap func()) {
	content := look.Column(2, cardTitle(name), look.NewProse(text, look.SizeSmall, look.ColourQuiet))
	plate := look.NewPlate(name, content, tap).OnFocus(sc.page.Reveal)
	sc.plates = append(sc.plates, plate)
	column.Objects = append(column.Objects, plate)
}

// leftText says how far one has come with what was left.
func leftText(p *practiceSession) string {
	next := "comes next"
	if _, _, ok := p.run.toRate(); ok {
		next = "is to be rated"
	} else if p.run.over() {
		return capital(p.where()) + ". What is left is to look back at it."
	}
	return fmt.Sprintf("%s %s. Beginning another one puts this away; what you said is in the history.", p.where(), next)
}

// stories are those that can be practised.
func (sc *practiseScreen) stories() []story.Story {
	return slices.DeleteFunc(slices.Clone(sc.shell.library.Stories), story.Story.Draft)
}

// drill makes a drill of what there is now.
func (sc *practiseScreen) drill(k practice.DrillKind) *practice.Drill {
	calendar, stories := sc.shell.calendar(), sc.stories()
	switch k {
	case practice.DrillDue:
		return calendar.DueDrill(sc.cards, stories, sc.many)
	case practice.DrillWeakest:
		return practice.WeakestDrill(sc.cards, stories, planOptions(sc.shell.settings, 0), sc.many)
	case practice.DrillRapid:
		return calendar.RapidDrill(sc.cards, stories, sc.many, sc.shell.chance)
	}
	return calendar.RandomDrill(sc.cards, stories, sc.many, sc.shell.chance)
}

// chance gives a number from 0 up to 1.
func (s *Shell) chance() float64 {
	const steps = 1 << 30
	return float64(s.parts.Random(steps)) / steps
}

// weakest names the weakest section, for its drill.
func (sc *practiseScreen) weakest(k practice.DrillKind) string {
	if k != practice.DrillWeakest {
		return ""
	}
	w, _ := practice.WeakestSection(sc.cards, sc.stories())
	return ": " + w.Section.Title()
}

// about says why there is what there is in a drill.
func (sc *practiseScreen) about(d *practice.Drill) string {
	first := d.Rounds()[0]
	switch d.Kind() {
	case practice.DrillDue:
		return "first " + first.Title + ". " + first.Why
	case practice.DrillWeakest:
		w, _ := practice.WeakestSection(sc.cards, sc.stories())
		return fmt.Sprintf("rated %.1f of late, lowest of all. Only this part of each answer, in its own time.", w.Mean)
	case practice.DrillRapid:
		return "from the points, one after the other. All are rated at the end."
	}
	return "drawn, those that are half forgotten more often."
}

// instead says why a drill has nothing in it, and what to do.
func (sc *practiseScreen) instead(k practice.DrillKind) string {
	switch {
	case len(sc.stories()) == 0:
		return "There is no story to practise yet. " + shortcut("1") + " says how to begin one."
	case k == practice.DrillDue:
		return "Nothing is due today. Random practises all the same."
	case k == practice.DrillWeakest:
		return "No section is rated yet. Say a story and rate it, and this knows where to begin."
	case k == practice.DrillRapid:
		return "No story has points. Write some in the editor (E on the stories)."
	}
	return "No story can be rehearsed with these settings."
}

func (sc *practiseScreen) start(k practice.DrillKind) {
	drill := sc.drill(k)
	sc.shell.startPractice(drillRun{drill})
}

// onMany chooses how many stories a drill has.
func (sc *practiseScreen) onMany() {
	var texts []string
	for _, n := range manyChoices() {
		texts = append(texts, manyText(n))
	}
	sc.shell.choose(sc.number, texts, slices.Index(manyChoices(), sc.many), func(i int) {
		sc.many = manyChoices()[i]
		sc.fillFoot()
		sc.again()
	})
}

func (sc *practiseScreen) onLeave() { sc.shell.show(sc.shell.stories) }

func (sc *practiseScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyN:
		sc.onMany()
	case fyne.KeyEscape:
		sc.onLeave()
	}
}

func (sc *practiseScreen) navigate(ev *fyne.KeyEvent) bool {
	return sc.shell.stepPlates(sc.plates, ev)
}

func (sc *practiseScreen) keys() []keyHelp {
	return []keyHelp{
		{"↑↓", "choose what to practise"},
		{"Space", "begin; so does Enter"},
		{"N", "how many stories at most"},
		{"Esc", "back to the stories"},
	}
}

func (sc *practiseScreen) moreHelp() (string, []helpText) { return presetHelp() }
