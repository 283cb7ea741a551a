//go:build cgo

package app

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"starling/app/history"
	"starling/app/playback"
	"starling/app/recording"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/story"
	"starling/app/ui"
	"starling/assets"
	"starling/stories"
)

// appID is how the desktop knows the window; FyneApp.toml has the same.
const appID = "app.starling.Starling"

// groundTakes is how long the first picture of a window takes: two frames.
const groundTakes = 35 * time.Millisecond

// closingTakes is how long closing waits for what is still to be written.
const closingTakes = 10 * time.Second

// checkAfter is how long after the start history is checked thoroughly.
const checkAfter = 20 * time.Second

// gcPercent is by how much memory may grow over what is in use before it is
// tidied up. Go's own 100 doubles the memory of a large library; Starling makes
// little that has to be tidied, so that to do it more often costs nothing.
const gcPercent = 40

// window holds the parts together while the window is open.
type window struct {
	options RunOptions
	ctx     context.Context
	app     fyne.App
	shell   *ui.Shell
	history *lateHistory
	player  *sound.Player
	tape    *recording.Recorder
	problem []error // of the settings

	reread       func()             // reads the stories that are followed again; main thread alone
	beside       sync.WaitGroup     // what runs beside the main thread and has to end
	stories      string             // the folder that is followed; main thread alone
	stopWatching context.CancelFunc // the same
	closed       chan struct{}      // closed when there is no main thread any more
	recovered    chan struct{}      // closed when the recordings that were cut off are whole

	synced  atomic.Pointer[syncing] // nil until history is open
	syncDir atomic.Pointer[string]  // the synced folder, by the latest wish

	wakeful  atomic.Bool // what is wanted of the screen, by the latest wish
	blanking sync.Mutex  // held while the desktop is told
}

// Run opens the window and blocks until it is closed or ctx is done. The
// window is shown first; stories and history are read behind it.
func Run(ctx context.Context, o RunOptions) error {
	debug.SetGCPercent(gcPercent)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	closeLog := logTo(o.Paths.State)
	defer closeLog()

	w := &window{
		options: o, ctx: ctx, app: fyneapp.NewWithID(appID), history: newLateHistory(ctx),
		stories: o.Paths.Stories, closed: make(chan struct{}), recovered: make(chan struct{}),
	}
	w.app.SetIcon(fyne.NewStaticResource("starling.png", assets.Icon()))
	prefs, problems, err := settings.Load(o.Paths.Config)
	if err != nil {
		problems = append(problems, err)
	}
	w.problem = problems
	w.syncDir.Store(&prefs.SyncDir)
	go w.recoverRecordings()
	frame := w.app.NewWindow("Starling")
	frame.SetMaster()
	ui.Prepare(w.app, frame, prefs)
	w.app.Lifecycle().SetOnStarted(func() {
		// The window comes first: it is filled when its ground is on screen.
		time.AfterFunc(groundTakes, func() {
			w.main(func() {
				w.fill(frame, prefs)
				w.onFilled()
			})
		})
	})
	go func() {
		select {
		case <-ctx.Done():
			fyne.Do(w.app.Quit)
		case <-w.closed:
		}
	}()
	frame.ShowAndRun()
	close(w.closed)
	cancel()
	if w.player != nil {
		w.player.Close()
		w.tape.Close()
	}
	return w.close()
}

// fill makes the screens in the window, which is on screen already.
func (w *window) fill(frame fyne.Window, prefs settings.Settings) {
	w.player = sound.NewPlayer(ui.SoundConfig(prefs), w.onSound)
	w.player.SetMuted(prefs.Sound.Muted)
	<-w.recovered // before anything is recorded; it was begun before the window
	w.tape = recording.NewRecorder(ui.RecordingConfig(prefs, recording.Dir(w.options.Paths.Data)), w.onTape)
	w.shell = ui.New(w.ctx, w.app, frame, w.parts(prefs))
	if w.options.Rehearse != "" {
		w.shell.Rehearse(w.options.Rehearse)
	}
}

// logTo sends what is logged to a file; where that cannot be, to the terminal
// as before.
func logTo(path string) func() {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		log.Printf("no log: %v", err)
		return func() {}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		log.Printf("no log: %v", err)
		return func() {}
	}
	log.SetOutput(f)
	return func() {
		log.SetOutput(os.Stderr)
		_ = f.Close()
	}
}

