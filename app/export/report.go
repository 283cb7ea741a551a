package export

import (
	"context"
	"fmt"
	"html/template"
	"time"

	"starling/app/history"
	"starling/app/progress"
	"starling/app/rehearsal"
	"starling/app/story"
)

// How much the report holds, so that a browser opens it at once and nobody has
// to turn a thousand pages. The JSON has everything.
const (
	mostNext     = 5
	mostTimes    = 40  // stories of which it draws where the time goes
	mostAttempts = 300 // that it lists
)

// report is what the page shows.
type report struct {
	Style template.CSS
	Title string
	Scope string
	Made  string

	Next     []Next
	Advice   []string
	Bests    []progress.Best
	Overview []figure
	Sections []story.SectionName // what the bars of Times are made of
	Times    []figure
	// Earlier says what of the times and of the attempts is left out.
	EarlierTimes, EarlierAttempts string

	Attempts []reportAttempt
	Stories  []reportStory
}

// reportAttempt is an attempt as the report lists it.
type reportAttempt struct {
	When, Moment   string // for a person, and for a program
	Name, Question string
	Spoken         string
	Over           string // how far over the limit; empty within it
	How            string
	Ratings        []reportRating
	Coverage       string
	Note           string
}

// reportRating is a rating of a section or of the delivery.
type reportRating struct {
	Name   story.SectionName
	Rating int
}

func newReport(ctx context.Context, d Data) (report, error) {
	r := report{
		Style: style(), Title: "Practice report", Scope: d.scopeWords(),
		Made: d.Made.Format(dayForm) + " by " + d.Program,
		Next: d.Next[:min(len(d.Next), mostNext)], Stories: d.reportStories(),
		Sections: story.SectionNames(),
	}
	if d.Scope.Story != "" {
		r.Title += ": " + d.titleOf(d.Scope.Story)
	}
	figures, err := progress.Read(ctx, list(d.Attempts), nil, d.period(), progress.DayOf(d.Made))
	if err != nil {
		return r, err
	}
	r.Advice, r.Bests = advice(figures), figures.Bests.Rows()
	drawer := newDrawer()
	if r.Overview, err = drawer.overview(figures); err != nil {
		return r, err
	}
	if err := r.times(ctx, d, drawer); err != nil {
		return r, err
	}
	r.attempts(d.Attempts)
	return r, nil
}

// period is how many days the figures go back: to the date that was asked for,
// of which a day has but the time from 04:00 on.
func (d Data) period() progress.Period {
	if d.Scope.Since.IsZero() {
		return progress.AllTime
	}
	since := rehearsal.DateOf(d.Scope.Since.In(d.Made.Location()))
	return max(progress.Period(progress.DayOf(d.Made)-since)+1, 1)
}

// list gives attempts as package progress takes them.
func list(attempts []Attempt) progress.List {
	l := make(progress.List, len(attempts))
	for i, a := range attempts {
		l[i] = asProgress(a.Record)
	}
	return l
}

func asProgress(r history.Record) progress.Attempt {
	return progress.Attempt{Attempt: r.Attempt, Number: r.Number, Ratings: r.Ratings, Note: r.Note}
}

// advice says in sentences what the figures show, and what a better answer has.
func advice(f progress.Figures) []string {
	var said []string
	for _, sentence := range []string{f.Trend.Sentence(), f.Sections.Sentence(), weakest(f.Sections), f.Overruns.Sentence()} {
		if sentence != "" {
			said = append(said, sentence)
		}
	}
	return said
}

// weakest says what the weakest section would be rated best for.
func weakest(s progress.Sections) string {
	anchor := rehearsal.Anchor(s.Weakest, rehearsal.MaxRating)
	if anchor == "" {
		return ""
	}
	return fmt.Sprintf("A 5 for %s is: %s.", s.Weakest.Title(), anchor)
}

// times draws where the time goes for each story, the one practised last first.
func (r *report) times(ctx context.Context, d Data, drawer *drawer) error {
	byStory := map[string]progress.List{}
	var slugs []string
	for _, a := range list(d.Attempts) {
		if a.Story == "" || !progress.Whole(a) {
			continue
		}
		if byStory[a.Story] == nil {
			slugs = append(slugs, a.Story)
		}
		byStory[a.Story] = append(byStory[a.Story], a)
	}
	if left := len(slugs) - mostTimes; left > 0 {
		r.EarlierTimes = fmt.Sprintf("Not shown: %s practised earlier.", count(left, "story", "stories"))
		slugs = slugs[:mostTimes]
	}
	for i, slug := range slugs {
		figures, err := progress.Read(ctx, byStory[slug], []string{slug}, d.period(), progress.DayOf(d.Made))
		if err != nil {
			return err
		}
		if len(figures.Time.Attempts) == 0 {
			continue
		}
		figures.Time.Title = d.titleOf(slug)
		drawn, err := drawer.timeFigure(fmt.Sprintf("time-%d", i+1), figures)
		if err != nil {
			return err
		}
		r.Times = append(r.Times, drawn)
	}
	return nil
}

// attempts lists the attempts.
func (r *report) attempts(attempts []Attempt) {
	if left := len(attempts) - mostAttempts; left > 0 {
		r.EarlierAttempts = fmt.Sprintf("Not listed: %s. The JSON and the CSV have all.", count(left, "earlier attempt", "earlier attempts"))
		attempts = attempts[:mostAttempts]
	}
	for _, a := range attempts {
		r.Attempts = append(r.Attempts, listed(a))
	}
}

// modeWords is how the report speaks of a mode other than practice; one that it
// does not know is called by its name.
func modeWords(m rehearsal.Mode) string {
	switch m {
	case rehearsal.ModeMock:
		return "mock interview"
	case rehearsal.ModeRapid:
		return "rapid fire"
	}
	return string(m)
}

func listed(a Attempt) reportAttempt {
	l := reportAttempt{
		When: a.Started.Format(momentForm), Moment: a.Started.Format(time.RFC3339),
		Name: a.name(), Spoken: spokenWords(a), How: endedWords(a.Ended) + ", " + promptWords(a.Prompt),
		Coverage: coverageWords(a), Note: a.Note,
	}
	if a.Question.Text != l.Name {
		l.Question = a.Question.Text
	}
	if a.Mode != rehearsal.ModePractice && a.Mode != "" {
		l.How += ", " + modeWords(a.Mode)
	}
	if part, ok := a.Part(); ok {
		l.How += ", " + part.Title() + " alone"
	}
	if over := (a.Spoken - a.Plan.Limit).Truncate(time.Second); over > 0 {
		l.Over = rehearsal.FormatOver(over)
	}
	for _, n := range rated() {
		if rating := a.Ratings[n]; rating > 0 {
			l.Ratings = append(l.Ratings, reportRating{Name: n, Rating: rating})
		}
	}
	return l
}
