//go:build cgo && sqlite_fts5

package sqlite_test

import (
	"database/sql"
	"net/url"
	"testing"

	_ "modernc.org/sqlite" // the other SQLite
)

// One program at a time has the file: two SQLites in one program would undo
// each other's locks.
func TestBothSQLitesReadAndWriteTheSameFile(t *testing.T) {
	path := database(t)
	inC := func() *sql.DB { return open(t, path, url.Values{"mode": {"rw"}}, "journal_mode(WAL)") }
	inGo := func() *sql.DB {
		db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String())
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	first := inC()
	exec(t, first, `CREATE TABLE t (id BLOB NOT NULL PRIMARY KEY, n INTEGER NOT NULL, x REAL NOT NULL) STRICT, WITHOUT ROWID`)
	exec(t, first, `CREATE VIRTUAL TABLE words USING fts5 (a, b, content = '', contentless_delete = 1,
		tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4')`)
	turns := []struct {
		name string
		open func() *sql.DB
	}{{"C", inC}, {"Go", inGo}, {"C", inC}, {"Go", inGo}}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for i, turn := range turns {
		db := turn.open()
		exec(t, db, `INSERT INTO t VALUES (?, ?, ?)`, []byte{0, byte(i)}, i, float64(i)/3)
		exec(t, db, `INSERT INTO words (rowid, a, b) VALUES (?, 'Größe in Zürich', ?)`, i, turn.name)
		var sum, found, ofC int
		var whole string
		err := db.QueryRowContext(t.Context(), `SELECT (SELECT sum(n) FROM t WHERE x = n / 3.0), (SELECT count(*) FROM words WHERE words MATCH 'zuri*'),
			(SELECT count(*) FROM words WHERE words MATCH 'b: C'), (SELECT integrity_check FROM pragma_integrity_check)`).Scan(&sum, &found, &ofC, &whole)
		if err != nil || sum != i*(i+1)/2 || found != i+1 || ofC != i/2+1 || whole != "ok" {
			t.Errorf("turn %d, %s: sum %d, %d found, %d of C's, %s, %v", i, turn.name, sum, found, ofC, whole, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
