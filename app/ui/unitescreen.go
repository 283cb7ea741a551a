package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/settings"
	"starling/app/ui/look"
)

// clashesShown is how many things that both machines said are listed.
const clashesShown = 100

// paintEvery is how often the progress of a merge is painted at most.
const paintEvery = 200 * time.Millisecond

// uniteScreen merges other machines' histories: how far it is, then what has
// come, and what both machines said something of.
type uniteScreen struct {
	shell  *Shell
	from   screen // where one came from
	paths  []string
	merged history.Merged
	failed string
	cancel context.CancelFunc // ends the merge; nil once it has ended
	whole  int                // histories that are merged already

	bar     *mergeBar
	painted time.Time
	page    *look.Page
	box     *fyne.Container
	foot    *fyne.Container
}

// onMergeHistory asks which history to merge.
func (s *Shell) onMergeHistory() {
	b := look.Browse(s.window.Canvas(), "Which history is to be merged into yours?", s.othersDir(), look.Folders{
		Read: s.readHistories, Expand: settings.Expand,
	}, func(n int) string { return fmt.Sprintf("All %d in this folder", n) }, s.mergeHistories)
	b.OnClosed = s.release
	s.asked = b
}

// othersDir is where the browser opens: where a history was last looked for,
// else the synced folder, else at home.
func (s *Shell) othersDir() string {
	if s.lastOther != "" {
		return s.lastOther
	}
	if dir, err := settings.Expand(s.settings.SyncDir); err == nil && s.settings.SyncDir != "" {
		return dir
	}
	return s.notesDir()
}

// journalEnding and databaseEnding end the names of what can be merged.
const (
	databaseEnding = ".db"
	journalEnding  = ".jsonl"
)

// readHistories lists the folders, the databases and the journals in a folder.
func (s *Shell) readHistories(dir string, done func([]look.Entry, error)) {
	s.readFolder(dir, func(name string) bool {
		return slices.Contains([]string{databaseEnding, journalEnding}, strings.ToLower(filepath.Ext(name)))
	}, done)
}

// mergeHistories merges what was chosen. An answer that is under way goes on.
func (s *Shell) mergeHistories(paths []string) {
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	if len(paths) == 0 {
		return
	}
	s.lastOther = filepath.Dir(paths[0])
	ctx, cancel := context.WithCancel(s.ctx)
	screen := &uniteScreen{shell: s, from: s.now, paths: wholeJournals(paths), cancel: cancel}
	s.show(screen)
	screen.merge(ctx)
}

// wholeJournals takes the folder for the segments of a journal that are in it:
// one of them alone is of no use to anybody.
func wholeJournals(paths []string) []string {
	var all []string
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), journalEnding) {
			p = filepath.Dir(p)
		}
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// merge merges beside the main thread.
func (sc *uniteScreen) merge(ctx context.Context) {
	s, cancel := sc.shell, sc.cancel
	s.parts.Beside(func() {
		defer cancel()
		var all history.Merged
		var err error
		whole := 0
		for _, path := range sc.paths {
			var came history.Merged
			if came, err = s.parts.Merge(ctx, path, sc.onProgress); err != nil {
				break
			}
			all.Add(came)
			whole++
		}
		s.parts.Main(func() { sc.ended(all, whole, err) })
	})
}

// onProgress is told beside the main thread how far it is, more often than is
// worth painting.
func (sc *uniteScreen) onProgress(done, of int) {
	now := sc.shell.parts.Now()
	if now.Sub(sc.painted) < paintEvery && done != of {
		return
	}
	sc.painted = now
	sc.shell.parts.Main(func() {
		if sc.cancel != nil && sc.bar != nil {
			sc.bar.set(done, of)
		}
	})
}

// ended shows what has come.
func (sc *uniteScreen) ended(all history.Merged, whole int, err error) {
	sc.cancel, sc.merged, sc.whole = nil, all, whole
	if err != nil {
		sc.failed = sentenceOf(err)
	}
	if sc.shell.ctx.Err() != nil {
		return
	}
	if all.News() {
		sc.shell.HistoryChanged()
	}
	if sc.shell.now != sc {
		return
	}
	sc.shell.replace(sc.foot, sc.answers()...)
	sc.shell.replace(sc.box, sc.body())
}

