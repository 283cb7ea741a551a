package history

import (
	"strings"
	"time"
	"unicode"

	"starling/app/rehearsal"
)

// Filter chooses attempts. Its zero value chooses all that are not deleted.
type Filter struct {
	// Story is the slug of the story; empty for all.
	Story string
	// Alone asks for the questions that were answered without a story.
	Alone bool
	// Text is looked for in the title, the question and the note. All its words
	// must occur there as the beginnings of words, whatever their case and accents.
	Text string
	// Since and Until bound when the attempt was begun, its preparation
	// included, to the millisecond: Since ≤ begun < Until; zero for no bound.
	Since, Until time.Time
	// Mode is the kind of answer; empty for all.
	Mode rehearsal.Mode
	// Rated asks for attempts with a known coverage, or for those without; nil for all.
	Rated *bool
	// IncludeDeleted adds the deleted attempts.
	IncludeDeleted bool
	// Limit is the most attempts to give; zero for all. Offset is how many to pass over.
	Limit, Offset int
}

// keys is the query for the keys of the attempts that the filter chooses.
func (f Filter) keys() (query string, args []any) {
	from, key, args := f.from()
	query = `SELECT ` + key + from + ` ORDER BY ` + key + ` DESC`
	if f.Limit > 0 || f.Offset > 0 {
		limit := f.Limit
		if limit <= 0 {
			limit = -1
		}
		query += ` LIMIT ? OFFSET ?`
		args = append(args, limit, max(f.Offset, 0))
	}
	return query, args
}

// count is the query for their number.
func (f Filter) count() (query string, args []any) {
	from, _, args := f.from()
	return `SELECT count(*)` + from, args
}

// from is where the keys are found, and by what name: in the index of words
// where there is a text to look for, else in an index of the attempts.
func (f Filter) from() (from, key string, args []any) {
	var where []string
	also := func(condition string, arg any) {
		where = append(where, condition)
		args = append(args, arg)
	}
	from, key = ` FROM attempts`, `key`
	if match := f.match(); match != "" {
		from, key = ` FROM words`, `rowid`
		also(`words MATCH ?`, match)
	} else {
		f.columns(also)
	}
	if !f.Since.IsZero() {
		also(key+` >= ?`, f.Since.UnixMilli())
	}
	if !f.Until.IsZero() {
		also(key+` < ?`, f.Until.UnixMilli())
	}
	if len(where) > 0 {
		from += ` WHERE ` + strings.Join(where, ` AND `)
	}
	return from, key, args
}

// columns adds the conditions on the columns of attempts.
func (f Filter) columns(also func(condition string, arg any)) {
	if f.Story != "" {
		also(`story = ?`, f.Story)
	}
	if f.Alone {
		also(`story = ?`, "")
	}
	if f.Mode != "" {
		also(`mode = ?`, string(f.Mode))
	}
	if f.Rated != nil {
		also(`rated = ?`, *f.Rated)
	}
	if !f.IncludeDeleted {
		also(`deleted = ?`, false)
	}
}

// match is the search in the index of words; empty where no word is looked for.
func (f Filter) match() string {
	words := wordsOf(f.Text)
	if len(words) == 0 {
		return ""
	}
	match := `{title question note} : (` + strings.Join(words, ` AND `) + `)`
	for _, facet := range f.facets() {
		match += ` AND facets : "` + facet + `"`
	}
	return match
}

func (f Filter) facets() []string {
	var facets []string
	if f.Story != "" {
		facets = append(facets, facetStory(f.Story))
	}
	if f.Alone {
		facets = append(facets, facetStory(""))
	}
	if f.Mode != "" {
		facets = append(facets, facetMode(f.Mode))
	}
	if f.Rated != nil && *f.Rated {
		facets = append(facets, facetRated)
	}
	if f.Rated != nil && !*f.Rated {
		facets = append(facets, facetUnrated)
	}
	if !f.IncludeDeleted {
		facets = append(facets, facetSeen)
	}
	return facets
}

// wordsOf splits a text into words as the index knows them, each as the
// beginning of a word: `"confl"*`. What is neither letter nor digit parts words.
func wordsOf(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	words := make([]string, 0, len(parts))
	for _, p := range parts {
		if strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsMark(r) }) {
			words = append(words, `"`+p+`"*`)
		}
	}
	return words
}
