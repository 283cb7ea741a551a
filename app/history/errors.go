package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"starling/app/history/sqlite"
)

// The ways in which history can fail. Each error that is returned says in its
// text where it happened and what to do.
var (
	// ErrNewer says that a later Starling made the database. Nothing was touched.
	ErrNewer = errors.New("this history was written by a newer Starling")
	// ErrOlder says that the database waits for a change of its tables, which
	// only the app makes, not a reader.
	ErrOlder = errors.New("this history was written by an older Starling")
	// ErrLocked says that another window has the data folder.
	ErrLocked = errors.New("another Starling window is open on this data folder")
	// ErrDamaged says that the database cannot be read as what it should be.
	ErrDamaged = errors.New("the history is damaged")
	// ErrFull says that the disk has no room left.
	ErrFull = errors.New("the disk is full")
	// ErrDenied says that the folder or a file in it may not be read or written.
	ErrDenied = errors.New("access to the data folder is denied")
	// ErrBusy says that another program holds the database.
	ErrBusy = errors.New("another program is using the history")
	// ErrNotFound says that no attempt has the id asked for.
	ErrNotFound = errors.New("there is no such attempt")
	// ErrInvalid says that what should be stored makes no sense.
	ErrInvalid = errors.New("this cannot be stored")
	// ErrNotShort says that an attempt is not one that can be dropped.
	ErrNotShort = errors.New("only an attempt under five seconds, of which nothing was said, can be dropped")
	// ErrReadOnly says that the store was opened by OpenReader.
	ErrReadOnly = errors.New("this history was opened for reading only")
)

// told is an error that speaks to a person.
type told struct {
	text string
	errs []error // its kind and its cause
}

func (t *told) Error() string { return t.text }

func (t *told) Unwrap() []error { return t.errs }

// explain turns an error of the system or of SQLite into one for a person:
// which kind it is, what was tried on what, what to do, and what is safe.
// Errors that already speak for themselves pass as they are.
func explain(what, path string, err error) error {
	var already *told
	if errors.As(err, &already) {
		return err
	}
	for _, plain := range []error{
		nil, context.Canceled, context.DeadlineExceeded,
		ErrLocked, ErrNotFound, ErrInvalid, ErrNotShort, ErrReadOnly,
	} {
		if errors.Is(err, plain) {
			return err
		}
	}
	tried := "could not " + what + " " + path
	kind := kindOf(err)
	switch {
	case kind == nil:
		return fmt.Errorf("%s: %w", tried, err)
	case errors.Is(err, kind):
		return &told{fmt.Sprintf("%v; %s; %s", err, tried, advice(kind)), []error{err}}
	}
	return &told{fmt.Sprintf("%v: %s; %s (%v)", kind, tried, advice(kind), err), []error{kind, err}}
}

// kind is a way to fail of which a person can be told what to do.
type kind struct {
	err    error
	advice string
}

func kinds() []kind {
	return []kind{
		{ErrFull, "make room on the disk, what was stored before is safe"},
		{ErrDenied, "allow reading and writing there, or choose another folder with --data"},
		{ErrBusy, "close the other program and try again, nothing was changed"},
		{ErrDamaged, "start Starling again: it sets the file aside and goes on from the newest good backup"},
		{ErrNewer, "install the newest Starling, nothing in the file was touched"},
		{ErrOlder, "open Starling once to bring it up to date"},
		{ErrInvalid, "nothing was changed"},
	}
}

// kindOf tells which of the kinds an error is; nil where none.
func kindOf(err error) error {
	for _, k := range kinds() {
		if errors.Is(err, k.err) {
			return k.err
		}
	}
	if code, ok := sqlite.Code(err); ok {
		return kindOfCode(code)
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ErrDenied
	}
	return nil
}

// advice says what a person can do about a kind of error.
func advice(about error) string {
	for _, k := range kinds() {
		if errors.Is(about, k.err) {
			return k.advice
		}
	}
	return ""
}

// kindOfCode does so for SQLite's codes.
func kindOfCode(code int) error {
	switch code {
	case sqlite.Full:
		return ErrFull
	case sqlite.ReadOnly, sqlite.Perm, sqlite.CantOpen:
		return ErrDenied
	case sqlite.Busy, sqlite.Locked:
		return ErrBusy
	case sqlite.Corrupt, sqlite.NotADB:
		return ErrDamaged
	case sqlite.Constraint, sqlite.Mismatch, sqlite.TooBig:
		return ErrInvalid
	}
	return nil
}
