package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"starling/app"
	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/rehearsal" //nolint:depguard // the attempts that the scripts find in history are answered here
	"starling/app/story"
)

// The scripts in testdata/script are sessions: what a person types, and what
// Starling says. Beside starling itself they have commands of their own, below, which make what a window would have made.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"starling": main,
		"answer":   func() { finish(answer(os.Args[1:])) },
		"fill":     func() { finish(fill(os.Args[1], os.Args[2])) },
		"rate":     func() { finish(rate(os.Args[1], os.Args[2])) },
		"window":   func() { finish(window(os.Args[1], os.Args[2])) },
	})
}

func finish(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("USERPROFILE", e.Getenv("HOME"))
			e.Setenv("TZ", "UTC")
			return os.Mkdir(e.Getenv("HOME"), 0o700)
		},
		Condition: func(condition string) (bool, error) {
			if condition == "cgo" {
				return withC(), nil
			}
			return false, fmt.Errorf("no condition %q", condition)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"await": await},
	})
}

// withC tells whether the test was built with C, and so has a window to open.
func withC() bool {
	info, _ := debug.ReadBuildInfo()
	for _, s := range info.Settings {
		if s.Key == "CGO_ENABLED" {
			return s.Value == "1"
		}
	}
	return false
}

// await waits for a file: that a command in the background has come so far.
func await(ts *testscript.TestScript, _ bool, args []string) {
	for range 1000 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s did not come", args[0])
}

// window stands in for an open window: it has the data folder, makes the file
// that says so, and prints the first request.
func window(dir, ready string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	lock, err := app.Claim(ctx, dir, app.Request{})
	if err != nil {
		return err
	}
	defer lock.Release()
	if err := os.WriteFile(ready, nil, 0o600); err != nil {
		return err
	}
	return app.WatchRequests(ctx, dir, func(r app.Request) {
		fmt.Printf("asked to raise; rehearse %q\n", r.Rehearse)
		stop()
	})
}

// fill puts many attempts into history.
func fill(dir, attempts string) error {
	n, err := strconv.Atoi(attempts)
	if err != nil {
		return err
	}
	store, _, err := history.Open(context.Background(), dir, history.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	return historytest.Fill(context.Background(), store, []string{"a-story"}, n, 1)
}

// rate rates the Action of the latest attempt.
func rate(dir, rating string) error {
	n, err := strconv.Atoi(rating)
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, _, err := history.Open(ctx, dir, history.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	latest, err := store.Attempts(ctx, history.Filter{Limit: 1})
	if err != nil {
		return err
	}
	return store.Rate(ctx, latest[0].ID, story.Action, n)
}

// answer puts an attempt into history: the data folder, the story's slug, when
// it began, then what is said of it ("action=4", "note=…"), or "unfinished".
func answer(args []string) error {
	dir, slug := args[0], args[1]
	started, err := time.Parse(time.RFC3339, args[2])
	if err != nil {
		return err
	}
	said := map[string]string{}
	for _, arg := range args[3:] {
		field, value, _ := strings.Cut(arg, "=")
		said[field] = value
	}
	_, unfinished := said["unfinished"]
	a, events, err := answered(slug, started, unfinished)
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, _, err := history.Open(ctx, dir, history.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Begin(ctx, a); err != nil {
		return err
	}
	if err := store.Append(ctx, a.ID, events...); err != nil {
		return err
	}
	return say(ctx, store, a.ID, said)
}

// answered is an answer of a story in four sections: Situation is left ten
// seconds after its boundary, and the whole takes two minutes and five seconds.
func answered(slug string, started time.Time, unfinished bool) (rehearsal.Attempt, []rehearsal.Event, error) {
	some := story.Section{Points: []string{"x"}}
	s := story.Story{Slug: slug, Situation: some, Task: some, Action: some, Result: some}
	plan, err := rehearsal.NewPlan(s, rehearsal.PlanOptions{})
	if err != nil {
		return rehearsal.Attempt{}, nil, err
	}
	session := rehearsal.NewSession(plan, rehearsal.Options{})
	session.Start(started)
	session.Mark(started.Add(34 * time.Second))
	if !unfinished {
		session.Finish(started.Add(125 * time.Second))
	}
	a := session.Attempt()
	a.ID = fmt.Sprintf("01900000-0000-7000-8000-%012x", started.Unix())
	a.Story, a.Title = slug, strings.ReplaceAll(slug, "-", " ")
	a.Question = rehearsal.Question{ID: "why", Text: "Why?"}
	a.Prompt, a.Mode = rehearsal.PromptPoints, rehearsal.ModePractice
	return a, session.Events(), nil
}

// say rates the attempt and notes what is to be noted.
func say(ctx context.Context, store *history.Store, id string, said map[string]string) error {
	for _, n := range append(story.SectionNames(), rehearsal.Delivery) {
		rating, err := strconv.Atoi(said[string(n)])
		if err != nil {
			continue
		}
		if err := store.Rate(ctx, id, n, rating); err != nil {
			return err
		}
	}
	if note, ok := said["note"]; ok {
		return store.SetNote(ctx, id, note)
	}
	return nil
}

func TestTheVersionIsThatOfTheApp(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("Version = %q", version); !strings.Contains(string(data), want) {
		t.Errorf("FyneApp.toml does not say %s", want)
	}
}

func TestTheHelpTellsOfEveryCommandAndFlag(t *testing.T) {
	for _, word := range []string{
		"rehearse SLUG", "check [PATH…]", "history", "starling due", "starling export", "new TITLE", "import NOTES…", "paths",
		"--json", "--csv", "--story", "--since", "--html", "--csv-stories", "--markdown", "--out", "--tag", "--without-notes", "--into", "--dry-run", "--stories", "--data", "--version", "--help", "Exit codes",
	} {
		if !strings.Contains(help, word) {
			t.Errorf("nothing of %s", word)
		}
	}
	for _, line := range strings.Split(help, "\n") {
		if len([]rune(line)) > 86 {
			t.Errorf("too long for a terminal: %s", line)
		}
	}
}
