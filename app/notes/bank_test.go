package notes

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"starling/app/story"
)

// someBank draws a bank as people write it, with the line ends given.
func someBank(t *rapid.T, end string) string {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "pick") }
	var b strings.Builder
	line := func(s string) { b.WriteString(s + end) }
	id := 0
	for c := range rapid.IntRange(0, 4).Draw(t, "categories") {
		line(pick("", "# [[category]]", "", "  "))
		line(pick("[[category]]", "[[ category ]]", "  [[category]] # of mine"))
		name := fmt.Sprintf("C %d", c)
		line(pick("name = \""+name+"\"", "name='"+name+"' # its name", "name = \"\"\""+name+"\"\"\""))
		for range rapid.IntRange(0, 3).Draw(t, "questions") {
			id++
			line(pick("", "# a remark", ""))
			line("[[category.question]]")
			line(fmt.Sprintf("id = \"q%d\"", id))
			line(pick(fmt.Sprintf("text = \"Why %d?\"", id), fmt.Sprintf("text = '''Why %d? # no remark'''", id), fmt.Sprintf("text = \"\"\"\\%s  [[category]] %d\"\"\"", end, id)))
		}
	}
	if rapid.Bool().Draw(t, "no end") {
		return strings.TrimRight(b.String(), "\r\n ")
	}
	return b.String()
}

// someQuestions draws questions for a bank: a category has each name once.
func someQuestions(t *rapid.T) []story.Category {
	var add []story.Category
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"C 0", "c 1!", "C 2", "New", "New \"two\""}), 1, 3, rapid.ID).Draw(t, "names")
	for n, name := range names {
		add = append(add, story.Category{Name: name, Questions: []story.Question{{ID: fmt.Sprintf("new-%d", n), Text: "What \\ \"now\"?"}}})
	}
	return add
}

func TestQuestionsAreAddedToABankAndItsBytesStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		old, add := someBank(t, end), someQuestions(t)
		bank, problems := story.ParseBank(story.BankFile, []byte(old))
		if len(problems) > 0 {
			t.Fatalf("%s\n%v", old, problems)
		}
		got, err := addQuestions([]byte(old), add)
		if err != nil {
			t.Fatalf("%v\n%s", err, old)
		}
		now, problems := story.ParseBank(story.BankFile, got)
		if len(problems) > 0 || now.Len() != bank.Len()+len(add) {
			t.Fatalf("%v\n%s", problems, got)
		}
		for _, c := range add {
			if q, ok := now.Find(c.Questions[0].ID); !ok || q.Text != c.Questions[0].Text || questionKey(now.Category(q.ID)) != questionKey(c.Name) {
				t.Fatalf("%+v in\n%s", c, got)
			}
		}
		if !subsequence(old, string(got)) {
			t.Fatalf("bytes were touched:\n%s\n%s", old, got)
		}
		if strings.Contains(old, "\r\n") && strings.Count(string(got), "\n") != strings.Count(string(got), "\r\n") {
			t.Fatalf("%q", got)
		}
	})
}

// subsequence tells whether all lines of a text stand in another, in order.
func subsequence(old, now string) bool {
	lines := strings.Split(now, "\n")
	for l := range strings.SplitSeq(old, "\n") {
		found := false
		for len(lines) > 0 && !found {
			found = strings.TrimRight(lines[0], "\r") == strings.TrimRight(l, "\r")
			lines = lines[1:]
		}
		if !found && l != "" {
			return false
		}
	}
	return true
}

func TestABankThatIsWrittenInSomeOtherWayIsNotTouched(t *testing.T) {
	add := []story.Category{{Name: "A", Questions: []story.Question{{ID: "b", Text: "B?"}}}}
	for name, text := range map[string]string{
		"inline":    "category = [{name = 'A', question = [{id = 'a', text = 'c'}]}]\n",
		"elsewhere": "category = [{name = 'B', question = [{id = 'a', text = 'c'}]}]\n",
	} {
		if got, err := addQuestions([]byte(text), add); !errors.Is(err, errUnusable) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	if _, err := addQuestions([]byte("[[category]]\nnme = 1\n"), add); err == nil || !strings.Contains(err.Error(), "category.name") {
		t.Error(err)
	}
	long := "# " + strings.Repeat("x", story.MaxFileSize-4) + "\n"
	if _, err := addQuestions([]byte(long), add); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Error(err)
	}
	got, err := addQuestions(nil, add)
	if want := newBank + "\n[[category]]\nname = \"A\"\n\n[[category.question]]\nid   = \"b\"\ntext = \"B?\"\n"; err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}
