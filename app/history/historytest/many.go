package historytest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"starling/app/history"
	"starling/app/history/sqlite"
)

// Fill makes some thousand attempts a second. For very many it is too slow:
// copied says how many are made, of which the others are copies, and how long
// before they were begun.
const (
	copied      = 10_000
	everyMany   = 10 * time.Minute
	copiesApart = 70 // days, for copied attempts take 69.4
)

// Many makes a history of very many attempts in a folder, in a minute where Fill
// would take a quarter of an hour: one attempt each ten minutes, to 1 March 2026.
// The older ones are copies of the 10,000 newest. Of them there is no log:
// nothing can be said of them and nothing rebuilt. It is for benchmarks alone.
func Many(ctx context.Context, dir string, stories []string, attempts int, seed uint64) error {
	s, _, err := history.Open(ctx, dir, history.Options{})
	if err != nil {
		return err
	}
	err = fill(ctx, s, stories, min(attempts, copied), everyMany, seed)
	if err := errors.Join(err, s.Close()); err != nil || attempts <= copied {
		return err
	}
	if attempts%copied != 0 {
		return fmt.Errorf("%d is not a multiple of %d", attempts, copied)
	}
	if err := copyAttempts(ctx, filepath.Join(dir, "history.db"), attempts/copied-1); err != nil {
		return err
	}
	if s, _, err = history.Open(ctx, dir, history.Options{}); err != nil {
		return err
	}
	return errors.Join(s.RebuildDays(ctx), s.Close())
}

// copyAttempts copies all attempts so many times, each time to an earlier time.
func copyAttempts(ctx context.Context, path string, times int) error {
	// Without safety, for a history that can be made again.
	db, err := sqlite.Open(path, nil, "journal_mode(off)", "synchronous(0)", "cache_size(-200000)", "temp_store(memory)")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	// The indexes are made anew in the end, which takes less than to keep them.
	var drop, create string
	err = db.QueryRowContext(ctx, `SELECT group_concat('DROP INDEX ' || name, ';'), group_concat(sql, ';')
		FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'attempts' AND sql <> ''`).Scan(&drop, &create)
	if err != nil {
		return err
	}
	const copies = `WITH RECURSIVE c (n) AS (SELECT ? UNION ALL SELECT n - 1 FROM c WHERE n > 1) `
	const ms = copiesApart * 24 * 60 * 60 * 1000
	steps := []struct {
		statement string
		args      []any
	}{
		{drop, nil},
		{copies + fmt.Sprintf(`INSERT INTO starts SELECT key - n * %d, printf('%%04d', n) || substr(id, 5), story, title, question_id, question,
			plan, prompt, mode, started - n * %d, zone, words FROM c CROSS JOIN starts ORDER BY n DESC, key`, ms, ms*1_000_000), []any{times}},
		{copies + fmt.Sprintf(`INSERT INTO attempts SELECT key - n * %d, story, mode, question, number, ended, began - n * %d, spoken, paused,
			splits, ratings, note, coverage, rated, deleted, kept, counted, grade, day - n * %d, over, part, whole
			FROM c CROSS JOIN attempts ORDER BY n DESC, key`, ms, ms*1_000_000, copiesApart), []any{times}},
		{create, nil},
		// The search, as history fills it.
		{`INSERT INTO words (rowid, title, question, note, facets)
			SELECT a.key, s.title, s.question, a.note, 's' || lower(hex(a.story)) || ' m' || lower(hex(a.mode))
				|| CASE WHEN a.deleted = 1 THEN '' ELSE ' v' END || CASE WHEN a.rated = 1 THEN ' r' ELSE ' u' END
			FROM attempts a JOIN starts s ON s.key = a.key WHERE a.key NOT IN (SELECT rowid FROM words) ORDER BY a.key`, nil},
		{`UPDATE stories SET attempts = (SELECT count(*) FROM attempts a WHERE a.story = stories.story AND a.deleted = 0)`, nil},
		{`UPDATE attempts SET number = n.number FROM (SELECT key, row_number() OVER (PARTITION BY story ORDER BY key) AS number FROM attempts) AS n
			WHERE attempts.key = n.key AND attempts.number <> n.number`, nil},
	}
	for _, step := range steps {
		if _, err := db.ExecContext(ctx, step.statement, step.args...); err != nil {
			return err
		}
	}
	return nil
}
