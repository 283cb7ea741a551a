//go:build linux && demo

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/e2e/x11"
	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/sound/soundtest"
	"starling/stories"
)

// The story that is spoken in the demo. Its limit is short, and its targets are
// multiples of no buffer: round times would hide an error of the sound.
const (
	demoSlug  = "the-timetable-nobody-trusted"
	demoTitle = "The timetable nobody trusted"
	demoStory = `title    = "The timetable nobody trusted"
tags     = ["ownership", "data"]
answers  = ["ownership-nobodys-problem"]
limit    = "17.3s"
polished = ["I rode the route before I touched the plan."]

[situation]
target = "4.391s"
points = ["Bus 14, 2023: one in five came late", "Drivers had stopped saying so"]
script = """On bus 14 every fifth bus was late, and nobody said so any more."""

[task]
target = "3.137s"
points = ["Mine: a plan that drivers believe"]
script = """I was to write a timetable that drivers believe."""

[action]
target = "4.229s"
points = ["Rode it for a week, with a watch", "Moved four minutes to where they were lost"]
script = """I rode it for a week and moved four minutes."""

[result]
points = ["Late buses: one in five, then one in thirty", "Confirmed by the depot"]
script = """Now one in thirty is late, says the depot."""
`
)

// What is done in the demo, by the time spoken at which it is done, and what
// that must come to.
const (
	lateMark  = 5600 * time.Millisecond // after the chime at 4.391 s: confirms it
	earlyMark = 6900 * time.Millisecond // before the boundary at 7.528 s, which is silent then
	finish    = 19100 * time.Millisecond
	byHand    = 300 * time.Millisecond // how near a key's moment must be kept

	secondBoundary = 7528 * time.Millisecond
	thirdBoundary  = 11757 * time.Millisecond
	demoNote       = "Say the number first, 1 in 30."
	demoLimit      = 17300 * time.Millisecond
	wrapUp         = demoLimit - demoLimit/6
)

// The colour of the Task section in the dark theme, which is that of its cue.
var taskColour = color.RGBA{0xe6, 0x9f, 0x00, 0xff} //nolint:gochecknoglobals // a constant in all but name

// demo is one run of the demo.
type demo struct {
	t       *testing.T
	out     string // the folder for what it leaves
	screen  *x11.Screen
	home    home
	spoken  attempt // the answer of the first day, as history has it
	sound   *soundtest.Server
	saver   *screenSaver
	gallery gallery
}

// tries is how often the demo is tried when the sound was out of time, and for
// no other reason: another program may have kept the processors from it.
const tries = 3

// starved is how late a sleeper is woken on a machine that is too busy with
// other things for sound to be in time, whatever Starling does.
const starved = 20 * time.Millisecond

func TestDemo(t *testing.T) {
	d := newDemo(t)
	everStarved := true
	for try := 1; ; try++ {
		wakeups := soundtest.WatchWakeups()
		err := d.once()
		late := wakeups.Stop()
		if err == nil {
			break
		}
		everStarved = everStarved && late >= starved
		t.Logf("try %d, on a machine that wakes a sleeper up to %v late: %v", try, late.Round(time.Millisecond), err)
		if !errors.Is(err, errOutOfTime) || try == tries && !everStarved {
			t.Fatal(err)
		}
		if try == tries {
			t.Log("THE SOUND WAS NOT SHOWN TO BE IN TIME: this machine is too busy to measure it. All else was shown.")
			break
		}
	}
	d.nextDay()
}

