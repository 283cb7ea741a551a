package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui/look"
)

// settingsScreen is where a person says how they want it. Everything holds at
// once and is kept at once.
type settingsScreen struct {
	shell *Shell
	page  *look.Page
	first fyne.Focusable
	form  *interviewForm // an interview that is being written; nil for none
	facts recordingFacts
	trial *microphoneTrial // nil where none is tried
}

func newSettingsScreen(s *Shell) *settingsScreen { return &settingsScreen{shell: s} }

func (sc *settingsScreen) content() fyne.CanvasObject {
	if sc.page == nil {
		sc.page = look.NewPage(look.Column(0))
	}
	sc.fill() // with an interview that is being written, as after a change of the theme
	return sc.page
}

// fill builds the settings as they are, and stays where the page was.
func (sc *settingsScreen) fill() {
	sc.first = nil
	column := look.Column(14,
		look.NewHeading("Settings"),
		sc.card("The answer", sc.answerRows()...),
		sc.card("Practice", sc.practiceRows()...),
		sc.card("Cues and sound", sc.soundRows()...),
		sc.card("Recording", sc.recordingRows()...),
		sc.card("Look", sc.lookRows()...),
		sc.card("Folders", sc.folderRows()...))
	sc.page.Replace(look.Padded(30, 22, 30, 30, column))
}

func (sc *settingsScreen) card(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	column := look.Column(14, look.NewText(title, look.SizeLead, look.ColourText).Bold())
	column.Objects = append(column.Objects, rows...)
	return look.Card(column)
}

// row is one setting: what it is called, what it does, and its control.
func (sc *settingsScreen) row(name, does string, controls ...fyne.CanvasObject) fyne.CanvasObject {
	set := look.Apart
	if len(controls) == 1 {
		set = look.Spread // at the far end below the name, too
	}
	column := look.Column(3, set(14, append([]fyne.CanvasObject{look.NewText(name, look.SizeBody, look.ColourText)}, controls...)...))
	if does != "" {
		column.Objects = append(column.Objects, look.NewProse(does, look.SizeSmall, look.ColourQuiet))
	}
	return column
}

// button makes a control that brings itself in sight when it gains the focus.
func (sc *settingsScreen) button(text string, tap func()) *look.Button {
	b := look.NewButton(look.Raised, text, "", tap).OnFocus(sc.page.Reveal)
	if sc.first == nil {
		sc.first = b
	}
	return b
}

// change keeps a changed setting and shows it; the control that was used keeps
// the focus by its place.
func (sc *settingsScreen) change(change func(*settings.Settings)) {
	sc.shell.keepFocus(sc.page, func() {
		sc.shell.changeSettings(change)
		sc.fill()
	})
}

// choice offers texts; present is the one that holds.
func (sc *settingsScreen) choice(texts []string, present int, chosen func(*settings.Settings, int)) *look.Button {
	text := "…"
	if present >= 0 && present < len(texts) {
		text = texts[present]
	}
	var b *look.Button
	b = sc.button(text+" ▾", func() {
		sc.shell.choose(b, texts, present, func(i int) {
			sc.change(func(s *settings.Settings) { chosen(s, i) })
		})
	})
	return b
}

// number offers numbers, the present one among them wherever it stands.
func (sc *settingsScreen) number(numbers []int, present int, text func(int) string, chosen func(*settings.Settings, int)) *look.Button {
	if !slices.Contains(numbers, present) {
		numbers = append(slices.Clone(numbers), present)
		slices.Sort(numbers)
	}
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = text(n)
	}
	return sc.choice(texts, slices.Index(numbers, present), func(s *settings.Settings, i int) { chosen(s, numbers[i]) })
}

// toggle switches something on or off.
func (sc *settingsScreen) toggle(on bool, change func(*settings.Settings, bool)) *look.Button {
	text := "Off"
	if on {
		text = "On"
	}
	return sc.button(text, func() {
		sc.change(func(s *settings.Settings) { change(s, !on) })
	})
}

