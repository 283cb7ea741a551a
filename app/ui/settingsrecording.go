package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/recording"
	"starling/app/settings"
	"starling/app/ui/look"
)

// recordingFacts is what the settings show of the recordings and microphones
// that there are; it is read beside the main thread.
type recordingFacts struct {
	devices []recording.Device
	asked   bool // the system was asked for the devices
	lacking error
	number  int
	bytes   int64
	counted bool
}

// microphoneTrial is a microphone that is being tried.
type microphoneTrial struct {
	end    func()
	meter  *look.Meter
	line   *look.Prose
	object fyne.CanvasObject
}

// readRecordings reads what there is of microphones and recordings.
func (sc *settingsScreen) readRecordings() {
	sc.shell.parts.Beside(func() {
		devices, err := sc.shell.parts.Recordings.Devices()
		sc.shell.parts.Main(func() {
			sc.facts.devices, sc.facts.lacking, sc.facts.asked = devices, err, true
			sc.again()
		})
	})
	sc.readSpace()
}

// readSpace reads how many recordings there are, and what they take up.
func (sc *settingsScreen) readSpace() {
	var n int
	var bytes int64
	sc.shell.fetch("Looking at your recordings", func(context.Context) (err error) {
		n, bytes, err = sc.shell.parts.Recordings.Space()
		return err
	}, func() {
		sc.facts.number, sc.facts.bytes, sc.facts.counted = n, bytes, true
		sc.again()
	})
}

// left ends the trial of a microphone when another screen takes the window.
func (sc *settingsScreen) left() { sc.endTrial() }

// recordingRows is what is recorded, and what becomes of it.
func (sc *settingsScreen) recordingRows() []fyne.CanvasObject {
	s := sc.shell.settings.Recording
	rows := []fyne.CanvasObject{
		sc.row("Record answers", "What you say on the stage is recorded, for you alone: it stays on this machine, and nothing of Starling opens a network connection. "+
			"V on the stage turns it on and off too.", sc.toggle(s.On, func(s *settings.Settings, on bool) { s.Recording.On = on })),
		sc.microphoneRow(),
		sc.row("Level meter", "Shows on the stage how loud it is.", sc.toggle(s.Meter, func(s *settings.Settings, on bool) { s.Recording.Meter = on })),
		sc.keepRow(),
		sc.spaceRow(),
	}
	transcriber := sc.field(s.Transcriber, "none", func(text string) error {
		sc.change(func(s *settings.Settings) { s.Recording.Transcriber = strings.TrimSpace(text) })
		return nil
	})
	fillers := sc.field(strings.Join(s.Fillers, ", "), "none", func(text string) error {
		sc.change(func(s *settings.Settings) { s.Recording.Fillers = parsePhrases(text) })
		return nil
	})
	return append(rows,
		sc.row("Transcriber", "A program of your own on this machine that prints what is said in a sound file, for example: whisper-cli -np -nt -m ~/models/base.bin -f {file}. "+
			"{file} stands for a WAV of 16 kHz. Words a minute, fillers and the lines that you said follow from its text. Empty is none: nothing is missing then.", look.Wide(420, transcriber)),
		sc.row("Fillers", "What is counted in the transcriber's text: words and phrases with a comma between. On the stage F counts by hand.", look.Wide(420, fillers)))
}

// parsePhrases reads words and phrases with commas between, each once.
func parsePhrases(text string) []string {
	all := []string{}
	for phrase := range strings.SplitSeq(text, ",") {
		if phrase = strings.Join(strings.Fields(phrase), " "); phrase != "" && !slices.Contains(all, phrase) {
			all = append(all, phrase)
		}
	}
	return all
}

// ownMicrophone is the entry for the microphone that the system has chosen.
const ownMicrophone = "The system's own"

// microphoneRow chooses the microphone, and tries it.
func (sc *settingsScreen) microphoneRow() fyne.CanvasObject {
	names, ids, at := microphones(sc.facts, sc.shell.settings.Recording.Device)
	choose := sc.choice(names, at, func(s *settings.Settings, i int) {
		sc.endTrial() // of the other
		s.Recording.Device = ids[i]
	})
	text := "Try it"
	if sc.trial != nil {
		text = "End the trial"
	}
	does := "A microphone that is not there is passed over for the system's own."
	switch lacking := sc.facts.lacking; {
	case errors.Is(lacking, recording.ErrNoDevice):
		does = "There is no microphone now. One that you plug in is used at once."
	case lacking != nil:
		does = fmt.Sprintf("The microphones could not be listed: %v. Recording uses the one that is chosen.", lacking)
	}
	row := sc.row("Microphone", does, choose, sc.button(text, sc.onTry))
	if sc.trial == nil {
		return row
	}
	return look.Column(8, row, sc.trial.object)
}

