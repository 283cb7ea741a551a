package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// anyInterviews draws interviews that Check accepts.
func anyInterviews(t *rapid.T) []Interview {
	name := rapid.StringMatching(`[a-zA-Z"'\\ü#=\[\]{},. ]{0,12}[a-zü]`)
	var all []Interview
	for i := range rapid.IntRange(0, 4).Draw(t, "interviews") {
		all = append(all, Interview{
			Name: fmt.Sprintf("%d%s", i, strings.TrimSpace(name.Draw(t, "name"))),
			Date: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "date"), 0).UTC().Format(time.DateOnly),
			Tags: rapid.SliceOfNDistinct(name.Filter(func(s string) bool { return strings.TrimSpace(s) == s }), 0, 3, rapid.ID[string]).Draw(t, "tags"),
		})
	}
	return all
}

func TestInterviewsAreReadHoweverTheyAreWritten(t *testing.T) {
	want := []Interview{{Name: "Acme", Date: "2026-12-03", Tags: []string{"conflict", "influence"}}, {Name: "Globex", Date: "2026-12-10"}}
	for _, text := range []string{
		"practice.interviews = [{ name = \"Acme\", date = 2026-12-03, tags = [\"conflict\", \"influence\", \"conflict\"] }, { name = 'Globex', date = '2026-12-10' }]",
		"[practice]\r\ninterviews = [ # two of them\r\n  { date = \"2026-12-03\", name = \" Acme \", tags = ['conflict', 'influence'] },\r\n  { name = \"Globex\", date = 2026-12-10, tags = [] },\r\n]\r\n",
		"[[practice.interviews]]\nname = \"Acme\"\ndate = 2026-12-03\ntags = [\"conflict\", \"influence\"]\n[[practice.interviews]]\nname = \"Globex\"\ndate = 2026-12-10\n",
	} {
		s, problems, err := Load(write(t, text))
		if diff := cmp.Diff(want, s.Practice.Interviews); diff != "" || len(problems) > 0 || err != nil {
			t.Errorf("%s: %s %v %v", text, diff, problems, err)
		}
	}
}

func TestAnInterviewThatIsWrongIsToldAndHidesNoOther(t *testing.T) {
	good := `{ name = "Acme", date = 2026-12-03 }`
	long := strings.Repeat("x", 101)
	for wrong, want := range map[string]string{
		`3`:                                    `interview 2: 3 is no interview; write it as in [{ name = "Acme", date = 2026-12-03, tags = ["conflict"] }]`,
		`{}`:                                   "interview 2: it has no name; write it as in",
		`{ x = 1 }`:                            "interview 2: x is not known; an interview has a name, a date and tags",
		`{ date = 2026-12-03 }`:                "interview 2: it has no name",
		`{ name = "B" }`:                       "interview 2: it has no date",
		`{ name = 3, date = 2026-12-03 }`:      "interview 2: 3 is no text; write it between quotes",
		`{ name = " ", date = 2026-12-03 }`:    "interview 2: a text is empty",
		`{ name = "a\nb", date = 2026-12-03 }`: `is no plain text; write it on one line`,
		`{ name = "` + long + `", date = 2026-12-03 }`:                 `interview 2: "xxxxxxxxxxxxxxxxxxxx…" is too long; write 100 characters at most`,
		`{ name = "acme", date = 2026-12-03 }`:                         `interview 2: "acme" is there already; give each interview a name of its own`,
		`{ name = "B", date = "3 Dec" }`:                               `interview 2: "3 Dec" is not a date; write the day as 2026-12-03`,
		`{ name = "B", date = "2026-02-30" }`:                          `interview 2: "2026-02-30" is not a date`,
		`{ name = "B", date = 0001-01-01 }`:                            `interview 2: "0001-01-01" is not a date`,
		`{ name = "B", date = 2026-12-03T10:00:00Z }`:                  "interview 2: 2026-12-03 10:00:00 is more than a day; write the day as 2026-12-03",
		`{ name = "B", date = 20261203 }`:                              "interview 2: 20261203 is not a date",
		`{ name = "B", date = 2026-12-03, tags = "a" }`:                `interview 2: "a" is not a list; write tags = ["conflict"], or leave them out`,
		`{ name = "B", date = 2026-12-03, tags = [1] }`:                "interview 2: 1 is no text",
		`{ name = "B", date = 2026-12-03, tags = [""] }`:               "interview 2: a text is empty",
		`{ name = "B", date = 2026-12-03, tags = [` + tags(51) + `] }`: "interview 2: there are 51 tags; name 50 at most",
	} {
		text := "practice.interviews = [" + good + ", " + wrong + `, { name = "C", date = 2026-12-04 }]`
		s, problems, err := Load(write(t, text))
		if len(problems) != 1 || err != nil {
			t.Errorf("%s: %v %v", wrong, problems, err)
			continue
		}
		got := problems[0].Error()
		if !strings.Contains(got, ":1:23: practice.interviews: ") || !strings.Contains(got, want) || !strings.HasSuffix(got, " (until then the others hold)") {
			t.Errorf("%s: %s", wrong, got)
		}
		if diff := cmp.Diff([]Interview{{Name: "Acme", Date: "2026-12-03"}, {Name: "C", Date: "2026-12-04"}}, s.Practice.Interviews); diff != "" {
			t.Errorf("%s: %s", wrong, diff)
		}
	}
}

