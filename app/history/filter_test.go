package history

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// matches is what a filter means, said once more in the plainest way.
func (f Filter) matches(r Record) bool {
	for _, passes := range []bool{
		f.Story == "" || r.Story == f.Story,
		!f.Alone || r.Story == "",
		f.Mode == "" || r.Mode == f.Mode,
		f.Rated == nil || r.Rated == *f.Rated,
		f.IncludeDeleted || !r.Deleted,
		!r.Started.Before(f.Since),
		f.Until.IsZero() || r.Started.Before(f.Until),
	} {
		if !passes {
			return false
		}
	}
	words := strings.Fields(strings.ToLower(r.Title + " " + r.Question.Text + " " + r.Note))
	for _, wanted := range strings.Fields(strings.ToLower(f.Text)) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, wanted) }) {
			return false
		}
	}
	return true
}

// variety stores attempts of every sort, and gives all of them.
func variety(t *testing.T, s *Store) []Record {
	t.Helper()
	ctx := t.Context()
	for n := range 120 {
		a := attempt(n, []string{"sales", "other", ""}[n%3])
		a.Title = []string{"Alpha beta", "Beta gamma", "Gamma"}[n%3]
		a.Question.Text = []string{"Why so", "Tell me"}[n/3%2]
		if n%5 == 0 {
			a.Mode = rehearsal.ModeOneWay
		}
		perform(t, s, a)
		if n%4 == 0 {
			must(t, s.Rate(ctx, a.ID, story.Task, 1+n%5))
		}
		if n%7 == 0 {
			must(t, s.SetNote(ctx, a.ID, "slower than "+[]string{"alpha", "delta"}[n%2]))
		}
		if n%11 == 0 {
			must(t, s.Delete(ctx, a.ID))
		}
	}
	return ok[[]Record](t)(s.Attempts(ctx, Filter{IncludeDeleted: true}))
}

// anyFilter draws a filter.
func anyFilter(t *rapid.T) Filter {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "bounded") {
			return noon.Add(time.Duration(rapid.IntRange(-1, 121).Draw(t, "minute")) * time.Minute)
		}
		return time.Time{}
	})
	f := Filter{
		Story:          rapid.SampledFrom([]string{"", "sales", "other", "none"}).Draw(t, "story"),
		Text:           rapid.SampledFrom([]string{"", "a", "alpha", "BETA", "gam why", "t", "slow alp", "zebra", " "}).Draw(t, "text"),
		Mode:           rapid.SampledFrom([]rehearsal.Mode{"", rehearsal.ModePractice, rehearsal.ModeOneWay}).Draw(t, "mode"),
		Since:          moment.Draw(t, "since"),
		Until:          moment.Draw(t, "until"),
		IncludeDeleted: rapid.Bool().Draw(t, "deleted"),
		Alone:          rapid.Bool().Draw(t, "alone"),
		Limit:          rapid.IntRange(0, 60).Draw(t, "limit"),
		Offset:         rapid.IntRange(0, 60).Draw(t, "offset"),
	}
	if rapid.Bool().Draw(t, "by rating") {
		rated := rapid.Bool().Draw(t, "rated")
		f.Rated = &rated
	}
	return f
}

func TestAFilterGivesWhatItSaysPageByPage(t *testing.T) {
	s := openNew(t)
	all := variety(t, s)
	rapid.Check(t, func(t *rapid.T) {
		f := anyFilter(t)
		want := []string{}
		for _, r := range all {
			if f.matches(r) {
				want = append(want, r.ID)
			}
		}
		if n, err := s.Count(context.Background(), f); err != nil || n != len(want) {
			t.Fatalf("%d counted, %d wanted: %v", n, len(want), err)
		}
		want = want[min(f.Offset, len(want)):]
		if f.Limit > 0 {
			want = want[:min(f.Limit, len(want))]
		}
		page, err := s.Attempts(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, r := range page {
			got = append(got, r.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTextIsFoundWhateverItsCaseAccentsAndSigns(t *testing.T) {
	s := openNew(t)
	a := attempt(1, "sales")
	a.Title = "One-to-one talks at the Café Ünter (80% fewer)"
	a.Question.Text = "Когда вы ошиблись?"
	perform(t, s, a)
	must(t, s.SetNote(t.Context(), a.ID, `Say "number first"; NEAR the end. 日本語`))
	for text, want := range map[string]int{
		"cafe": 1, "CAFÉ": 1, "unter": 1, "one-to-one": 1, "one to": 1, "80%": 1, "вы": 1, "ОШИБ": 1, "number first": 1,
		`"number`: 1, "near": 1, "NEAR(a b)": 0, "talks AND café": 0, "日本": 1, "title:cafe": 0, "facets seen": 0, "seen": 0,
		"m7072": 0, "*": 1, "^one": 1, "(": 1, "fewer)": 1, "e\u0301": 1, "\u0301": 1, "\x00café": 1, "alks": 0,
		"\xff": 1, "'; DROP TABLE words; --": 0, strings.Repeat("a ", 300): 1,
	} {
		if n := ok[int](t)(s.Count(t.Context(), Filter{Text: text})); n != want {
			t.Errorf("%q: found %d", text, n)
		}
	}
}

// No list may read all the rows of the attempts, or sort them: it would be
// fast in a test and slow after some years.
func TestEveryListIsReadFromAnIndexInItsOrder(t *testing.T) {
	s := openNew(t)
	yes := true
	for _, f := range []Filter{
		{},
		{Limit: 50},
		{Story: "sales", Limit: 50},
		{Mode: rehearsal.ModeOneWay},
		{Rated: &yes},
		{Since: noon},
		{Until: noon},
		{Story: "sales", Rated: &yes, Mode: rehearsal.ModeOneWay, Since: noon, Until: noon, Limit: 50, Offset: 100},
		{Text: "a"},
		{Text: "a", Story: "sales", Rated: &yes, Since: noon, Limit: 50},
		{IncludeDeleted: true, Limit: 50},
	} {
		query, args := f.keys()
		plan := explainPlan(t, s, query, args)
		count, args := f.count()
		plan += explainPlan(t, s, count, args)
		for line := range strings.Lines(plan) {
			covered := strings.Contains(line, "COVERING INDEX") || strings.Contains(line, "VIRTUAL TABLE")
			if !covered || strings.Contains(line, "TEMP B-TREE") {
				t.Errorf("%+v: %s", f, line)
			}
		}
	}
	for _, query := range []string{
		`SELECT question, count(*) FROM attempts WHERE story = 'x' AND counted = 1 GROUP BY question`,
		`SELECT 1 FROM attempts a WHERE a.ended = 'unfinished' AND a.deleted = 0 ORDER BY a.key DESC`,
		`SELECT began FROM attempts WHERE story = 'x' AND deleted = 0 ORDER BY key DESC LIMIT 1`,
		`SELECT coverage FROM attempts WHERE story = 'x' AND counted = 1 AND rated = 1 ORDER BY key DESC LIMIT 1`,
	} {
		if plan := explainPlan(t, s, query, nil); !strings.Contains(plan, "INDEX") || strings.Contains(plan, "TEMP") {
			t.Errorf("%s: %s", query, plan)
		}
	}
}

func explainPlan(t *testing.T, s *Store, query string, args []any) string {
	t.Helper()
	rows, err := s.reader.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, args...)
	must(t, err)
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var line string
		must(t, rows.Scan(&id, &parent, &unused, &line))
		fmt.Fprintln(&plan, line)
	}
	must(t, rows.Err())
	return plan.String()
}
