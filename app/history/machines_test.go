package history

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/history/journal"
	"starling/app/rehearsal"
	"starling/app/story"
)

// A machine of the simulation has a history and a synced folder of its own. A
// file-sync program, which the test plays, copies the journals between the folders.
type machine struct {
	name   string
	data   string
	folder string
	place  string
	clock  *ticking
	store  *Store
	sync   *Journal
}

func (m *machine) open(t *rapid.T, tb testing.TB) {
	s, report, err := Open(tb.Context(), m.data, Options{Now: m.clock.now})
	must(tb, err)
	if len(report.Messages) > 0 {
		t.Fatalf("%s: %v", m.name, report.Messages)
	}
	must(tb, direct(tb, s, `PRAGMA synchronous = OFF`)) // no power is cut here, and many disks are slow
	m.store = s
	m.sync = ok[*Journal](tb)(s.Journal(tb.Context(), m.folder, m.place))
}

// restart closes and opens the machine's history.
func (m *machine) restart(t *rapid.T, tb testing.TB) {
	must(tb, m.store.Close())
	m.open(t, tb)
}

// exchange writes and reads what the machine has in its folder.
func (m *machine) exchange(t *rapid.T, tb testing.TB) Merged {
	if _, err := m.sync.Write(tb.Context()); err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	merged, err := m.sync.Read(tb.Context())
	if err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	if len(merged.Messages) > 0 {
		t.Fatalf("%s: %v", m.name, merged.Messages)
	}
	return merged
}

// world is three machines, and what was rated on any of them.
type world struct {
	t        *rapid.T
	tb       testing.TB
	machines []*machine
	ended    map[string]*machine // who began it
	rated    map[string]string   // every rating ever given, by the id of its change
	n        int
}

func newWorld(t *rapid.T, tb testing.TB, dir string) *world {
	w := &world{t: t, tb: tb, ended: map[string]*machine{}, rated: map[string]string{}}
	for i := range 3 {
		m := &machine{name: fmt.Sprintf("machine %d", i), clock: &ticking{at: noon}}
		base := filepath.Join(dir, fmt.Sprint(i))
		m.data, m.folder, m.place = filepath.Join(base, "data"), filepath.Join(base, "synced"), filepath.Join(base, "state", "place")
		must(tb, os.MkdirAll(m.folder, 0o700))
		m.clock.move(time.Duration(rapid.IntRange(-30, 30).Draw(t, "skew")) * time.Hour)
		m.open(t, tb)
		w.machines = append(w.machines, m)
	}
	return w
}

func (w *world) close() {
	for _, m := range w.machines {
		_ = m.store.Close()
	}
}

func (w *world) machine() *machine { return rapid.SampledFrom(w.machines).Draw(w.t, "machine") }

// known chooses an attempt that a machine knows; nil where it knows none.
func (w *world) known(m *machine) *Record {
	all, err := m.store.Attempts(w.tb.Context(), Filter{IncludeDeleted: true})
	must(w.tb, err)
	if len(all) == 0 {
		return nil
	}
	r := all[rapid.IntRange(0, len(all)-1).Draw(w.t, "attempt")]
	return &r
}

func (w *world) begin() {
	m := w.machine()
	w.n++
	a := attempt(0, rapid.SampledFrom([]string{"sales", "launch", ""}).Draw(w.t, "story"))
	a.ID = fmt.Sprintf("attempt-%d", w.n)
	// Some begin in the same millisecond on two machines.
	a.Started = m.clock.at.Add(time.Duration(rapid.IntRange(0, 3).Draw(w.t, "ms")) * time.Millisecond)
	must(w.tb, m.store.Begin(w.tb.Context(), a))
	events := whole(a)
	if rapid.IntRange(0, 4).Draw(w.t, "cut") == 0 {
		events = events[:3]
	}
	must(w.tb, m.store.Append(w.tb.Context(), a.ID, events...))
	if len(events) == 3 {
		must(w.tb, m.store.Beat(w.tb.Context(), a.ID, 44*time.Second))
		if rapid.Bool().Draw(w.t, "keep") {
			must(w.tb, m.store.Keep(w.tb.Context(), a.ID))
		}
	}
	w.ended[a.ID] = m
}