// tags gives n different tags between quotes.
func tags(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(`"t%d"`, i)
	}
	return strings.Join(all, ", ")
}

func TestThereMayBeFiftyInterviews(t *testing.T) {
	lines := make([]string, MaxInterviews+1)
	for i := range lines {
		lines[i] = fmt.Sprintf(`{ name = "n%d", date = 2026-12-03 }`, i)
	}
	s, problems, _ := Load(write(t, "practice.interviews = ["+strings.Join(lines, ", ")+"]"))
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "interview 51: there are more than 50; take out those that are over") || len(s.Practice.Interviews) != MaxInterviews {
		t.Error(problems, len(s.Practice.Interviews))
	}
	s, problems, _ = Load(write(t, "practice.interviews = \"Acme\""))
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), `"Acme" is not a list; write [{ name = "Acme", date = 2026-12-03, tags = ["conflict"] }], or []`) || s.Practice.Interviews != nil {
		t.Error(problems, s.Practice.Interviews)
	}
}

// A list of which one line is wrong is the person's work: it is not shortened
// by a change of something else, and not by another interview.
func TestAWrongInterviewStaysInTheFileWhateverElseIsSaved(t *testing.T) {
	const text = "pace = 90\r\n[practice]\r\ninterviews = [ # mine\r\n  { name = \"Acme\", date = 2026-12-33 },\r\n  { name = \"B\", date = '2026-12-04' },\r\n]\r\n"
	broken := strings.Replace(text, "2026-12-33", "'2026-12-33'", 1)
	path := write(t, broken)
	if _, err := Change(path, func(s *Settings) { s.Pace = 100 }); err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(broken, "90", "100", 1); read(t, path) != want || len(asides(t, path)) > 0 {
		t.Errorf("%q", read(t, path))
	}
	if _, err := Change(path, func(s *Settings) {
		s.Practice.Interviews = append(s.Practice.Interviews, Interview{Name: "C", Date: "2027-01-01", Tags: []string{"x"}})
	}); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(broken, "pace = 90", "pace = 100", 1)
	want = strings.TrimSuffix(want, "]\r\n") + "  { name = \"C\", date = 2027-01-01, tags = [\"x\"] },\r\n]\r\n"
	if diff := cmp.Diff(want, read(t, path)); diff != "" {
		t.Error(diff)
	}
}

