//go:build linux && bench

package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/app/e2e/x11"
	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/rehearsal"
	"starling/app/sound/soundtest"
	"starling/app/story"
	"starling/stories"
)

// TestFigures measures Starling in its window and prints what it found, with
// what it should be. It asserts nothing: figures are for people to look at.
// It takes about twenty minutes, and wants a machine that does nothing else.
func TestFigures(t *testing.T) {
	f := newFigures(t)
	f.part("Start, from the call to the first picture in the window", f.start)
	f.part("Cost in processor time, of one core", f.cost)
	f.part("Recording, in processor time, of one core", f.recorded)
	f.part("Memory", f.memory)
	f.part("From a key to the next picture", f.keys)
	f.part("Progress, from a key to the next picture", f.progress)
	f.part("Cues in the captured sound of whole answers", f.cues)
}

// figures are what is measured, and where it is written.
type figures struct {
	t      *testing.T
	out    io.Writer
	screen *x11.Screen
	bin    string
	empty  string // the program with an empty window
	whole  *testing.T
	large  *home // with 10,000 stories and 100,000 attempts, made when it is first asked for
}

func newFigures(t *testing.T) *figures {
	t.Helper()
	f := &figures{t: t, whole: t, out: os.Stdout, screen: sit(t), bin: program(t)}
	var err error
	if f.empty, err = build("emptywindow", "./app/e2e/emptywindow", "migrated_fynedo", "bench"); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("STARLING_FIGURES"); path != "" {
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = file.Close() })
		f.out = io.MultiWriter(os.Stdout, file)
	}
	return f
}

// part measures one thing after the other, each under its heading. The name of
// a subtest is its first word: go test -run TestFigures/Cost.
func (f *figures) part(heading string, measure func()) {
	first, _, _ := strings.Cut(heading, " ")
	f.whole.Run(strings.TrimSuffix(first, ","), func(t *testing.T) {
		f.t = t
		fmt.Fprintf(f.out, "\n%s\n", heading)
		measure()
	})
}

// line writes a figure; wanted says what it should be, if anything.
func (f *figures) line(name, figure string, met bool, wanted string) {
	verdict := ""
	if wanted != "" {
		verdict = "wanted: " + wanted
		if !met {
			verdict += "  NOT MET"
		}
	}
	fmt.Fprintln(f.out, strings.TrimRight(fmt.Sprintf("  %-58s %-46s %s", name, figure, verdict), " "))
}

// median gives the middle of some figures, and least and most.
func median[T ~int | ~int64 | ~float64](all []T) (middle, least, most T) {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1]
}

// home makes a home with so many stories and attempts. Up to the examples'
// number the stories are those that come with Starling.
func (f *figures) home(storyCount, attempts int, env ...string) home {
	f.t.Helper()
	h := newHome(f.t, f.bin, env...)
	slugs := historytest.Stories(storyCount)
	if storyCount == 12 {
		if _, err := story.CopyExamples(stories.FS(), h.stories()); err != nil {
			f.t.Fatal(err)
		}
		slugs = []string{"one-source-of-truth"}
	} else if err := writeManyStories(h.stories(), slugs); err != nil {
		f.t.Fatal(err)
	}
	h.put(f.t, h.settings(), "examples_copied = true\n")
	if attempts > 0 {
		f.inHistory(h, func(store *history.Store) error {
			return historytest.Fill(f.t.Context(), store, slugs, attempts, 1)
		})
		f.backUp(h)
	}
	return h
}

// inHistory does something with the history of a home.
func (f *figures) inHistory(h home, do func(*history.Store) error) {
	f.t.Helper()
	store, _, err := history.Open(f.t.Context(), h.data(), history.Options{Logf: f.t.Logf})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := errors.Join(do(store), store.Close()); err != nil {
		f.t.Fatal(err)
	}
}

