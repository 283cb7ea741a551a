package history

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/story"
)

// schema is how the tables and indexes of a database are made, as text.
func schema(t testing.TB, s *Store) string {
	t.Helper()
	var text string
	must(t, s.writer.QueryRowContext(t.Context(),
		`SELECT group_concat(name || ' ' || coalesce(sql, ''), char(10) ORDER BY name) FROM sqlite_schema`).Scan(&text))
	return text
}

// derivedAlike tells of a history whether a rebuild derives what is derived in it.
func derivedAlike(t testing.TB, s *Store) (difference string) {
	t.Helper()
	derived := dump(t, s)
	must(t, s.Rebuild(t.Context()))
	if again := dump(t, s); again != derived {
		return firstDifference(derived, again)
	}
	return ""
}

func TestWhatTheOtherHistoryHasDerivedIsNotBelieved(t *testing.T) {
	for _, wrong := range []string{
		`coverage = 99`, `ratings = '{"action":5}'`, `note = 'banana'`, `story = 'launch'`, `day = day + 1`, `splits = '[]'`,
		`number = 77`, `over = 1`, `deleted = 1 - deleted`, `counted = 1 - counted`, `whole = 1 - whole`, `mode = 'none'`,
		`question = 'none'`, `part = 'action'`, `grade = 'easy'`, `kept = 1`, `began = began + 1`, `paused = 7`,
	} {
		t.Run(wrong, func(t *testing.T) {
			here, there := openNew(t), openNew(t)
			for n := range 3 {
				a := perform(t, there, attempt(n, "sales"))
				must(t, there.Rate(t.Context(), a.ID, story.Action, 1+n))
				must(t, there.SetNote(t.Context(), a.ID, "apple"))
			}
			must(t, direct(t, there, `UPDATE attempts SET `+wrong+` WHERE number = 2`))
			if m := merge(t, here, there); m.Attempts != 3 {
				t.Errorf("came: %+v", m)
			}
			if difference := derivedAlike(t, here); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestTheIndexesAreThereAfterAMergeOfManyAndAfterOneThatIsCutOff(t *testing.T) {
	here, there := openNew(t), openNew(t)
	performMany(t, there, 0, indexesFrom+mergeChunk+10)
	perform(t, here, attempt(90_000, "mine"))
	before := schema(t, here)
	dropped := false
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := here.Merge(ctx, there.Dir(), MergeOptions{Progress: func(done, _ int) {
		if done > indexesFrom {
			dropped = true
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || !dropped {
		t.Fatal(err, dropped)
	}
	if after := schema(t, here); after != before {
		t.Errorf("cut off, it leaves another schema: %s", firstDifference(before, after))
	}
	merge(t, here, there)
	if after := schema(t, here); after != before {
		t.Errorf("done, it leaves another schema: %s", firstDifference(before, after))
	}
	if n := ok[int](t)(here.Count(t.Context(), Filter{Text: "title mine"})); n != 1 {
		t.Errorf("%d found of the one that was here", n)
	}
	if n := ok[int](t)(here.Count(t.Context(), Filter{Text: "title sales"})); n != indexesFrom+mergeChunk+10 {
		t.Errorf("%d found of those that came", n)
	}
	if difference := derivedAlike(t, here); difference != "" {
		t.Error(difference)
	}
}

// TestAnyTwoHistoriesMergeIntoWhatARebuildDerives merges days on which both have
// attempts, days on which one has, slips, notes, names with any character, and
// an attempt of which both say something.
func TestAnyTwoHistoriesMergeIntoWhatARebuildDerives(t *testing.T) {
	fewer(t, 30)
	rapid.Check(t, func(rt *rapid.T) {
		here, there := openNew(t), openNew(t)
		both := rapid.IntRange(0, 3).Draw(rt, "both")
		for name, s := range map[string]*Store{"here": here, "there": there} {
			must(t, s.Batch(t.Context(), func(b *Batch) error {
				for n := range both + rapid.IntRange(0, 12).Draw(rt, name) {
					if err := someAttempt(rt, b, n, name, n < both); err != nil {
						return err
					}
				}
				return nil
			}))
		}
		merge(t, here, there)
		if difference := derivedAlike(t, here); difference != "" {
			rt.Fatal(difference)
		}
		if m := merge(t, here, there); m.News() {
			rt.Fatalf("a second time came: %+v", m)
		}
	})
}

// someAttempt stores an attempt that both histories have, or one of its own.
func someAttempt(rt *rapid.T, b *Batch, n int, name string, both bool) error {
	a := attempt(n, "sales")
	if !both {
		a.ID = fmt.Sprintf("%s-%d", name, n)
		a.Story = rapid.SampledFrom([]string{"sales", "launch", "", "é \x00ü"}).Draw(rt, "story")
		a.Question.ID = rapid.SampledFrom([]string{"why", "who"}).Draw(rt, "question")
		a.Started = noon.AddDate(0, 0, rapid.IntRange(0, 6).Draw(rt, "day")).Add(time.Duration(n) * time.Millisecond)
		a.Started = a.Started.In(time.FixedZone("", 3600*rapid.IntRange(-11, 11).Draw(rt, "zone")))
		if rapid.IntRange(0, 4).Draw(rt, "part") == 0 {
			a.Plan.Sections = a.Plan.Sections[2:3]
		}
		a.Plan.Limit = time.Duration(rapid.IntRange(10, 200).Draw(rt, "limit")) * time.Second
	}
	events := whole(a)
	if len(a.Plan.Sections) == 1 {
		events = append(events[:1], events[4])
		events[1].Section = 0
	}
	err := errors.Join(b.Begin(a), b.Append(a.ID, events...))
	for _, s := range a.Plan.Sections {
		err = errors.Join(err, b.Rate(a.ID, s.Name, rapid.IntRange(0, 5).Draw(rt, "rating")))
	}
	if rapid.Bool().Draw(rt, "noted") {
		err = errors.Join(err, b.SetNote(a.ID, strings.Repeat("apple ", n)))
	}
	if rapid.IntRange(0, 5).Draw(rt, "deleted") == 0 {
		err = errors.Join(err, b.Delete(a.ID))
	}
	return err
}

func TestAnAttemptThatComesTwiceInOneMergeIsFoundByWhatWasSaidLast(t *testing.T) {
	here, there := openNew(t), openNew(t)
	folder := t.TempDir()
	sync := ok[*Journal](t)(there.Journal(t.Context(), folder, folder+"/place"))
	a := perform(t, there, attempt(1, "sales"))
	must(t, there.SetNote(t.Context(), a.ID, "banana"))
	ok[int](t)(sync.Write(t.Context()))
	must(t, there.SetNote(t.Context(), a.ID, "apple"))
	ok[int](t)(sync.Write(t.Context()))
	if m := ok[Merged](t)(here.Merge(t.Context(), folder, MergeOptions{})); m.Attempts != 1 || m.Notes != 2 {
		t.Errorf("came: %+v", m)
	}
	for text, n := range map[string]int{"apple": 1, "banana": 0} {
		if found := ok[int](t)(here.Count(t.Context(), Filter{Text: text})); found != n {
			t.Errorf("%d found for %s", found, text)
		}
	}
	if difference := derivedAlike(t, here); difference != "" {
		t.Error(difference)
	}
}

func TestAttemptsOfOneMillisecondOnTwoMachinesAllCome(t *testing.T) {
	here, there := openNew(t), openNew(t)
	perform(t, here, attempt(1, "sales"))
	for n := range 3 {
		a := attempt(1, "sales")
		a.ID = fmt.Sprintf("there-%d", n)
		perform(t, there, a) // the later two have the keys after it
	}
	if m := merge(t, here, there); m.Attempts != 3 {
		t.Errorf("came: %+v", m)
	}
	if difference := derivedAlike(t, here); difference != "" {
		t.Error(difference)
	}
}

func TestWhatHasComeIsFoldedIntoTheDatabaseAfterAMerge(t *testing.T) {
	here, there := openNew(t), openNew(t)
	for n := range 3 {
		perform(t, there, attempt(n, "sales"))
	}
	merge(t, here, there)
	here.folding.Wait()
	// Without its log of writes, which Close would fold as well.
	alone := filepath.Join(t.TempDir(), databaseName)
	must(t, copyAll(here.path, alone, false))
	db, err := openReaders(alone, true)
	must(t, err)
	defer db.Close()
	var came, pages int
	must(t, db.QueryRowContext(t.Context(), `SELECT count(*) FROM attempts`).Scan(&came))
	must(t, here.writer.QueryRowContext(t.Context(), `PRAGMA wal_autocheckpoint`).Scan(&pages))
	if came != 3 || pages != 1000 {
		t.Errorf("the database alone has %d attempts of 3; from now on it is folded every %d pages", came, pages)
	}
}
