package settings

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Interview is a day to be ready for.
type Interview struct {
	// Name is what the person calls it; no two have the same.
	Name string
	// Date is the day, as 2026-12-03.
	Date string
	// Tags are those of the stories that it asks for; without any it asks for all.
	Tags []string
}

// What an interview may be made of, and how many there may be.
const (
	MaxInterviews    = 50
	MaxInterviewName = 100 // characters; of a tag too
	MaxInterviewTags = 50
)

// interviews is the key of the list of interviews. One that is wrong does not
// hide the others.
func interviews(name string) key {
	return key{
		name: name, kept: true,
		read: func(s *Settings, v any) error {
			given, ok := anyList(v)
			if !ok {
				return wrong{kindOf(v) + " is not a list", "write " + interviewExample + ", or []"}
			}
			var good []Interview
			var first error
			for i, v := range given {
				interview, err := readInterview(v)
				if err == nil {
					err = another(good, interview)
				}
				if err == nil {
					good = append(good, interview)
				} else if first == nil {
					var w wrong
					errors.As(err, &w)
					first = wrong{fmt.Sprintf("interview %d: %s", i+1, w.what), w.instead}
				}
			}
			s.Practice.Interviews = good
			return first
		},
		text: func(s Settings) string { return interviewsText(s.Practice.Interviews) },
		pieces: func(text []byte, entries []entry, path []string, s Settings) ([]byte, bool) {
			return putInterviews(text, entries, path, s.Practice.Interviews)
		},
	}
}

const interviewExample = `[{ name = "Acme", date = 2026-12-03, tags = ["conflict"] }]`

// anyList gives the items of a list, whether it is written between brackets or
// as [[tables]].
func anyList(v any) (items []any, ok bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case []map[string]any:
		for _, table := range v {
			items = append(items, table)
		}
		return items, true
	}
	return nil, false
}

// another tells whether an interview can stand beside those before it.
func another(before []Interview, i Interview) error {
	if len(before) == MaxInterviews {
		return wrong{fmt.Sprintf("there are more than %d", MaxInterviews), "take out those that are over"}
	}
	if slices.ContainsFunc(before, func(b Interview) bool { return strings.EqualFold(b.Name, i.Name) }) {
		return wrong{quote(i.Name) + " is there already", "give each interview a name of its own"}
	}
	return nil
}

func readInterview(v any) (Interview, error) {
	table, ok := v.(map[string]any)
	if !ok {
		return Interview{}, wrong{kindOf(v) + " is no interview", "write it as in " + interviewExample}
	}
	var i Interview
	var err error
	for _, name := range slices.Sorted(maps.Keys(table)) {
		switch name {
		case "name":
			i.Name, err = readName(table[name])
		case "date":
			i.Date, err = readDate(table[name])
		case "tags":
			i.Tags, err = readTags(table[name])
		default:
			err = wrong{name + " is not known", "an interview has a name, a date and tags"}
		}
		if err != nil {
			return Interview{}, err
		}
	}
	switch {
	case i.Name == "":
		return i, wrong{"it has no name", "write it as in " + interviewExample}
	case i.Date == "":
		return i, wrong{"it has no date", "write it as in " + interviewExample}
	}
	return i, nil
}

// readName takes a name, or a tag.
func readName(v any) (string, error) {
	text, ok := v.(string)
	if !ok {
		return "", wrong{kindOf(v) + " is no text", "write it between quotes"}
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", wrong{"a text is empty", "write something between the quotes, or take it out"}
	case utf8.RuneCountInString(text) > MaxInterviewName:
		return "", wrong{quote(string([]rune(text)[:20])+"…") + " is too long", fmt.Sprintf("write %d characters at most", MaxInterviewName)}
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return "", wrong{quote(text) + " is no plain text", "write it on one line"}
	}
	return text, nil
}

// readDate takes a day, as a date or as text.
func readDate(v any) (string, error) {
	const instead = "write the day as 2026-12-03"
	switch v := v.(type) {
	case time.Time:
		if v.Hour() != 0 || v.Minute() != 0 || v.Second() != 0 || v.Nanosecond() != 0 {
			return "", wrong{v.Format("2006-01-02 15:04:05") + " is more than a day", instead}
		}
		return checkDate(v.Format(time.DateOnly))
	case string:
		return checkDate(strings.TrimSpace(v))
	}
	return "", wrong{kindOf(v) + " is not a date", instead}
}

func checkDate(text string) (string, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1970 {
		return "", wrong{quote(text) + " is not a date", "write the day as 2026-12-03"}
	}
	return text, nil
}

// readTags takes the tags, each once.
func readTags(v any) ([]string, error) {
	given, ok := v.([]any)
	if !ok {
		return nil, wrong{kindOf(v) + " is not a list", `write tags = ["conflict"], or leave them out`}
	}
	var tags []string
	for _, v := range given {
		tag, err := readName(v)
		if err != nil {
			return nil, err
		}
		tags = append(tags, tag)
	}
	if tags = once(tags); len(tags) > MaxInterviewTags {
		return nil, wrong{fmt.Sprintf("there are %d tags", len(tags)), fmt.Sprintf("name %d at most", MaxInterviewTags)}
	}
	return tags, nil
}

// Faults tells what is wrong with an interview that is to stand beside others,
// by what it concerns: "name", "date" or "tags". It is empty where nothing is.
func (i Interview) Faults(others []Interview) map[string]string {
	faults := map[string]string{}
	tell := func(field string, err error) {
		var w wrong
		if errors.As(err, &w) {
			faults[field] = w.Error()
		}
	}
	if strings.TrimSpace(i.Name) == "" {
		faults["name"] = "An interview needs a name, such as that of the firm."
	} else if _, err := readName(i.Name); err != nil {
		tell("name", err)
	} else {
		tell("name", another(others, Interview{Name: strings.TrimSpace(i.Name)}))
	}
	_, err := checkDate(i.Date)
	if tell("date", err); i.Date == "" {
		faults["date"] = "An interview needs its day: write it as 2026-12-03."
	}
	tags := make([]any, len(i.Tags))
	for n, tag := range i.Tags {
		tags[n] = tag
	}
	_, err = readTags(tags)
	tell("tags", err)
	return faults
}

// checkWritable tells whether interviews are text at all.
func checkWritable(all []Interview) error {
	for _, i := range all {
		for _, text := range append([]string{i.Name, i.Date}, i.Tags...) {
			if !utf8.ValidString(text) {
				return fmt.Errorf("practice.interviews: %q cannot be written; choose a name that is plain text", text)
			}
		}
	}
	return nil
}

// interviewsText is the list as TOML: one alone on the key's line, several on
// lines of their own.
func interviewsText(all []Interview) string {
	lines := make([]string, len(all))
	for i, interview := range all {
		lines[i] = interviewText(interview)
	}
	if len(lines) < 2 {
		return "[" + strings.Join(lines, "") + "]"
	}
	return "[\n  " + strings.Join(lines, ",\n  ") + ",\n]"
}

func interviewText(i Interview) string {
	text := "{ name = " + quote(i.Name) + ", date = " + dateText(i.Date)
	if len(i.Tags) > 0 {
		text += ", tags = " + quoteAll(i.Tags)
	}
	return text + " }"
}

// dateText is a day as TOML has it; what is no day is quoted, to be refused.
func dateText(date string) string {
	if _, err := checkDate(date); err != nil {
		return quote(date)
	}
	return date
}
