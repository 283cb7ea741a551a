package history

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
)

const (
	// applicationID marks a database as one of Starling's: "STAR".
	applicationID = 0x53544152
	// readers is how many connections read at the same time.
	readers = 4
)

// pragmas for every connection. They stand in the DSN, since a pragma that is
// executed reaches only one connection of the pool.
func pragmas() []string {
	return []string{"busy_timeout(5000)", "foreign_keys(1)", "cell_size_check(1)", "temp_store(memory)"}
}

// openWriter opens the one connection that writes. The file must exist: it is
// made beforehand, with the right permissions.
func openWriter(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{
		"mode":    {"rw"},
		"_txlock": {"immediate"},
		// recursive_triggers: else INSERT OR REPLACE would remove rows of the
		// log without asking its triggers.
		"_pragma": append(pragmas(), "journal_mode(WAL)", "synchronous(FULL)", "recursive_triggers(1)"),
	}))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// openReaders opens connections that cannot write. With immutable set they
// take no locks and make no files, which is how to read from a folder that
// cannot be written to.
func openReaders(path string, immutable bool) (*sql.DB, error) {
	query := url.Values{"mode": {"ro"}, "_pragma": append(pragmas(), "query_only(1)", "cache_size(-8000)")}
	if immutable {
		query.Set("immutable", "1")
	}
	db, err := sql.Open("sqlite", dsn(path, query))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(readers)
	return db, nil
}

// openCopier opens a connection for VACUUM INTO, which neither writes to the
// database nor runs on a connection that is kept from writing.
func openCopier(path string) (*sql.DB, error) {
	return sql.Open("sqlite", dsn(path, url.Values{"mode": {"ro"}, "_pragma": pragmas()}))
}

// dsn names a file as SQLite's URI, so that no character in its path is taken
// for something else.
func dsn(path string, query url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows drive
	}
	query.Set("_error_rc", "1") // else some errors carry the text of another
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}
	return u.String()
}
