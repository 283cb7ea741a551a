package progress

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Comparison is two attempts side by side.
type Comparison struct {
	Earlier, Later Attempt
	// Rows have one for each section that either was planned with or was rated
	// in, in the order in which they are told, and one for Delivery if it was
	// rated in either.
	Rows []ComparedSection
	// Differences say in sentences what differs, the most important first; or
	// that nothing does.
	Differences []string
}

// ComparedSection is a section in two attempts.
type ComparedSection struct {
	Section        story.SectionName
	Earlier, Later SectionResult
}

// SectionResult is what became of a section in an attempt.
type SectionResult struct {
	Planned       bool // false for Delivery, and where the plan did not have it
	Target, Spent time.Duration
	Rating        int // zero where it was not rated
}

// Compare sets two attempts side by side, the earlier first.
func Compare(a, b Attempt) Comparison {
	if earlier(b, a) < 0 {
		a, b = b, a
	}
	c := Comparison{Earlier: a, Later: b}
	for _, n := range append(story.SectionNames(), rehearsal.Delivery) {
		row := ComparedSection{Section: n, Earlier: resultOf(a, n), Later: resultOf(b, n)}
		if row.Earlier != (SectionResult{}) || row.Later != (SectionResult{}) {
			c.Rows = append(c.Rows, row)
		}
	}
	c.Differences = slices.Concat(c.stories(), c.times(), c.sections(), c.ratings(), c.circumstances())
	if len(c.Differences) == 0 {
		c.Differences = []string{"They are alike in their times, their ratings and their prompt."}
	}
	return c
}

func resultOf(a Attempt, n story.SectionName) SectionResult {
	var r SectionResult
	if s, ok := a.split(n); ok {
		r.Planned, r.Target, r.Spent = true, s.Target, s.Spent
	}
	if given, ok := rating(a, n); ok {
		r.Rating = given
	}
	return r
}

// stories says what was answered, where that differs.
func (c Comparison) stories() []string {
	switch {
	case c.Earlier.Story != c.Later.Story:
		return []string{fmt.Sprintf("They are two stories: first %s, then %s.", c.Earlier.name(), c.Later.name())}
	case c.Earlier.Question.Text != c.Later.Question.Text && c.Earlier.Question.Text != "" && c.Later.Question.Text != "":
		return []string{fmt.Sprintf("They answer two questions: first “%s”, then “%s”.", c.Earlier.Question.Text, c.Later.Question.Text)}
	}
	return nil
}

// name is what an attempt is called.
func (a Attempt) name() string {
	for _, name := range []string{a.Title, a.Story, a.Question.Text} {
		if name != "" {
			return "“" + name + "”"
		}
	}
	return "a question"
}

// times says how long the answers were, and which kept their limits.
func (c Comparison) times() []string {
	var said []string
	a, b := c.Earlier, c.Later
	if a.Plan.Limit != b.Plan.Limit {
		said = append(said, fmt.Sprintf("The limit was %s instead of %s.", rehearsal.Clock(b.Plan.Limit), rehearsal.Clock(a.Plan.Limit)))
	}
	switch by := (b.Spoken - a.Spoken).Round(time.Second); {
	case by < 0:
		said = append(said, fmt.Sprintf("The later answer took %s, %s less than the earlier.", seconds(b.Spoken), seconds(-by)))
	case by > 0:
		said = append(said, fmt.Sprintf("The later answer took %s, %s more than the earlier.", seconds(b.Spoken), seconds(by)))
	}
	switch before, now := a.over(), b.over(); {
	case before && !now:
		said = append(said, fmt.Sprintf("It kept its limit; the earlier ran %s over.", seconds(a.Over())))
	case now && !before:
		said = append(said, fmt.Sprintf("It ran %s over its limit; the earlier kept it.", seconds(b.Over())))
	}
	return said
}

// over tells whether an attempt ran over its limit, as the screens show it.
func (a Attempt) over() bool { return a.Over() >= time.Second }

// mostSections is how many sections the differences name.
const mostSections = 3

// sections says which sections took a different time, the most different first.
func (c Comparison) sections() []string {
	type change struct {
		row ComparedSection
		by  time.Duration
	}
	var changes []change
	for _, r := range c.Rows {
		by := r.Later.Spent - r.Earlier.Spent
		if r.Earlier.Planned && r.Later.Planned && by.Abs() >= changeLeast {
			changes = append(changes, change{r, by})
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return int((b.by.Abs() - a.by.Abs()) / time.Millisecond) })
	var said []string
	for _, ch := range changes[:min(len(changes), mostSections)] {
		said = append(said, fmt.Sprintf("%s took %s instead of %s.", ch.row.Section.Title(), seconds(ch.row.Later.Spent), seconds(ch.row.Earlier.Spent)))
	}
	return said
}

// ratings says what was rated differently.
func (c Comparison) ratings() []string {
	before, beforeOK := c.Earlier.Coverage()
	now, nowOK := c.Later.Coverage()
	switch {
	case !beforeOK && !nowOK:
		return nil
	case !nowOK:
		return []string{"Only the earlier is rated."}
	case !beforeOK:
		return []string{"Only the later is rated."}
	}
	var said []string
	if from, to := percent(before), percent(now); from != to {
		verb := "rose"
		if now < before {
			verb = "fell"
		}
		said = append(said, fmt.Sprintf("Coverage %s from %s to %s.", verb, from, to))
	}
	for _, r := range c.Rows {
		if r.Earlier.Rating != r.Later.Rating && r.Earlier.Rating != 0 && r.Later.Rating != 0 {
			said = append(said, fmt.Sprintf("%s was rated %d instead of %d.", r.Section.Title(), r.Later.Rating, r.Earlier.Rating))
		}
	}
	return said
}

// circumstances says what else differs.
func (c Comparison) circumstances() []string {
	var said []string
	a, b := c.Earlier, c.Later
	if a.Prompt != b.Prompt {
		said = append(said, fmt.Sprintf("It was given from %s instead of from %s.", b.Prompt.Words(), a.Prompt.Words()))
	}
	if a.Mode != b.Mode {
		said = append(said, fmt.Sprintf("It was %s; the earlier was %s.", modeWords(b.Mode), modeWords(a.Mode)))
	}
	for _, end := range []struct {
		a    Attempt
		name string
	}{{a, "The earlier"}, {b, "The later"}} {
		if !Counts(end.a) {
			said = append(said, fmt.Sprintf("%s was not finished: it counts for no trend.", end.name))
		}
	}
	return said
}

// modeWords is how the screens speak of a mode. One that this package does not
// know is called by its name.
func modeWords(m rehearsal.Mode) string {
	switch m {
	case rehearsal.ModePractice:
		return "practice"
	case rehearsal.ModeOneWay:
		return "a one-way interview"
	case rehearsal.ModeMock:
		return "a mock interview"
	case rehearsal.ModeRapid:
		return "rapid fire"
	}
	return strings.ReplaceAll(string(m), "-", " ")
}
