package settings

import (
	"fmt"
	"strings"
)

// A Problem is something in settings.toml that cannot be taken as it stands.
// What it concerns has its default instead; everything else in the file holds.
type Problem struct {
	// File is the path as it was given to Load.
	File string
	// Line and Col count from 1; 0 where they are not known.
	Line, Col int
	// Key is the setting from the root, "sound.volume"; empty for the whole file.
	Key string
	// Wrong says what is wrong, Instead what to write or what happens now.
	Wrong, Instead string
}

// Error is `file:line:col: key: what is wrong; what to write instead`.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	for _, n := range []int{p.Line, p.Col} {
		if n > 0 {
			fmt.Fprintf(&b, ":%d", n)
		}
	}
	for _, part := range []string{p.Key, p.Wrong} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	if p.Instead != "" {
		b.WriteString("; " + p.Instead)
	}
	return b.String()
}