// microphones gives what there is to choose from, by name and id, and which is
// chosen. What is set and not there keeps its place, so that nothing else is
// chosen by looking.
func microphones(f recordingFacts, set string) (names, ids []string, at int) {
	names, ids = []string{ownMicrophone}, []string{""}
	for _, d := range f.devices {
		names, ids = append(names, d.Name), append(ids, d.ID)
	}
	if at = slices.Index(ids, set); at >= 0 {
		return names, ids, at
	}
	name := set
	if f.asked && (f.lacking == nil || errors.Is(f.lacking, recording.ErrNoDevice)) {
		name += " (not there now)"
	}
	return append(names, name), append(ids, set), len(ids)
}

// onTry opens the microphone to show how loud it is, or ends that.
func (sc *settingsScreen) onTry() {
	if sc.trial != nil {
		sc.endTrial()
		sc.again()
		return
	}
	t := &microphoneTrial{meter: look.NewMeter(recording.Levels), line: look.NewProse("", look.SizeSmall, look.ColourText)}
	t.object = look.Column(4, look.Row(10, t.meter), t.line)
	t.say("Opening the microphone …")
	sc.trial = t
	t.end = sc.shell.parts.Recordings.Test(sc.shell.settings.Recording.Device, func(status recording.Status) {
		sc.shell.parts.Main(func() {
			if sc.trial == t {
				sc.onTrial(status)
			}
		})
	})
	sc.again()
	sc.page.Reveal(t.object)
}

// onTrial shows how the microphone that is tried fares.
func (sc *settingsScreen) onTrial(status recording.Status) {
	// What follows in these lines is about an answer, and here there is none.
	text, _, _ := strings.Cut(status.Text, " The answer goes on")
	if text == "" {
		text = "Speak as you would in an answer: three or four bars are good, the fifth is too loud. Nothing of this is kept. Esc ends it."
	}
	sc.trial.meter.Set(status.Level)
	if sc.trial.say(text) {
		sc.page.Reflow()
	}
}

// say changes the line below the meter, and tells whether that is another.
func (t *microphoneTrial) say(text string) bool {
	if t.line.Text() == text {
		return false
	}
	t.line.Set(look.Run{Text: text, Colour: look.ColourText})
	return true
}

// endTrial lets the microphone go that is tried.
func (sc *settingsScreen) endTrial() {
	if sc.trial != nil {
		sc.trial.end()
		sc.trial = nil
	}
}

// keeping is one of the choices how long recordings are kept.
type keeping struct {
	keep string
	n    int // days, or so many of each story
}

func (k keeping) text() string {
	switch k.keep {
	case settings.KeepDays:
		return "for " + plural(k.n, "day", "days")
	case settings.KeepLast:
		return "the " + lastOfEach(k.n)
	case settings.KeepRating:
		return "not beyond the rating"
	}
	return "all"
}

// does says what will be deleted, and when.
func (k keeping) does() string {
	switch k.keep {
	case settings.KeepDays:
		return fmt.Sprintf("What is older than %s is deleted whenever Starling starts. Attempts, ratings and figures stay.", plural(k.n, "day", "days"))
	case settings.KeepLast:
		return "What is beyond the " + lastOfEach(k.n) + " is deleted whenever Starling starts. Attempts, ratings and figures stay."
	case settings.KeepRating:
		return "A recording is deleted when its rating is left, at the latest when Starling starts. Attempts, ratings and figures stay."
	}
	return "Until you delete them. Those of attempts that you delete go when Starling starts."
}

// lastOfEach reads "last of each story", "last 3 of each story".
func lastOfEach(n int) string {
	if n == 1 {
		return "last of each story"
	}
	return fmt.Sprintf("last %d of each story", n)
}

// apply makes a setting of it; the numbers of the other choices stay.
func (k keeping) apply(r *settings.Recording) {
	r.Keep = k.keep
	switch k.keep {
	case settings.KeepDays:
		r.Days = k.n
	case settings.KeepLast:
		r.Last = k.n
	}
}

func keepingOf(r settings.Recording) keeping {
	switch r.Keep {
	case settings.KeepDays:
		return keeping{r.Keep, r.Days}
	case settings.KeepLast:
		return keeping{r.Keep, r.Last}
	}
	return keeping{r.Keep, 0}
}

