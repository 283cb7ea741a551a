package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// stageView is what the stage looks like. It is told to paint whenever
// something may have changed, and changes only what then reads differently.
type stageView struct {
	stage  *stage
	object fyne.CanvasObject

	question *look.Prose
	title    *look.Prose
	pace     *look.Text
	count    *look.Text
	cue      *cueLine
	badge    *look.Badge
	name     *look.Text
	left     *look.Text
	leftOf   *look.Text
	digits   *look.Text
	caption  *look.Text
	bar      *look.PlanBar
	prompt   *look.Page
	foot     *fyne.Container
	tape     *tapeLine
	mute     *look.Text
	aside    *look.Text      // the pace, beside the cue where there is no head
	side     *fyne.Container // what stands beside the cue
	cueRow   *fyne.Container
	notices  *fyne.Container
	head     *fyne.Container
	top      *fyne.Container
	clock    *fyne.Container
	light    *lightLine
	offer    *look.Prose // what the ladder suggests
	short    bool        // the foot has no room for the recording: it stands beside the cue
	veiled   bool        // the question is kept back until the answer begins
	compact  bool        // too little room: the head gives way
	crowded  bool        // no room for what the ladder suggests: its key says it

	said      string // what the state wanted said
	promptFor string // what the prompt area was built for
	footFor   string
	barFor    string
	clockFor  string
}

// topGap is the room between the lines of the stage, in units, where there is
// enough.
const topGap = 10

func newStageView(s *stage) *stageView {
	v := &stageView{
		stage:    s,
		question: look.NewProse("", look.SizeSmall, look.ColourQuiet),
		pace:     look.NewText("", look.SizeSmall, look.ColourQuiet).Trailing(),
		count:    look.NewText("", look.SizeSmall, look.ColourQuiet).Trailing(),
		cue:      newCueLine(s.session.Plan()),
		badge:    look.NewBadge(s.session.Plan().Sections[0].Name, 64),
		name:     look.NewText("", look.SizeTitle, look.ColourText).Bold(),
		left:     look.NewText("", look.SizeLead, look.ColourText).Mono(),
		leftOf:   look.NewText("", look.SizeLead, look.ColourQuiet),
		digits:   look.NewText("", look.SizeTitle, look.ColourText).Mono().Trailing(),
		caption:  look.NewText("", look.SizeBody, look.ColourQuiet).Trailing(),
		bar:      look.NewPlanBar(look.BarStage),
		prompt:   look.NewPage(look.Column(0)),
		foot:     look.Flow(16),
		tape:     newTapeLine(),
		mute:     look.NewText("", look.SizeSmall, look.ColourQuiet),
		aside:    look.NewText("", look.SizeSmall, look.ColourQuiet),
		notices:  look.Column(4),
		light:    newLightLine(s.dress.lights),
		offer:    look.NewProse("", look.SizeSmall, look.ColourText),
	}
	v.aside.Hide() // empty, it would still ask for a gap
	v.side = look.Row(16, v.aside)
	v.cueRow = beside(v.cue.box, v.side)
	v.title = look.NewProse("", look.SizeLead, look.ColourText)
	left := look.Column(4, v.question, v.title)
	right := look.Column(2, v.pace, v.count, look.Spread(0, look.NewText("", look.SizeSmall, look.ColourQuiet), look.NewHint("?", "keys", s.shell.showKeys)))
	v.head = &fyne.Container{Layout: stageHead{left, right}, Objects: []fyne.CanvasObject{left, right}}
	v.clock = &fyne.Container{Layout: stageClock{v}, Objects: []fyne.CanvasObject{v.badge, v.name, v.left, v.leftOf, v.digits, v.caption}}
	v.top = look.Column(topGap, v.head, v.cueRow, v.clock)
	if s.dress.lights.On() {
		v.top.Objects = append(v.top.Objects, v.light.box)
	}
	if !s.dress.barless() {
		v.top.Objects = append(v.top.Objects, v.bar)
	}
	v.showOffer()
	body := look.Frame(look.Padded(0, 0, 0, 8, v.top), look.Padded(0, 10, 0, 0, look.Column(8, v.offer, v.foot, v.notices)), v.prompt)
	v.object = &fyne.Container{Layout: stageMargins{v}, Objects: []fyne.CanvasObject{body}}
	v.showCount()
	v.showQuestion()
	v.showMute()
	v.cue.say(v.readyWords(), look.ColourQuiet)
	v.paint()
	return v
}

// heading is the title of what is answered.
func (s *stage) heading() string {
	if s.dress.heading != "" {
		return s.dress.heading
	}
	if s.alone() {
		return "A question alone"
	}
	return s.story.Title
}

func (v *stageView) showCount() { v.count.Set(v.stage.countText()) }