func (w *window) parts(prefs settings.Settings) ui.Parts {
	return ui.Parts{
		Reader: w.history, Recorder: w.history, Player: w.player,
		Tape: w.tape, Recordings: recordings{data: w.options.Paths.Data, history: w.history},
		Speaker: func(told func(sound.Status)) playback.Speaker {
			return sound.NewSpeaker(playback.Rate, "Listening", told)
		},
		Progress: practiceHistory{w.history}, Cards: practiceHistory{w.history}.cards,
		SavePicture: func(name string, content []byte) (string, error) {
			return savePicture(filepath.Dir(settings.DefaultPaths().Stories), name, content)
		},
		Reminders: reminders{
			path: filepath.Join(w.options.Paths.Data, "reminded"),
			show: func(title, text string) error { return notify(w.app, title, text) },
		},
		Export: func(ctx context.Context, o ui.ExportOptions) (path, told string, err error) {
			prefs, _, err := settings.Load(w.options.Paths.Config)
			if err != nil {
				return "", "", err
			}
			setup := Setup{Paths: w.options.Paths, Settings: prefs}
			setup.Paths.Stories = o.Stories
			return exportFile(ctx, setup, filepath.Dir(settings.DefaultPaths().Stories), "starling "+w.options.Version, time.Now(), o)
		},
		Settings: prefs,
		Change: func(change func(*settings.Settings)) (settings.Settings, error) {
			return settings.Change(w.options.Paths.Config, change)
		},
		Paths:     w.options.Paths,
		Examples:  examples{dir: func() string { return w.stories }},
		Reload:    w.reload,
		Open:      w.open,
		Merge:     w.merge,
		Sync:      w.sync,
		KeepAwake: w.keepAwake,
		Answer:    story.SetAnswer,
		Random:    rand.IntN,
		Files:     storyFiles{reread: w.rereadStories},
		Copies:    newUnsaved(filepath.Join(w.options.Paths.Data, "unsaved")),
		Sessions:  newUnsaved(filepath.Join(w.options.Paths.Data, "practice")),
		Now:       time.Now,
		After: func(d time.Duration, f func()) func() {
			stopped := false // on the main thread alone
			t := time.AfterFunc(d, func() {
				w.main(func() {
					if !stopped {
						f()
					}
				})
			})
			return func() { stopped = true; t.Stop() }
		},
		Beside: func(f func()) { w.beside.Go(f) },
		Main:   w.main,
	}
}

// open shows a file or a folder in the program that the desktop has for it.
func (w *window) open(u *url.URL) error {
	if runtime.GOOS != "linux" {
		return w.app.OpenURL(u)
	}
	return openBy("xdg-open", u.String(), func(err error) {
		w.tellLater("No program could be started to show "+u.Path, err)
	})
}

// onFilled runs when the screens are there: only now is anything read.
func (w *window) onFilled() {
	for _, err := range w.problem {
		w.shell.Tell(err.Error())
	}
	go w.openHistory()
	go w.openStories()
	go func() {
		err := WatchRequests(w.ctx, w.options.Paths.Data, func(r Request) {
			w.main(func() {
				w.shell.Raise()
				if r.Rehearse != "" {
					w.shell.Rehearse(r.Rehearse)
				}
			})
		})
		if err != nil {
			log.Print(err)
		}
	}()
}

// onSound tells what has become of the sound, in one line.
func (w *window) onSound(s sound.Status) { w.main(func() { w.shell.SoundTold(s) }) }

// onTape tells how recording fares.
func (w *window) onTape(s recording.Status) { w.main(func() { w.shell.TapeTold(s) }) }

// main runs something on the main thread; nothing once the window is closing.
func (w *window) main(do func()) {
	if w.ctx.Err() != nil {
		return
	}
	fyne.Do(func() {
		// When its loop has ended, Fyne runs this where it was called from: two
		// of them would paint at once.
		if onMainGoroutine() {
			do()
		}
	})
}

// onMainGoroutine tells whether the caller is on the program's first goroutine,
// which Fyne keeps on the main thread. Go tells its number nowhere else.
func onMainGoroutine() bool {
	var stack [16]byte
	return strings.HasPrefix(string(stack[:runtime.Stack(stack[:], false)]), "goroutine 1 [")
}