// keepings are those to choose from, the present one among them.
func keepings(present keeping) []keeping {
	all := []keeping{{settings.KeepAll, 0}}
	for _, n := range []int{7, 30, 90, 365} {
		all = append(all, keeping{settings.KeepDays, n})
	}
	for _, n := range []int{1, 3, 5, 10} {
		all = append(all, keeping{settings.KeepLast, n})
	}
	if !slices.Contains(all, present) && present.n > 0 {
		at, _ := slices.BinarySearchFunc(all, present, func(a, b keeping) int {
			order := []string{settings.KeepAll, settings.KeepDays, settings.KeepLast}
			if by := slices.Index(order, a.keep) - slices.Index(order, b.keep); by != 0 {
				return by
			}
			return a.n - b.n
		})
		all = slices.Insert(all, at, present)
	}
	return append(all, keeping{settings.KeepRating, 0})
}

// keepRow chooses how long recordings are kept. Choosing deletes nothing yet:
// a slip can be taken back.
func (sc *settingsScreen) keepRow() fyne.CanvasObject {
	present := keepingOf(sc.shell.settings.Recording)
	all := keepings(present)
	texts := make([]string, len(all))
	for i, k := range all {
		texts[i] = k.text()
	}
	controls := []fyne.CanvasObject{sc.choice(texts, slices.Index(all, present), func(s *settings.Settings, i int) { all[i].apply(&s.Recording) })}
	if present.keep != settings.KeepAll && sc.facts.number > 0 {
		controls = append(controls, sc.button("Delete the rest now", sc.onTidy))
	}
	return sc.row("Recordings kept", present.does(), controls...)
}

// onTidy deletes at once what the settings do not keep, when that is confirmed.
func (sc *settingsScreen) onTidy() {
	keep := sc.shell.settings.Recording
	text := "Kept are: " + keepingOf(keep).text() + ". All other recordings are deleted, and those of attempts that you deleted. This cannot be undone. Your attempts, ratings, notes and figures stay."
	if keep.Keep == settings.KeepRating {
		text = "All recordings are deleted, those of answers that you have not rated yet among them. This cannot be undone. Your attempts, ratings, notes and figures stay."
	}
	sc.askToDelete("Delete the recordings that are not kept?", text, func() (int, error) {
		before, _, err := sc.shell.parts.Recordings.Space()
		if err != nil {
			return 0, err
		}
		err = sc.shell.parts.Recordings.Tidy(sc.shell.ctx, keep, "")
		after, _, spaceErr := sc.shell.parts.Recordings.Space()
		if err == nil {
			err = spaceErr
		}
		return before - after, err
	})
}

// spaceRow tells what the recordings take up.
func (sc *settingsScreen) spaceRow() fyne.CanvasObject {
	text := "…"
	switch {
	case sc.facts.counted && sc.facts.number == 0:
		text = "none yet"
	case sc.facts.counted:
		text = plural(sc.facts.number, "recording", "recordings") + ", " + spaceText(sc.facts.bytes)
	}
	controls := []fyne.CanvasObject{look.NewText(text, look.SizeBody, look.ColourQuiet)}
	if sc.facts.number > 0 {
		controls = append(controls, sc.button("Delete all recordings", sc.onDeleteAll))
	}
	return sc.row("Space used", "They are in "+recording.Dir(sc.shell.parts.Paths.Data)+".", controls...)
}

// spaceText reads a number of bytes as a person would say it.
func spaceText(bytes int64) string {
	switch {
	case bytes < 1_000_000:
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	case bytes < 1_000_000_000:
		return fmt.Sprintf("%d MB", (bytes+500_000)/1_000_000)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}

func (sc *settingsScreen) onDeleteAll() {
	sc.askToDelete("Delete all recordings?",
		fmt.Sprintf("All of them: %s. This cannot be undone. Your attempts, ratings, notes and figures stay.", plural(sc.facts.number, "recording", "recordings")),
		sc.shell.parts.Recordings.RemoveAll)
}

// askToDelete asks before recordings are deleted, which is done beside the main
// thread, and tells how many there were.
func (sc *settingsScreen) askToDelete(title, text string, remove func() (int, error)) {
	do := func() {
		sc.shell.parts.Beside(func() {
			n, err := remove()
			sc.shell.parts.Main(func() {
				if err != nil {
					sc.shell.tell(fmt.Sprintf("Not all could be deleted: %v. Deleted: %s.", err, plural(n, "recording", "recordings")))
				} else {
					sc.shell.remark(plural(n, "recording was", "recordings were") + " deleted.")
				}
				sc.readSpace()
			})
		})
	}
	sc.shell.ask(title, look.NewProse(text, look.SizeBody, look.ColourQuiet),
		look.Answer{Text: "Delete them", Key: "D", Do: do},
		look.Answer{Text: "Keep them", Key: "Esc", Main: true})
}
