package notes

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"starling/app/story"
)

// errUnusable says that a bank of questions cannot be added to.
var errUnusable = errors.New("the file is not one that lines can be added to")

// newBank is how a bank begins that is made for the questions of notes.
const newBank = `# The bank of questions. A story names the ones that it answers by their ids:
#
#     answers = ["conflict-other-team"]
#
# An id is used only once.
`

// addQuestions adds questions to a bank, into the category of their name or a
// new one, and gives the file's new text: every byte of the old one stays, in
// its order. Where the questions cannot be added so that the file reads as it
// should, the error is errUnusable.
func addQuestions(data []byte, add []story.Category) ([]byte, error) {
	old, problems := story.ParseBank(story.BankFile, data)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	where := categories(old)
	want := merged(old, add)
	text := string(data)
	if data == nil {
		text = newBank
	}
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	places := categoryEnds(text)
	var after strings.Builder
	insert := make(map[int]string) // by place in the text
	for _, c := range add {
		at, there := where[questionKey(c.Name)]
		switch {
		case !there:
			after.WriteString(end + "[[category]]" + end + "name = " + tomlText(c.Name) + end)
			after.WriteString(questionText(c.Questions, end))
		case at >= len(places):
			return nil, errUnusable // the categories are written in some other way
		default:
			insert[places[at]] += questionText(c.Questions, end)
		}
	}
	out := withInserted(text, insert, end) + after.String()
	now, problems := story.ParseBank(story.BankFile, []byte(out))
	switch {
	case len(out) > story.MaxFileSize:
		return nil, fmt.Errorf("it would be %.1f MiB long, and a file may be 1 MiB at most", float64(len(out))/story.MaxFileSize)
	case len(problems) > 0 || !sameBank(now, want):
		return nil, errUnusable
	}
	return []byte(out), nil
}

// categories gives the place of each category by the key of its name.
func categories(b story.Bank) map[string]int {
	where := make(map[string]int, len(b.Categories))
	for i, c := range b.Categories {
		if _, again := where[questionKey(c.Name)]; !again {
			where[questionKey(c.Name)] = i
		}
	}
	return where
}

// merged gives the bank as it is to be.
func merged(old story.Bank, add []story.Category) story.Bank {
	var want story.Bank
	for _, c := range old.Categories {
		want.Categories = append(want.Categories, story.Category{Name: c.Name, Questions: slices.Clone(c.Questions)})
	}
	where := categories(old)
	for _, c := range add {
		at, there := where[questionKey(c.Name)]
		if !there {
			want.Categories = append(want.Categories, c)
			continue
		}
		want.Categories[at].Questions = append(want.Categories[at].Questions, c.Questions...)
	}
	return want
}

func sameBank(a, b story.Bank) bool {
	return slices.EqualFunc(a.Categories, b.Categories, func(x, y story.Category) bool {
		return x.Name == y.Name && slices.Equal(x.Questions, y.Questions)
	})
}

// questionText writes questions as they stand in the file.
func questionText(questions []story.Question, end string) string {
	var b strings.Builder
	for _, q := range questions {
		b.WriteString(end + "[[category.question]]" + end + "id   = " + tomlText(q.ID) + end + "text = " + tomlText(q.Text) + end)
	}
	return b.String()
}

// tomlText writes a text of one line without control characters.
func tomlText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(s) + `"`
}

// withInserted puts texts into a text, each after a place in it.
func withInserted(text string, insert map[int]string, end string) string {
	if text != "" && !strings.HasSuffix(text, "\n") {
		if more, ok := insert[len(text)]; ok {
			delete(insert, len(text))
			insert[len(text)+len(end)] = more
		}
		text += end
	}
	places := make([]int, 0, len(insert))
	for at := range insert {
		places = append(places, at)
	}
	slices.Sort(places)
	var b strings.Builder
	from := 0
	for _, at := range places {
		b.WriteString(text[from:at] + insert[at])
		from = at
	}
	return b.String() + text[from:]
}

// categoryEnds gives for each [[category]] of a file where the last line ends
// that belongs to it: empty lines and remarks below that belong to the next.
// Whether that is so in every way to write TOML is found out by reading the
// result.
func categoryEnds(text string) []int {
	var ends []int
	long, at := "", 0
	for l := range strings.SplitAfterSeq(text, "\n") {
		at += len(l)
		line := strings.TrimSpace(l)
		inLong := long != ""
		long = inLongText(line, long)
		switch {
		case !inLong && strings.HasPrefix(line, "[["):
			if header, _, _ := strings.Cut(line[2:], "]]"); strings.TrimSpace(header) == "category" {
				ends = append(ends, at)
				continue
			}
		case !inLong && (line == "" || line[0] == '#'):
			continue
		}
		if len(ends) > 0 {
			ends[len(ends)-1] = at
		}
	}
	return ends
}

