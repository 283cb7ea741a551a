package ui

import (
	"os"
	"strings"
	"testing"

	"starling/app/settings"
)

// withInterviews opens Starling with these interviews in the settings.
func withInterviews(all ...settings.Interview) func(*settings.Settings) {
	return func(s *settings.Settings) { s.Practice.Interviews = all }
}

// acme is five days after noon, and asks for what the bridge is about.
func acme() settings.Interview {
	return settings.Interview{Name: "Acme", Date: "2026-03-07", Tags: []string{"influence"}}
}

// interviewsKept gives the interviews as they stand in the file, a line each.
func (r *rig) interviewsKept() []string {
	var lines []string
	for _, i := range r.kept().Practice.Interviews {
		lines = append(lines, strings.Join(append([]string{i.Name, i.Date}, i.Tags...), " "))
	}
	return lines
}

// fill writes into the fields of an interview from the first on.
func (r *rig) fill(texts ...string) {
	r.Helper()
	for i, text := range texts {
		if i > 0 {
			r.press("Tab")
		}
		r.press("Ctrl+A")
		r.typeText(text)
	}
}

func TestAnInterviewIsAddedByKeys(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Interviews", "")
	want(t, "the focus", r.focus(), "Field")
	r.fill("Acme", "2026-03-07", "conflict, influence ,")
	r.press("Enter")
	wantAll(t, "kept", r.interviewsKept(), "Acme 2026-03-07 conflict influence")
	r.wantText("Acme", "7 Mar, in 5 days. It asks for conflict, influence: 2 stories.")
	want(t, "the focus", r.focus(), "Edit")
	r.press("Ctrl+1")
	r.wantText("Acme in 5 days: it asks for conflict, influence.")
}

func TestWhatIsWrongWithAnInterviewStandsBesideItsField(t *testing.T) {
	r := start(t, withInterviews(acme()))
	r.press("Ctrl+5")
	r.set("Interviews", "")
	r.press("Enter")
	r.wantText("An interview needs a name", "An interview needs its day: write it as 2026-12-03.")
	r.fill("acme", "7 March")
	r.press("Enter")
	r.wantText(`"acme" is there already; give each interview a name of its own`, `"7 March" is not a date; write the day as 2026-12-03`)
	r.wantNoText("An interview needs")
	r.fill("Globex", "2026-02-07")
	r.press("Enter")
	r.wantText("2026-02-07 is over; write a day from today on.")
	wantAll(t, "kept", r.interviewsKept(), "Acme 2026-03-07 influence")
	r.press("Esc")
	r.wantNoText("is over; write a day")
	want(t, "the focus", r.focus(), "Add an interview")
	wantAll(t, "kept", r.interviewsKept(), "Acme 2026-03-07 influence")
}

func TestAnInterviewIsChangedInItsPlace(t *testing.T) {
	globex := settings.Interview{Name: "Globex", Date: "2026-01-02"} // over: it may be renamed all the same
	r := start(t, withInterviews(globex, acme()))
	r.press("Ctrl+5")
	r.wantText("2 Jan, 59 days ago: it is over and changes nothing. It asks for all stories.")
	r.set("Globex", "")
	r.fill("Initech", "2026-01-02", "nobody has this")
	r.press("Enter")
	wantAll(t, "kept", r.interviewsKept(), "Initech 2026-01-02 nobody has this", "Acme 2026-03-07 influence")
	r.wantText("It asks for nobody has this: no story has any of these tags yet.")
	r.set("Acme", "")
	r.press("Esc")
	wantAll(t, "kept after Esc", r.interviewsKept(), "Initech 2026-01-02 nobody has this", "Acme 2026-03-07 influence")
}

func TestAnInterviewIsRemovedAndBroughtBack(t *testing.T) {
	r := start(t, withInterviews(acme()))
	r.press("Ctrl+5")
	r.shell.focus(r.controls("Acme")[1])
	r.press("Space")
	wantAll(t, "kept", r.interviewsKept())
	r.wantText("The interview Acme was removed.")
	r.press("Ctrl+Z")
	wantAll(t, "kept", r.interviewsKept(), "Acme 2026-03-07 influence")
	r.shell.focus(r.controls("Acme")[1])
	r.press("Space", "Ctrl+1", "Ctrl+Z")
	wantAll(t, "kept", r.interviewsKept(), "Acme 2026-03-07 influence")
}

func TestInterviewsWrittenByHandSurviveThoseOfTheScreen(t *testing.T) {
	r := start(t)
	const byHand = "# mine\n[practice]\ninterviews = [\n  { name = \"Globex\", date = 2026-03-20 }, # the panel\n]\n"
	r.must(os.WriteFile(r.config, []byte(byHand), 0o600))
	r.press("Ctrl+5")
	r.set("Interviews", "")
	r.fill("Acme", "2026-03-07")
	r.press("Enter")
	data, err := os.ReadFile(r.config)
	r.must(err)
	if wanted := strings.Replace(byHand, "\n]", "\n  { name = \"Acme\", date = 2026-03-07 },\n]", 1); string(data) != wanted {
		t.Errorf("%s", data)
	}
	r.wantText("Globex", "Acme")
}

func TestPracticeIsSteeredInTheSettings(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Retention", "95%")
	want(t, "the retention", r.kept().Practice.Retention, 95)
	r.set("Notification", "")
	want(t, "notify", r.kept().Practice.Notify, true)
	want(t, "what holds", r.shell.settings.Practice.Notify, true)
}