// field takes text that is applied by Enter, or when the field is left.
func (sc *settingsScreen) field(text, placeholder string, apply func(text string) error) *look.Field {
	f := look.NewField(placeholder)
	f.SetText(text)
	f.OnFocus = sc.page.Reveal
	was := text
	submit := func() {
		if f.Text == was {
			return
		}
		before := was
		was = f.Text // applying builds the page anew, and leaves the field once more
		if err := apply(f.Text); err != nil {
			was = before
			sc.shell.tell(err.Error())
		}
	}
	f.OnSubmitted = func(string) { submit() }
	// Not at once: the focus is on its way to something that applying replaces.
	f.OnLeft = func() { sc.shell.parts.Beside(func() { sc.shell.parts.Main(submit) }) }
	return f
}

func (sc *settingsScreen) answerRows() []fyne.CanvasObject {
	s := sc.shell.settings
	secondsText := func(n int) string {
		if n == 0 {
			return "none"
		}
		return seconds(time.Duration(n) * time.Second)
	}
	clock := func(n int) string { return rehearsal.Clock(time.Duration(n) * time.Second) }
	rows := []fyne.CanvasObject{
		sc.row("Limit", "How long an answer may take where its story does not say.",
			sc.number([]int{60, 90, 120, 150, 180, 240, 300}, int(s.Limit/time.Second), clock, func(s *settings.Settings, n int) { s.Limit = time.Duration(n) * time.Second })),
		sc.row("Shares of four sections", "Situation, Task, Action, Result: how sections without a target share the time.", sc.preset(settings.Presets4(), s.Preset4, s.Own4, func(s *settings.Settings, name string) { s.Preset4 = name })),
	}
	if s.Preset4 == settings.PresetOwn {
		rows = append(rows, sc.own("Your own, four", s.Own4, func(s *settings.Settings, own []int) { s.Own4 = own }))
	}
	rows = append(rows, sc.row("Shares of five sections", "The same with Lessons.", sc.preset(settings.Presets5(), s.Preset5, s.Own5, func(s *settings.Settings, name string) { s.Preset5 = name })))
	if s.Preset5 == settings.PresetOwn {
		rows = append(rows, sc.own("Your own, five", s.Own5, func(s *settings.Settings, own []int) { s.Own5 = own }))
	}
	var promptNames []string
	for _, p := range prompts() {
		promptNames = append(promptNames, promptName(p))
	}
	return append(rows,
		sc.row("Preparation", "Time to think before the answer starts by itself.",
			sc.number([]int{0, 5, 10, 15, 30, 60, 120}, int(s.Prepare/time.Second), secondsText, func(s *settings.Settings, n int) { s.Prepare = time.Duration(n) * time.Second })),
		sc.row("Prompt", "What is shown while you speak a story for the first time. After that a story begins with what you said it with last.",
			sc.choice(promptNames, slices.Index(prompts(), rehearsal.Prompt(s.Prompt)), func(s *settings.Settings, i int) {
				s.Prompt = string(prompts()[i])
				sc.shell.stories.choices.prompt = prompts()[i]
			})),
		sc.row("Mode", "One-way interview: 30 s to prepare, one take without pause, the question alone.",
			sc.choice([]string{modeName(rehearsal.ModePractice), modeName(rehearsal.ModeOneWay)}, slices.Index(settings.Modes(), s.Mode), func(s *settings.Settings, i int) {
				s.Mode = settings.Modes()[i]
				sc.shell.stories.choices.mode = rehearsal.Mode(s.Mode)
			})),
		sc.row("Your pace", "Words a minute, for the line that says whether a script fits.",
			sc.number([]int{100, 110, 120, 130, 140, 150, 160, 170, 180, 200}, s.Pace, strconv.Itoa, func(s *settings.Settings, n int) { s.Pace = n })))
}

// preset offers the presets by name, with their shares.
func (sc *settingsScreen) preset(names []string, present string, own []int, chosen func(*settings.Settings, string)) *look.Button {
	texts := make([]string, len(names))
	for i, name := range names {
		parts := rehearsal.SharesNamed(name, own)
		if name == settings.PresetOwn {
			name = "Your own"
		}
		texts[i] = name + "  " + shareText(parts)
	}
	return sc.choice(texts, slices.Index(names, present), func(s *settings.Settings, i int) { chosen(s, names[i]) })
}

func shareText(shares []int) string {
	texts := make([]string, len(shares))
	for i, n := range shares {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, "/")
}

