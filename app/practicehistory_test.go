package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/progress"
	"starling/app/rehearsal"
	"starling/app/story"
)

// scribe does to a history whatever can be done to it, over and over.
type scribe struct {
	ctx   context.Context
	store *history.Store
	today practice.Day
	begun int
}

// begin begins an attempt on one of some days, in one of some zones, often
// before others that were begun earlier: as a later merge would bring them.
func (w *scribe) begin(t *rapid.T, b *history.Batch) error {
	zone := time.FixedZone("", 3600*rapid.SampledFrom([]int{0, 1, -10, 13, 14}).Draw(t, "zone"))
	day := w.today - practice.Day(rapid.IntRange(0, 8).Draw(t, "days ago"))
	started := day.Date().Add(time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "minute")) * time.Minute).Add(time.Duration(w.begun) * time.Millisecond)
	sections := rapid.SampledFrom([]int{1, 4, 4, 5}).Draw(t, "sections")
	plan := rehearsal.Plan{Limit: 100 * time.Second}
	for _, n := range story.SectionNames()[:sections] {
		plan.Sections = append(plan.Sections, rehearsal.PlannedSection{Name: n, Target: plan.Limit / time.Duration(sections)})
	}
	a := rehearsal.Attempt{
		ID: fmt.Sprintf("attempt-%d", w.begun), Story: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "story"), Title: "A story",
		Plan: plan, Prompt: rapid.SampledFrom([]rehearsal.Prompt{rehearsal.PromptPoints, rehearsal.PromptQuestion}).Draw(t, "prompt"),
		Mode: rehearsal.ModePractice, Started: started.In(zone),
	}
	w.begun++
	if err := b.Begin(a); err != nil {
		return err
	}
	answer := a.Started.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "preparation")) * time.Second)
	if err := b.Append(a.ID, rehearsal.Event{Kind: rehearsal.EventStart, Moment: answer}); err != nil {
		return err
	}
	end := rapid.SampledFrom([]rehearsal.EventKind{"", rehearsal.EventFinish, rehearsal.EventFinish, rehearsal.EventLimit, rehearsal.EventAuto, rehearsal.EventAbandon})
	kind := end.Draw(t, "end")
	if kind == "" {
		return nil // cut off, or it goes on
	}
	return w.end(t, b, a.ID, answer, kind)
}

func (w *scribe) end(t *rapid.T, b *history.Batch, id string, answer time.Time, kind rehearsal.EventKind) error {
	spoken := time.Duration(rapid.SampledFrom([]int{6, 39, 40, 71, 85, 97, 100, 101, 116, 131, 160, 170}).Draw(t, "spoken")) * time.Second
	return b.Append(id, rehearsal.Event{Kind: kind, Moment: answer.Add(spoken), Spoken: spoken})
}

// say says something of an attempt.
func (w *scribe) say(t *rapid.T, b *history.Batch) error {
	if w.begun == 0 {
		return nil
	}
	id := fmt.Sprintf("attempt-%d", rapid.IntRange(0, w.begun-1).Draw(t, "attempt"))
	switch rapid.SampledFrom([]string{"rate", "rate", "rate all", "grade", "delete", "restore", "note", "rename", "end"}).Draw(t, "what") {
	case "rate":
		section := rapid.SampledFrom(append(story.SectionNames(), rehearsal.Delivery)).Draw(t, "section")
		return sensible(b.Rate(id, section, rapid.IntRange(0, 5).Draw(t, "rating")))
	case "rate all":
		rating := rapid.IntRange(1, 5).Draw(t, "rating")
		var errs []error
		for _, n := range story.SectionNames() {
			errs = append(errs, sensible(b.Rate(id, n, rating)))
		}
		return errors.Join(errs...)
	case "grade":
		return b.Grade(id, rapid.SampledFrom([]string{"", "again", "hard", "good", "easy", "none"}).Draw(t, "grade"))
	case "delete":
		return b.Delete(id)
	case "restore":
		return b.Restore(id)
	case "note":
		return b.SetNote(id, rapid.SampledFrom([]string{"", "slower", "numbers first"}).Draw(t, "note"))
	case "rename":
		slug := rapid.SampledFrom([]string{"a", "b", "c", "d"})
		return b.RenameStory(slug.Draw(t, "from"), slug.Draw(t, "to"))
	}
	return w.end(t, b, id, w.today.Date(), rehearsal.EventFinish)
}