func TestInterviewsWrittenByHandKeepWhatIsNotChanged(t *testing.T) {
	const list = "[practice]\n# my own\ninterviews = [ # three\n  # far away\n  {name = \"Acme\", date=2026-12-03}, # first\n  { name = 'B', date = 2026-12-04 },\n  { name = 'C', date = 2026-12-05 } # no comma\n] # end\n"
	const short = "practice.interviews = [ {name=\"Acme\", date=2026-12-03},\n {name='B', date=2026-12-04}, {name='C', date=2026-12-05} ]\n"
	const tables = "[[practice.interviews]] # one\nname = \"Acme\" # far away\ndate = 2026-12-03\n# the second\n[[practice.interviews]]\nname = 'B'\ndate = 2026-12-04\n\n[[practice.interviews]]\nname = 'C'\ndate = 2026-12-05\n# how it looks\n[look]\ntheme = \"dark\"\n"
	added := Interview{Name: "D", Date: "2026-12-06", Tags: []string{"x"}}
	for _, c := range []struct {
		what, before string
		change       func([]Interview) []Interview
		old, new     string
	}{
		{
			"add", list, func(all []Interview) []Interview { return append(all, added) },
			"date = 2026-12-05 } # no comma\n", "date = 2026-12-05 }, # no comma\n  { name = \"D\", date = 2026-12-06, tags = [\"x\"] },\n",
		},
		{"remove", list, func(all []Interview) []Interview { return all[1:] }, "  {name = \"Acme\", date=2026-12-03}, # first\n", ""},
		{"remove the last", list, func(all []Interview) []Interview { return all[:2] }, "  { name = 'C', date = 2026-12-05 } # no comma\n", ""},
		{"change", list, func(all []Interview) []Interview { all[1].Name = "Bell"; return all }, "{ name = 'B', date = 2026-12-04 }", "{ name = \"Bell\", date = 2026-12-04 }"},
		{
			"add", short, func(all []Interview) []Interview { return append(all, added) },
			"date=2026-12-05} ]", "date=2026-12-05}, { name = \"D\", date = 2026-12-06, tags = [\"x\"] } ]",
		},
		{"remove", short, func(all []Interview) []Interview { return []Interview{all[0], all[2]} }, " {name='B', date=2026-12-04},", " "},
		{
			"add", tables, func(all []Interview) []Interview { return append(all, added) },
			"date = 2026-12-05\n", "date = 2026-12-05\n\n[[practice.interviews]]\nname = \"D\"\ndate = 2026-12-06\ntags = [\"x\"]\n\n",
		},
		{"remove", tables, func(all []Interview) []Interview { return all[:2] }, "[[practice.interviews]]\nname = 'C'\ndate = 2026-12-05\n", ""},
		{
			"change", tables, func(all []Interview) []Interview { all[1].Date = "2027-01-04"; return all },
			"name = 'B'\ndate = 2026-12-04\n", "name = \"B\"\ndate = 2027-01-04\n",
		},
	} {
		path := write(t, c.before)
		s, err := Change(path, func(s *Settings) { s.Practice.Interviews = c.change(slices.Clone(s.Practice.Interviews)) })
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		want := strings.Replace(c.before, c.old, c.new, 1)
		if got := read(t, path); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%s: %s", c.what, cmp.Diff(want, got))
		}
		kept, problems, err := Load(path)
		if diff := cmp.Diff(s.Practice.Interviews, kept.Practice.Interviews); diff != "" || len(problems) > 0 || err != nil {
			t.Errorf("%s: %s %v %v\n%s", c.what, diff, problems, err, read(t, path))
		}
	}
}

func TestAnyChangeOfInterviewsIsKeptInAnyListOfThem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before, after := anyInterviews(rt), anyInterviews(rt)
		text := "# mine\n"
		for _, i := range before {
			text += "[[practice.interviews]]\nname = " + quote(i.Name) + "\ndate = " + i.Date + "\ntags = " + quoteAll(i.Tags) + "\n"
		}
		if rapid.Bool().Draw(rt, "as a list") {
			text = "# mine\npractice.interviews = [ # remark\n"
			for _, i := range before {
				text += interviewText(i) + ", # remark\n"
			}
			text += "]\n"
		}
		path := write(t, text)
		if _, err := Change(path, func(s *Settings) { s.Practice.Interviews = after }); err != nil {
			rt.Fatal(err)
		}
		s, problems, err := Load(path)
		if diff := cmp.Diff(after, s.Practice.Interviews, cmpopts.EquateEmpty()); diff != "" || len(problems) > 0 || err != nil {
			rt.Fatalf("%s %v %v\n%s\n%s", diff, problems, err, text, read(t, path))
		}
		if !strings.HasPrefix(read(t, path), "# mine\n") {
			rt.Fatalf("the remark at the top is gone:\n%s", read(t, path))
		}
	})
}