// own takes a person's own shares, written 20/10/60/10.
func (sc *settingsScreen) own(name string, present []int, set func(*settings.Settings, []int)) fyne.CanvasObject {
	field := sc.field(shareText(present), shareText(present), func(text string) error {
		own, err := parseShares(text, len(present))
		if err == nil {
			sc.change(func(s *settings.Settings) { set(s, own) })
		}
		return err
	})
	return sc.row(name, "Numbers with a slash between them; only their proportions count. Enter keeps them.", look.Wide(180, field))
}

// parseShares reads shares as a person writes them.
func parseShares(text string, n int) ([]int, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == ',' || r == ' ' })
	if len(parts) != n {
		return nil, fmt.Errorf("%q has %d numbers; write %d, such as %s", text, len(parts), n, shareText([]int{20, 10, 50, 10, 10}[:n]))
	}
	shares := make([]int, n)
	for i, p := range parts {
		value, err := strconv.Atoi(p)
		if err != nil || value < settings.MinShare || value > settings.MaxShare {
			return nil, fmt.Errorf("%q is no share; write a whole number from %d to %d", p, settings.MinShare, settings.MaxShare)
		}
		shares[i] = value
	}
	return shares, nil
}

func (sc *settingsScreen) soundRows() []fyne.CanvasObject {
	s := sc.shell.settings
	overtime := []string{"off", "once, after 30 s", "every 10 s", "every 15 s", "every 30 s", "every minute"}
	every := []time.Duration{0, 30 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute}
	present := 0
	switch s.Overtime {
	case settings.OvertimeOnce:
		present = 1
		overtime[1] = "once, after " + seconds(s.OvertimeEvery)
		every[1] = s.OvertimeEvery
	case settings.OvertimeEvery:
		if present = slices.Index(every[2:], s.OvertimeEvery) + 2; present < 2 {
			overtime, every = append(overtime, "every "+seconds(s.OvertimeEvery)), append(every, s.OvertimeEvery)
			present = len(every) - 1
		}
	}
	rows := []fyne.CanvasObject{
		sc.row("Wrap-up cue", "20 s before the limit, or a sixth of the limit if that is less.",
			sc.toggle(s.WrapUp, func(s *settings.Settings, on bool) { s.WrapUp = on })),
		sc.row("Overtime cues", "After the limit, until the answer is finished.",
			sc.choice(overtime, present, func(s *settings.Settings, i int) {
				switch i {
				case 0:
					s.Overtime = settings.OvertimeOff
				case 1:
					s.Overtime, s.OvertimeEvery = settings.OvertimeOnce, every[1]
				default:
					s.Overtime, s.OvertimeEvery = settings.OvertimeEvery, every[i]
				}
			})),
		sc.row("Sound", "M mutes and unmutes on the stage.",
			sc.toggle(!s.Sound.Muted, func(s *settings.Settings, on bool) {
				s.Sound.Muted = !on
			})),
		sc.row("Volume", "",
			sc.number([]int{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, s.Sound.Volume, func(n int) string { return fmt.Sprintf("%d%%", n) },
				func(s *settings.Settings, n int) { s.Sound.Volume = n })),
	}
	for _, kind := range settings.Cues() {
		rows = append(rows, sc.cueRow(kind))
	}
	return append(rows, look.NewProse("A sound file of your own (WAV, MP3, Ogg or FLAC) takes the place of a tone: write its path and press Enter; an empty field brings the tone back.", look.SizeSmall, look.ColourQuiet))
}

// cueRow is one kind of cue: on or off, heard, and with a file of one's own.
func (sc *settingsScreen) cueRow(kind string) fyne.CanvasObject {
	s := sc.shell.settings
	names := map[string]string{"start": "Start cue", "section": "Section cue", "wrap-up": "Wrap-up sound", "time-up": "Time-up sound", "overtime": "Overtime sound"}
	on := sc.toggle(!slices.Contains(s.Sound.Off, kind), func(s *settings.Settings, on bool) {
		s.Sound.Off = slices.DeleteFunc(slices.Clone(s.Sound.Off), func(k string) bool { return k == kind })
		if !on {
			s.Sound.Off = append(s.Sound.Off, kind)
		}
	})
	hear := sc.button("Hear", func() { sc.shell.parts.Player.Preview(rehearsal.CueKind(kind), 1) })
	file := sc.field(s.Sound.Files[kind], "sound file of your own", func(path string) error {
		sc.change(func(s *settings.Settings) {
			files := map[string]string{}
			for k, f := range s.Sound.Files {
				files[k] = f
			}
			if path = strings.TrimSpace(path); path == "" {
				delete(files, kind)
			} else {
				files[kind] = path
			}
			s.Sound.Files = files
		})
		return nil
	})
	return sc.row(names[kind], "", on, hear, look.Wide(260, file))
}

func (sc *settingsScreen) lookRows() []fyne.CanvasObject {
	s := sc.shell.settings
	return []fyne.CanvasObject{
		sc.row("Theme", "", sc.choice([]string{"As the system", "Dark", "Light"}, slices.Index(settings.Themes(), s.Theme),
			func(s *settings.Settings, i int) { s.Theme = settings.Themes()[i] })),
		sc.row("Text size", "", sc.number([]int{80, 90, 100, 110, 125, 150, 175, 200}, s.TextSize, func(n int) string { return fmt.Sprintf("%d%%", n) },
			func(s *settings.Settings, n int) { s.TextSize = n })),
		sc.row("Reduce motion", "A cue changes its words and shape, and nothing flashes.",
			sc.toggle(s.ReduceMotion, func(s *settings.Settings, on bool) { s.ReduceMotion = on })),
	}
}

func (sc *settingsScreen) folderRows() []fyne.CanvasObject {
	p := sc.shell.parts.Paths
	dir := sc.shell.library.Dir
	if dir == "" {
		dir = p.Stories
	}
	field := sc.field(sc.shell.settings.StoriesDir, dir, func(text string) error {
		sc.change(func(s *settings.Settings) { s.StoriesDir = strings.TrimSpace(text) })
		return nil
	})
	rows := []fyne.CanvasObject{
		sc.row("Stories", "Where your stories are: "+dir+". Write another folder and press Enter; an empty field is the default one.", sc.button("Open", func() { sc.shell.open(dir) }), look.Wide(320, field)),
		sc.row("History", p.Data+". "+sc.staysText(), sc.button("Open", func() { sc.shell.open(p.Data) })),
		sc.syncRow(),
		sc.row("Settings", p.Config, sc.button("Open", func() { sc.shell.open(filepath.Dir(p.Config)) })),
		sc.row("Log", p.State, sc.button("Open", func() { sc.shell.open(filepath.Dir(p.State)) })),
	}
	if sc.shell.parts.Examples != nil {
		rows = append(rows, sc.row("Example stories", "Takes away the stories that came with Starling and that you have not changed. Yours stay.",
			sc.button("Remove unchanged", sc.onRemoveExamples)))
	}
	return rows
}

func (sc *settingsScreen) onRemoveExamples() {
	removed, err := sc.shell.parts.Examples.RemoveUnchanged()
	if err != nil {
		sc.shell.tell(fmt.Sprintf("Not all examples could be removed: %v", err))
	}
	if len(removed) == 0 {
		sc.shell.remark("There is no example left that you have not changed.")
		return
	}
	sc.shell.offerUndo(plural(len(removed), "example was", "examples were")+" removed.", func() {
		if err := sc.shell.parts.Examples.CopyBack(removed); err != nil {
			sc.shell.tell(fmt.Sprintf("The examples could not be put back: %v", err))
		}
	})
}

// onLibrary shows the folder that the stories are read from by now.
func (sc *settingsScreen) onLibrary() { sc.again() }

// again shows what was read meanwhile, unless that would take away what is
// being typed.
func (sc *settingsScreen) again() {
	if _, typing := sc.shell.window.Canvas().Focused().(*look.Field); sc.shell.now != sc || typing {
		return
	}
	sc.shell.whenClear(func() {
		if sc.shell.now == sc {
			sc.shell.keepFocus(sc.page, sc.fill)
		}
	})
}

func (sc *settingsScreen) shown() { sc.readRecordings() }

func (sc *settingsScreen) press(ev *fyne.KeyEvent) {
	switch {
	case ev.Name != fyne.KeyEscape:
	case sc.trial != nil:
		sc.endTrial()
		sc.again()
	default:
		sc.shell.goTo(sc.shell.stories)
	}
}

func (sc *settingsScreen) navigate(ev *fyne.KeyEvent) bool { return scrollPage(sc.page, ev) }

func (sc *settingsScreen) keys() []keyHelp {
	return []keyHelp{
		{"Tab", "to the next setting"},
		{"Space", "change it; arrows and Enter choose from a list"},
		{"↑↓", "scroll"},
		{"Esc", "back to the stories"},
	}
}
