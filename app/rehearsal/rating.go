package rehearsal

import (
	"starling/app/story"
)

// Delivery is rated as a section is, though it is none: how the answer was
// spoken, not what was said in it.
const Delivery story.SectionName = "delivery"

// The scale of a rating.
const (
	MinRating = 1
	MaxRating = 5
)

// Anchor describes what a rating of a section, or of Delivery, means. Ratings
// 1, 3 and 5 are described; 2 and 4 lie between two that are. It is empty for
// what cannot be rated so.
func Anchor(n story.SectionName, rating int) string {
	low, middle, high := anchors(n)
	if low == "" {
		return ""
	}
	switch rating {
	case 1:
		return low
	case 2:
		return "between: " + low + " · " + middle
	case 3:
		return middle
	case 4:
		return "between: " + middle + " · " + high
	case 5:
		return high
	}
	return ""
}

// anchors gives what 1, 3 and 5 mean.
func anchors(n story.SectionName) (low, middle, high string) {
	switch n {
	case story.Situation:
		return "no when, where or who",
			"place, role and stakes in a sentence or two",
			"the same within its time, nothing unneeded"
	case story.Task:
		return "the team's job, or missing",
			"my responsibility, stated",
			"with a measurable target or a constraint"
	case story.Action:
		return "“we”, vague",
			"two or more steps that I took",
			"three or more, with reasons and a trade-off"
	case story.Result:
		return "missing",
			"an outcome, stated",
			"a number, before and after, and who confirmed it"
	case story.Lessons:
		return "missing",
			"a lesson",
			"a lesson, and where I used it since"
	case Delivery:
		return "read it, or stopped",
			"some notes",
			"no notes, within the limit"
	}
	return "", "", ""
}

// Coverage is the mean of (rating − 1) / 4 over the sections that were rated,
// as a percentage. Delivery does not count; nor does a rating off the scale.
// It is not known, and ok is false, while no section is rated.
func Coverage(ratings map[story.SectionName]int) (percent float64, ok bool) {
	total, rated := 0, 0
	for _, n := range story.SectionNames() {
		if r := ratings[n]; r >= MinRating && r <= MaxRating {
			total += r - MinRating
			rated++
		}
	}
	if rated == 0 {
		return 0, false
	}
	return 100 * float64(total) / float64(rated*(MaxRating-MinRating)), true
}
