package story

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Question is a question of the bank.
type Question struct {
	// ID is how stories and history name it: "conflict-other-team".
	ID string
	// Text is the question as an interviewer asks it.
	Text string
}

// Category is a group of questions.
type Category struct {
	Name      string
	Questions []Question
}

// Bank is the bank of questions, read from questions.toml.
type Bank struct {
	Categories []Category
}

// Find gives the question of that id.
func (b Bank) Find(id string) (Question, bool) {
	for _, c := range b.Categories {
		for _, q := range c.Questions {
			if q.ID == id {
				return q, true
			}
		}
	}
	return Question{}, false
}

// Category gives the name of the category of the question of that id; empty
// where there is no such question.
func (b Bank) Category(id string) string {
	for _, c := range b.Categories {
		for _, q := range c.Questions {
			if q.ID == id {
				return c.Name
			}
		}
	}
	return ""
}

// Len is the number of questions.
func (b Bank) Len() int {
	n := 0
	for _, c := range b.Categories {
		n += len(c.Questions)
	}
	return n
}

// IDs gives the ids of all questions, in the order of the bank.
func (b Bank) IDs() []string {
	ids := make([]string, 0, b.Len())
	for _, c := range b.Categories {
		for _, q := range c.Questions {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// ParseBank reads the bank of questions from the bytes of its file. What is
// wrong with one question does not hide the others: the bank holds every one
// that can be used.
func ParseBank(path string, data []byte) (Bank, []Problem) {
	r := &bankReader{report: report{file: path}, ids: make(map[string]*node), names: make(map[string]*node)}
	if content(&r.report, data) {
		r.read()
	}
	return r.bank, r.found()
}

// bankReader reads the bank.
type bankReader struct {
	report
	bank       Bank
	whole      bool             // nothing was left out in reading, so what is not there is missing
	ids, names map[string]*node // where each was used first
}

func (r *bankReader) read() {
	doc, whole := document(&r.report)
	r.whole = whole
	if doc == nil {
		return
	}
	for _, e := range doc.keys {
		switch {
		case e.name == "category":
			r.categories(e)
		case e.name == "question":
			r.add(e.node.at, e.name, "a question stands outside of any category", "write [[category.question]] below a [[category]]")
		case slices.Contains(storyKeys(), e.name):
			r.add(e.node.at, e.name, "belongs to a story, and "+BankFile+" is reserved for the bank of questions", "give the story another file name")
		default:
			r.unknown("", e, []string{"category"})
		}
	}
}

func (r *bankReader) unknown(table string, e entry, known []string) {
	r.add(e.node.at, strings.TrimPrefix(table+"."+e.name, "."), "is no key that Starling knows", didYouMean(e.name, known))
}

func (r *bankReader) categories(e entry) {
	if e.node.kind != kindTables {
		r.add(e.node.at, e.name, "is "+e.node.kind.name()+" and should be a list of sections", "write [[category]], with two brackets")
		return
	}
	for _, table := range e.node.list {
		c := Category{}
		var questions *node
		for _, e := range table.keys {
			switch e.name {
			case "name":
				c.Name = r.line("category.name", e)
			case "question":
				questions = e.node
			default:
				r.unknown("category", e, []string{"name", "question"})
			}
		}
		if table.child("name") == nil && r.whole {
			r.add(table.at, "category.name", "the category has no name", `write name = "…" below [[category]]`)
		}
		if first, again := r.names[fold(c.Name)]; again {
			line, _ := place(r.text, first.at)
			r.add(table.child("name").at, "category.name", fmt.Sprintf("%s is used at line %d already", quote(c.Name), line), "put the questions of both under one [[category]]")
		} else if c.Name != "" {
			r.names[fold(c.Name)] = table.child("name")
		}
		c.Questions = r.questions(questions)
		r.bank.Categories = append(r.bank.Categories, c)
	}
}

func (r *bankReader) questions(list *node) []Question {
	if list == nil {
		return nil
	}
	if list.kind != kindTables {
		r.add(list.at, "category.question", "is "+list.kind.name()+" and should be a list of sections", "write [[category.question]], with two brackets")
		return nil
	}
	var questions []Question
	for _, table := range list.list {
		if q, ok := r.question(table); ok {
			questions = append(questions, q)
		}
	}
	return questions
}

func (r *bankReader) question(table *node) (q Question, ok bool) {
	const id, text = "category.question.id", "category.question.text"
	for _, e := range table.keys {
		switch e.name {
		case "id":
			q.ID = r.id(id, e)
		case "text":
			q.Text = r.line(text, e)
		default:
			r.unknown("category.question", e, []string{"id", "text"})
		}
	}
	if table.child("id") == nil && r.whole {
		r.add(table.at, id, "the question has no id", `write id = "…": a short name that stories refer to`)
	}
	if table.child("text") == nil && r.whole {
		r.add(table.at, text, "the question has no text", `write text = "…": the question as it is asked`)
	}
	return q, q.ID != "" && q.Text != ""
}

// id reads a question's id, which no other question may have.
func (r *bankReader) id(key string, e entry) string {
	id := r.line(key, e)
	if strings.ContainsFunc(id, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("-_.", c)
	}) {
		r.add(e.node.at, key, quote(id)+" is no id", "write letters, digits and hyphens: "+quote(Slugify(id)))
		return ""
	}
	if first, again := r.ids[id]; again {
		line, _ := place(r.text, first.at)
		r.add(e.node.at, key, fmt.Sprintf("%s is used at line %d already", quote(id), line), "give each question an id of its own")
		return ""
	}
	if id != "" {
		r.ids[id] = e.node
	}
	return id
}

// line reads a text of one line that may not be empty.
func (r *bankReader) line(key string, e entry) string {
	text, ok := r.lineOf(key, e.node)
	if ok && text == "" {
		r.add(e.node.at, key, "is empty", "write "+e.name+` = "…"`)
	}
	return text
}
