package history

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"starling/app/story"
)

func TestTheClockNeverGoesBackWhateverTheWallDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c clock
		now := noon
		var last int64
		var lastID uuid.UUID
		for range rapid.IntRange(1, 200).Draw(t, "ticks") {
			now = now.Add(time.Duration(rapid.Int64Range(-1e13, 1e10).Draw(t, "jump")))
			moment := c.tick(now)
			if moment <= last {
				t.Fatalf("%d after %d", moment, last)
			}
			if wall(moment).Before(now.Truncate(time.Millisecond)) {
				t.Fatalf("%v is before the wall, %v", wall(moment), now)
			}
			id := changeID(moment)
			if id.String() <= lastID.String() || id.Version() != 7 || id.Variant() != uuid.RFC4122 {
				t.Fatalf("id %s after %s", id, lastID)
			}
			last, lastID = moment, id
		}
	})
}

func TestMoreThanAMillisecondHoldsSpillIntoTheNext(t *testing.T) {
	var c clock
	first := c.tick(noon)
	for range 1<<counterBits - 1 {
		c.tick(noon)
	}
	if spilled := c.tick(noon); wall(spilled).Sub(wall(first)) != time.Millisecond {
		t.Errorf("%v after %v", wall(spilled), wall(first))
	}
}

func TestALaterRatingHoldsThoughTheClockWasPutBack(t *testing.T) {
	dir := t.TempDir()
	clock := &ticking{noon}
	s, _ := open(t, dir, clock.now)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 2))
	must(t, s.Close())

	clock.move(-48 * time.Hour)
	s, _ = open(t, dir, clock.now)
	must(t, s.Rate(t.Context(), a.ID, story.Task, 4))

	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Ratings[story.Task] != 4 {
		t.Errorf("ratings %v", r.Ratings)
	}
	changes := ok[[]Change](t)(s.Changes(t.Context(), a.ID))
	if changes[0].Value != "2" || !changes[0].Superseded || changes[1].Superseded || changes[1].At.Before(changes[0].At) {
		t.Errorf("%+v", changes)
	}
	must(t, s.Rebuild(t.Context()))
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Ratings[story.Task] != 4 {
		t.Errorf("derived anew: %v", r.Ratings)
	}
}

func TestTheMachineKeepsItsNameUnlessItIsGivenOne(t *testing.T) {
	dir := t.TempDir()
	machines := func() (names []string) {
		s, _ := open(t, dir, nil)
		defer s.Close()
		rows, err := s.reader.QueryContext(t.Context(), `SELECT id FROM machines ORDER BY key`)
		must(t, err)
		defer rows.Close()
		for rows.Next() {
			var name string
			must(t, rows.Scan(&name))
			names = append(names, name)
		}
		must(t, rows.Err())
		return names
	}
	first := machines()
	if len(first) != 1 || uuid.Validate(first[0]) != nil {
		t.Fatalf("machines %v", first)
	}
	if again := machines(); len(again) != 1 || again[0] != first[0] {
		t.Errorf("%v, then %v", first, again)
	}

	s, _, err := Open(t.Context(), dir, Options{Machine: "laptop"})
	must(t, err)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 2))
	var name string
	must(t, s.row(t.Context(), `SELECT m.id FROM changes c JOIN machines m ON m.key = c.machine`, nil, &name))
	must(t, s.Close())
	if name != "laptop" {
		t.Errorf("the change was made on %q", name)
	}
}

func TestIDsAreUUIDv7InOrder(t *testing.T) {
	last := ""
	for range 100 {
		id := NewID()
		if uuid.MustParse(id).Version() != 7 || id <= last {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
}