// readyWords says what the first key will do.
func (v *stageView) readyWords() string {
	o := v.stage.session.Options()
	words := "Space starts the clock"
	if o.Prepare > 0 {
		words = fmt.Sprintf("Space starts %s of preparation, then the answer", seconds(o.Prepare))
	}
	if v.stage.oneTake() {
		words += ". One take: no pause, no back"
	}
	if v.stage.dress.veil {
		words = strings.Replace(words, "Space starts", "Space shows the question and starts", 1)
	}
	return words
}

func (v *stageView) showQuestion() {
	text := v.stage.question.Text
	if text == "" {
		text = "Tell me about a time …"
	}
	if v.stage.chosen.prompt == rehearsal.PromptQuestion {
		text = "Answering" // the question itself stands below, large
	}
	if category := v.stage.shell.library.Bank.Category(v.stage.question.ID); v.stage.alone() && category != "" {
		text = category
	}
	title := v.stage.heading()
	if v.veiled = v.stage.veiled(); v.veiled { // the story would tell what is asked
		text, title = "Mock interview", "The question is still to come"
	}
	if v.title.Text() != title {
		v.title.Set(look.Run{Text: title, Colour: look.ColourText})
	}
	v.question.Set(look.Run{Text: text, Colour: look.ColourQuiet})
	v.promptFor = ""
	v.showPrompt()
}

func (v *stageView) showMute() {
	text := ""
	if v.stage.shell.parts.Player.Muted() {
		text = "sound muted"
	}
	v.mute.Set(text)
	v.footFor = ""
	v.showFoot()
}

// paint shows the session as it stands.
func (v *stageView) paint() {
	s := v.stage.session
	v.paintSection()
	v.paintClock()
	pace := ""
	if s.PaceShown() {
		switch p := s.Pace().Round(time.Second); {
		case p > 0:
			pace = seconds(p) + " behind"
		case p < 0:
			pace = seconds(-p) + " ahead"
		default:
			pace = "on time"
		}
	}
	// Digits are equally wide: only words, and more digits or fewer, move the others.
	if key := fmt.Sprint(len(v.left.Text()), v.leftOf.Text(), v.name.Text(), len(v.digits.Text()), v.caption.Text()); key != v.clockFor {
		v.clockFor = key
		v.clock.Refresh()
	}
	v.pace.Set(pace)
	switch {
	case !v.compact:
		pace = "" // it stands in the head
	case !v.short:
		pace = joined(v.stage.where(), pace)
	case pace == "":
		pace = v.stage.where()
	}
	if v.aside.Text() != pace {
		v.aside.Set(pace)
		setVisible(v.aside, pace != "")
		v.cueRow.Refresh()
	}
	v.paintBar()
	v.light.paint(s)
	if v.veiled != v.stage.veiled() {
		v.showQuestion()
	}
	v.showPrompt()
	v.showFoot()
}

func (v *stageView) paintSection() {
	s := v.stage.session
	if v.stage.dress.barless() {
		v.paintDressed()
		return
	}
	section := s.Plan().Sections[s.Shown()].Name
	v.badge.SetSection(section)
	v.name.Set(section.Title())
	v.name.SetColour(look.SectionColour(section))
	switch s.State() {
	case rehearsal.StateReady:
		v.left.Set(rehearsal.Clock(s.Plan().Sections[0].Target))
		v.leftOf.Set("for this section")
		v.left.SetColour(look.ColourText)
		return
	case rehearsal.StatePreparing:
		v.left.Set("")
		v.leftOf.Set("comes first")
		return
	}
	left := s.SectionLeft()
	v.left.Set(rehearsal.Countdown(left))
	if strings.HasPrefix(v.left.Text(), "+") {
		v.left.SetColour(look.ColourOver)
		v.leftOf.Set("over in this section")
	} else {
		v.left.SetColour(look.ColourText)
		v.leftOf.Set("left in this section")
	}
}

func (v *stageView) paintClock() {
	s := v.stage.session
	limit := rehearsal.Clock(s.Plan().Limit)
	text, caption, ink := rehearsal.Countdown(s.Left()), "left of "+limit, look.ColourText
	switch state := s.State(); {
	case state == rehearsal.StateReady:
		text, caption = limit, "ready"
	case state == rehearsal.StatePreparing:
		text, caption = rehearsal.Countdown(s.PrepareLeft()), "to prepare"
	case strings.HasPrefix(text, "+"):
		caption, ink = "over "+limit, look.ColourOver
	}
	if s.State() == rehearsal.StatePaused {
		caption, ink = "paused · "+caption, look.ColourQuiet
	}
	v.saySo(s)
	if v.stage.dress.hideClock && s.State() != rehearsal.StatePreparing {
		text, caption = "", hiddenClock
	}
	v.digits.Set(text)
	v.digits.SetColour(ink)
	v.caption.Set(caption)
}

