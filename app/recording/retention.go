package recording

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Keep is for how long recordings are kept.
type Keep string

// What there is to choose from.
const (
	KeepAll      Keep = "all"       // until the person deletes them
	KeepDays     Keep = "days"      // for so many days
	KeepPerStory Keep = "per-story" // the latest so many of each story
	KeepNone     Keep = "none"      // not beyond the rating
)

// Policy is what a person has set about how long recordings are kept.
type Policy struct {
	Keep Keep
	// N is how many days, or how many of each story. It is at least 1; with less nothing expires.
	N int
}

// Kept is an attempt with a recording that has ended, and that is neither being rated
// nor listened to.
type Kept struct {
	ID string
	// Story is what "of each story" counts by: the slug, or whatever names a question alone.
	Story string
	When  time.Time // when it was begun
}

// Expired gives the attempts whose recordings are not to be kept any longer, the oldest
// first. It only decides.
func Expired(p Policy, now time.Time, all []Kept) []string {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Kept) int { return cmp.Or(a.When.Compare(b.When), cmp.Compare(a.ID, b.ID)) })
	after := map[string]int{} // how many of each story are later
	var expired []string
	for _, k := range slices.Backward(all) {
		after[k.Story]++
		if p.expires(now.Sub(k.When), after[k.Story]) {
			expired = append(expired, k.ID)
		}
	}
	slices.Reverse(expired)
	return expired
}

// expires tells whether a recording of that age is not to be kept, the n-th latest of its story.
func (p Policy) expires(age time.Duration, n int) bool {
	switch p.Keep {
	case KeepDays:
		return p.N >= 1 && age > time.Duration(p.N)*24*time.Hour
	case KeepPerStory:
		return p.N >= 1 && n > p.N
	case KeepNone:
		return true
	default:
		return false // what is not understood deletes nothing
	}
}

// Swept is what became of the recordings in a folder.
type Swept struct {
	// Removed are the attempts whose recordings were deleted.
	Removed []string
	// Unknown is how many are of no attempt that is known here, as in a folder that came
	// from another machine. They stay.
	Unknown int
}

// Sweep deletes the recordings that are not to be kept, of the attempts that are known.
// Where one cannot be deleted, the others are all the same.
func Sweep(dir string, p Policy, now time.Time, known []Kept) (Swept, error) {
	ids, err := IDs(dir)
	there := map[string]bool{}
	for _, id := range ids {
		there[id] = true
	}
	s := Swept{Unknown: len(ids)}
	recorded := slices.DeleteFunc(slices.Clone(known), func(k Kept) bool { return !there[k.ID] })
	s.Unknown -= len(recorded)
	for _, id := range Expired(p, now, recorded) {
		if removeErr := Remove(dir, id); removeErr != nil {
			err = errors.Join(err, removeErr)
			continue
		}
		s.Removed = append(s.Removed, id)
	}
	return s, err
}

// Remove deletes the recording of an attempt. One that is not there is no error.
func Remove(dir, id string) error {
	var all error
	for _, suffix := range []string{flacSuffix, spansSuffix} {
		name, err := path(dir, id, suffix)
		if err != nil {
			return err
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}

// Space is how much the recordings in a folder take up, in bytes, and how many there are.
func Space(dir string) (bytes int64, number int, err error) {
	err = each(dir, func(name string, e fs.DirEntry) error {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was deleted just now
		}
		if err != nil {
			return err
		}
		bytes += info.Size()
		if strings.HasSuffix(name, flacSuffix) {
			number++
		}
		return nil
	})
	return bytes, number, err
}

// DeleteAll deletes every recording in a folder, known or not, and nothing else. Where
// one cannot be deleted, the others are all the same.
func DeleteAll(dir string) error {
	return each(dir, func(name string, _ fs.DirEntry) error { return os.Remove(filepath.Join(dir, name)) })
}

// each does something to the files of all recordings in a folder.
func each(dir string, do func(name string, e fs.DirEntry) error) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if id, suffix := split(e.Name()); isID(id) && suffix != "" && e.Type().IsRegular() {
			err = errors.Join(err, do(e.Name(), e))
		}
	}
	return err
}