// goOn returns to an answer that had ended, on the machine that began it.
func (w *world) goOn() {
	m := w.machine()
	r := w.known(m)
	if r == nil || w.ended[r.ID] != m || r.Ended != rehearsal.Finished || r.Rated {
		return
	}
	last := r.Spoken
	more := func(kind rehearsal.EventKind, spoken time.Duration) rehearsal.Event {
		return rehearsal.Event{Kind: kind, Moment: r.Started.Add(r.Paused + spoken), Spoken: spoken, Section: 3}
	}
	must(w.tb, m.store.Append(w.tb.Context(), r.ID, more(rehearsal.EventReturn, last), more(rehearsal.EventResume, last), more(rehearsal.EventFinish, last+time.Second)))
}

func (w *world) rate() {
	m := w.machine()
	r := w.known(m)
	if r == nil {
		return
	}
	section := rapid.SampledFrom([]story.SectionName{story.Action, story.Result, rehearsal.Delivery}).Draw(w.t, "section")
	must(w.tb, m.store.Rate(w.tb.Context(), r.ID, section, rapid.IntRange(0, 5).Draw(w.t, "rating")))
	w.remember(m, r.ID)
}

// remember keeps in mind what was rated, so that it can be looked for at the end.
func (w *world) remember(m *machine, id string) {
	for _, c := range ok[[]Change](w.tb)(m.store.Changes(w.tb.Context(), id)) {
		if strings.HasPrefix(c.Field, ratingField) {
			w.rated[c.ID] = id + " " + c.Field + " " + c.Value
		}
	}
}

func (w *world) say() {
	m := w.machine()
	r := w.known(m)
	if r == nil {
		return
	}
	ctx := w.tb.Context()
	switch rapid.IntRange(0, 4).Draw(w.t, "what") {
	case 0:
		must(w.tb, m.store.SetNote(ctx, r.ID, rapid.SampledFrom([]string{"", "apple", "pear", "apple\nand pear"}).Draw(w.t, "note")))
	case 1:
		must(w.tb, m.store.Delete(ctx, r.ID))
	case 2:
		must(w.tb, m.store.Restore(ctx, r.ID))
	case 3:
		must(w.tb, m.store.Grade(ctx, r.ID, rapid.SampledFrom([]string{"", "again", "easy"}).Draw(w.t, "grade")))
	case 4: // what a later Starling may say of it
		must(w.tb, m.store.Batch(ctx, func(b *Batch) error {
			return b.sayOf(r.ID, "mood", rapid.SampledFrom([]string{"good", "hard"}).Draw(w.t, "mood"))
		}))
	}
}

func (w *world) rename() {
	m := w.machine()
	names := rapid.Permutation([]string{"sales", "launch", "pitch"}).Draw(w.t, "names")
	must(w.tb, m.store.RenameStory(w.tb.Context(), names[0], names[1]))
}

// skew moves a machine's clock, mostly on, sometimes back by hours.
func (w *world) skew() {
	m := w.machine()
	m.clock.move(time.Duration(rapid.IntRange(-10, 30).Draw(w.t, "minutes")) * 13 * time.Minute)
}

func (w *world) exchange() {
	m := w.machine()
	if rapid.IntRange(0, 3).Draw(w.t, "restart") == 0 {
		m.restart(w.t, w.tb)
	}
	if rapid.Bool().Draw(w.t, "write") {
		_, err := m.sync.Write(w.tb.Context())
		must(w.tb, err)
		return
	}
	m.exchange(w.t, w.tb)
}

