package practice

import (
	"fmt"
	"slices"
	"strings"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Interview is a day to be ready for.
type Interview struct {
	Name string
	Date Day
	// Tags choose the stories that it asks for; without any it asks for all.
	Tags []string
}

// NewInterview makes an interview of what the settings say of one; the date is
// as 2026-12-03.
func NewInterview(name, date string, tags []string) (Interview, error) {
	day, err := rehearsal.ParseDay(date)
	return Interview{Name: name, Date: day, Tags: tags}, err
}

const (
	// NearDays is how many days before an interview its stories are asked for more often.
	NearDays = 14
	// NearRetention is the retention that is reached on the day before it.
	NearRetention = 0.97
	// DefaultRetention is the retention where the person has chosen none.
	DefaultRetention = 0.90
)

// AsksFor tells whether the interview asks for a story: by one of its tags,
// whatever the case, or because it names none.
func (i Interview) AsksFor(s story.Story) bool {
	if len(i.Tags) == 0 {
		return true
	}
	return slices.ContainsFunc(i.Tags, func(wanted string) bool {
		return slices.ContainsFunc(s.Tags, func(tag string) bool { return sameWord(tag, wanted) })
	})
}

func sameWord(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// Eve is the day before, on which every story that it asks for is due at the latest.
func (i Interview) Eve() Day { return i.Date - 1 }

// retention is the retention that the interview asks for on a day: from the
// usual one, fifteen days before, it rises by the same amount every day to
// NearRetention on the eve. On other days it asks for none, which is 0.
func (i Interview) retention(on Day, usual float64) float64 {
	left := int(i.Date - on)
	if left < 1 || left > NearDays || usual >= NearRetention {
		return 0
	}
	return usual + (NearRetention-usual)*float64(NearDays+1-left)/NearDays
}

// Ahead gives the interviews that are not over, the nearest first. One that is
// held today is not over.
func Ahead(interviews []Interview, today Day) []Interview {
	var left []Interview
	for _, i := range interviews {
		if i.Date >= today {
			left = append(left, i)
		}
	}
	slices.SortStableFunc(left, func(a, b Interview) int { return int(a.Date - b.Date) })
	return left
}

// Sentence says when the interview is: "Acme is in 4 days, on 3 Dec."
func (i Interview) Sentence(today Day) string {
	if i.Date <= today+1 {
		return fmt.Sprintf("%s is %s.", i.Name, FromToday(i.Date, today))
	}
	return fmt.Sprintf("%s is %s, on %s.", i.Name, FromToday(i.Date, today), i.Date.Short(today))
}