// sentenceOf says why it did not work.
func sentenceOf(err error) string {
	if errors.Is(err, context.Canceled) {
		return "It was stopped."
	}
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

func (sc *uniteScreen) content() fyne.CanvasObject {
	sc.foot = look.Flow(12, sc.answers()...)
	sc.box = look.Layers(sc.body())
	head := look.Column(6, look.NewHeading("Merge another history"))
	if len(sc.paths) > 0 {
		head.Objects = append(head.Objects, look.NewProse("From "+strings.Join(sc.paths, ", "), look.SizeSmall, look.ColourQuiet).AtMost(2))
	}
	return look.Frame(look.Padded(30, 20, 30, 10, head), look.Inset(30, 14, sc.foot), look.Inset(30, 0, sc.box))
}

func (sc *uniteScreen) body() fyne.CanvasObject {
	sc.page, sc.bar = nil, nil
	if sc.cancel != nil {
		sc.bar = newMergeBar()
		return look.Column(10, sc.bar.text, sc.bar.object,
			look.NewProse("All of it comes or, if you stop it, nothing.", look.SizeSmall, look.ColourQuiet))
	}
	column := look.Column(8)
	for _, text := range sc.said() {
		column.Objects = append(column.Objects, look.NewProse(text, look.SizeBody, look.ColourText))
	}
	for _, c := range sc.clashes() {
		column.Objects = append(column.Objects, clashCard(c))
	}
	sc.page = look.NewPage(look.Padded(0, 0, 14, 10, column))
	return sc.page
}

// clashes are those that are listed.
func (sc *uniteScreen) clashes() []history.Clash {
	return sc.merged.Clashes[:min(len(sc.merged.Clashes), clashesShown)]
}

// said tells what has come, in sentences.
func (sc *uniteScreen) said() []string {
	var text []string
	m := sc.merged
	switch {
	case sc.failed != "" && sc.whole > 0:
		text = append(text, sc.failed, fmt.Sprintf("Of %d histories %d came whole, the others not at all: %s.", len(sc.paths), sc.whole, m))
	case sc.failed != "":
		text = append(text, sc.failed, "Your history is as it was.")
	case m.News():
		text = append(text, fmt.Sprintf("There came %s. The other history is as it was.", m))
	case len(sc.paths) > 0:
		text = append(text, "There is nothing new: all of it is in your history already.")
	}
	const most = 3
	text = append(text, m.Messages[:min(len(m.Messages), most)]...)
	if more := len(m.Messages) - most; more > 0 {
		text = append(text, fmt.Sprintf("And %d more of the kind.", more))
	}
	if m.ClashCount > 0 {
		text = append(text, plural(m.ClashCount, "thing was", "things were")+" said on both machines, each without knowing of the other. "+
			"The later is shown; the other stays in the record.")
	}
	if n := len(sc.clashes()); n < m.ClashCount {
		text = append(text, fmt.Sprintf("The first %d of them:", n))
	}
	return text
}

// clashCard shows a thing that both said: what is shown now, and what is in the record.
func clashCard(c history.Clash) fyne.CanvasObject {
	what, shown := history.Describe(c.Field, c.Shown.Value)
	_, kept := history.Describe(c.Field, c.Kept.Value)
	title := c.Title
	if title == "" {
		title = c.Story
	}
	return look.Card(look.Column(4,
		look.NewProse(title+" · "+c.Started.Format("2 Jan, 15:04")+" · "+what, look.SizeBody, look.ColourText),
		look.NewProse("Shown: "+oneLine(shown)+" ("+whereSaid(c.Shown)+")", look.SizeBody, look.ColourText),
		look.NewProse("In the record: "+oneLine(kept)+" ("+whereSaid(c.Kept)+")", look.SizeBody, look.ColourQuiet)))
}

// whereSaid tells on which machine something was said, and when.
func whereSaid(s history.Said) string {
	where := "there"
	if s.Here {
		where = "here"
	}
	return where + ", " + s.At.Local().Format("2 Jan, 15:04")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (sc *uniteScreen) answers() []fyne.CanvasObject {
	if sc.cancel != nil {
		return []fyne.CanvasObject{look.NewButton(look.Raised, "Stop", "Esc", sc.leave)}
	}
	return []fyne.CanvasObject{look.NewButton(look.Primary, "Done", "Enter", sc.leave)}
}

// leave stops the merge, or goes back to where one came from.
func (sc *uniteScreen) leave() {
	if sc.cancel != nil {
		sc.cancel()
		return
	}
	sc.shell.show(sc.from)
}

// left stops the merge when another screen takes its place.
func (sc *uniteScreen) left() {
	if sc.cancel != nil {
		sc.cancel()
	}
}

func (sc *uniteScreen) shown() {}

func (sc *uniteScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		sc.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		if sc.cancel == nil {
			sc.leave()
		}
	}
}

func (sc *uniteScreen) navigate(ev *fyne.KeyEvent) bool {
	return sc.page != nil && scrollPage(sc.page, ev)
}

func (sc *uniteScreen) keys() []keyHelp {
	return []keyHelp{{"↑↓", "look through what both machines said"}, {"Enter", "done"}, {"Esc", "stop, and take nothing; or leave"}}
}

// syncNotice is the notice of the synced folder. It waits until an answer is over.
const syncNotice = "sync"

// SyncTold says what is the matter with the synced folder; an empty text that
// nothing is any more.
func (s *Shell) SyncTold(text string) { s.TellOf(syncNotice, text) }

// SyncCame is told what other machines have said through the synced folder.
func (s *Shell) SyncCame(m history.Merged) {
	s.HistoryChanged()
	if m.ClashCount == 0 {
		return
	}
	n := &notice{text: plural(m.ClashCount, "thing was", "things were") + " said here and on another machine, each without knowing of the other. The later is shown."}
	n.actions = []noticeAction{{"Look at both", func() {
		s.drop(n)
		s.show(&uniteScreen{shell: s, from: s.now, merged: m})
	}}}
	s.notify(n)
}