// crash has what a machine wrote last, but not that it was written: as when the
// power goes between the two.
func (w *world) crash() {
	m := w.machine()
	data := ok[[]byte](w.tb)(os.ReadFile(m.place))
	before := m.sync.row
	_, err := m.sync.Write(w.tb.Context())
	must(w.tb, err)
	if m.sync.row.own == before.own || m.sync.row.own.Name != before.own.Name {
		return
	}
	must(w.tb, m.store.Batch(w.tb.Context(), func(b *Batch) error { return b.keepJournal(before) }))
	if rapid.Bool().Draw(w.t, "half") { // and the last line not all of it
		current := filepath.Join(m.folder, filepath.FromSlash(m.sync.row.own.Current()))
		must(w.tb, os.Truncate(current, sizeOf(current)-10))
	}
	// What was told of as unsent then is unsent still.
	must(w.tb, m.store.Batch(w.tb.Context(), func(b *Batch) error {
		return b.exec(`INSERT INTO unsent SELECT key, zeroblob(16), 1 FROM starts WHERE true ON CONFLICT DO NOTHING`)
	}))
	_ = data
	m.restart(w.t, w.tb)
}

// carry is the file-sync program: it brings a file of one machine's folder to
// another's, whole, in part, with a hole, under another name, or an old version.
func (w *world) carry() {
	from, to := w.machine(), w.machine()
	if from == to {
		return
	}
	files, err := journal.Files(from.folder)
	must(w.tb, err)
	files = slices.DeleteFunc(files, func(f journal.File) bool { return strings.HasPrefix(f.Name, to.sync.row.own.Name) })
	if len(files) == 0 {
		return
	}
	f := files[rapid.IntRange(0, len(files)-1).Draw(w.t, "file")]
	text := ok[[]byte](w.tb)(os.ReadFile(filepath.Join(from.folder, filepath.FromSlash(f.Name))))
	target := filepath.Join(to.folder, filepath.FromSlash(f.Name))
	must(w.tb, os.MkdirAll(filepath.Dir(target), 0o700))
	cut := rapid.IntRange(0, len(text)).Draw(w.t, "cut")
	switch rapid.IntRange(0, 5).Draw(w.t, "how") {
	case 0, 1: // whole
	case 2: // the beginning only
		text = text[:cut]
	case 3: // the place is there, the end is still empty
		text = append(bytes.Clone(text[:cut]), make([]byte, len(text)-cut)...)
	case 4: // the end came before the beginning
		text = append(make([]byte, cut), text[cut:]...)
	case 5: // as the copy that a conflict leaves
		target = strings.TrimSuffix(target, ".jsonl") + ".sync-conflict-20260201.jsonl"
		text = text[:cut]
	}
	must(w.tb, os.WriteFile(target, text, 0o600))
	// Its time may be that of the last one: then the size has to tell.
}

// deliver brings every file, whole, to every machine, until nobody has anything new.
func (w *world) deliver() {
	for round := 0; ; round++ {
		news := false
		for _, from := range w.machines {
			_, err := from.sync.Write(w.tb.Context())
			must(w.tb, err)
			for _, to := range w.machines {
				if to != from {
					w.copyAll(from, to)
				}
			}
		}
		for _, m := range w.machines {
			news = m.exchange(w.t, w.tb).News() || news
		}
		if !news {
			return
		}
		if round > 10 {
			w.t.Fatal("there is no end of news")
		}
	}
}

func (w *world) copyAll(from, to *machine) {
	files, err := journal.Files(from.folder)
	must(w.tb, err)
	for _, f := range files {
		if !strings.HasPrefix(f.Name, from.sync.row.own.Name) && w.isOwnOfAnother(from, f.Name) {
			continue // the machine that writes it brings it
		}
		if strings.Contains(f.Name, "conflict") {
			continue
		}
		text := ok[[]byte](w.tb)(os.ReadFile(filepath.Join(from.folder, filepath.FromSlash(f.Name))))
		target := filepath.Join(to.folder, filepath.FromSlash(f.Name))
		must(w.tb, os.MkdirAll(filepath.Dir(target), 0o700))
		must(w.tb, os.WriteFile(target, text, 0o600))
	}
}

