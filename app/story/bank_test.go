package story

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestABankIsReadAsItIsWritten(t *testing.T) {
	got, problems := ParseBank(BankFile, []byte(bank))
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	want := Bank{Categories: []Category{
		{Name: "Conflict", Questions: []Question{
			{ID: "conflict-other-team", Text: "Tell me about a conflict with another team."},
			{ID: "conflict-colleague", Text: "Tell me about a conflict with a colleague."},
		}},
		{Name: "Failure", Questions: []Question{{ID: "failure", Text: "Tell me about a failure."}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestABankIsAskedByID(t *testing.T) {
	b, _ := ParseBank(BankFile, []byte(bank))
	if b.Len() != 3 {
		t.Errorf("%d questions", b.Len())
	}
	if q, ok := b.Find("failure"); !ok || q.Text != "Tell me about a failure." {
		t.Errorf("%v %v", q, ok)
	}
	if q, ok := b.Find("success"); ok {
		t.Errorf("%v is not in it", q)
	}
	if got := b.Category("conflict-colleague"); got != "Conflict" {
		t.Error(got)
	}
	if got := b.Category("success"); got != "" {
		t.Error(got)
	}
	if diff := cmp.Diff([]string{"conflict-other-team", "conflict-colleague", "failure"}, b.IDs()); diff != "" {
		t.Error(diff)
	}
}

func TestEveryProblemOfABankIsToldWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		told
		questions int
	}{
		"nothing in it": {told{"# later\n", []string{}}, 0},
		"a category without questions": {
			told{"[[category]]\nname = 'A'\n", []string{}}, 0,
		},
		"an inline bank": {
			told{"category = [{name = 'A', question = [{id = 'a', text = 'b'}]}]\n", []string{}}, 1,
		},
		"an id used twice, in another category": {
			told{
				"[[category]]\nname = 'A'\n[[category.question]]\nid = 'a'\ntext = 'b'\n[[category]]\nname = 'B'\n[[category.question]]\nid = 'a'\ntext = 'c'\n",
				[]string{`questions.toml:9:1: category.question.id: "a" is used at line 4 already; give each question an id of its own`},
			}, 1,
		},
		"a name used twice": {
			told{
				"[[category]]\nname = 'Conflict'\n[[category]]\nname = 'conflict'\n",
				[]string{`questions.toml:4:1: category.name: "conflict" is used at line 2 already; put the questions of both under one [[category]]`},
			}, 0,
		},
		"an id that is none": {
			told{
				"[[category]]\nname = 'A'\n[[category.question]]\nid = 'Other team?'\ntext = 'b'\n[[category.question]]\nid = 'c'\ntext = 'd'\n",
				[]string{`questions.toml:4:1: category.question.id: "Other team?" is no id; write letters, digits and hyphens: "other-team"`},
			}, 1,
		},
		"what is missing": {
			told{
				"[[category]]\n[[category.question]]\n",
				[]string{
					`questions.toml:1:3: category.name: the category has no name; write name = "…" below [[category]]`,
					`questions.toml:2:3: category.question.id: the question has no id; write id = "…": a short name that stories refer to`,
					`questions.toml:2:3: category.question.text: the question has no text; write text = "…": the question as it is asked`,
				},
			}, 0,
		},
		"what is empty": {
			told{
				"[[category]]\nname = ''\n[[category.question]]\nid = ''\ntext = ' '\n",
				[]string{
					`questions.toml:2:1: category.name: is empty; write name = "…"`,
					`questions.toml:4:1: category.question.id: is empty; write id = "…"`,
					`questions.toml:5:1: category.question.text: is empty; write text = "…"`,
				},
			}, 0,
		},
		"values of other kinds": {
			told{
				"[[category]]\nname = 1\n[[category.question]]\nid = ['a']\ntext = '''b\nc'''\n",
				[]string{
					`questions.toml:2:1: category.name: is a number and should be text; write "1"`,
					`questions.toml:4:1: category.question.id: is a list and should be text; write "…"`,
					`questions.toml:5:1: category.question.text: runs over more than one line; write it on one`,
				},
			}, 0,
		},
		"unknown keys": {
			told{
				"categories = 1\n[[category]]\nname = 'A'\nnmae = 'B'\n[[category.question]]\nid = 'a'\ntext = 'b'\ntxt = 'c'\n",
				[]string{
					`questions.toml:1:1: categories: is no key that Starling knows; did you mean category?`,
					`questions.toml:4:1: category.nmae: is no key that Starling knows; did you mean name?`,
					`questions.toml:8:1: category.question.txt: is no key that Starling knows; did you mean text?`,
				},
			}, 1,
		},
		"brackets too few": {
			told{
				"[category]\nname = 'A'\n[[question]]\nid = 'a'\ntext = 'b'\n",
				[]string{
					`questions.toml:1:2: category: is a section and should be a list of sections; write [[category]], with two brackets`,
					`questions.toml:3:3: question: a question stands outside of any category; write [[category.question]] below a [[category]]`,
				},
			}, 0,
		},
		"brackets too few for a question": {
			told{
				"[[category]]\nname = 'A'\n[category.question]\nid = 'a'\ntext = 'b'\n",
				[]string{`questions.toml:3:2: category.question: is a section and should be a list of sections; write [[category.question]], with two brackets`},
			}, 0,
		},
		"a story under the reserved name": {
			told{
				"title = 'A'\n[task]\nscript = 'b'\n",
				[]string{
					`questions.toml:1:1: title: belongs to a story, and questions.toml is reserved for the bank of questions; give the story another file name`,
					`questions.toml:2:2: task: belongs to a story, and questions.toml is reserved for the bank of questions; give the story another file name`,
				},
			}, 0,
		},
		"an error of syntax hides no other question": {
			told{
				"[[category]]\nname = 'A'\n[[category.question]]\nid = a\ntext = 'b'\n[[category.question]]\nid = 'c'\ntext = 'd'\n",
				[]string{
					`questions.toml:4:6: category.question.id: "a" is not in quotation marks; write id = "a"`,
				},
			}, 1,
		},
		"no text at all": {
			told{"\xff\xfe", []string{`questions.toml:1:1: the file is written in UTF-16 or UTF-32; save it as UTF-8 in the editor`}}, 0,
		},
		"a header that is none": {
			told{
				"[[category]\nname = 'A'\n",
				[]string{`questions.toml:1:11: the header is not well formed; write a header like [action], or like [[category]] in questions.toml`},
			}, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, problems := ParseBank(BankFile, []byte(c.text))
			if diff := cmp.Diff(c.want, said(problems)); diff != "" {
				t.Error(diff)
			}
			if b.Len() != c.questions {
				t.Errorf("%d questions can be used, not %d", b.Len(), c.questions)
			}
		})
	}
}
