package health

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

// shipped gives the stories that come with Starling.
func shipped(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../stories/*" + story.Extension)
	if err != nil || len(paths) < 2 {
		t.Fatal(paths, err)
	}
	var stories []string
	for _, path := range paths {
		if filepath.Base(path) != story.BankFile {
			stories = append(stories, path)
		}
	}
	return stories
}

// FuzzLook looks at stories, and at texts that are none in every place of one.
func FuzzLook(f *testing.F) {
	for _, path := range shipped(f) {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{
		"We basically had, you know, Dr. No. 5… e.g. an SLA (service level", "\xff\xfe SLA-\xffERP ’s ’ 9.\n1. a\n\n- b",
		"I. A. B.C. KPI’s K-P-I 1,000.5.6 twenty- -one", "你好。SLA（服务）\u2011ERP\u2011\u00bd",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problems := story.Parse("a.toml", data, story.Options{})
		if len(problems) > 0 {
			text := string(data)
			first, _, _ := strings.Cut(text, "\n")
			section := story.Section{Script: text, Points: []string{first, text}}
			s = story.Story{
				Title: "A text", Polished: []string{text},
				Situation: section, Task: section, Action: section, Result: section, Lessons: section,
			}
		}
		plan, err := rehearsal.NewPlan(s, rehearsal.PlanOptions{})
		if err != nil {
			plan = rehearsal.Plan{}
		}
		checkLook(t, s, plan, 150)
	})
}
