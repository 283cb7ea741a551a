package history

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/rehearsal"
	"starling/app/story"
)

// printed are two attempts with everything that can be printed: one whole, one
// cut off in its first section and without a word said of it.
func printed() []Record {
	a := attempt(1, "sales")
	a.Title, a.Question.Text = "One source of truth for sales planning", "Tell me about a <conflict>."
	first := Record{
		Attempt: rehearsal.Replay(a, whole(a)), Number: 2, Offset: 7200,
		Ratings: map[story.SectionName]int{story.Situation: 4, story.Action: 5, story.Result: 3, rehearsal.Delivery: 4},
		Note:    "Slower.\nSay \"80%\" first.", Coverage: 75, Rated: true, Grade: "hard",
	}
	first.ID, first.Paused = "0190-first", 1500*time.Millisecond
	b := attempt(2, "other")
	b.Question = rehearsal.Question{}
	second := Record{Attempt: rehearsal.Replay(b, nil), Number: 1, Offset: 7200}
	second.ID, second.Spoken, second.Splits[0].Spent = "0190-second", 12345678*time.Microsecond, 12345678*time.Microsecond
	second.Mode, second.Prompt = rehearsal.ModeOneWay, rehearsal.PromptQuestion
	return []Record{first, second}
}

func TestTheJSONIsAsDocumented(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteJSON(&out, printed()))
	want := `{"version":1,"attempts":[
{"id":"0190-first","story":"sales","title":"One source of truth for sales planning","question":"Tell me about a <conflict>.",` +
		`"started":"2026-02-01T12:01:00+02:00","limit_s":100,"spoken_s":90,"prompt":"points","mode":"practice","paused_s":1.5,"ended":"finished",` +
		`"sections":[{"name":"situation","target_s":20,"spent_s":18,"ended_by":"mark","rating":4},` +
		`{"name":"task","target_s":10,"spent_s":12,"ended_by":"auto","rating":null},` +
		`{"name":"action","target_s":60,"spent_s":55,"ended_by":"mark","rating":5},` +
		`{"name":"result","target_s":10,"spent_s":5,"ended_by":"finish","rating":3}],` +
		`"delivery_rating":4,"coverage":75,"note":"Slower.\nSay \"80%\" first.","grade":"hard"}
,{"id":"0190-second","story":"other","title":"Title of other","question":"",` +
		`"started":"2026-02-01T12:02:00+02:00","limit_s":100,"spoken_s":12.346,"prompt":"question","mode":"one-way","paused_s":0,"ended":"unfinished",` +
		`"sections":[{"name":"situation","target_s":20,"spent_s":12.346,"ended_by":null,"rating":null},` +
		`{"name":"task","target_s":10,"spent_s":0,"ended_by":null,"rating":null},` +
		`{"name":"action","target_s":60,"spent_s":0,"ended_by":null,"rating":null},` +
		`{"name":"result","target_s":10,"spent_s":0,"ended_by":null,"rating":null}],` +
		`"delivery_rating":null,"coverage":null,"note":"","grade":null}
]}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	if !json.Valid(out.Bytes()) {
		t.Error("it is no JSON")
	}
}

func TestNoAttemptsAreAnEmptyListInJSON(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteJSON(&out, nil))
	if got := strings.ReplaceAll(out.String(), "\n", ""); got != `{"version":1,"attempts":[]}` {
		t.Error(got)
	}
	out.Reset()
	must(t, WriteJSON(&out, []Record{{}}))
	if !strings.Contains(out.String(), `"sections":[]`) || !json.Valid(out.Bytes()) {
		t.Error(out.String())
	}
}

func TestTheCSVHasALineForEachAttemptAndColumnsForEachSection(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteCSV(&out, printed()))
	lines := ok[[][]string](t)(csv.NewReader(&out).ReadAll())
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	want := [][]string{
		{"id", "0190-first", "0190-second"},
		{"story", "sales", "other"},
		{"title", "One source of truth for sales planning", "Title of other"},
		{"question", "Tell me about a <conflict>.", ""},
		{"started", "2026-02-01T12:01:00+02:00", "2026-02-01T12:02:00+02:00"},
		{"limit_s", "100", "100"},
		{"spoken_s", "90", "12.346"},
		{"prompt", "points", "question"},
		{"mode", "practice", "one-way"},
		{"paused_s", "1.5", "0"},
		{"ended", "finished", "unfinished"},
		{"situation_target_s", "20", "20"},
		{"situation_spent_s", "18", "12.346"},
		{"situation_ended_by", "mark", ""},
		{"situation_rating", "4", ""},
		{"task_target_s", "10", "10"},
		{"task_spent_s", "12", "0"},
		{"task_ended_by", "auto", ""},
		{"task_rating", "", ""},
		{"action_target_s", "60", "60"},
		{"action_spent_s", "55", "0"},
		{"action_ended_by", "mark", ""},
		{"action_rating", "5", ""},
		{"result_target_s", "10", "10"},
		{"result_spent_s", "5", "0"},
		{"result_ended_by", "finish", ""},
		{"result_rating", "3", ""},
		{"lessons_target_s", "", ""},
		{"lessons_spent_s", "", ""},
		{"lessons_ended_by", "", ""},
		{"lessons_rating", "", ""},
		{"delivery_rating", "4", ""},
		{"coverage", "75", ""},
		{"note", "Slower.\nSay \"80%\" first.", ""},
		{"grade", "hard", ""},
	}
	var got [][]string
	for i := range lines[0] {
		got = append(got, []string{lines[0][i], lines[1][i], lines[2][i]})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASpreadsheetTakesNoTextForAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"  =1": "'  =1", "＝1": "'＝1", "\ufeff=1": "'\ufeff=1", "\tx": "'\tx", "\x00=1": "'\x00=1", "\u00a0-1": "'\u00a0-1",
		"a=1": "a=1", "": "", " ": " ", "'=1": "'=1", "80%": "80%", "„Zitat“": "„Zitat“",
	} {
		if got := safe(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	r := printed()[0]
	r.Title, r.Question.Text, r.Note, r.Story = "=a", "+b", "-c", "@d"
	var out bytes.Buffer
	must(t, WriteCSV(&out, []Record{r}))
	line := ok[[][]string](t)(csv.NewReader(&out).ReadAll())[1]
	if line[1] != "'@d" || line[2] != "'=a" || line[3] != "'+b" || line[len(line)-2] != "'-c" {
		t.Error(line)
	}
}

func TestTheTableReadsAtEightyColumns(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteText(&out, printed()))
	want := `STARTED           STORY                     SPOKEN/LIMIT  ENDED       COVERAGE
