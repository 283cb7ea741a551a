// Package sqlite opens SQLite databases, and tells SQLite's errors.
//
// There are two SQLites to build with, and one is in a build. Without C it is
// modernc.org/sqlite, which is SQLite translated to Go. With C and the tag
// sqlite_fts5, as the Makefile builds, it is github.com/mattn/go-sqlite3, which
// is SQLite itself, and takes a third less for what is written in bulk. Both read
// and write the same files.
package sqlite

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
)

// The codes of SQLite's errors that there is something to say of; see
// https://www.sqlite.org/rescode.html.
const (
	Error      = 1
	Perm       = 3
	Busy       = 5
	Locked     = 6
	ReadOnly   = 8
	Corrupt    = 11
	Full       = 13
	CantOpen   = 14
	TooBig     = 18
	Constraint = 19
	Mismatch   = 20
	NotADB     = 26
)

// Open opens the database in a file. The query is of SQLite's URI, as mode=ro,
// and may have _txlock=immediate for transactions that write from the start. The
// pragmas, as "foreign_keys(1)", are set on every connection. It gives an error
// where the driver refuses one of these; that the file cannot be opened is told
// at its first use.
func Open(path string, query url.Values, pragmas ...string) (*sql.DB, error) {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows drive
	}
	// A URI, so that no character in the path is taken for something else.
	return open(url.URL{Scheme: "file", Path: slashed}, query, pragmas)
}

// Code gives the code of an error of SQLite's; ok is false for any other error.
func Code(err error) (code int, ok bool) {
	extended, ok := codeOf(err)
	return extended & 0xff, ok // the lowest byte is the main one
}