// inLongText follows texts over several lines: it gives the marks that end the
// one that is open after the line, or nothing.
func inLongText(line, open string) string {
	for line != "" {
		if open != "" {
			_, rest, closed := strings.Cut(line, open)
			if !closed {
				return open
			}
			open, line = "", rest
			continue
		}
		basic, literal := strings.Index(line, `"""`), strings.Index(line, `'''`)
		switch {
		case basic < 0 && literal < 0:
			return ""
		case literal < 0 || basic >= 0 && basic < literal:
			open, line = `"""`, line[basic+3:]
		default:
			open, line = `'''`, line[literal+3:]
		}
	}
	return open
}

// questionID makes an id of a question's text, one that is not used yet.
func questionID(text string, used names) string {
	id := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return -1
	}, story.Slugify(text)), "-")
	if key(text) == "" || id == "" {
		id = "question"
	}
	return used.unused(id)
}

// questionKey tells questions apart: case and punctuation do not count.
func questionKey(text string) string {
	if k := key(text); k != "" {
		return k
	}
	return text
}

// questions finds out which questions are new to the bank of the folder, and
// gives the ids of all that were found, by their keys.
func (im *Import) questions(all []Found) map[string]string {
	ids := make(map[string]string)
	bank, trouble := im.readBank()
	used := make(names)
	for _, c := range bank.Categories {
		for _, q := range c.Questions {
			used.use(q.ID)
			if _, again := ids[questionKey(q.Text)]; !again {
				ids[questionKey(q.Text)] = q.ID
			}
		}
	}
	known := len(ids)
	seen := make(map[string]bool)
	at := make(map[string]int)
	for _, f := range all {
		for _, c := range f.Questions {
			for _, q := range c.Questions {
				k := questionKey(q.Text)
				if seen[k] {
					continue
				}
				seen[k] = true
				if _, there := ids[k]; there {
					im.KnownQuestions++
					continue
				}
				ids[k] = questionID(q.Text, used)
				i, ok := at[questionKey(c.Name)]
				if !ok {
					i = len(im.NewQuestions)
					at[questionKey(c.Name)] = i
					im.NewQuestions = append(im.NewQuestions, story.Category{Name: c.Name})
				}
				im.NewQuestions[i].Questions = append(im.NewQuestions[i].Questions, story.Question{ID: ids[k], Text: q.Text})
			}
		}
	}
	if len(ids) == known {
		return ids
	}
	if trouble == nil {
		im.bank, trouble = addQuestions(im.bankWas, im.NewQuestions)
	}
	if trouble != nil {
		im.leaveBank(trouble)
	}
	return ids
}

// readBank reads the bank of the folder, if there is one.
func (im *Import) readBank() (story.Bank, error) {
	path := filepath.Join(im.Dir, story.BankFile)
	if !exists(path) {
		return story.Bank{}, nil
	}
	bank, problems := story.ReadBankFile(path)
	if len(problems) > 0 {
		return bank, problems[0]
	}
	data, err := os.ReadFile(path)
	if data == nil {
		data = []byte{}
	}
	im.bankWas = data
	return bank, err
}

// leaveBank says that the bank is not touched, and which questions it lacks.
func (im *Import) leaveBank(why error) {
	var texts []string
	for _, c := range im.NewQuestions {
		for _, q := range c.Questions {
			texts = append(texts, q.Text)
		}
	}
	text := fmt.Sprintf("%s not added, and the file is not touched: %v", counted(len(texts), "question is", "questions are"), why)
	if p := (story.Problem{}); errors.As(why, &p) {
		p.File = ""
		text = fmt.Sprintf("the file has errors, so %s not added, and it is not touched; put it right (starling check tells how) and import again: line %d: %s",
			counted(len(texts), "question is", "questions are"), p.Line, p.Wrong)
	}
	im.Reports = append(im.Reports, Report{File: filepath.Join(im.Dir, story.BankFile), Kind: Failed, Text: text, Content: strings.Join(texts, "\n")})
	im.NewQuestions, im.bank = nil, nil
}