// backUp makes today's backup now, and not while something is measured.
func (f *figures) backUp(h home) {
	f.t.Helper()
	f.inHistory(h, func(store *history.Store) error {
		_, err := store.Backup(f.t.Context())
		return err
	})
}

// writeManyStories writes stories as long as real ones.
func writeManyStories(dir string, slugs []string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	words := strings.Fields(`team deadline conflict migration trust number slower pause result discrepancy data
		ownership stakeholder phase feedback launch review mentor customer outage budget priority scope decision`)
	sentence := func(i, n int) string {
		picked := make([]string, n)
		for j := range picked {
			picked[j] = words[(i*7+j*(i%5+3)+j*j)%len(words)]
		}
		return "I " + strings.Join(picked, " ") + "."
	}
	for i, slug := range slugs {
		var b strings.Builder
		fmt.Fprintf(&b, "title = %q\ntags = [%q, %q]\nanswers = [\"deadline-tight\"]\nlimit = \"2m\"\n",
			fmt.Sprintf("Story %d about %s and %s", i, words[i%len(words)], words[(i/24)%len(words)]), words[i%7], words[i%11])
		for j, name := range story.SectionNames()[:4] {
			fmt.Fprintf(&b, "\n[%s]\npoints = [%q, %q]\nscript = \"\"\"%s %s %s\"\"\"\n", name,
				sentence(i+j, 5), sentence(i+2*j, 6), sentence(i+j, 19), sentence(i*3+j, 23), sentence(i*5+j, 27))
		}
		if err := os.WriteFile(filepath.Join(dir, slug+".toml"), []byte(b.String()), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// largeHome is a home with 10,000 stories and 100,000 attempts. It outlives the
// subtest that asks for it first.
func (f *figures) largeHome() home {
	f.t.Helper()
	if f.large == nil {
		sub := f.t
		f.t = f.whole
		h := f.home(10_000, 100_000)
		f.t, f.large = sub, &h
	}
	return *f.large
}

// launch starts a program and says when its window was there and when something
// was to be seen in it.
func (f *figures) launch(h home, bin string) (a *app, mapped, painted time.Duration) {
	f.t.Helper()
	began := time.Now()
	a = h.start(f.t, f.screen, bin)
	a.findWindow()
	mapped = time.Since(began)
	until(f.t, opening, "the first picture", func() bool {
		for range 100 {
			pixel, err := f.screen.Pixel(a.window, windowWidth/2, windowHeight-40)
			if err == nil && pixel != (color.RGBA{A: 0xff}) {
				return true
			}
			time.Sleep(time.Millisecond)
		}
		return false
	})
	return a, mapped, time.Since(began)
}

// end ends a program whose figures have been taken.
func (f *figures) end(a *app) {
	f.t.Helper()
	if err := f.screen.CloseWindow(a.window); err != nil {
		f.t.Fatal(err)
	}
	a.waitEnd()
}

// start compares how soon there is something to see.
func (f *figures) start() {
	const runs = 11
	kinds := []struct {
		name string
		bin  string
		home home
	}{
		{"an empty Fyne window", f.empty, newHome(f.t, f.empty)},
		{"Starling, 12 stories", f.bin, f.home(12, 0)},
		{"Starling, 1,000 stories and 10,000 attempts", f.bin, f.home(1_000, 10_000)},
	}
	took := make([][]time.Duration, len(kinds))
	opened := make([][]time.Duration, len(kinds))
	listed := make([][]time.Duration, len(kinds))
	for run := range runs + 1 {
		for i, k := range kinds {
			began := time.Now()
			a, mapped, painted := f.launch(k.home, k.bin)
			if run > 0 { // the first is for the caches
				took[i] = append(took[i], painted)
				opened[i] = append(opened[i], mapped)
			}
			if i > 0 {
				f.awaitList(a)
				listed[i] = append(listed[i], time.Since(began))
			}
			f.end(a)
		}
	}
	empty, _, _ := median(took[0])
	for i, k := range kinds {
		middle, least, most := median(took[i])
		ratio := float64(middle) / float64(empty)
		window, _, _ := median(opened[i])
		figure := fmt.Sprintf("%d ms (%d to %d, %d runs; window %d)", middle.Milliseconds(), least.Milliseconds(), most.Milliseconds(), runs, window.Milliseconds())
		if i == 0 {
			f.line(k.name, figure, true, "")
			continue
		}
		f.line(k.name, figure, ratio <= 1.3, fmt.Sprintf("at most 1.3 × empty; it is %.2f ×", ratio))
		middle, _, most = median(listed[i])
		f.line("  the same, until the stories are listed", fmt.Sprintf("%d ms (at most %d)", middle.Milliseconds(), most.Milliseconds()), true, "")
	}
}

// awaitList waits until there is something in the first row of the list.
func (f *figures) awaitList(a *app) {
	f.t.Helper()
	row := image.Rect(30, 150, 300, 190)
	until(f.t, opening, "the list of stories", func() bool {
		picture, err := f.screen.Part(a.window, row)
		if err != nil {
			return false
		}
		bright := 0
		for i := 0; i+3 < len(picture.Pix); i += 4 {
			if picture.Pix[i] > 0x60 {
				bright++
			}
		}
		return bright > 100
	})
}

// watched is the time over which processor time is measured.
const watched = 20 * time.Second

// load is what a process used in a while.
type load struct {
	percent float64 // of one core
	wakes   float64 // times a second that one of its threads woke up
}

func (f *figures) load(pid int, span time.Duration) load {
	f.t.Helper()
	used, woken, since := cpu(f.t, pid), wakes(f.t, pid), time.Now()
	time.Sleep(span)
	took := time.Since(since).Seconds()
	return load{
		percent: 100 * (cpu(f.t, pid) - used).Seconds() / took,
		wakes:   float64(wakes(f.t, pid)-woken) / took,
	}
}

// cost compares what an idle Starling costs with an empty window, and measures
// the stage during an answer.
func (f *figures) cost() {
	kinds := []struct {
		name string
		bin  string
		home home
		keys []string
		runs int
	}{
		{"an empty Fyne window", f.empty, newHome(f.t, f.empty), nil, 5},
		{"idle on the stories, 12 of them", f.bin, f.home(12, 0), nil, 5},
		{"idle on the stories, 1,000 and 10,000 attempts", f.bin, f.home(1_000, 10_000), nil, 3},
		{"idle on the history, 10,000 attempts", f.bin, f.home(12, 10_000), []string{"ctrl+4"}, 3},
		{"idle on the stage, before the answer", f.bin, f.home(12, 0), []string{"space"}, 3},
	}
	loads := make([][]load, len(kinds))
	for run := range kinds[0].runs {
		for i, k := range kinds {
			if run >= k.runs {
				continue
			}
			a, _, _ := f.launch(k.home, k.bin)
			a.hasKeyboard()
			if k.keys != nil {
				a.settled()
				a.press(k.keys...)
			}
			f.calm(a.pid)
			loads[i] = append(loads[i], f.load(a.pid, watched))
			f.end(a)
		}
	}
	empty := middleLoad(loads[0])
	for i, k := range kinds {
		m := middleLoad(loads[i])
		figure := fmt.Sprintf("%.2f%%, %.0f wakes/s (%d × %v)", m.percent, m.wakes, k.runs, watched)
		if i == 0 {
			f.line(k.name, figure, true, "")
			continue
		}
		f.line(k.name, figure, m.percent <= empty.percent+0.3, fmt.Sprintf("at most empty + 0.3; it is %+.2f", m.percent-empty.percent))
	}
	f.stage()
}

func middleLoad(all []load) load {
	var percent, woken []float64
	for _, l := range all {
		percent, woken = append(percent, l.percent), append(woken, l.wakes)
	}
	p, _, _ := median(percent)
	w, _, _ := median(woken)
	return load{percent: p, wakes: w}
}

// stage measures the stage during answers, with sound.
func (f *figures) stage() {
	server := startSound(f.t)
	for _, prompt := range []string{"points", "script"} {
		h := f.home(12, 0, server.Env()...)
		h.put(f.t, h.settings(), fmt.Sprintf("examples_copied = true\nprompt = %q\n", prompt))
		var percents []float64
		for range 3 {
			a := h.launch(f.t, f.screen, h.bin, "rehearse", "one-source-of-truth")
			a.settled()
			f.calm(a.pid)
			a.press("space")
			// From the second second on, over section cues and all that goes on by itself.
			time.Sleep(1500 * time.Millisecond)
			percents = append(percents, f.load(a.pid, 40*time.Second).percent)
			f.end(a)
		}
		middle, least, most := median(percents)
		f.line("the stage during an answer, sound included, "+prompt, fmt.Sprintf("%.2f%% (%.2f to %.2f, 3 × 40s)", middle, least, most),
			middle <= 4, "at most 4%")
	}
}

// recorded measures what recording adds to the stage, side by side: not recorded,
// recorded without the level, and with it, while somebody speaks.
func (f *figures) recorded() {
	server := startSound(f.t)
	said := speak(f.t, []string{"I asked each of the four teams what they had lost, wrote it down, and showed them the sum of it all."})
	kinds := []string{"on = false", "on = true\nmeter = false", "on = true\nmeter = true"}
	percents := make([][]float64, len(kinds))
	var listening, playhead []float64
	for range 3 {
		for i, kind := range kinds {
			h := f.home(12, 0, server.Env()...)
			h.put(f.t, h.settings(), "examples_copied = true\n[recording]\n"+kind+"\n")
			a := h.launch(f.t, f.screen, h.bin, "rehearse", "one-source-of-truth")
			a.settled()
			f.calm(a.pid)
			a.press("space")
			speaking, stop := context.WithCancel(f.t.Context())
			go func() {
				for speaking.Err() == nil {
					_ = server.Speak(speaking, said.path)
				}
			}()
			time.Sleep(1500 * time.Millisecond)
			percents[i] = append(percents[i], f.load(a.pid, 30*time.Second).percent)
			stop()
			if i == len(kinds)-1 {
				all, moving := f.listening(a)
				listening, playhead = append(listening, all), append(playhead, moving)
			}
			f.end(a)
		}
	}
	off, _, _ := median(percents[0])
	without, _, _ := median(percents[1])
	with, _, _ := median(percents[2])
	f.line("the stage during an answer that is not recorded", fmt.Sprintf("%.2f%% (3 × 30s)", off), true, "")
	f.line("recording adds, without the level", fmt.Sprintf("%+.2f points", without-off), without-off <= 2, "at most 2")
	f.line("the level adds", fmt.Sprintf("%+.2f points", with-without), with-without <= 4, "at most 4")
	moving, _, _ := median(playhead)
	f.line("the playhead adds to the rating, alone", fmt.Sprintf("%+.2f points", moving), moving <= 4, "at most 4")
	all, _, _ := median(listening)
	f.line("listening adds to it, playhead and sound", fmt.Sprintf("%+.2f points", all), true, "")
}

// listening ends the answer and measures what listening to it adds to its rating,
// and what of that the playhead is. For that nothing plays: it is moved by a key, as
// often as it moves by itself, so that the key is in the figure too.
func (f *figures) listening(a *app) (all, playhead float64) {
	const span = 20 * time.Second
	a.press("esc")
	a.titled("Starling")
	a.settled()
	time.Sleep(time.Second) // the rating takes no keys at first
	f.calm(a.pid)
	a.press("v", "v") // the panel is in sight and focused, and still
	a.settled()
	f.calm(a.pid) // the device is let go of a little later
	still := f.load(a.pid, span).percent
	moving, stop := context.WithCancel(f.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for every := time.NewTicker(time.Second); moving.Err() == nil; <-every.C {
			if err := a.screen.Press("shift+right"); err != nil {
				f.t.Error(err)
				return
			}
		}
	}()
	playhead = f.load(a.pid, span).percent - still
	stop()
	<-done
	a.press("home", "v")
	time.Sleep(time.Second)
	return f.load(a.pid, span).percent - still, playhead
}

// calm waits until a process has nothing left to do from its start: until what
// it uses in two seconds has stopped falling.
func (f *figures) calm(pid int) {
	f.t.Helper()
	last := math.Inf(1)
	for range 30 {
		now := f.load(pid, 2*time.Second).percent
		if now > last-0.6 && now < 20 {
			return
		}
		last = now
	}
	f.t.Log("it did not calm down within a minute")
}

// wakes counts how often the threads of a process waited for something.
func wakes(t *testing.T, pid int) int {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, task := range tasks {
		data, err := os.ReadFile(filepath.Join(task, "status"))
		if err != nil {
			continue // the thread has ended
		}
		for line := range strings.Lines(string(data)) {
			var switches int
			if _, err := fmt.Sscanf(line, "voluntary_ctxt_switches: %d", &switches); err == nil {
				n += switches
			}
		}
	}
	return n
}

// memory compares a large library with an empty one.
func (f *figures) memory() {
	const runs = 3
	empty := f.home(0, 0)
	large := f.largeHome()
	var before, after, used []int
	for range runs {
		a, _, _ := f.launch(empty, f.bin)
		f.calm(a.pid)
		before = append(before, statusOf(f.t, a.pid, "VmRSS"))
		f.end(a)
		b, _, _ := f.launch(large, f.bin)
		b.settled()
		f.calm(b.pid)
		after = append(after, statusOf(f.t, b.pid, "VmRSS"))
		b.hasKeyboard()
		b.press("ctrl+f")
		b.typeText("conflict team 12")
		b.press("ctrl+4")
		b.settled()
		b.press("end", "pageup", "home", "ctrl+f")
		b.typeText("trust")
		b.settled()
		f.calm(b.pid)
		used = append(used, statusOf(f.t, b.pid, "VmRSS"))
		f.end(b)
	}
	low, _, _ := median(before)
	f.line("an empty library", fmt.Sprintf("%d MB (%d runs)", low/1024, runs), true, "")
	for _, m := range []struct {
		name string
		all  []int
	}{{"10,000 stories and 100,000 attempts, after the start", after}, {"the same, after searches in both lists", used}} {
		middle, _, _ := median(m.all)
		f.line(m.name, fmt.Sprintf("%d MB", middle/1024), middle-low <= 150*1024, fmt.Sprintf("at most 150 above; it is %+d", (middle-low)/1024))
	}
}

// keys measures how soon a key changes the picture.
func (f *figures) keys() {
	for _, k := range []struct {
		name   string
		home   home
		search []string // each of which changes the list
	}{
		{"12 stories", f.home(12, 100), []string{"h", "a", "l", "f", "backspace", "backspace", "backspace", "backspace"}},
		{"10,000 stories and 100,000 attempts", f.largeHome(), []string{"7", "1", "3", "backspace", "backspace", "backspace", "9", "backspace"}},
	} {
		a, _, _ := f.launch(k.home, f.bin)
		a.settled()
		f.calm(a.pid)
		a.hasKeyboard()
		a.press("ctrl+f")
		a.settled()
		f.delay(a, "a letter in the search of "+k.name, k.search)
		a.press("esc", "esc")
		a.settled()
		f.delay(a, "down the list of "+k.name, slices.Repeat([]string{"down"}, 6))
		a.pressAndSettle("ctrl+4")
		f.delay(a, "down the history beside "+k.name, slices.Repeat([]string{"down"}, 6))
		f.delay(a, "page down the history beside "+k.name, slices.Repeat([]string{"pagedown"}, 6))
		a.press("home", "ctrl+f")
		a.settled()
		f.delay(a, "a letter in the search of the history beside "+k.name, []string{"c", "a", "f", "backspace", "backspace", "backspace", "2", "backspace"})
		f.end(a)
	}
	f.editor()
}

// editor measures the same in the editor, in the middle of 20,000 words.
func (f *figures) editor() {
	h := newHome(f.t, f.bin)
	h.put(f.t, h.settings(), "examples_copied = true\n")
	paragraph := strings.TrimSpace(strings.Repeat("I asked each of the four teams what they had lost, wrote it down, and showed them the sum. ", 8))
	section := story.Section{Points: []string{"Asked each of the four teams"}, Script: strings.TrimSpace(strings.Repeat(paragraph+"\n\n", 30))}
	st := story.Story{Title: "A long story", Limit: story.MaxLimit, Situation: section, Task: section, Action: section, Result: section, Lessons: section}
	words := 0
	for _, n := range st.Names() {
		words += story.Words(st.Section(n).Script)
	}
	if _, err := story.Write(h.stories(), st); err != nil {
		f.t.Fatal(err)
	}
	a, _, _ := f.launch(h, f.bin)
	a.settled()
	f.calm(a.pid)
	a.hasKeyboard()
	a.pressAndSettle("e")
	for range 13 { // to the script of Action
		a.press("tab")
	}
	a.pressAndSettle("pagedown", "pagedown")
	script := image.Rect(405, 190, 640, 680)
	f.delayIn(script, a, fmt.Sprintf("a letter in the editor, %d words", words), strings.Split("acute", ""))
	f.delayIn(script, a, "a new line there", []string{"enter", "backspace", "enter", "backspace", "enter", "backspace"})
	f.end(a)
}

// progress measures how soon the Progress screen shows its figures and how it
// scrolls, with few attempts and with a million. A step is a key pressed; it is
// dropped if the page shows nothing new for it.
func (f *figures) progress() {
	page := image.Rect(0, 95, windowWidth, windowHeight)
	for _, attempts := range []int{1_000, 1_000_000} {
		h := newHome(f.t, f.bin)
		slugs := historytest.Stories(50)
		if err := errors.Join(writeManyStories(h.stories(), slugs), historytest.Many(f.t.Context(), h.data(), slugs, attempts, 1)); err != nil {
			f.t.Fatal(err)
		}
		f.backUp(h)
		h.put(f.t, h.settings(), "examples_copied = true\n")
		a, _, _ := f.launch(h, f.bin)
		a.settled()
		f.calm(a.pid) // what is due is kept then
		a.hasKeyboard()
		a.pressAndSettle("ctrl+3")
		beside := fmt.Sprintf("beside %d attempts", attempts)
		f.delayIn(page, a, "all time, "+beside, []string{"p", "p"}) // 90 days, all time
		a.pressAndSettle("ctrl+1")
		f.delayIn(page, a, "the screen, looking at all time, "+beside, []string{"ctrl+3", "ctrl+1", "ctrl+3", "ctrl+1", "ctrl+3"})
		f.delay(a, "a step down and up the page, "+beside, slices.Concat(slices.Repeat([]string{"down"}, 8), slices.Repeat([]string{"up"}, 8)))
		f.end(a)
	}
}

// delay is delayIn for the list that most screens have. A blink of the cursor in
// the search is no change.
func (f *figures) delay(a *app, name string, keys []string) {
	f.t.Helper()
	f.delayIn(image.Rect(0, 140, 330, windowHeight), a, name, keys)
}

// delayIn presses keys one after the other and takes the time until a part of
// the window shows something else.
func (f *figures) delayIn(part image.Rectangle, a *app, name string, keys []string) {
	f.t.Helper()
	hands, err := x11.Dial(os.Getenv("DISPLAY")) // its own, to look while a key is down
	if err != nil {
		f.t.Fatal(err)
	}
	defer hands.Close()
	var took []time.Duration
	none := 0
	for _, key := range keys {
		before, err := f.screen.Part(a.window, part)
		if err != nil {
			f.t.Fatal(err)
		}
		pressed := make(chan error, 1)
		began := time.Now()
		go func() { pressed <- hands.Press(key) }()
		changed := false
		for !changed && time.Since(began) < time.Second {
			now, err := f.screen.Part(a.window, part)
			if err != nil {
				f.t.Fatal(err)
			}
			changed = !bytes.Equal(before.Pix, now.Pix)
		}
		delay := time.Since(began)
		if err := <-pressed; err != nil {
			f.t.Fatal(err)
		}
		if changed {
			took = append(took, delay)
		} else {
			none++
		}
		a.settled()
	}
	if len(took) == 0 {
		f.line(name, "no change", true, "")
		return
	}
	middle, _, most := median(took)
	figure := fmt.Sprintf("%d ms, at most %d", middle.Milliseconds(), most.Milliseconds())
	if none > 0 {
		figure += fmt.Sprintf(" (%d without change)", none)
	}
	f.line(name, figure, true, "")
}

// cues listens to whole answers, idle and with the processors busy.
func (f *figures) cues() {
	const runs = 3
	server := startSound(f.t)
	for _, loops := range []int{0, 4} {
		name := "idle"
		if loops > 0 {
			name = fmt.Sprintf("%d busy loops", loops)
		}
		var spacing, first []time.Duration
		failed := 0
		for range runs {
			h := newHome(f.t, f.bin, server.Env()...)
			writeStory(f.t, h, "spoken", "A spoken story", 7391*time.Millisecond, 5137*time.Millisecond, 10229*time.Millisecond, 7260*time.Millisecond)
			h.put(f.t, h.settings(), "examples_copied = true\n\n[cues]\novertime = \"every\"\novertime_every = \"5s\"\n")
			a := h.open(f.t, f.screen, "rehearse", "spoken")
			stop := soundtest.Busy(f.t, loops)
			recording, err := server.Record(f.t.Context(), "")
			if err != nil {
				f.t.Fatal(err)
			}
			begun := time.Now()
			a.press("space")
			at(begun.Add(42 * time.Second))
			a.press("esc")
			stop()
			f.end(a)
			samples, err := recording.Stop()
			if err != nil {
				f.t.Fatal(err)
			}
			heard, err := listen(samples, []heard{
				{kind: rehearsal.CueStart},
				{kind: rehearsal.CueSection, section: 1, at: 7391 * time.Millisecond},
				{kind: rehearsal.CueSection, section: 2, at: 12528 * time.Millisecond},
				{kind: rehearsal.CueSection, section: 3, at: 22757 * time.Millisecond},
				{kind: rehearsal.CueWrapUp, at: 30017*time.Millisecond - 30017*time.Millisecond/6},
				{kind: rehearsal.CueTimeUp, at: 30017 * time.Millisecond},
				{kind: rehearsal.CueOvertime, at: 35017 * time.Millisecond},
				{kind: rehearsal.CueOvertime, at: 40017 * time.Millisecond},
			})
			if err != nil {
				failed++
				f.t.Logf("%s: %v", name, err)
			}
			r, _ := h.known(f.t)
			spacing = append(spacing, heard.spacing)
			first = append(first, recording.Began().Add(heard.first).Sub(h.cueMoment(f.t, r.ID, rehearsal.CueStart)))
		}
		_, _, worst := median(spacing)
		middle, _, latest := median(first)
		f.line("spacing error at most, "+name, fmt.Sprintf("%.3f ms (%d answers)", 1000*worst.Seconds(), runs), failed == 0 && worst <= exactly, "at most 1 ms")
		f.line("the first cue after it is shown, "+name, fmt.Sprintf("%d ms, at most %d", middle.Milliseconds(), latest.Milliseconds()), latest <= promptly, "at most 250 ms")
	}
}