// isOwnOfAnother tells whether a journal is written by another machine.
func (w *world) isOwnOfAnother(than *machine, name string) bool {
	for _, m := range w.machines {
		if m != than && strings.HasPrefix(name, fileName(w.id(m))+"-") {
			return true
		}
	}
	return false
}

func (w *world) id(m *machine) string {
	var id string
	must(w.tb, m.store.row(w.tb.Context(), `SELECT value FROM meta WHERE name = 'machine'`, nil, &id))
	return id
}

// shows is all that a machine shows, so that two that know the same are equal.
// Attempts that began in the same millisecond may stand in either order, so the
// number, which follows from it, is looked at by TestWhatIsDerived….
func (w *world) shows(m *machine) string {
	attempts := map[string]string{}
	for _, r := range ok[[]Record](w.tb)(m.store.Attempts(w.tb.Context(), Filter{IncludeDeleted: true})) {
		if r.Ended == rehearsal.Unfinished && !r.Kept && len(ok[[]Change](w.tb)(m.store.Changes(w.tb.Context(), r.ID))) == 0 {
			continue // is its machine's alone until it is decided upon
		}
		r.Number = 0
		var text strings.Builder
		writeAll(w.tb, &text, m.store, r)
		attempts[r.ID] = text.String()
	}
	var text strings.Builder
	for _, id := range slices.Sorted(maps.Keys(attempts)) {
		text.WriteString(attempts[id])
	}
	return text.String()
}

func (w *world) check() {
	first := w.shows(w.machines[0])
	for _, m := range w.machines[1:] {
		if other := w.shows(m); other != first {
			w.t.Fatalf("%s differs from %s: %s", m.name, w.machines[0].name, firstDifference(first, other))
		}
	}
	for _, m := range w.machines {
		there := map[string]bool{}
		for _, id := range slices.Sorted(maps.Keys(w.ended)) {
			changes, err := m.store.Changes(w.tb.Context(), id)
			must(w.tb, err)
			for _, c := range changes {
				there[c.ID] = true
			}
		}
		for id, what := range w.rated {
			if !there[id] {
				w.t.Fatalf("%s has lost a rating: %s", m.name, what)
			}
		}
		derived := dump(w.tb, m.store)
		must(w.tb, m.store.Rebuild(w.tb.Context()))
		if again := dump(w.tb, m.store); again != derived {
			w.t.Fatalf("%s: a rebuild derives something else: %s", m.name, firstDifference(derived, again))
		}
		// Everything once more, from the first byte on.
		must(w.tb, m.store.Batch(w.tb.Context(), func(b *Batch) error { return b.exec(`DELETE FROM journals`) }))
		if again := m.exchange(w.t, w.tb); again.News() {
			w.t.Fatalf("%s: a second delivery changes something: %+v", m.name, again)
		}
	}
}

// TestThreeMachinesEndEqual lets three machines rehearse, rate, delete and
// rename, with clocks hours apart, while a file-sync program brings their
// journals late, twice, in part and out of order. In the end all know the same.
func TestThreeMachinesEndEqual(t *testing.T) {
	n := 0
	fewer(t, 12)
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(t.TempDir(), fmt.Sprint(n))
		w := newWorld(rt, t, dir)
		defer w.close()
		steps := []func(){w.begin, w.begin, w.goOn, w.rate, w.rate, w.rate, w.say, w.say, w.rename, w.skew, w.exchange, w.exchange, w.carry, w.carry, w.crash}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			steps[rapid.IntRange(0, len(steps)-1).Draw(rt, "step")]()
		}
		w.deliver()
		w.check()
		_ = os.RemoveAll(dir)
	})
}

// fewer has rapid try so often only, where nobody has asked for another number:
// a run of this test opens many databases.
func fewer(t *testing.T, checks int) {
	asked := flag.Lookup("rapid.checks")
	if asked == nil || asked.Value.String() != asked.DefValue {
		return
	}
	must(t, asked.Value.Set(fmt.Sprint(checks)))
	t.Cleanup(func() { _ = asked.Value.Set(asked.DefValue) })
}
