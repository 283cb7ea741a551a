package history

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/google/uuid"
)

// schemaVersion is the version of the tables that this program writes: the
// number of the last migration.
const schemaVersion = 7

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one step from a version of the tables to the next.
type migration struct {
	version int
	name    string
	sql     string
}

// migrations reads the numbered steps, which are to be named NNNN_what.sql
// without a gap.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]migration, 0, len(names))
	for i, name := range names {
		var version int
		base := strings.TrimPrefix(name, "migrations/")
		if _, err := fmt.Sscanf(base, "%04d_", &version); err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", base, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{version: version, name: base, sql: string(text)})
	}
	return steps, nil
}

// migrate takes the steps that a database has not taken yet, each in a
// transaction of its own: where one fails, the database stays at the one before.
func migrate(ctx context.Context, db *sql.DB, from int, steps []migration) error {
	for _, step := range steps {
		if step.version <= from {
			continue
		}
		if err := take(ctx, db, step); err != nil {
			return fmt.Errorf("bringing it up to date failed at %s: %w", step.name, err)
		}
	}
	return nil
}

func take(ctx context.Context, db *sql.DB, step migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	for _, statement := range []string{
		step.sql,
		fmt.Sprintf(`PRAGMA user_version = %d`, step.version),
		fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// settleIn makes the store ready to write: who writes, from which moment on,
// and what a note that was being typed when the program ended has become.
func (s *Store) settleIn(ctx context.Context, machine string) error {
	return s.Batch(ctx, func(b *Batch) error {
		if machine == "" {
			err := b.exec(`INSERT INTO meta (name, value) VALUES ('machine', ?) ON CONFLICT DO NOTHING`, uuid.NewString())
			if err != nil {
				return err
			}
			if machine, err = value[string](b, `SELECT value FROM meta WHERE name = 'machine'`); err != nil {
				return err
			}
		}
		if err := b.exec(`INSERT INTO machines (id) VALUES (?) ON CONFLICT DO NOTHING`, machine); err != nil {
			return err
		}
		var err error
		if s.machine, err = value[int64](b, `SELECT key FROM machines WHERE id = ?`, machine); err != nil {
			return err
		}
		if s.clock.last, err = value[int64](b, `SELECT time FROM changes ORDER BY id DESC LIMIT 1`); err != nil {
			return err
		}
		journaling, err := value[bool](b, `SELECT 1 FROM journal`)
		if err != nil {
			return err
		}
		s.journaling.Store(journaling)
		return b.settleAll()
	})
}

// settleAll makes changes of all notes that were being typed.
func (b *Batch) settleAll() error {
	for {
		id, err := value[string](b, `SELECT s.id FROM live l JOIN starts s ON s.key = l.attempt WHERE l.note IS NOT NULL LIMIT 1`)
		if err != nil || id == "" {
			return err
		}
		if err := b.settleNote(id); err != nil {
			return err
		}
	}
}
