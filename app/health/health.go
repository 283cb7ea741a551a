package health

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Kind is a kind of observation; its value is the first part of an id.
type Kind string

// The kinds of observation.
const (
	NoNumber      Kind = "result-number"  // no number in Result
	MoreWe        Kind = "action-we"      // "we" more often than "I" in Action
	SectionLength Kind = "section-length" // a script over or under its target by half
	LongSentence  Kind = "long-sentence"  // over 35 words
	LongBullet    Kind = "long-bullet"    // over 15 words
	NotMine       Kind = "task-own"       // a Task that names no responsibility of one's own
	Acronym       Kind = "acronym"        // never spelled out
	Filler        Kind = "filler"         // "basically"
)

// Kinds gives all kinds, in the order in which docs/health.md tells them.
func Kinds() []Kind {
	return []Kind{NoNumber, MoreWe, SectionLength, LongSentence, LongBullet, NotMine, Acronym, Filler}
}

// Observation is one thing worth mending in a story, or worth dismissing.
type Observation struct {
	// ID names the observation within its story, as a person writes it under
	// `dismissed`: "result-number", "long-sentence/action/then-i-wrote-down".
	// It stays the same while the place that it speaks of does.
	ID   string
	Kind Kind
	// Section is where it is; empty for a polished line.
	Section story.SectionName
	// Key is the text that it speaks of, as a Problem names it: "action.script",
	// "action.points[2]", "polished[1]". That text is there.
	Key string
	// Offset and Length are the place in that text, in bytes; both are zero
	// where the text as a whole is meant.
	Offset, Length int
	// Excerpt is what stands there, shortened to a few words; empty where the
	// text as a whole is meant.
	Excerpt string
	// Text says what is observed, Mend how to mend it; a sentence or two each.
	Text, Mend string
	// Dismissed tells that the story has put it aside.
	Dismissed bool
}

// Look gives what there is to observe in a story, without what the story has
// dismissed: section by section, and the polished lines last. A plan without
// sections stands for none, and a pace that is none for the usual one; see
// rehearsal.NewFit.
func Look(s story.Story, plan rehearsal.Plan, pace int) []Observation {
	return slices.DeleteFunc(All(s, plan, pace), func(o Observation) bool { return o.Dismissed })
}

// All is Look with what was dismissed, so that it can be taken back.
func All(s story.Story, plan rehearsal.Plan, pace int) []Observation {
	r := read(s)
	r.lengths(plan, pace)
	r.sentences()
	r.bullets()
	r.acronyms()
	r.resultNumber()
	if r.language == english {
		r.actionWe()
		r.taskOwn()
		r.fillers()
	}
	return r.told(s.Dismissed)
}

// observe keeps an observation of a place in a passage.
func (r *reading) observe(o Observation, p *passage, at span) {
	o.Section, o.Key = p.section, p.key
	o.Offset, o.Length = at.start, at.end-at.start
	o.Excerpt = shorten(p.text[at.start:at.end])
	r.found = append(r.found, found{o, p.order})
}

// observeSection keeps an observation of a section as a whole, at the place
// where it would be mended: its script, or else its first bullet.
func (r *reading) observeSection(o Observation, name story.SectionName) {
	for i := range r.passages {
		if p := &r.passages[i]; p.section == name && (p.form == script || r.story.Section(name).Script == "") {
			o.Section, o.Key = name, p.key
			r.found = append(r.found, found{o, p.order})
			return
		}
	}
}

// found is an observation and the place of its passage in the story.
type found struct {
	Observation
	order int
}

// told puts the observations in order, makes each id the only one of its kind
// and marks what was dismissed.
func (r *reading) told(dismissed []string) []Observation {
	slices.SortStableFunc(r.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Offset, b.Offset))
	})
	var told []Observation
	seen := map[string]int{}
	for _, f := range r.found {
		o := f.Observation
		if seen[o.ID]++; seen[o.ID] > 1 {
			o.ID += "/" + strconv.Itoa(seen[o.ID])
		}
		o.Dismissed = slices.Contains(dismissed, o.ID)
		told = append(told, o)
	}
	return told
}

// shorten gives the beginning of a text on one line, as long as a line of the
// screen can spare.
func shorten(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text[:min(len(text), 8*most)]), " ")
	text = strings.ToValidUTF8(text, "") // where the line above cut a character
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	text = string([]rune(text)[:most])
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		text = text[:i]
	}
	return strings.TrimRight(text, ",;:–—- ") + "…"
}

// normal makes the last part of an id from the first words of a passage:
// "then-i-wrote-down-every-cause".
func normal(words []word) string {
	const most, longest = 6, 48 // words, and bytes
	var b strings.Builder
	for i, w := range words[:min(len(words), most)] {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(strings.ToLower(plainQuotes(w.text)))
		if b.Len() > longest {
			break
		}
	}
	id := b.String()
	return strings.ToValidUTF8(id[:min(len(id), longest)], "")
}

// place is the part of an id that names a section, or the polished lines.
func place(name story.SectionName) string {
	if name == "" {
		return "polished"
	}
	return string(name)
}

// times is "once", "twice" or "3 times".
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}
