package history

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"starling/app/rehearsal"
	"starling/app/story"
)

// WriteCSV writes attempts as `starling history --csv` does: a line of names,
// then a line for each attempt. The sections' columns are the same in every
// line; they are empty where an attempt has no such section.
func WriteCSV(w io.Writer, records []Record) error {
	out := csv.NewWriter(w)
	// What the writer fails at, it says at the end.
	_ = out.Write(csvHeader())
	for _, r := range records {
		_ = out.Write(csvLine(r))
	}
	out.Flush()
	return out.Error()
}

func csvHeader() []string {
	names := []string{
		"id", "story", "title", "question", "started", "limit_s", "spoken_s", "prompt", "mode", "paused_s", "ended",
	}
	for _, s := range story.SectionNames() {
		for _, column := range []string{"target_s", "spent_s", "ended_by", "rating"} {
			names = append(names, string(s)+"_"+column)
		}
	}
	return append(names, "delivery_rating", "coverage", "note", "grade")
}

func csvLine(r Record) []string {
	line := []string{
		safe(r.ID), safe(r.Story), safe(r.Title), safe(r.Question.Text), r.Started.Format(time.RFC3339),
		number(r.Plan.Limit), number(r.Spoken), safe(string(r.Prompt)), safe(string(r.Mode)), number(r.Paused), safe(string(r.Ended)),
	}
	for _, name := range story.SectionNames() {
		cells := []string{"", "", "", ""}
		for _, s := range r.Splits {
			if s.Section == name {
				cells = []string{number(s.Target), number(s.Spent), safe(string(s.EndedBy)), r.ratingText(name)}
			}
		}
		line = append(line, cells...)
	}
	coverage := ""
	if r.Rated {
		coverage = strconv.FormatFloat(round(r.Coverage, 2), 'f', -1, 64)
	}
	return append(line, r.ratingText(rehearsal.Delivery), coverage, safe(r.Note), safe(r.Grade))
}

func (r Record) ratingText(section story.SectionName) string {
	if rating := r.rating(section); rating != nil {
		return strconv.Itoa(*rating)
	}
	return ""
}

// number writes seconds without an exponent, which some spreadsheets misread.
func number(d time.Duration) string { return strconv.FormatFloat(seconds(d), 'f', -1, 64) }

// safe keeps a spreadsheet from taking a text for a formula: one that starts
// like a formula gets an apostrophe before it. Spreadsheets pass over spaces
// and control characters there, and some read the wide forms of the signs.
func safe(text string) string {
	start := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' })
	startsAsFormula := start != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(start)[0])
	if startsAsFormula || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") || strings.HasPrefix(text, "\n") {
		return "'" + text
	}
	return text
}
