package export

import (
	"fmt"
	"strings"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// How days and moments are written.
const (
	dayForm    = "2 January 2006"
	momentForm = "2 Jan 2006, 15:04"
)

// endedWords says how an attempt ended.
func endedWords(e rehearsal.Ending) string {
	switch e {
	case rehearsal.Finished:
		return "finished"
	case rehearsal.AtLimit:
		return "ended at its limit"
	case rehearsal.Auto:
		return "ended by itself, ten minutes over"
	case rehearsal.Abandoned:
		return "started over"
	}
	return "unfinished"
}

// promptWords says what was shown while speaking.
func promptWords(p rehearsal.Prompt) string {
	switch p {
	case rehearsal.PromptScript:
		return "from the script"
	case rehearsal.PromptLines:
		return "from the polished lines"
	case rehearsal.PromptPoints:
		return "from the points"
	case rehearsal.PromptQuestion:
		return "from the question alone"
	}
	return string(p)
}

// spokenWords says how long an answer took of what it had: "2:05 of 2:00".
func spokenWords(a Attempt) string {
	return rehearsal.Clock(a.Spoken) + " of " + rehearsal.Clock(a.Plan.Limit)
}

// coverageWords is the coverage: "86%", or nothing where nothing is rated.
func coverageWords(a Attempt) string {
	if !a.Rated {
		return ""
	}
	return fmt.Sprintf("%.0f%%", a.Coverage)
}

// rated are the sections in the order in which they are told, then Delivery.
func rated() []story.SectionName { return append(story.SectionNames(), rehearsal.Delivery) }

// ratingWords are the ratings by letter: "S 4, T 3, A 5, Delivery 4".
func ratingWords(a Attempt) string {
	var parts []string
	for _, n := range rated() {
		name := n.Letter()
		if n == rehearsal.Delivery {
			name = n.Title()
		}
		if r := a.Ratings[n]; r > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", name, r))
		}
	}
	return strings.Join(parts, ", ")
}

// lengthWords is how long something may take, as it is spoken: "2 min",
// "1 min 30 s".
func lengthWords(d time.Duration) string {
	var parts []string
	if minutes := d / time.Minute; minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", minutes))
	}
	if rest := d % time.Minute; rest > 0 {
		parts = append(parts, seconds(rest)+" s")
	}
	return strings.Join(parts, " ")
}

// count reads a number of things: "1 attempt", "3 attempts".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// scopeWords says what was asked for: "Stories tagged conflict · since 1
// November 2026".
func (d Data) scopeWords() string {
	var parts []string
	switch {
	case d.Scope.Story != "":
		parts = append(parts, "One story: "+d.titleOf(d.Scope.Story))
	case d.Scope.Tag != "":
		parts = append(parts, "Stories tagged “"+d.Scope.Tag+"”")
	default:
		parts = append(parts, "All stories")
	}
	if d.Scope.Since.IsZero() {
		parts = append(parts, "all time")
	} else {
		parts = append(parts, "since "+d.Scope.Since.Format(dayForm))
	}
	if d.Scope.WithoutNotes {
		parts = append(parts, "without notes")
	}
	return strings.Join(parts, " · ")
}

// titleOf is the title of the story of a slug, even if its file is gone.
func (d Data) titleOf(slug string) string {
	for _, s := range d.Stories {
		if s.Slug == slug {
			return s.Title
		}
	}
	for _, a := range d.Attempts {
		if a.Story == slug && a.Title != "" {
			return a.Title
		}
	}
	return slug
}
