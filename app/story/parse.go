package story

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Options are what the settings say to whoever reads stories.
type Options struct {
	// Limit is the limit of stories that name none; zero means DefaultLimit.
	// Targets above it are an error.
	Limit time.Duration
}

func (o Options) limit() time.Duration {
	if o.Limit <= 0 {
		return DefaultLimit
	}
	return o.Limit
}

// Parse reads a story from the bytes of its file. It gives everything that is
// wrong with it; without problems the story can be used. With problems it
// holds what could be read, for a screen that wants to show more than the
// error.
func Parse(path string, data []byte, o Options) (Story, []Problem) {
	s, problems, _ := Read(path, data, o)
	return s, problems
}

// Read is Parse for whoever wants to change the story: editable tells that
// every value in the file was read as it stands there, whatever else is wrong,
// so that Rewrite can put others in their place and lose nothing. That is so
// where nothing is wrong, and where the problems are keys that Starling does
// not know or expects elsewhere, a title that is missing, targets that leave
// too little time, and the file's name.
func Read(path string, data []byte, o Options) (s Story, problems []Problem, editable bool) {
	r := readStory(path, data, o)
	return r.story, r.found(), r.hard == nil
}

func readStory(path string, data []byte, o Options) *reader {
	r := &reader{report: report{file: path}, story: Story{Path: path, Slug: slugOf(path)}}
	if name := filepath.Base(path); !strings.HasSuffix(name, Extension) {
		r.mild(-1, "", "the file's name does not end in "+Extension, "rename it to "+strings.TrimSuffix(name, filepath.Ext(name))+Extension)
	} else if wrong, instead := slugTrouble(r.story.Slug); wrong != "" {
		r.mild(-1, "", wrong, instead)
	}
	if content(&r.report, data) {
		r.read(o)
	}
	return r
}

// reader reads one story.
type reader struct {
	report
	story Story
	doc   *node // what was read, nil where nothing could be
}

// storyKeys and sectionKeys are all that a story file may hold.
func storyKeys() []string {
	return []string{
		"title", "tags", "answers", "limit", "polished", "followups", "notes", "dismissed", "draft",
		string(Situation), string(Task), string(Action), string(Result), string(Lessons),
	}
}

func sectionKeys() []string { return []string{"target", "points", "script"} }

func (r *reader) read(o Options) {
	doc, whole := document(&r.report)
	if doc == nil {
		return
	}
	r.doc = doc
	for _, e := range doc.keys {
		r.key(e)
	}
	if !whole {
		return // of what was left out nothing is known, so nothing is missing
	}
	if doc.child("title") == nil {
		r.mild(0, "title", "the story has no title", `write title = "…" in the first line`)
	}
	r.times(doc, o.limit())
}

// key reads what stands outside of the sections, and the sections.
func (r *reader) key(e entry) {
	s := &r.story
	switch e.name {
	case "title":
		s.Title = r.title(e)
	case "tags":
		s.Tags = r.list(e.name, e, r.lineOf)
	case "answers":
		s.Answers = r.list(e.name, e, r.lineOf)
	case "limit":
		s.Limit = r.limit(e)
	case "polished":
		s.Polished = r.list(e.name, e, r.textOf)
	case "followups":
		s.Followups = r.list(e.name, e, r.textOf)
	case "notes":
		s.Notes = r.long(e.name, e)
	case "dismissed":
		s.Dismissed = r.list(e.name, e, r.lineOf)
	case "draft":
		s.MarkedDraft = r.draft(e)
	case string(Situation), string(Task), string(Action), string(Result), string(Lessons):
		r.section(s.section(SectionName(e.name)), e)
	default:
		r.unknown("", e, storyKeys(), sectionKeys())
	}
}

// section gives the section of that name, to be written to.
func (s *Story) section(n SectionName) *Section {
	switch n {
	case Situation:
		return &s.Situation
	case Task:
		return &s.Task
	case Action:
		return &s.Action
	case Result:
		return &s.Result
	}
	return &s.Lessons
}

func (r *reader) section(into *Section, table entry) {
	name := table.name
	if table.node.kind != kindTable {
		r.add(table.node.at, name, "is "+table.node.kind.name()+" and should be a section",
			"write ["+name+"] on a line of its own, and points or script below it")
		return
	}
	for _, e := range table.node.keys {
		key := name + "." + e.name
		switch e.name {
		case "target":
			into.Target = r.target(key, e)
		case "points":
			into.Points = r.list(key, e, r.textOf)
		case "script":
			into.Script = r.long(key, e)
		default:
			r.unknown(name, e, sectionKeys(), storyKeys())
		}
	}
}

