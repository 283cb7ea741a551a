package history

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestAHistoryFromBeforeDaysWereAddedUpIsBroughtUpToDate(t *testing.T) {
	fewer(t, 30)
	s := openNew(t)
	ctx := t.Context()
	steps := ok[[]migration](t)(migrations(migrationFiles))
	rapid.Check(t, func(rt *rapid.T) {
		wipe(t, s)
		randomWrites(ctx, rt, s)
		before := dump(t, s)
		asOfVersion(t, s, 4)
		must(t, migrate(ctx, s.writer, 4, steps))
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			rt.Fatalf("the migration gives something else:\n%s", diff)
		}
	})
}

func TestTheDayOfAnAttemptFromBefore1970IsThatOfItsMigration(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	a := attempt(1, "sales")
	a.Started = a.Started.AddDate(-70, 0, 0)
	perform(t, s, a)
	before := dump(t, s)
	asOfVersion(t, s, 4)
	must(t, s.Close())
	s, _ = open(t, dir, nil)
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsReadForProgressIsFoundByIndexesAlone(t *testing.T) {
	s := openNew(t)
	for name, f := range map[string]Scope{"all": {}, "a story": {Stories: []string{"a"}}, "several": {Stories: []string{"a", "b"}}} {
		days, args := f.days()
		onlySearches(t, s, name+", days", days, args)
		for _, rated := range []bool{false, true} {
			last, args := f.last(10, rated)
			onlySearches(t, s, fmt.Sprintf("%s, last, rated %v", name, rated), last, args)
		}
	}
	onlySearches(t, s, "a day of a story", `SELECT `+dayTotalsOf+` AND a.story = ? AND a.day = ? GROUP BY a.day, a.story`, []any{"a", 1})
	onlySearches(t, s, "a day", `SELECT `+dayTotalsOf+` AND a.day = ? GROUP BY a.day`, []any{1})
}

// onlySearches looks at how a query is answered: no table of attempts and no
// index of it may be gone through from end to end.
func onlySearches(t *testing.T, s *Store, name, query string, args []any) {
	t.Helper()
	var plan strings.Builder
	scans := false
	must(t, s.rows(t.Context(), func(rows *sql.Rows) error {
		var id, parent, unused int
		var detail string
		err := rows.Scan(&id, &parent, &unused, &detail)
		fmt.Fprintln(&plan, detail)
		scans = scans || strings.HasPrefix(detail, "SCAN") && !strings.Contains(detail, "VIRTUAL TABLE")
		return err
	}, `EXPLAIN QUERY PLAN `+query, args...))
	if scans {
		t.Errorf("%s:\n%s", name, plan.String())
	}
}

func TestTotalsInAWrongFormAreToldAsDamage(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	for _, wrong := range []string{"", "x", "1 2 3\n\n\n\n", "x 0 0 0 0 0 0 0 0 0\n\n\n\n", "1 0 0 0 0 0 0 0 0 0\n\n\n7\n"} {
		must(t, direct(t, s, `UPDATE days SET totals = ?`, wrong))
		if days, err := s.Days(t.Context(), Scope{To: 1 << 20}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v, %+v", wrong, err, days)
		}
	}
}

func TestADayIsThatOfTheZoneThatIsKept(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := attempt(1, "sales") // begun at noon, two hours east
	must(t, s.Begin(ctx, a))
	west := a.Started.UTC()
	events := whole(a)
	for i := range events {
		events[i].Moment = events[i].Moment.In(west.Location()).Add(-7 * 3600 * 1e9) // 05:01 there, 03:01 by UTC
	}
	must(t, s.Append(ctx, a.ID, events...))
	must(t, s.Rate(ctx, a.ID, story.Task, 3))
	want := rehearsal.DateOf(noon)
	days := ok[[]DayTotals](t)(s.Days(ctx, Scope{To: want}))
	if len(days) != 1 || days[0].Day != want || days[0].First.ID != a.ID || days[0].First.Coverage != 50 {
		t.Errorf("%+v", days)
	}
}
