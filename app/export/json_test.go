package export

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"starling/app/history"
	"starling/app/story"
)

// schema is the schema in docs, as strict as can be: what it does not describe
// is refused.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "schema", "export-v1.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	refuseUnknown(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("export-v1.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("export-v1.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func refuseUnknown(schema any) {
	switch schema := schema.(type) {
	case map[string]any:
		if _, ok := schema["properties"]; ok && schema["type"] == "object" {
			schema["additionalProperties"] = false
		}
		for _, inner := range schema {
			refuseUnknown(inner)
		}
	case []any:
		for _, inner := range schema {
			refuseUnknown(inner)
		}
	}
}

func valid(t interface{ Fatal(...any) }, s *jsonschema.Schema, text string) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Fatal(err)
	}
}

func TestTheJSONIsAsItsSchemaSays(t *testing.T) {
	s := schema(t)
	valid(t, s, written(t, "json", sample()))
	valid(t, s, written(t, "json", Data{Program: "starling", Made: time.Now()}))
	d := sample()
	d.Scope = Scope{Story: "the-ninth-call", Tag: "customers", Since: d.Made, WithoutNotes: true}
	valid(t, s, written(t, "json", d))
}

func TestTheSchemaRefusesWhatIsNoExport(t *testing.T) {
	s, text := schema(t), written(t, "json", sample())
	for _, change := range [][2]string{
		{`"version":1`, `"version":2`},
		{`"starling-export"`, `"other"`},
		{`"slug":`, `"slog":`},
		{`"name":"task"`, `"name":"tusk"`},
		{`"started":"2026-`, `"started":"26-`},
		{`"rating":2`, `"rating":9`},
		{`"changes":[{"id"`, `"changes":[{"no"`},
	} {
		wrong := strings.Replace(text, change[0], change[1], 1)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if wrong == text || err != nil {
			t.Fatalf("%q changes nothing, or too much: %v", change[0], err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("%s is taken", change[1])
		}
	}
}

// read is an export as another program would read it.
type read struct {
	jsonHead
	Stories   []jsonStory       `json:"stories"`
	Questions []jsonCategory    `json:"questions"`
	Attempts  []json.RawMessage `json:"attempts"`
}

func readJSON(t interface{ Fatal(...any) }, text string) read {
	var r read
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// story is the story again.
func (j jsonStory) story() story.Story {
	length := func(s *float64) time.Duration {
		if s == nil {
			return 0
		}
		return time.Duration(*s*1000+0.5) * time.Millisecond
	}
	s := story.Story{
		Slug: j.Slug, Title: j.Title, Tags: j.Tags, Answers: j.Answers, Limit: length(j.Limit),
		Polished: j.Polished, Followups: j.Followups, Notes: j.Notes, MarkedDraft: j.Draft,
	}
	for _, section := range j.Sections {
		*sectionOf(&s, story.SectionName(section.Name)) = story.Section{
			Target: length(section.Target), Points: section.Points, Script: section.Script,
		}
	}
	return s
}

func sectionOf(s *story.Story, n story.SectionName) *story.Section {
	switch n {
	case story.Situation:
		return &s.Situation
	case story.Task:
		return &s.Task
	case story.Action:
		return &s.Action
	case story.Result:
		return &s.Result
	}
	return &s.Lessons
}

func TestTheJSONHoldsEveryStoryWhole(t *testing.T) {
	s := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		d := sample()
		d.Stories = rapid.SliceOfN(stories(), 0, 3).Draw(t, "stories")
		var b bytes.Buffer
		if err := WriteJSON(&b, d); err != nil {
			t.Fatal(err)
		}
		valid(t, s, b.String())
		var got []story.Story
		for _, j := range readJSON(t, b.String()).Stories {
			got = append(got, j.story())
		}
		if diff := cmp.Diff(d.Stories, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheJSONHoldsEachAttemptAsHistoryWritesIt(t *testing.T) {
	d := sample()
	got := readJSON(t, written(t, "json", d))
	var b bytes.Buffer
	if err := history.WriteJSON(&b, d.records()); err != nil {
		t.Fatal(err)
	}
	want := readJSON(t, b.String())
	if len(got.Attempts) != len(d.Attempts) {
		t.Fatal(len(got.Attempts))
	}
	for i := range want.Attempts {
		var own, other map[string]any
		if err := json.Unmarshal(got.Attempts[i], &own); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(want.Attempts[i], &other); err != nil {
			t.Fatal(err)
		}
		for key, value := range other {
			if diff := cmp.Diff(value, own[key]); diff != "" {
				t.Errorf("attempt %d, %s: %s", i, key, diff)
			}
		}
	}
	var a struct {
		Number     int
		QuestionID string `json:"question_id"`
		Changes    []history.Change
	}
	if err := json.Unmarshal(got.Attempts[0], &a); err != nil {
		t.Fatal(err)
	}
	if a.Number != 24 || a.QuestionID != "conflict-other-team" {
		t.Error(a.Number, a.QuestionID)
	}
	if diff := cmp.Diff(d.Attempts[0].Changes, a.Changes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]jsonCategory{categoryJSON(d.Bank.Categories[0]), categoryJSON(d.Bank.Categories[1])}, got.Questions); diff != "" {
		t.Error(diff)
	}
}
