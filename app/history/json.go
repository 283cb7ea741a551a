package history

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// jsonVersion grows when something in the JSON changes its meaning or goes.
// What is only added leaves it as it is.
const jsonVersion = 1

// jsonAttempt is one attempt as docs/history-json.md describes it.
type jsonAttempt struct {
	ID       string        `json:"id"`
	Story    string        `json:"story"`
	Title    string        `json:"title"`
	Question string        `json:"question"`
	Started  string        `json:"started"`
	Limit    float64       `json:"limit_s"`
	Spoken   float64       `json:"spoken_s"`
	Prompt   string        `json:"prompt"`
	Mode     string        `json:"mode"`
	Paused   float64       `json:"paused_s"`
	Ended    string        `json:"ended"`
	Sections []jsonSection `json:"sections"`
	Delivery *int          `json:"delivery_rating"`
	Coverage *float64      `json:"coverage"`
	Note     string        `json:"note"`
	Grade    *string       `json:"grade"`
}

type jsonSection struct {
	Name    string  `json:"name"`
	Target  float64 `json:"target_s"`
	Spent   float64 `json:"spent_s"`
	EndedBy *string `json:"ended_by"`
	Rating  *int    `json:"rating"`
}

// WriteJSON writes attempts as `starling history --json` does: an object with
// a version and the attempts, one of them on each line.
func WriteJSON(w io.Writer, records []Record) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	// What the writer fails at, it says at the Flush.
	_, _ = fmt.Fprintf(out, `{"version":%d,"attempts":[`, jsonVersion)
	separator := "\n"
	for _, r := range records {
		_, _ = out.WriteString(separator)
		separator = ","
		if err := lines.Encode(toJSON(r)); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("]}\n")
	return out.Flush()
}

func toJSON(r Record) jsonAttempt {
	j := jsonAttempt{
		ID: r.ID, Story: r.Story, Title: r.Title, Question: r.Question.Text,
		Started: r.Started.Format(time.RFC3339),
		Limit:   seconds(r.Plan.Limit), Spoken: seconds(r.Spoken), Paused: seconds(r.Paused),
		Prompt: string(r.Prompt), Mode: string(r.Mode), Ended: string(r.Ended),
		Sections: make([]jsonSection, len(r.Splits)),
		Delivery: r.rating(rehearsal.Delivery), Note: r.Note,
	}
	for i, s := range r.Splits {
		j.Sections[i] = jsonSection{
			Name: string(s.Section), Target: seconds(s.Target), Spent: seconds(s.Spent), Rating: r.rating(s.Section),
		}
		if s.EndedBy != "" {
			by := string(s.EndedBy)
			j.Sections[i].EndedBy = &by
		}
	}
	if r.Rated {
		coverage := round(r.Coverage, 2)
		j.Coverage = &coverage
	}
	if r.Grade != "" {
		j.Grade = &r.Grade
	}
	return j
}

// rating is a section's rating; nil for none.
func (r Record) rating(section story.SectionName) *int {
	if rating, ok := r.Ratings[section]; ok {
		return &rating
	}
	return nil
}

// seconds are a span of time with its milliseconds.
func seconds(d time.Duration) float64 { return round(d.Seconds(), 3) }

func round(f float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(f*scale) / scale
}
