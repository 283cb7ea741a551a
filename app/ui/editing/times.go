package editing

import (
	"fmt"
	"time"

	"starling/app/story"
)

// timeText writes a time as it is typed; nothing for none.
func timeText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return story.FormatDuration(d)
}

// readTime reads a time, as generously as it can be understood.
func readTime(key, text string, into *time.Duration) (wrong string) {
	if trimmed(text) == "" {
		*into = 0
		return ""
	}
	d, ok := story.GuessDuration(key, trimmed(text))
	switch {
	case !ok:
		return fmt.Sprintf("%q is no time: write it like 24s, 2m or 1m30s.", trimmed(text))
	case key == "limit" && d < story.MinLimit:
		return fmt.Sprintf("%s is too short: the least is %s.", story.FormatDuration(d), story.FormatDuration(story.MinLimit))
	case d > story.MaxLimit:
		return fmt.Sprintf("%s is too long: the most is 60m.", story.FormatDuration(d))
	}
	*into = d
	return ""
}

// misfit says that the targets do not fit the limit, and at which field. The
// settings' limit holds for a story that names none.
func misfit(s *story.Story, settings time.Duration) (at Field, wrong string) {
	limit := s.Limit
	if limit == 0 {
		limit = settings
	}
	if limit == 0 {
		limit = story.DefaultLimit
	}
	var sum time.Duration
	var last, open Field
	sections := 0
	for _, n := range s.Names() {
		target := s.Section(n).Target
		sum += target
		switch {
		case target > 0 && sum > limit && last == "":
			last = Target(n)
		case target == 0 && !s.Section(n).Empty():
			sections++
			if open == "" {
				open = Target(n)
			}
		}
	}
	switch {
	case last != "":
		return last, fmt.Sprintf("The targets add up to %s, %s more than the limit of %s: write smaller ones, or a longer limit.",
			story.FormatDuration(sum), story.FormatDuration(sum-limit), story.FormatDuration(limit))
	case sections > 0 && limit-sum < time.Duration(sections)*time.Millisecond:
		return open, fmt.Sprintf("The other targets use up the limit of %s, and nothing is left here: write smaller ones, or a longer limit.",
			story.FormatDuration(limit))
	}
	return "", ""
}
