package history

import (
	"cmp"
	"strings"

	"starling/app/story"
)

// Describe says what a field of an attempt is called, and what a value of it
// means, as a sentence has it: "the rating of Action", "4".
func Describe(field, value string) (what, reads string) {
	name, rating := strings.CutPrefix(field, ratingField)
	switch {
	case rating && value == "0":
		return "the rating of " + story.SectionName(name).Title(), "none"
	case rating:
		return "the rating of " + story.SectionName(name).Title(), value
	case field == noteField && value == "":
		return "the note", "no note"
	case field == noteField:
		return "the note", "“" + value + "”"
	case field == deletedField && value == "1":
		return "whether it is deleted", "deleted"
	case field == deletedField:
		return "whether it is deleted", "not deleted"
	case field == keptField:
		return "whether it is kept", "kept"
	case field == storyField:
		return "its story", value
	case field == gradeField:
		return "the grade", cmp.Or(value, "none given")
	}
	return describeHeard(field, value)
}

// describeHeard is Describe for what a recording gives rise to, and for a field
// that is not known.
func describeHeard(field, value string) (what, reads string) {
	switch field {
	case listenedField:
		return "whether it was listened to", "listened to"
	case fillersField:
		return "the fillers counted", value
	case deliveryField:
		return "what was measured in the recording", "measured anew"
	case transcriptField:
		return "what a transcriber wrote down", "“" + value + "”"
	}
	return field, value
}

// String counts what has come: "3 attempts, 12 ratings and 1 note".
func (m Merged) String() string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, more string
	}{
		{m.Attempts, "attempt", "attempts"},
		{m.Continued, "attempt that went on", "attempts that went on"},
		{m.Ratings, "rating", "ratings"},
		{m.Notes, "note", "notes"},
		{m.Deletions, "deletion", "deletions"},
		{m.Restored, "undone deletion", "undone deletions"},
		{m.Others, "other change", "other changes"},
	} {
		if part.n > 0 {
			parts = append(parts, plural(part.n, part.one, part.more))
		}
	}
	switch last := len(parts) - 1; last {
	case -1:
		return "nothing new"
	case 0:
		return parts[0]
	default:
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
}
