package ui

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"starling/app/history"
	"starling/app/playback"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/story"
)

// TestMain sets the zone in which the tests' times are read, and the app that
// all of them share.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	debug.SetGCPercent(400) // many short-lived windows, and much memory to hold them
	fyne.SetCurrentApp(newDesktop(test.NewApp()))
	dir, err := emptyHistory()
	if err != nil {
		panic(err)
	}
	newHistory = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// newHistory is the folder of a history with nothing in it; each test begins
// with a copy, which is quicker than making one.
var newHistory string

func emptyHistory() (string, error) {
	dir, err := os.MkdirTemp("", "starling-ui-test")
	if err != nil {
		return "", err
	}
	store, _, err := history.Open(context.Background(), dir, history.Options{Now: newClock().now})
	if err != nil {
		return "", err
	}
	return dir, store.Close()
}

// noon is when the tests' clocks start.
func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

// The stories of testdata/stories, by title.
const (
	shortSlug  = "a-short-answer"    // 40 s: 10, 5, 20, 5; one question, no lines, no lessons
	bridgeSlug = "the-bridge"        // no limit, no targets, lessons, three questions
	draftSlug  = "not-ready"         // has neither action nor result
	wordsSlug  = "words-without-end" // long words, long title, long limit
)

// rig is Starling's window with everything around it in the test's hands: the
// clock stands until it is moved, what runs beside the main thread runs when
// the test lets it, and history is a real one in a folder of the test's own.
type rig struct {
	testing.TB

	desk     *desktopApp
	window   *testWindow
	shell    *Shell
	clock    *clock
	player   *player
	tape     *tape
	recorded *recordings
	speaker  *speaker
	store    *history.Store
	recorder *recorder
	reader   *reader
	examples *examples

	files     *files
	copies    *copies
	sessions  *copies
	config    string // settings.toml
	dir       string // of the stories
	loader    *story.Loader
	beside    []func()
	awake     []bool
	opened    []string
	reloaded  []settings.Settings
	synced    []string // the synced folders that were named
	failing   struct{ change, open, answer, picture, export error }
	random    []int    // what the random source gives, one after the other; then zeros
	drawn     []int    // what it was asked for
	answered  []string // what was written into stories' files
	pictures  []picture
	exported  []ExportOptions
	reminders reminders
	quiet     bool // history is not written out and read again after each act
}

// start opens Starling on the stories of testdata; change, if any, changes the
// settings it starts with.
func start(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := open(t, change...)
	r.readStories()
	return r
}

// open opens the window alone: the stories have not been read.
func open(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := &rig{TB: t, clock: newClock(), player: &player{}, tape: &tape{}, speaker: &speaker{}, examples: &examples{}, dir: "testdata/stories"}
	r.recorded = &recordings{kept: map[string]*memoryTake{}, transcripts: map[string]string{}}
	r.config = filepath.Join(t.TempDir(), "settings.toml")
	prefs := settings.Defaults()
	prefs.Theme = settings.ThemeDark
	for _, c := range change {
		c(&prefs)
	}
	r.must(settings.Save(r.config, prefs))
	r.openHistory()
	r.desk = fyne.CurrentApp().(*desktopApp)
	r.window = r.desk.newWindow()
	t.Cleanup(r.window.Close)
	if dir := os.Getenv("STARLING_SHOTS"); dir != "" {
		t.Cleanup(func() {
			if t.Failed() {
				r.shot(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".png"))
			}
		})
	}
	r.files, r.copies = &files{rig: r}, &copies{kept: map[string][]byte{}}
	r.sessions = &copies{kept: map[string][]byte{}}
	r.shell = New(t.Context(), r.desk, r.window, Parts{
		Files: r.files, Copies: r.copies, Sessions: r.sessions,
		Reader: r.reader, Recorder: r.recorder, Player: r.player, Examples: r.examples,
		Tape: r.tape, Recordings: r.recorded,
		Speaker: func(told func(sound.Status)) playback.Speaker {
			r.speaker.told = told
			return r.speaker
		},
		Reminders: &r.reminders,
		Progress:  r.practice(), Cards: r.practice().cards, SavePicture: r.savePicture,
		Export:   r.export,
		Settings: prefs, Change: r.changeSettings,
		Paths:  settings.Paths{Stories: "/home/ada/Documents/Starling", Data: "/home/ada/.local/share/starling", Config: "/home/ada/.config/starling/settings.toml", State: "/home/ada/.local/state/starling/log"},
		Reload: func(s settings.Settings) { r.reloaded = append(r.reloaded, s) },
		Open: func(u *url.URL) error {
			r.opened = append(r.opened, u.String())
			return r.failing.open
		},
		Merge: func(ctx context.Context, path string, progress func(done, of int)) (history.Merged, error) {
			return r.store.Merge(ctx, path, history.MergeOptions{Progress: progress})
		},
		Sync:      func(dir string) { r.synced = append(r.synced, dir) },
		KeepAwake: func(on bool) { r.awake = append(r.awake, on) },
		Answer:    r.writeAnswer,
		Random:    r.number,
		Now:       r.clock.now,
		After:     r.clock.after,
		Beside:    func(f func()) { r.beside = append(r.beside, f) },
		Main:      func(f func()) { f() },
	})
	r.settle()
	return r
}