// unknown reports a key that no story has. Where it is known elsewhere it has
// most likely slipped below a header, or above it.
func (r *reader) unknown(section string, e entry, known, elsewhere []string) {
	if r.full() {
		r.more++
		return
	}
	key := strings.TrimPrefix(section+"."+e.name, ".")
	for _, k := range elsewhere {
		if e.name != k {
			continue
		}
		if section == "" {
			r.mild(e.node.at, key, "belongs in a section", "write it below [situation], [task], [action], [result] or [lessons]")
		} else {
			r.mild(e.node.at, key, "does not belong in a section", "write it above the first [section]")
		}
		return
	}
	r.mild(e.node.at, key, "is no key that Starling knows", didYouMean(e.name, known))
}

// didYouMean names the nearest known key, or all of them.
func didYouMean(name string, known []string) string {
	if k := nearest(name, known); k != "" {
		return "did you mean " + k + "?"
	}
	return "the keys are " + strings.Join(known, ", ")
}

func (r *reader) title(e entry) string {
	text, ok := r.lineOf(e.name, e.node)
	if ok && text == "" {
		r.mild(e.node.at, e.name, "is empty", `write title = "…": what you would call the story`)
	}
	return text
}

func (r *reader) draft(e entry) bool {
	if e.node.kind != kindBool {
		r.add(e.node.at, e.name, "is "+e.node.kind.name()+" and should be true or false", "write draft = true, or take the line out")
		return false
	}
	return e.node.text == "true"
}

func (r *reader) limit(e entry) time.Duration {
	d, wrong, instead := readDuration(e.name, e.node)
	switch {
	case wrong != "":
	case d < MinLimit:
		wrong, instead = FormatDuration(d)+" is too short", `write "10s" or more`
	case d > MaxLimit:
		wrong, instead = FormatDuration(d)+" is too long", `write "60m" or less`
	default:
		return d
	}
	r.add(e.node.at, e.name, wrong, instead)
	return 0
}

func (r *reader) target(key string, e entry) time.Duration {
	d, wrong, instead := readDuration(e.name, e.node)
	if wrong == "" && d > MaxLimit {
		wrong, instead = FormatDuration(d)+" is longer than any answer may take", `write "60m" or less`
	}
	if wrong != "" {
		r.add(e.node.at, key, wrong, instead)
		return 0
	}
	return d
}

// long reads a text of any number of lines.
func (r *reader) long(key string, e entry) string {
	if e.node.kind == kindList {
		r.add(e.node.at, key, "is a list and should be one text", `write `+e.name+` = """…"""`)
		return ""
	}
	text, _ := r.textOf(key, e.node)
	return text
}

// list reads a list of texts. Empty ones are passed over: they are places
// left for later.
func (r *reader) list(key string, e entry, one func(string, *node) (string, bool)) []string {
	if e.node.kind == kindText {
		r.add(e.node.at, key, "is text and should be a list", "write "+e.name+" = ["+quote(clean(e.node.text))+"]")
		return nil
	}
	if e.node.kind != kindList {
		r.add(e.node.at, key, "is "+e.node.kind.name()+" and should be a list", "write "+e.name+` = ["…", "…"]`)
		return nil
	}
	var texts []string
	for i, n := range e.node.list {
		if text, ok := one(entryKey(key, i+1), n); ok && text != "" {
			if texts == nil {
				texts = make([]string, 0, len(e.node.list))
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// times checks that the targets leave every section its time.
func (r *reader) times(doc *node, settings time.Duration) {
	s, limit, whose := r.story, r.story.Limit, ""
	if doc.child("limit") == nil {
		limit, whose = settings, " that holds for stories without one of their own"
	} else if limit == 0 {
		return // told already
	}
	var sum time.Duration
	var open []string
	var tooMuch *node
	last := ""
	for _, n := range s.Names() {
		section := doc.child(string(n))
		target := section.child("target")
		switch {
		case target != nil && s.Section(n).Target == 0:
			return // told already
		case target != nil:
			sum += s.Section(n).Target
			if sum > limit && tooMuch == nil {
				tooMuch, last = target, string(n)+".target"
			}
		case !s.Section(n).Empty():
			open = append(open, string(n))
		}
	}
	switch {
	case tooMuch != nil:
		instead := "write smaller targets"
		if sum <= MaxLimit {
			instead += `, or limit = "` + FormatDuration(sum) + `" above the sections`
		}
		r.mild(tooMuch.at, last, fmt.Sprintf("the targets add up to %s, %s more than the limit of %s%s",
			FormatDuration(sum), FormatDuration(sum-limit), FormatDuration(limit), whose), instead)
	case len(open) > 0 && limit-sum < time.Duration(len(open))*time.Millisecond:
		r.mild(doc.child(open[0]).at, open[0]+".target", fmt.Sprintf("the other targets use up the limit of %s%s, and nothing is left for %s",
			FormatDuration(limit), whose, strings.Join(open, " and ")), "write smaller targets or a longer limit")
	}
}
