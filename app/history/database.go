package history

import (
	"database/sql"
	"net/url"

	"starling/app/history/sqlite"
)

const (
	// applicationID marks a database as one of Starling's: "STAR".
	applicationID = 0x53544152
	// readers is how many connections read at the same time.
	readers = 4
)

// pragmas for every connection: one that is executed reaches only one
// connection of the pool.
func pragmas() []string {
	return []string{"busy_timeout(5000)", "foreign_keys(1)", "cell_size_check(1)", "temp_store(memory)"}
}

// openWriter opens the one connection that writes. The file must exist: it is
// made beforehand, with the right permissions.
func openWriter(path string) (*sql.DB, error) {
	db, err := sqlite.Open(path, url.Values{"mode": {"rw"}, "_txlock": {"immediate"}},
		// recursive_triggers: else INSERT OR REPLACE would remove rows of the
		// log without asking its triggers.
		append(pragmas(), "journal_mode(WAL)", "synchronous(FULL)", "recursive_triggers(1)")...)
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
	query := url.Values{"mode": {"ro"}}
	if immutable {
		query.Set("immutable", "1")
	}
	db, err := sqlite.Open(path, query, append(pragmas(), "query_only(1)", "cache_size(-8000)")...)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(readers)
	return db, nil
}

// openCopier opens a connection for VACUUM INTO, which neither writes to the
// database nor runs on a connection that is kept from writing.
func openCopier(path string) (*sql.DB, error) {
	return sqlite.Open(path, url.Values{"mode": {"ro"}}, pragmas()...)
}
