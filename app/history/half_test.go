package history

import "testing"

// written counts what is recorded.
func written(t testing.TB, s *Store) (n int) {
	t.Helper()
	must(t, s.writer.QueryRowContext(t.Context(),
		`SELECT (SELECT count(*) FROM starts) + (SELECT count(*) FROM events) + (SELECT count(*) FROM changes)`).Scan(&n))
	return n
}

func TestNothingIsRecordedOfWhichTheRestCannotBeDerived(t *testing.T) {
	for _, table := range []string{"words", "stories", "cards", "days", "story_days", "attempts"} {
		t.Run(table, func(t *testing.T) {
			s := openNew(t)
			perform(t, s, attempt(1, "sales"))
			before := written(t, s)
			must(t, direct(t, s, `DROP TABLE `+table))
			if err := s.Batch(t.Context(), func(b *Batch) error {
				if err := b.Rate("attempt-1", "action", 3); err != nil {
					return err
				}
				return b.RenameStory("sales", "launch")
			}); err == nil {
				t.Error("it was taken for stored")
			}
			if after := written(t, s); after != before {
				t.Errorf("%d rows were recorded", after-before)
			}
			if err := s.Rebuild(t.Context()); err == nil {
				t.Error("all was derived anew into a table that is gone")
			}
		})
	}
}

func TestNothingComesOfAMergeThatCannotBeDone(t *testing.T) {
	for _, table := range []string{"starts", "events", "changes", "machines", "attempts", "stories", "cards", "days", "story_days", "unsent"} {
		t.Run(table, func(t *testing.T) {
			other, s := openNew(t), openNew(t)
			perform(t, other, attempt(1, "sales"))
			perform(t, other, attempt(2, "launch"))
			must(t, other.Rate(t.Context(), "attempt-2", "action", 3))
			perform(t, s, attempt(3, "sales"))
			s.journaling.Store(true)
			before := written(t, s)
			must(t, direct(t, s, `CREATE TRIGGER full BEFORE INSERT ON `+table+` BEGIN SELECT RAISE(ABORT, 'no room'); END`))
			if merged, err := s.Merge(t.Context(), other.Dir(), MergeOptions{}); err == nil {
				t.Errorf("it was taken for done: %v", merged)
			}
			if after := written(t, s); after != before {
				t.Errorf("%d rows came", after-before)
			}
		})
	}
}
