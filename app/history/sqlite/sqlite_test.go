package sqlite_test

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/app/history/sqlite"
)

// database makes an empty file, in a folder with a name that a URI has to escape.
func database(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "50% of what? #1 & more")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "a b.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t *testing.T, path string, query url.Values, pragmas ...string) *sql.DB {
	t.Helper()
	db, err := sqlite.Open(path, query, pragmas...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func exec(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func TestEveryConnectionHasThePragmas(t *testing.T) {
	db := open(t, database(t), url.Values{"mode": {"rw"}}, "foreign_keys(1)", "busy_timeout(1234)")
	for range 3 {
		// Held, so that the next one is another.
		conn, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		var keys, timeout int
		err = conn.QueryRowContext(t.Context(), `SELECT foreign_keys, timeout FROM pragma_foreign_keys, pragma_busy_timeout`).Scan(&keys, &timeout)
		if err != nil || keys != 1 || timeout != 1234 {
			t.Fatal(keys, timeout, err)
		}
	}
}

func TestATransactionWritesFromItsStart(t *testing.T) {
	path := database(t)
	query := url.Values{"mode": {"rw"}, "_txlock": {"immediate"}}
	one, two := open(t, path, query, "busy_timeout(1)"), open(t, path, query, "busy_timeout(1)")
	tx, err := one.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = two.BeginTx(t.Context(), nil)
	if code, ok := sqlite.Code(err); !ok || code != sqlite.Busy {
		t.Errorf("while one writes, another one that begins gets %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
}

func TestErrorsAreTold(t *testing.T) {
	path := database(t)
	db := open(t, path, url.Values{"mode": {"rw"}})
	exec(t, db, `CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT`)
	exec(t, db, `INSERT INTO t VALUES (1)`)
	reading := open(t, path, url.Values{"mode": {"ro"}})
	noise := filepath.Join(t.TempDir(), "noise.db")
	if err := os.WriteFile(noise, []byte(strings.Repeat("this is no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, statement string
		db              *sql.DB
		code            int
	}{
		{"no table", `SELECT * FROM u`, db, sqlite.Error},
		{"the same key", `INSERT INTO t VALUES (1)`, db, sqlite.Constraint},
		{"no number", `INSERT INTO t VALUES ('x')`, db, sqlite.Mismatch},
		{"only read", `INSERT INTO t VALUES (2)`, reading, sqlite.ReadOnly},
		{"no file", `SELECT 1 FROM sqlite_schema`, open(t, path+".none", url.Values{"mode": {"rw"}}), sqlite.CantOpen},
		{"no database", `SELECT 1 FROM sqlite_schema`, open(t, noise, url.Values{"mode": {"rw"}}), sqlite.NotADB},
	} {
		_, err := c.db.ExecContext(t.Context(), c.statement)
		if code, ok := sqlite.Code(err); !ok || code != c.code {
			t.Errorf("%s: %v has the code %d, not %d", c.name, err, code, c.code)
		}
	}
	if _, ok := sqlite.Code(os.ErrNotExist); ok {
		t.Error("an error of another kind is taken for SQLite's")
	}
}
