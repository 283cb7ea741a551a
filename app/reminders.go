package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// reminders shows the day's notification, and remembers the day in a file
// within the data, so that another start on the same day shows none.
type reminders struct {
	path string
	show func(title, text string) error
}

// Last is the day of the latest notification; empty for none.
func (r reminders) Last() string {
	day, err := os.ReadFile(r.path)
	if err != nil {
		return "" // there was none, or it cannot be known: one more does no harm
	}
	return strings.TrimSpace(string(day))
}

// Remind shows a notification and remembers its day. The day comes first: where
// it cannot be kept there would be a notification at every start.
func (r reminders) Remind(day, title, text string) error {
	if err := r.keep(day); err != nil {
		return err
	}
	return r.show(title, text)
}

func (r reminders) keep(day string) error {
	if err := os.MkdirAll(filepath.Dir(r.path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(r.path), ".reminded-*.tmp")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(day + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), r.path)
}