// saySo says in the cue's place what a state wants said, and takes it away when
// the state is left.
func (v *stageView) saySo(s *rehearsal.Session) {
	words, ink := "", look.ColourQuiet
	switch {
	case s.State() == rehearsal.StatePreparing && v.stage.oneTake():
		words = "Prepare. The answer starts by itself"
	case s.State() == rehearsal.StatePreparing:
		words = "Prepare. Space starts sooner"
	case s.State() == rehearsal.StatePaused && s.PausedBySleep():
		words, ink = "The computer slept, so the answer is paused from then. Space goes on", look.ColourText
	case s.State() == rehearsal.StatePaused:
		words, ink = "Paused. Space goes on", look.ColourText
	}
	if words != "" || v.said != "" && !v.cue.hasCue {
		v.cue.say(words, ink)
	}
	v.said = words
}

// paintBar shows where the answer is, to the second, as the digits do.
func (v *stageView) paintBar() {
	if v.stage.dress.barless() {
		return
	}
	s := v.stage.session
	if key := fmt.Sprint(s.State() == rehearsal.StateReady, s.Shown()); key != v.barFor {
		v.barFor = key
		v.bar.Set(v.segments(), s.Plan().Limit)
	}
	spoken, current := s.Spoken().Round(time.Second), s.Shown()
	if s.State() == rehearsal.StateReady || s.State() == rehearsal.StatePreparing {
		current = -1
	}
	v.bar.SetPlayhead(spoken, current)
}

func (v *stageView) segments() []look.Segment {
	s := v.stage.session
	plan := s.Plan()
	segments := make([]look.Segment, len(plan.Sections))
	for i, section := range plan.Sections {
		end := rehearsal.Clock(plan.Boundary(i))
		tone := look.ToneDim
		switch {
		case s.State() == rehearsal.StateReady:
			tone = look.ToneFull
		case i < s.Shown():
			tone = look.TonePast
		}
		title, letter := section.Name.Title(), section.Name.Letter()
		segments[i] = look.Segment{
			Section: section.Name, Length: section.Target, Tone: tone,
			Labels: []string{title + " " + end, title, letter + " " + end, letter},
		}
	}
	return segments
}

// showFoot shows the keys that do something now.
func (v *stageView) showFoot() {
	keys := append(v.stage.footKeys(), v.footTapeKeys()...)
	notices := v.stage.shell.lines()
	v.tape.paint(v.stage.tapeLook(), v.stage.shell.tapeStatus.Level)
	key := &strings.Builder{}
	fmt.Fprint(key, keys, notices, v.stage.ladder.why(), v.tape.shown, v.short)
	if key.String() == v.footFor {
		return
	}
	v.footFor = key.String()
	v.foot.Objects = nil
	if !v.short {
		v.foot.Objects = []fyne.CanvasObject{v.tape.box}
	}
	for _, k := range keys {
		tap := func() { v.stage.press(&fyne.KeyEvent{Name: keyName(k.key)}) }
		v.foot.Objects = append(v.foot.Objects, look.NewHint(k.key, k.does, tap))
	}
	if v.mute.Text() != "" && !v.short { // the key says it too
		v.foot.Objects = append(v.foot.Objects, v.mute)
	}
	v.showOffer()
	v.notices.Objects = nil
	for _, text := range notices {
		v.notices.Objects = append(v.notices.Objects, look.NewProse(text, look.SizeSmall, look.ColourOver))
	}
	setVisible(v.notices, len(notices) > 0)
	v.foot.Refresh()
	v.object.Refresh()
}

// keyName gives the key that a cap stands for.
func keyName(label string) fyne.KeyName {
	switch label {
	case "→":
		return fyne.KeyRight
	case "←":
		return fyne.KeyLeft
	case "Esc":
		return fyne.KeyEscape
	case "Enter":
		return fyne.KeyReturn
	}
	return fyne.KeyName(label)
}

// footKeys lists what each key would do now.
func (s *stage) footKeys() []keyHelp {
	var keys []keyHelp
	add := func(on bool, key, does string) {
		if on {
			keys = append(keys, keyHelp{key, does})
		}
	}
	state := s.session.State()
	ready, preparing, paused := state == rehearsal.StateReady, state == rehearsal.StatePreparing, state == rehearsal.StatePaused
	answering := state == rehearsal.StateAnswering
	last := s.inLast()
	add(ready, "Space", "start")
	if ready {
		keys = append(keys, s.readyKeys()...)
	}
	add(preparing && !s.oneTake(), "Space", "start now")
	add(answering && !s.oneTake(), "Space", "pause")
	add(paused, "Space", "go on")
	add(answering && !last, "→", "moving on")
	add(answering && last, "→", "finish")
	add(answering && !s.oneTake(), "←", "back")
	add(!s.bare() && !s.hidden, "H", "hide prompt")
	add(!s.bare() && s.hidden, "H", "show prompt")
	add(!s.shell.parts.Player.Muted(), "M", "mute")
	add(s.shell.parts.Player.Muted(), "M", "sound on")
	add((answering || paused || preparing) && !s.oneTake(), "R", "start over")
	add(ready || preparing, "Esc", "leave")
	add(answering || paused, "Esc", "finish")
	return keys
}