func newDemo(t *testing.T) *demo {
	t.Helper()
	out := os.Getenv("STARLING_DEMO")
	if out == "" {
		out = filepath.Join(root, "build", "demo")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	d := &demo{t: t, out: out, screen: sit(t), gallery: gallery{dir: out}}
	t.Cleanup(func() { d.gallery.write(t) })
	d.saver = startScreenSaver(t)
	d.sound = startSound(t)
	return d
}

// once is the demo's first day: from the first start to the attempt in history.
// The error is of the sound, and may be errOutOfTime; all else ends the test.
func (d *demo) once() error {
	d.t.Helper()
	d.gallery.clear()
	d.saver.forget()
	d.home = newHome(d.t, program(d.t), d.sound.Env()...)
	d.nothingIsThereYet()
	a := d.home.open(d.t, d.screen)
	d.examplesAreCopied()
	d.ownStoryAppears(a)
	d.openStage(a)

	recording, err := d.sound.Record(d.t.Context(), filepath.Join(d.out, "played.wav"))
	if err != nil {
		d.t.Fatal(err)
	}
	d.answer(a)
	d.rate(a)
	d.lookAround(a)
	a.quit()
	samples, err := recording.Stop()
	if err != nil {
		d.t.Fatal(err)
	}
	d.spoken = d.attemptIsKept()
	d.commandsAgree()
	return d.cuesWereHeard(samples, recording.Began())
}

// nothingIsThereYet: asking where things are makes nothing.
func (d *demo) nothingIsThereYet() {
	d.t.Helper()
	text, code := d.home.run(d.t, "paths")
	if code != 0 {
		d.t.Errorf("starling paths: exit code %d", code)
	}
	for _, path := range []string{d.home.stories(), d.home.data(), d.home.settings(), d.home.log()} {
		if !strings.Contains(text, path+"\n") {
			d.t.Errorf("starling paths does not name %s:\n%s", path, text)
		}
	}
	if left, err := os.ReadDir(d.home.dir); err != nil || len(left) > 0 {
		d.t.Errorf("starling paths made something: %v, %v", left, err)
	}
}

// examplesAreCopied: the first start copies the stories that come with Starling.
func (d *demo) examplesAreCopied() {
	d.t.Helper()
	entries, err := fs.Glob(stories.FS(), "*.toml")
	if err != nil || len(entries) < 11 {
		d.t.Fatalf("the examples are %v, %v", entries, err)
	}
	until(d.t, settling, "the examples are in "+d.home.stories(), func() bool {
		for _, name := range entries {
			want, err := fs.ReadFile(stories.FS(), name)
			if err != nil {
				d.t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(d.home.stories(), name)); err != nil || !bytes.Equal(got, want) {
				return false
			}
		}
		return true
	})
}

// ownStoryAppears: a story that is saved while Starling is open is listed by itself.
func (d *demo) ownStoryAppears(a *app) {
	d.t.Helper()
	d.gallery.hang(d.t, "library", a.settled())
	before := a.picture()
	path := filepath.Join(d.home.stories(), demoSlug+".toml")
	d.home.put(d.t, path+".new", demoStory)
	if err := os.Rename(path+".new", path); err != nil {
		d.t.Fatal(err)
	}
	a.settledAfter(before)
}

// openStage finds the story and goes to its stage.
func (d *demo) openStage(a *app) {
	d.t.Helper()
	before := a.picture()
	a.press("ctrl+f")
	a.typeText("timetable trusted")
	d.gallery.hang(d.t, "search", a.settledAfter(before))
	a.pressAndSettle("enter")
	d.gallery.hang(d.t, "stage-ready", a.pressAndSettle("space"))
	if held := d.saver.held(); len(held) > 0 {
		d.t.Errorf("the screen is kept on before the answer: %q", held)
	}
}

// answer speaks: a late mark, an early mark, and the end after the limit.
func (d *demo) answer(a *app) {
	d.t.Helper()
	begun := time.Now()
	a.press("space")
	a.titled("Answering: " + demoTitle + " – Starling")
	until(d.t, settling, "the screen is kept on", func() bool { return len(d.saver.held()) == 1 })

	at(begun.Add(2200 * time.Millisecond))
	d.gallery.hang(d.t, "stage", a.picture())
	d.gallery.hang(d.t, "stage-cue", d.cueFlashes(a, begun.Add(4391*time.Millisecond), taskColour))
	at(begun.Add(lateMark))
	a.press("right")
	at(begun.Add(earlyMark))
	a.press("right")
	at(begun.Add(wrapUp + time.Second))
	d.gallery.hang(d.t, "stage-wrap-up", a.picture())
	at(begun.Add(demoLimit + time.Second))
	d.gallery.hang(d.t, "stage-over", a.picture())
	at(begun.Add(finish))
	a.press("esc")
	// The rating takes no keys at first: this rates nothing.
	a.press("5")
	a.titled("Starling")
	until(d.t, settling, "the screen may blank again", func() bool { return len(d.saver.held()) == 0 })
	if times, givenBack := d.saver.timesAsked(); times != 1 || !givenBack {
		d.t.Errorf("the screen was kept on %d times, given back: %v", times, givenBack)
	}
}

// cueFlashes watches the window around a cue and gives the picture on which the
// cue stands out most. It fails if none does: later, the cue's colour must
// cover less of the window's top.
func (d *demo) cueFlashes(a *app, moment time.Time, colour color.RGBA) *image.RGBA {
	d.t.Helper()
	var best *image.RGBA
	most, last := -1.0, 0.0
	at(moment.Add(-100 * time.Millisecond))
	for time.Since(moment) < 1150*time.Millisecond {
		picture := a.picture()
		top := picture.Bounds() // of the window: where cues are told, and nothing else moves
		top.Max.Y = top.Min.Y + top.Dy()/6
		if last = share(picture, top, colour); last > most {
			best, most = picture, last
		}
	}
	const someWords = 0.008 // of that part: a line with some words on it
	if most-last < someWords {
		d.t.Errorf("the cue does not stand out: its colour covers %.4f of the window's top at most, and %.4f a second later", most, last)
	}
	return best
}

// rate rates the answer by digits and notes what to change.
func (d *demo) rate(a *app) {
	d.t.Helper()
	shown := time.Now()
	a.settled()
	at(shown.Add(time.Second)) // it takes keys from half a second on
	a.press("4")
	d.rated("situation", 4)
	a.press("3", "5")
	d.rated("action", 5)
	d.gallery.hang(d.t, "rating", a.settled())
	a.press("2")
	before := a.settled()
	a.press("tab") // from Delivery to the note
	a.typeText(demoNote)
	a.settledAfter(before)
	a.press("tab", "up", "4") // from the note to Done, and back to Delivery
	d.rated("delivery", 4)
	until(d.t, settling, "the note is kept", func() bool { return d.last().Note == demoNote })
	d.gallery.hang(d.t, "rating-done", a.settled())
	a.pressAndSettle("enter") // Done
}

// rated waits until a rating is in history.
func (d *demo) rated(section string, rating int) {
	d.t.Helper()
	until(d.t, settling, "the rating of "+section, func() bool {
		for s, r := range d.last().Ratings {
			if string(s) == section {
				return r == rating
			}
		}
		return false
	})
}

// last is the latest attempt, read beside the open window.
func (d *demo) last() history.Record {
	d.t.Helper()
	r, _ := d.home.known(d.t)
	return r
}

// lookAround goes to the other screens.
func (d *demo) lookAround(a *app) {
	d.t.Helper()
	d.gallery.hang(d.t, "library-after", a.settled())
	d.gallery.hang(d.t, "history", a.pressAndSettle("ctrl+4"))
	d.gallery.hang(d.t, "settings", a.pressAndSettle("ctrl+5"))
	a.pressAndSettle("ctrl+1")
}

// attemptIsKept: the history holds exactly what was done.
func (d *demo) attemptIsKept() attempt {
	d.t.Helper()
	attempts, text := d.home.history(d.t)
	if err := os.WriteFile(filepath.Join(d.out, "attempt.json"), []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
	if len(attempts) != 1 {
		d.t.Fatalf("there are %d attempts in history:\n%s", len(attempts), text)
	}
	got := attempts[0]
	spent := []time.Duration{lateMark, earlyMark - lateMark, thirdBoundary - earlyMark, finish - thirdBoundary}
	endedBy := []string{"mark", "mark", "auto", "finish"}
	targets := []float64{4.391, 3.137, 4.229, 5.543}
	ratings := []int{4, 3, 5, 2}
	if len(got.Sections) != len(spent) {
		d.t.Fatalf("the attempt has %d sections:\n%s", len(got.Sections), text)
	}
	for i, s := range got.Sections {
		if off := seconds(s.Spent) - spent[i]; off.Abs() > byHand {
			d.t.Errorf("%s took %v s, the keys say %v", s.Name, s.Spent, spent[i])
		}
		d.reads(s.Name+" ended by", said(s.EndedBy), endedBy[i])
		d.reads(s.Name+"'s target", s.Target, targets[i])
		d.reads(s.Name+"'s rating", said(s.Rating), ratings[i])
	}
	d.reads("story", got.Story, demoSlug)
	d.reads("title", got.Title, demoTitle)
	d.reads("limit", got.Limit, 17.3)
	d.reads("prompt", got.Prompt, "points")
	d.reads("mode", got.Mode, "practice")
	d.reads("ended", got.Ended, "finished")
	d.reads("note", got.Note, demoNote)
	d.reads("has a question", got.Question != "", true)
	d.reads("paused", fmt.Sprint(got.Paused), "0")
	d.reads("delivery", said(got.Delivery), 4)
	d.reads("coverage", said(got.Coverage), 62.5)
	if off := seconds(got.Spoken) - finish; off.Abs() > byHand {
		d.t.Errorf("%v s were spoken, the keys say %v", got.Spoken, finish)
	}
	if ago := time.Since(got.Started); ago < finish || ago > 5*time.Minute {
		d.t.Errorf("the answer was started at %v, %v ago", got.Started, ago)
	}
	return got
}

// said gives what a value that may be missing is; nil where it is missing.
func said[T any](value *T) any {
	if value == nil {
		return nil
	}
	return *value
}

// reads fails unless a thing in the attempt is as it should be.
func (d *demo) reads(what string, got, want any) {
	d.t.Helper()
	if got != want {
		d.t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// cuesWereHeard: the sound has every cue that should be heard, in its place.
func (d *demo) cuesWereHeard(samples []int16, began time.Time) error {
	d.t.Helper()
	h, err := listen(samples, []heard{
		{kind: rehearsal.CueStart},
		{kind: rehearsal.CueSection, section: 1, at: 4391 * time.Millisecond},
		// The second boundary is silent: the speaker was past it.
		{kind: rehearsal.CueSection, section: 3, at: thirdBoundary},
		{kind: rehearsal.CueWrapUp, at: wrapUp},
		{kind: rehearsal.CueTimeUp, at: demoLimit},
	})
	if err != nil {
		return err
	}
	late := began.Add(h.first).Sub(d.home.cueMoment(d.t, d.spoken.ID, rehearsal.CueStart))
	d.t.Logf("cues: %v from the plan at most; the first is heard %v after it is shown", h.spacing, late.Round(time.Millisecond))
	if late < -measured || late > promptly {
		return fmt.Errorf("%w: the first cue is heard %v after it is shown", errOutOfTime, late)
	}
	return nil
}

// commandsAgree: the commands see what the window left.
func (d *demo) commandsAgree() {
	d.t.Helper()
	text, code := d.home.run(d.t, "check")
	if code != 0 || strings.Contains(text, demoSlug) {
		d.t.Errorf("starling check: exit code %d:\n%s", code, text)
	}
	text, code = d.home.run(d.t, "history", "--story", demoSlug)
	if code != 0 || !strings.Contains(text, demoNote) {
		d.t.Errorf("starling history --story %s: exit code %d:\n%s", demoSlug, code, text)
	}
}

// nextDay starts Starling again, in the light theme: nothing has changed, and
// another answer can be given.
func (d *demo) nextDay() {
	d.t.Helper()
	d.changeSetting("theme = \"system\"", "theme = \"light\"")
	a := d.home.open(d.t, d.screen, "rehearse", demoSlug)
	picture := a.settled()
	if !light(picture) {
		d.t.Error("the light theme is not light")
	}
	d.gallery.hang(d.t, "stage-ready-light", picture)
	begun := time.Now()
	a.press("space")
	at(begun.Add(4591 * time.Millisecond))
	d.gallery.hang(d.t, "stage-cue-light", a.picture())
	at(begun.Add(6200 * time.Millisecond))
	d.gallery.hang(d.t, "stage-light", a.picture())
	a.press("esc")
	a.titled("Starling")
	at(begun.Add(8 * time.Second))
	a.press("3", "4")
	d.rated("task", 4)
	d.gallery.hang(d.t, "rating-light", a.settled())
	d.gallery.hang(d.t, "library-light", a.pressAndSettle("esc"))
	d.gallery.hang(d.t, "history-light", a.pressAndSettle("ctrl+4"))
	d.gallery.hang(d.t, "settings-light", a.pressAndSettle("ctrl+5"))
	a.quit()
	attempts, text := d.home.history(d.t)
	if len(attempts) != 2 || attempts[1].ID != d.spoken.ID || attempts[1].Note != d.spoken.Note {
		d.t.Errorf("after the next day the history is\n%s", text)
	}
}

// changeSetting edits settings.toml by hand.
func (d *demo) changeSetting(old, fresh string) {
	d.t.Helper()
	data, err := os.ReadFile(d.home.settings())
	if err != nil {
		d.t.Fatal(err)
	}
	changed := strings.Replace(string(data), old, fresh, 1)
	if changed == string(data) {
		d.t.Fatalf("settings.toml has no line %s:\n%s", old, data)
	}
	d.home.put(d.t, d.home.settings(), changed)
}
