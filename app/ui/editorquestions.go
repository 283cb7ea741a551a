package ui

import (
	"slices"
	"strings"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// onQuestions chooses the questions that the story answers, from the bank. Ids
// that the bank does not have are shown too, and stay until they are unchecked.
func (sc *editorScreen) onQuestions() {
	answers := sc.doc.Story().Answers
	var ids, texts []string
	var options []look.Option
	add := func(id, text, aside string) {
		ids, texts = append(ids, id), append(texts, strings.ToLower(text+" "+aside+" "+id))
		options = append(options, look.Option{Text: text, Aside: aside, On: slices.Contains(answers, id)})
	}
	bank := sc.shell.library.Bank
	for _, id := range answers { // what is checked comes first
		if q, known := bank.Find(id); known {
			add(id, q.Text, bank.Category(id))
		} else {
			add(id, id, "not in "+story.BankFile)
		}
	}
	for _, c := range bank.Categories {
		for _, q := range c.Questions {
			if !slices.Contains(answers, q.ID) {
				add(q.ID, q.Text, c.Name)
			}
		}
	}
	if len(ids) == 0 {
		sc.shell.remark("There are no questions yet: " + story.BankFile + " in the folder of your stories holds them.")
		return
	}
	find := func(text string) []int {
		var found []int
		for i := range ids {
			if hasWords(texts[i], text) {
				found = append(found, i)
			}
		}
		return found
	}
	chosen := slices.Clone(answers)
	p := look.Pick(sc.shell.window.Canvas(), "Which questions does the story answer?", "Search the questions", "check or uncheck",
		options, find, func(i int, on bool) { chosen = withAnswer(chosen, ids[i], on) })
	sc.shell.pick(p, func() {
		sc.set(map[editing.Field]string{editing.Answers: strings.Join(chosen, "\n")})
		sc.save()
	})
}

// hasWords tells whether all words of a search occur in a text in small letters.
func hasWords(text, search string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