// openHistory opens history, tells what it found, and then does what may take
// its time: the day's backup and the thorough check.
func (w *window) openHistory() {
	// What is begun is finished, even if the window closes meanwhile: something
	// may be waiting to be written.
	store, report, err := history.Open(context.WithoutCancel(w.ctx), w.options.Paths.Data, history.Options{Logf: log.Printf})
	if err != nil {
		log.Print(err)
		w.history.fail(err)
		w.main(func() { w.shell.Refuse("Your history cannot be opened", err) })
		return
	}
	// Before anything new is written: what is unfinished now was cut off.
	unfinished, err := store.Unfinished(context.WithoutCancel(w.ctx))
	if err != nil {
		log.Print(err)
	}
	recorder := history.NewRecorder(store, w.onTrouble)
	synced := w.syncing(store)
	changed := make(chan struct{}, 1)
	recorder.OnChange(func() {
		w.main(w.shell.HistoryChanged)
		synced.changed()
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	w.history.ending = synced.close
	w.history.open(store, recorder)
	w.synced.Store(synced)
	w.followSynced()
	w.beside.Go(func() { practiceHistory{w.history}.keepCardsFresh(w.ctx, changed, keepAfter, time.Now) })
	w.main(func() {
		for _, m := range report.Messages {
			w.shell.Tell(m)
		}
		w.shell.OfferUnfinished(unfinished)
	})
	w.tidyRecordings()
	if report.BackupDue {
		w.dailyCare(store)
	}
}

// dailyCare makes the day's backup and then checks history thoroughly, which
// reads every page of it: not while the person is settling in.
func (w *window) dailyCare(store *history.Store) {
	if _, err := store.Backup(w.ctx); err != nil {
		w.tellLater("Today's backup of your history could not be made", err)
	}
	select {
	case <-w.ctx.Done():
		return
	case <-time.After(checkAfter):
	}
	if err := store.Check(w.ctx); err != nil {
		w.tellLater("Your history was checked and is damaged", err)
	}
}

func (w *window) tellLater(what string, err error) {
	if w.ctx.Err() != nil {
		return
	}
	log.Printf("%s: %v", what, err)
	w.main(func() { w.shell.Tell(fmt.Sprintf("%s: %v", what, err)) })
}

// onTrouble is told when history cannot be written, and when it can again.
func (w *window) onTrouble(err error) {
	text := ""
	if err != nil {
		log.Print(err)
		text = fmt.Sprintf("What you do cannot be kept at the moment: %v. It is held in memory and written as soon as that is possible; do not close Starling until then.", err)
	}
	w.main(func() { w.shell.TellOf("recorder", text) })
}

// openStories copies the examples on the first start, reads the stories and
// follows their folder.
func (w *window) openStories() {
	prefs, _, err := settings.Load(w.options.Paths.Config)
	if err != nil {
		log.Print(err)
	}
	if _, err := PrepareStories(w.options.Paths, w.options.StoriesGiven, prefs); err != nil {
		w.tellLater("First start", err)
	}
	w.main(func() {
		w.follow(w.options.Paths.Stories, prefs.Limit)
		w.shell.OfferCopies()
	})
}

// follow reads a folder of stories now and whenever it changes, in place of the
// one that was followed before. It is called on the main thread.
func (w *window) follow(dir string, limit time.Duration) {
	if w.stopWatching != nil {
		w.stopWatching()
	}
	ctx, stop := context.WithCancel(w.ctx)
	w.stories, w.stopWatching = dir, stop
	loader := story.NewLoader(dir, story.Options{Limit: limit})
	var reading sync.Mutex
	read := func() {
		reading.Lock()
		defer reading.Unlock()
		library := loader.Load(ctx)
		w.main(func() {
			if ctx.Err() == nil { // another folder may have taken its place
				w.shell.SetLibrary(library)
			}
		})
	}
	w.reread = func() { go read() }
	go func() {
		read()
		if err := story.Watch(ctx, dir, read); err != nil && ctx.Err() == nil {
			w.tellLater("Changes to your stories are seen only when Starling is started again", err)
		}
	}()
}

// rereadStories reads the stories again at once: the watching takes a moment.
func (w *window) rereadStories() {
	if w.reread != nil {
		w.reread()
	}
}

// reload reads the stories anew after the settings have changed. A folder that
// a flag named stays.
func (w *window) reload(s settings.Settings) {
	dir := w.options.Paths.Stories
	if !w.options.StoriesGiven {
		paths := w.options.Paths
		paths.Stories = settings.DefaultPaths().Stories
		paths, err := paths.For(s)
		if err != nil {
			w.shell.Tell(err.Error())
			return
		}
		dir = paths.Stories
	}
	w.follow(dir, s.Limit)
}

// keepAwake keeps the screen from blanking. On Linux that is a call over the
// desktop's bus, which may take its time: not on the main thread. Elsewhere it
// belongs to the calling thread.
func (w *window) keepAwake(on bool) {
	w.wakeful.Store(on)
	if s := w.synced.Load(); s != nil && !on {
		s.changed() // what has waited for the end of the answer
	}
	if runtime.GOOS == "linux" {
		go func() {
			w.blanking.Lock()
			defer w.blanking.Unlock()
			w.app.Driver().SetDisableScreenBlanking(w.wakeful.Load())
		}()
		return
	}
	w.app.Driver().SetDisableScreenBlanking(on)
}

// close writes what is still to be written.
func (w *window) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closingTakes)
	defer cancel()
	ended := make(chan struct{})
	go func() { // a story may be on its way into its file
		w.beside.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
	if w.tape != nil {
		if err := w.tape.Flush(ctx); err != nil {
			log.Printf("the end of a recording: %v", err) // the next start makes it whole
		}
	}
	return w.history.close(ctx)
}

// examples are the stories that come with Starling, in the person's folder.
type examples struct{ dir func() string }

// RemoveUnchanged removes those that were not changed.
func (e examples) RemoveUnchanged() ([]string, error) {
	return story.RemoveUnchanged(stories.FS(), e.dir())
}

// CopyBack puts removed ones back, over nothing.
func (e examples) CopyBack(names []string) error {
	return story.CopyBack(stories.FS(), e.dir(), names)
}
