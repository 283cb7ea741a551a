package practice

import (
	"strings"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Grade is how well a story came to mind, as FSRS grades a review.
type Grade string

// The grades, and what stands in their place.
const (
	Again Grade = "again"
	Hard  Grade = "hard"
	Good  Grade = "good"
	Easy  Grade = "easy"
	// NoGrade is that of an attempt that says nothing of how well the story
	// comes to mind. As a correction it takes a grade away.
	NoGrade Grade = "none"
)

// Corrections gives what a person may say instead of the grade that an attempt
// would have; "" leaves it to the ratings and the time.
func Corrections() []Grade { return []Grade{Again, Hard, Good, Easy, NoGrade} }

// Counts tells whether it is one of the four grades.
func (g Grade) Counts() bool { return g.number() > 0 }

// Title is the grade as it stands on screen: "Again".
func (g Grade) Title() string {
	if !g.Counts() {
		return "No grade"
	}
	return strings.ToUpper(string(g[:1])) + string(g[1:])
}

// number is the grade's number in FSRS, from 1; 0 for none.
func (g Grade) number() int {
	switch g {
	case Again:
		return 1
	case Hard:
		return 2
	case Good:
		return 3
	case Easy:
		return 4
	}
	return 0
}

// Attempt is what matters of an attempt for what to practise next. Attempts
// that were deleted are not among them.
type Attempt struct {
	ID string
	// Story is the slug; empty for a question alone.
	Story string
	// Started is when the answer began, in the zone that the speaker was in.
	Started time.Time
	Spoken  time.Duration
	Limit   time.Duration
	Ended   rehearsal.Ending
	Prompt  rehearsal.Prompt
	Mode    rehearsal.Mode
	// Part is the section that was practised by itself; empty for a whole answer.
	Part    story.SectionName
	Ratings Ratings
	// Correction is the grade that the person gave it; empty where they gave none.
	Correction Grade
}

// Ratings are the ratings of one attempt: of the five sections, then of the
// delivery. 0 stands for none.
type Ratings [rated]uint8

// rated is how many things can be rated; delivery is the last of them.
const (
	rated    = 6
	delivery = rated - 1
)

// RatingsOf takes the ratings that are on the scale out of a map.
func RatingsOf(ratings map[story.SectionName]int) Ratings {
	var r Ratings
	for name, rating := range ratings {
		r.Set(name, rating)
	}
	return r
}

// Set rates a section or the delivery. It passes over a name that is neither,
// and takes what is off the scale for no rating.
func (r *Ratings) Set(n story.SectionName, rating int) {
	i := ratedIndex(n)
	switch {
	case i < 0:
	case rating < rehearsal.MinRating || rating > rehearsal.MaxRating:
		r[i] = 0
	default:
		r[i] = uint8(rating)
	}
}

// Of gives the rating of a section or of the delivery; 0 where there is none.
func (r Ratings) Of(n story.SectionName) int {
	if i := ratedIndex(n); i >= 0 {
		return int(r[i])
	}
	return 0
}

// Coverage is rehearsal.Coverage of them.
func (r Ratings) Coverage() (percent float64, ok bool) {
	total, n := 0, 0
	for _, rating := range r[:delivery] {
		if rating > 0 {
			total += int(rating) - rehearsal.MinRating
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return 100 * float64(total) / float64(n*(rehearsal.MaxRating-rehearsal.MinRating)), true
}

// lowest gives the lowest rating of a section, the first of several, and 0
// where no section is rated; and the lowest of all that is rated.
func (r Ratings) lowest() (section story.SectionName, rating, ofAll int) {
	for i, rated := range r {
		if rated == 0 {
			continue
		}
		if ofAll == 0 || int(rated) < ofAll {
			ofAll = int(rated)
		}
		if i < delivery && (rating == 0 || int(rated) < rating) {
			section, rating = ratedName(i), int(rated)
		}
	}
	return section, rating, ofAll
}

// ratedIndex is the place of a section, or of the delivery, among what can be
// rated; -1 for what cannot.
func ratedIndex(n story.SectionName) int {
	switch n {
	case story.Situation:
		return 0
	case story.Task:
		return 1
	case story.Action:
		return 2
	case story.Result:
		return 3
	case story.Lessons:
		return 4
	case rehearsal.Delivery:
		return delivery
	}
	return -1
}

// ratedName is the section, or the delivery, at a place.
func ratedName(i int) story.SectionName {
	if i == delivery {
		return rehearsal.Delivery
	}
	return story.SectionNames()[i]
}

// Reason names what a grade, or the want of one, rests on.
type Reason string

// The reasons.
const (
	// ByRating is a section that was rated 1 or 2; see Verdict.Section.
	ByRating Reason = "rating"
	// ByTime is an answer that ran over its limit; see Verdict.Over.
	ByTime Reason = "time"
	// ByHeart is every rating 4 or 5, within the limit, from the question alone.
	ByHeart Reason = "heart"
	// ByRest is none of these: the answer was there.
	ByRest Reason = "rest"
	// ByPerson is a grade that the person gave.
	ByPerson Reason = "person"

	// WasUnrated, WasAbandoned, WasCutOff, WasPart and WasQuestion give no grade.
	WasUnrated   Reason = "unrated"
	WasAbandoned Reason = "abandoned"
	WasCutOff    Reason = "unfinished"
	WasPart      Reason = "part"
	WasQuestion  Reason = "question"
)

// Verdict is the grade of an attempt and what it rests on.
type Verdict struct {
	Grade  Grade
	Reason Reason
	// Section and Rating are those of the lowest section, for ByRating.
	Section story.SectionName
	Rating  int
	// Over is how far the answer ran over its limit, for ByTime.
	Over time.Duration
}

// farOver is the share of the limit past which an answer is far over: a quarter.
const farOver = 4

// Judge gives the attempt's grade: the person's, where they gave one, else
// that of its ratings and its time; see [Unswayed]. A question alone
// and a section alone never have a grade, for no whole story was told.
func Judge(a Attempt) Verdict {
	v := Unswayed(a)
	switch {
	case v.Reason == WasQuestion, v.Reason == WasPart:
	case a.Correction.Counts(), a.Correction == NoGrade:
		return Verdict{Grade: a.Correction, Reason: ByPerson}
	}
	return v
}

// Unswayed gives the grade that ratings and time give an attempt, whatever the
// person said of it:
//
//   - none where no section is rated, where the answer was started over or cut
//     off, and where a section or a question alone was practised;
//   - Again where a section is rated 1, or the answer was more than a quarter of
//     its limit over;
//   - Hard where it was over its limit at all, or a section is rated 2;
//   - Easy where every rating, the delivery's too, is 4 or 5, and the answer was
//     given from the question alone;
//   - else Good.
func Unswayed(a Attempt) Verdict {
	if why := unfit(a); why != "" {
		return Verdict{Grade: NoGrade, Reason: why}
	}
	section, low, lowOfAll := a.Ratings.lowest()
	over := a.over()
	byRating := Verdict{Reason: ByRating, Section: section, Rating: low}
	byTime := Verdict{Reason: ByTime, Over: over}
	switch {
	case low == 1:
		byRating.Grade = Again
		return byRating
	case a.farOver():
		byTime.Grade = Again
		return byTime
	case over > 0:
		byTime.Grade = Hard
		return byTime
	case low == 2:
		byRating.Grade = Hard
		return byRating
	case lowOfAll >= 4 && a.Prompt == rehearsal.PromptQuestion:
		return Verdict{Grade: Easy, Reason: ByHeart}
	}
	return Verdict{Grade: Good, Reason: ByRest}
}

// unfit tells why an attempt has no grade; empty where it has one.
func unfit(a Attempt) Reason {
	_, isRated := a.Ratings.Coverage()
	switch {
	case a.Story == "":
		return WasQuestion
	case a.Part != "":
		return WasPart
	case a.Ended == rehearsal.Abandoned:
		return WasAbandoned
	case !a.whole():
		return WasCutOff
	case !isRated:
		return WasUnrated
	}
	return ""
}

// whole tells whether the answer came to an end, by whatever it was ended.
func (a Attempt) whole() bool {
	return a.Ended == rehearsal.Finished || a.Ended == rehearsal.AtLimit || a.Ended == rehearsal.Auto
}

// over is how far the answer ran over its limit; zero within it.
func (a Attempt) over() time.Duration { return max(a.Spoken-a.Limit, 0) }

// farOver tells whether the answer ran over by more than a quarter of its limit.
func (a Attempt) farOver() bool { return a.over() > a.Limit/farOver }
