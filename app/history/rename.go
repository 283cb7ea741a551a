package history

import (
	"context"
	"database/sql"
	"fmt"

	"starling/app/rehearsal"
)

// RenameStory has the attempts of a story follow it to another slug: each has a
// change that says so, and all of them or none. What an attempt was begun with
// stays in the record. Where the other slug has attempts already, as those of a
// story that is no more, both are counted together. Attempts that are about to
// be dropped stay behind.
func (b *Batch) RenameStory(from, to string) error {
	if from == "" || to == "" {
		return fmt.Errorf("%w: a story without a slug cannot be renamed", ErrInvalid)
	}
	if err := b.project(); err != nil { // what this batch has begun follows too
		return err
	}
	var ids []string
	err := b.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT s.id FROM attempts a JOIN starts s ON s.key = a.key WHERE a.story = ? ORDER BY a.key`, from)
	if err != nil {
		return err
	}
	for _, id := range ids {
		e, err := b.entry(id)
		if err != nil {
			return err
		}
		if a := e.derive(); a.Ended == rehearsal.Unfinished && a.TooShort() && len(e.said) == 0 {
			continue
		}
		if err := b.say(e, storyField, to); err != nil {
			return err
		}
	}
	return nil
}

// paceAttempts is how many attempts from the script are looked at for a pace:
// enough that ten of them tell one.
const paceAttempts = 40

// PaceSamples gives what the latest attempts from the script tell of the
// speaker's pace, the newest first; see [rehearsal.MeasuredPace].
func (s *Store) PaceSamples(ctx context.Context) ([]rehearsal.PaceSample, error) {
	var samples []rehearsal.PaceSample
	err := s.rows(ctx, func(rows *sql.Rows) error {
		r, err := scanRecord(rows.Scan)
		if err != nil {
			return err
		}
		if sample, ok := r.PaceSample(r.Words); ok {
			samples = append(samples, sample)
		}
		return nil
	}, `SELECT `+recordColumns+recordTables+`WHERE s.key IN (SELECT key FROM starts WHERE words <> '' ORDER BY key DESC LIMIT ?)
		AND a.counted = 1 ORDER BY a.key DESC`, paceAttempts)
	return samples, err
}
