//go:build cgo && sqlite_fts5

package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

func open(u url.URL, query url.Values, pragmas []string) (*sql.DB, error) {
	u.RawQuery = query.Encode()
	each := func(conn *sqlite3.SQLiteConn) error {
		for _, pragma := range pragmas {
			if _, err := conn.Exec("PRAGMA "+pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: each}, u.String()}), nil
}

// connector connects by a driver of its own: one that is registered by name has
// the same pragmas for all databases.
type connector struct {
	driver driver.Driver
	name   string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }

func (c connector) Driver() driver.Driver { return c.driver }

func codeOf(err error) (int, bool) {
	var of sqlite3.Error
	if !errors.As(err, &of) {
		return 0, false
	}
	return int(of.Code), true
}