2026-02-01 12:01  One source of truth for…     1:30/1:40  finished         75%
    S 0:18/0:20 4  T 0:12/0:10  A 0:55/1:00 5  R 0:05/0:10 3  delivery 4
    graded hard
    “Slower. Say "80%" first.”
2026-02-01 12:02  Title of other               0:12/1:40  unfinished
    S 0:12/0:20  T 0:00/0:10  A 0:00/1:00  R 0:00/0:10
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	out.Reset()
	must(t, WriteText(&out, nil))
	if out.String() != "There are no attempts here yet.\n" {
		t.Error(out.String())
	}
}

func TestNoLineOfTheTableIsWiderThanEightyColumns(t *testing.T) {
	r := printed()[0]
	r.Coverage, r.Ended = 100, rehearsal.Unfinished
	for i := range r.Splits {
		r.Splits[i].Target, r.Splits[i].Spent = time.Hour, 69*time.Minute
		r.Ratings[r.Splits[i].Section] = 5
	}
	r.Splits = append(r.Splits, r.Splits[0])
	r.Plan.Limit, r.Spoken = time.Hour, 70*time.Minute
	for _, title := range []string{
		strings.Repeat("long ", 40), strings.Repeat("日本語", 20), strings.Repeat("é", 60), strings.Repeat("e\u0301", 60),
		strings.Repeat("🙂", 30), "\x1b[31mred\x1b[0m", "x", "",
	} {
		r.Title, r.Note = title, title+title
		var out bytes.Buffer
		must(t, WriteText(&out, []Record{r}))
		if strings.ContainsAny(out.String(), "\x1b\t\r") {
			t.Errorf("%q reaches the terminal", title)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if n := columnsOf(line); n > lineWidth || line != strings.TrimRight(line, " ") {
				t.Errorf("%d columns: %q", n, line)
			}
		}
	}
}

func TestAnAttemptWithoutATitleIsNamedByItsStoryOrItsQuestion(t *testing.T) {
	r := printed()[0]
	r.Title = ""
	if line := headLine(r); !strings.Contains(line, "  sales  ") {
		t.Error(line)
	}
	r.Story = ""
	if line := headLine(r); !strings.Contains(line, "Tell me about a <confli…") {
		t.Error(line)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, ErrFull }

func TestPrintingToAFullDiskIsAnError(t *testing.T) {
	for name, write := range map[string]error{
		"JSON": WriteJSON(full{}, printed()), "CSV": WriteCSV(full{}, printed()),
		"text": WriteText(full{}, printed()), "no text": WriteText(full{}, nil),
	} {
		if !errors.Is(write, ErrFull) {
			t.Errorf("%s: %v", name, write)
		}
	}
}