// sensible passes over what was refused, as a rating of a section that an attempt has not.
func sensible(err error) error {
	if errors.Is(err, history.ErrInvalid) {
		return nil
	}
	return err
}

// records are all attempts that are not deleted, one by one.
func (w *scribe) records(t *rapid.T) []history.Record {
	records, err := w.store.Attempts(w.ctx, history.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func (w *scribe) cards(t *rapid.T) {
	got, _, err := deriveCards(w.ctx, w.store, 0)
	if err != nil {
		t.Fatal(err)
	}
	var attempts []practice.Attempt
	for _, r := range w.records(t) {
		attempts = append(attempts, practised(r))
	}
	if diff := cmp.Diff(practice.Replay(attempts), got, cmp.AllowUnexported(practice.Card{})); diff != "" {
		t.Fatalf("the cards differ from a replay:\n%s", diff)
	}
}

func (w *scribe) figures(t *rapid.T) {
	late := newLateHistory(w.ctx)
	late.store = w.store
	close(late.opened)
	source, list := practiceHistory{late}, listOf(w.records(t))
	for _, stories := range [][]string{nil, {}, {"a"}, {""}, {"a", "b"}, {"", "c", "d"}} {
		for _, period := range []progress.Period{progress.AllTime, 1, 4} {
			got, err := progress.Read(w.ctx, source, stories, period, w.today)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := progress.Read(w.ctx, list, stories, period, w.today)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%q, %s:\n%s", stories, period, cmp.Diff(want, got))
			}
		}
	}
}

// writing opens a history of one's own for a run of a property.
func writing(ctx context.Context, t *rapid.T, dir string) *scribe {
	store, _, err := history.Open(ctx, dir, history.Options{Machine: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return &scribe{ctx: ctx, store: store, today: practice.DayOf(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))}
}

// write does some things at once.
func (w *scribe) write(t *rapid.T) {
	err := w.store.Batch(w.ctx, func(b *history.Batch) error {
		for range rapid.IntRange(1, 12).Draw(t, "things") {
			do := w.say
			if rapid.IntRange(0, 2).Draw(t, "kind") == 0 {
				do = w.begin
			}
			if err := do(t, b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCardsThatAreKeptAndTakenFurtherAreThoseOfAReplay(t *testing.T) {
	fewer(t, 40)
	dir := t.TempDir()
	run := 0
	taken := 0 // how often a card that was kept came of use
	rapid.Check(t, func(rt *rapid.T) {
		run++
		w := writing(t.Context(), rt, filepath.Join(dir, fmt.Sprint(run)))
		var stale []history.Card
		for range rapid.IntRange(1, 6).Draw(rt, "sittings") {
			w.write(rt)
			_, worth, err := deriveCards(w.ctx, w.store, w.today-practice.Day(rapid.IntRange(-1, 4).Draw(rt, "settled")))
			if err != nil {
				rt.Fatal(err)
			}
			if rapid.Bool().Draw(rt, "too late") {
				stale = append(stale, worth...) // and kept after more was written
			} else if err := w.store.SaveCards(w.ctx, worth); err != nil {
				rt.Fatal(err)
			}
			w.write(rt)
			if err := w.store.SaveCards(w.ctx, stale); err != nil {
				rt.Fatal(err)
			}
			kept, err := w.store.Cards(w.ctx)
			if err != nil {
				rt.Fatal(err)
			}
			for _, k := range kept {
				if k.Text != "" {
					taken++
				}
			}
			w.cards(rt)
		}
		if err := w.store.Rebuild(w.ctx); err != nil {
			rt.Fatal(err)
		}
		if err := w.store.SaveCards(w.ctx, stale); err != nil {
			rt.Fatal(err)
		}
		w.cards(rt)
	})
	if taken == 0 {
		t.Error("no card was ever kept")
	}
}

func TestTheTotalsOfHistoryAreThoseOfItsAttemptsWhateverIsWritten(t *testing.T) {
	fewer(t, 30)
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		w := writing(t.Context(), rt, filepath.Join(dir, fmt.Sprint(run)))
		for range rapid.IntRange(1, 5).Draw(rt, "sittings") {
			w.write(rt)
		}
		w.figures(rt)
		if err := w.store.Rebuild(w.ctx); err != nil {
			rt.Fatal(err)
		}
		w.figures(rt)
	})
}

func TestHistoryCountsOverrunsInTheBinsOfProgress(t *testing.T) {
	for i, edge := range history.OverEdges() {
		if before, at := progress.OverrunBin(edge-1), progress.OverrunBin(edge); before != i || at != i+1 {
			t.Errorf("%v parts the bins %d and %d, want %d and %d", edge, before, at, i, i+1)
		}
	}
}

func TestACardOfAnEarlierStarlingIsMadeAnew(t *testing.T) {
	source, records := filledHistory(t)
	ctx := t.Context()
	kept, err := source.history.Cards(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var old []history.Card
	for _, k := range kept {
		old = append(old, history.Card{Story: k.Story, Revision: k.Revision, Through: 1 << 62, Text: "0 of another version"})
	}
	if err := source.history.SaveCards(ctx, old); err != nil {
		t.Fatal(err)
	}
	var attempts []practice.Attempt
	for _, r := range records {
		attempts = append(attempts, practised(r))
	}
	got, err := source.cards(ctx)
	if want := practice.Replay(attempts); err != nil || len(got) != 3 || !reflect.DeepEqual(got, want) {
		t.Errorf("there are %d cards: %v", len(got), err)
	}
	today := practice.DayOf(records[0].Started) + 1
	if _, err := source.cardsAsOf(ctx, today); err != nil {
		t.Fatal(err)
	}
	kept, err = source.history.Cards(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kept {
		if len(k.Since) > 0 || k.Text == "0 of another version" {
			t.Errorf("%s: %d attempts are left after %q", k.Story, len(k.Since), k.Text)
		}
	}
}

func TestCardsAreKeptAtTheStartAndAgainAfterHistoryHasChanged(t *testing.T) {
	source, records := filledHistory(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	tomorrow := records[0].Started.AddDate(0, 0, 1)
	changed, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		source.keepCardsFresh(ctx, changed, 20*time.Millisecond, func() time.Time { return tomorrow })
	}()
	keeps := func() (n int) {
		cards, err := source.history.Cards(t.Context())
		if err != nil {
			t.Error(err)
		}
		for _, c := range cards {
			n += min(len(c.Text), 1)
		}
		return n
	}
	for _, when := range []string{"at the start", "after a change"} {
		for deadline := time.Now().Add(10 * time.Second); keeps() < 3; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s %d cards are kept", when, keeps())
			}
		}
		if err := source.history.store.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := keeps(); n > 0 {
			t.Fatalf("%d cards outlive what they were made of", n)
		}
		changed <- struct{}{}
	}
	stop()
	<-ended
}

// practised is what matters of an attempt for what to practise next, as cards
// have it too.
func practised(r history.Record) practice.Attempt {
	a := practice.Attempt{
		ID: r.ID, Story: r.Story, Started: r.Started, Spoken: r.Spoken, Limit: r.Plan.Limit,
		Ended: r.Ended, Prompt: r.Prompt, Mode: r.Mode, Ratings: practice.RatingsOf(r.Ratings),
		Correction: practice.Grade(r.Grade),
	}
	if len(r.Plan.Sections) == 1 {
		a.Part = r.Plan.Sections[0].Name
	}
	return a
}

// fewer has rapid try so often only, where nobody has asked for another number:
// each try opens a database and makes it anew.
func fewer(t *testing.T, checks int) {
	asked := flag.Lookup("rapid.checks")
	if asked == nil || asked.Value.String() != asked.DefValue {
		return
	}
	if err := asked.Value.Set(fmt.Sprint(checks)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = asked.Value.Set(asked.DefValue) })
}

// Deriving all cards anew takes long with very many attempts: those who ask while
// it goes on wait for it, and find what it kept.
func TestCardsAreDerivedOnceHoweverManyAsk(t *testing.T) {
	source, records := filledHistory(t)
	today := practice.DayOf(records[0].Started) + 1
	var asking sync.WaitGroup
	all := make([]map[string]practice.Card, 8)
	for i := range all {
		asking.Go(func() {
			cards, err := source.cardsAsOf(t.Context(), today)
			if err != nil {
				t.Error(err)
			}
			all[i] = cards
		})
	}
	asking.Wait()
	for _, cards := range all[1:] {
		if !reflect.DeepEqual(cards, all[0]) || len(cards) == 0 {
			t.Errorf("%v and %v", cards, all[0])
		}
	}
	kept, err := source.history.Cards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kept {
		if k.Text == "" || len(k.Since) > 0 {
			t.Errorf("%s was not kept", k.Story)
		}
	}
	source.history.deriving <- struct{}{} // somebody derives
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := source.cardsAsOf(ctx, today); !errors.Is(err, context.Canceled) {
		t.Errorf("who no longer wants to know still waits: %v", err)
	}
}