func TestEachFaultOfAnInterviewIsToldWhereItBelongs(t *testing.T) {
	others := []Interview{{Name: "Acme", Date: "2026-12-03"}}
	for _, c := range []struct {
		interview Interview
		want      map[string]string
	}{
		{Interview{Name: "B", Date: "2026-12-03"}, map[string]string{}},
		{Interview{}, map[string]string{"name": "An interview needs a name, such as that of the firm.", "date": "An interview needs its day: write it as 2026-12-03."}},
		{Interview{Name: " acme ", Date: "3 Dec"}, map[string]string{"name": `"acme" is there already; give each interview a name of its own`, "date": `"3 Dec" is not a date; write the day as 2026-12-03`}},
		{Interview{Name: "B", Date: "2026-12-03", Tags: []string{strings.Repeat("x", 101)}}, map[string]string{"tags": `"xxxxxxxxxxxxxxxxxxxx…" is too long; write 100 characters at most`}},
	} {
		if diff := cmp.Diff(c.want, c.interview.Faults(others)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestInterviewsThatMakeNoSenseAreNotSaved(t *testing.T) {
	for want, interviews := range map[string][]Interview{
		`practice.interviews: interview 1: "soon" is not a date`:   {{Name: "A", Date: "soon"}},
		`practice.interviews: interview 1: a text is empty; write`: {{Date: "2026-12-03"}},
		`practice.interviews: "\xff" cannot be written`:            {{Name: "\xff", Date: "2026-12-03"}},
		`practice.interviews: "a\xff" cannot be written`:           {{Name: "A", Date: "2026-12-03", Tags: []string{"a\xff"}}},
		`practice.interviews: interview 2: "a" is there already`:   {{Name: "A", Date: "2026-12-03"}, {Name: "a", Date: "2026-12-03"}},
		`practice.interviews: interview 1: "a\u000Ab" is no plain`: {{Name: "a\nb", Date: "2026-12-03"}},
		`practice.interviews: interview 1: a text is empty`:        {{Name: "a", Date: "2026-12-03", Tags: []string{" "}}},
	} {
		s := Defaults()
		s.Practice.Interviews = interviews
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, without %q", err, want)
		}
	}
}

func TestInterviewsAreKeptInAnyFile(t *testing.T) {
	all := []Interview{{Name: `The "A" team`, Date: "2026-12-03", Tags: []string{"a"}}, {Name: "B", Date: "2026-12-04"}}
	for _, before := range []string{"", byHand, "practice = {}\n", "practice = { notify = true }\n", "practice.retention = 80\n", "[practice]\ninterviews = []\n"} {
		path := write(t, before)
		for n := range 3 { // two of them, one, none
			if _, err := Change(path, func(s *Settings) { s.Practice.Interviews = all[n:] }); err != nil {
				t.Fatal(err)
			}
			s, problems, err := Load(path)
			if diff := cmp.Diff(all[n:], s.Practice.Interviews, cmpopts.EquateEmpty()); diff != "" || len(problems) > countProblems(before) || err != nil {
				t.Errorf("%q: %s %v %v\n%s", before, diff, problems, err, read(t, path))
			}
		}
		if aside := asides(t, path); len(aside) > 0 {
			t.Errorf("%q: set aside", before)
		}
	}
}

func countProblems(text string) int {
	_, problems, _ := parse("", []byte(text))
	return len(problems)
}
