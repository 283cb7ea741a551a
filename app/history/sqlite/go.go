//go:build !cgo || !sqlite_fts5

package sqlite

import (
	"database/sql"
	"errors"
	"maps"
	"net/url"

	"modernc.org/sqlite"
)

func open(u url.URL, query url.Values, pragmas []string) (*sql.DB, error) {
	query = maps.Clone(query)
	if query == nil {
		query = url.Values{}
	}
	query["_pragma"] = pragmas
	query.Set("_error_rc", "1") // else some errors carry the text of another
	u.RawQuery = query.Encode()
	return sql.Open("sqlite", u.String())
}

func codeOf(err error) (int, bool) {
	var of *sqlite.Error
	if !errors.As(err, &of) {
		return 0, false
	}
	return of.Code(), true
}
