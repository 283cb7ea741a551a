package history

import (
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Record is one attempt as history knows it: what happened, derived from the
// events, and what the person says of it, derived from the changes.
type Record struct {
	rehearsal.Attempt

	// Number counts the attempts of one story from the oldest, which is 1; those
	// without a story, the attempts of one question. It counts deleted attempts
	// too, so that a number once seen stays.
	Number int
	// Offset is the zone's offset at the start, in seconds east of UTC.
	Offset int
	// Ratings are the ratings that hold now; rehearsal.Delivery is among them.
	Ratings map[story.SectionName]int
	Note    string
	// Grade is the one that the person gave: "again", "hard", "good", "easy", or
	// "none" where the attempt is to have no grade. It is empty where they gave
	// none, which leaves it to the ratings and the time.
	Grade string
	// Coverage is the percentage over the rated sections; known where Rated is set.
	Coverage float64
	Rated    bool
	// Deleted attempts are out of sight and can be restored.
	Deleted bool
	// Kept is set where an unfinished attempt was looked at and kept unrated.
	Kept bool
}

// Change is one thing that was said of an attempt, and when.
type Change struct {
	ID string // UUIDv7
	At time.Time
	// Field is "rating." and a section's name, "note", "grade", "deleted", "kept", "story",
	// "listened", "fillers", "delivery" or "transcript".
	Field string
	// Value is the field's value from then on: "4", the note's text, "1" or "0".
	// A rating of "0" and a grade of "" take back what was said; a story is the slug that it was renamed to.
	Value string
	// Superseded is set where a later change of the same field holds instead.
	Superseded bool
}

// StoryStats is what the library shows of a story's attempts.
type StoryStats struct {
	// Attempts counts all that are not deleted.
	Attempts int
	// Last is the start of the latest of them.
	Last time.Time
	// Coverage is that of the last rated attempt; known where Rated is set.
	// Abandoned, unfinished and deleted attempts do not count for it.
	Coverage float64
	Rated    bool
}