// openHistory opens a history of the test's own.
func (r *rig) openHistory() {
	r.Helper()
	dir := r.TempDir()
	r.must(os.CopyFS(dir, os.DirFS(newHistory)))
	store, _, err := history.Open(r.Context(), dir, history.Options{Now: r.clock.now})
	r.must(err)
	r.store = store
	r.recorder = &recorder{Recorder: history.NewRecorder(store, func(err error) { r.Errorf("history: %v", err) })}
	r.reader = &reader{Reader: store}
	r.Cleanup(func() {
		_ = r.recorder.Close(context.Background())
		_ = store.Close()
	})
}

func (r *rig) changeSettings(change func(*settings.Settings)) (settings.Settings, error) {
	if r.failing.change != nil {
		return r.shell.settings, r.failing.change
	}
	return settings.Change(r.config, change)
}

// kept gives the settings as they will be at the next start.
func (r *rig) kept() settings.Settings {
	r.Helper()
	kept, problems, err := settings.Load(r.config)
	r.must(errors.Join(append(problems, err)...))
	return kept
}

// readStories reads the folder of stories, as at the start and whenever a file
// was changed.
func (r *rig) readStories() {
	r.Helper()
	if r.loader == nil {
		r.loader = story.NewLoader(r.dir, story.Options{Limit: r.shell.settings.Limit})
	}
	r.shell.SetLibrary(r.loader.Load(r.Context()))
	r.settle()
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// settle lets happen what an act began: what runs beside the main thread, what
// is written to history, and what is read again because it was.
func (r *rig) settle() {
	r.Helper()
	for {
		r.runBeside()
		if r.quiet || !r.recorder.used {
			return
		}
		r.flush()
		r.shell.HistoryChanged()
	}
}

// runBeside runs what waits beside the main thread, in order.
func (r *rig) runBeside() {
	for len(r.beside) > 0 {
		next := r.beside[0]
		r.beside = r.beside[1:]
		next()
	}
}

// flush waits until all that was recorded is stored.
func (r *rig) flush() {
	r.Helper()
	r.recorder.used = false
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	r.must(r.recorder.Flush(ctx))
}

// wait lets time pass.
func (r *rig) wait(d time.Duration) {
	r.Helper()
	r.clock.advance(d, r.runBeside)
	r.settle()
}

// sleep lets the machine sleep: the wall's time goes on and nothing else does.
func (r *rig) sleep(d time.Duration) { r.clock.wall = r.clock.wall.Add(d) }

// press presses keys one after the other, named as they are in the help:
// "Space", "→", "H", "Ctrl+F".
func (r *rig) press(keys ...string) {
	r.Helper()
	for _, k := range keys {
		r.keyDown(k, 1)
		r.settle()
	}
}

// hold holds a key down so long that it repeats.
func (r *rig) hold(key string, times int) {
	r.Helper()
	r.keyDown(key, times)
	r.settle()
}

// typeText types text into what has the focus.
func (r *rig) typeText(text string) {
	r.Helper()
	for _, c := range text {
		r.strike(letter(c), 1)
		r.runBeside()
	}
	r.settle()
}

// tab goes to the next thing that can have the focus, so many times.
func (r *rig) tab(times int) {
	r.Helper()
	for range times {
		r.press("Tab")
	}
}

// tap clicks on the button that says text.
func (r *rig) tap(text string) {
	r.Helper()
	r.window.tap(r.button(text))
	r.settle()
}

// choose chooses the entry that says text from the menu that is open.
func (r *rig) choose(text string) {
	r.Helper()
	at := slices.IndexFunc(r.texts(), func(s string) bool { return strings.Contains(s, text) })
	if r.window.Canvas().Overlays().Top() == nil || at < 0 {
		r.Fatalf("there is no menu with %q: %q", text, r.texts())
	}
	r.press("Home")
	for range len(r.texts()) { // to the top, wherever the menu opened
		r.press("↑")
	}
	for range at {
		r.press("↓")
	}
	r.press("Enter")
}

// shot writes what is on screen to a file, to be looked at. With STARLING_SHOTS
// set to a folder, every test that fails leaves one there.
func (r *rig) shot(path string) {
	r.Helper()
	r.must(os.MkdirAll(filepath.Dir(path), 0o755))
	f, err := os.Create(path)
	r.must(err)
	r.must(png.Encode(f, r.window.Canvas().Capture()))
	r.must(f.Close())
}

// resize gives the window another size.
func (r *rig) resize(width, height float32) {
	r.window.Resize(fyne.NewSize(width, height))
	r.settle()
}

// stage gives the stage, which must be the screen shown.
func (r *rig) stage() *stage {
	r.Helper()
	s, ok := r.shell.now.(*stage)
	if !ok {
		r.Fatalf("the screen is %T, not the stage", r.shell.now)
	}
	return s
}

// rating gives the rating, which must be the screen shown.
func (r *rig) rating() *ratingScreen {
	r.Helper()
	s, ok := r.shell.now.(*ratingScreen)
	if !ok {
		r.Fatalf("the screen is %T, not the rating", r.shell.now)
	}
	return s
}

// on says which screen is shown.
func (r *rig) on() string { return strings.TrimPrefix(fmt.Sprintf("%T", r.shell.now), "*ui.") }

// wantOn fails unless that screen is shown.
func (r *rig) wantOn(screen string) {
	r.Helper()
	if r.on() != screen {
		r.Fatalf("the screen is %s, want %s", r.on(), screen)
	}
}

// toStage goes to the stage of a story, ready for Space.
func (r *rig) toStage(slug string) *stage {
	r.Helper()
	r.shell.Rehearse(slug)
	r.settle()
	return r.stage()
}

// answer speaks an answer of a story for so long, and is then on its rating,
// where keys are heard.
func (r *rig) answer(slug string, spoken time.Duration) *ratingScreen {
	r.Helper()
	r.toStage(slug)
	r.press("Space")
	r.wait(spoken)
	r.press("Esc")
	r.wait(deafFor)
	return r.rating()
}

// records gives the attempts in history, the newest first.
func (r *rig) records(f ...history.Filter) []history.Record {
	r.Helper()
	r.flush()
	filter := history.Filter{}
	if len(f) > 0 {
		filter = f[0]
	}
	records, err := r.reader.Reader.Attempts(r.Context(), filter)
	r.must(err)
	return records
}

// record gives the one attempt in history.
func (r *rig) record() history.Record {
	r.Helper()
	records := r.records()
	if len(records) != 1 {
		r.Fatalf("history has %d attempts, want 1", len(records))
	}
	return records[0]
}

// state gives the state of the answer on the stage.
func (r *rig) state() rehearsal.State { r.Helper(); return r.stage().session.State() }

func (r *rig) wantState(want rehearsal.State) {
	r.Helper()
	if got := r.state(); got != want {
		r.Fatalf("the answer is %s, want %s", got, want)
	}
}

// want compares what is with what should be.
func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// wantAll compares lists.
func wantAll[T comparable](t testing.TB, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
