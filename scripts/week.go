//go:build ignore

// Command week makes up a week of practice in a folder of its own, with the stories that come with Starling, an
// interview that is near, and what somebody leaves who rehearses every evening but one. It never writes into a folder
// that has anything in it:
//
//	go run scripts/week.go [-weeks N] [-seed N] FOLDER
//
// The same seed gives the same week, which ends yesterday.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/settings"
	"starling/app/story"
	"starling/stories"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("week: ")
	weeks := flag.Int("weeks", 1, "how many weeks of practice")
	seed := flag.Uint64("seed", 1, "which chance")
	theme := flag.String("theme", settings.ThemeSystem, `"system", "dark" or "light"`)
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run scripts/week.go [-weeks N] [-seed N] [-theme THEME] FOLDER")
		os.Exit(2)
	}
	if err := write(context.Background(), flag.Arg(0), *theme, historytest.Practice{Weeks: *weeks, Seed: *seed, Today: time.Now()}); err != nil {
		log.Fatal(err)
	}
}

func write(ctx context.Context, dir, theme string, p historytest.Practice) error {
	if files, _ := os.ReadDir(dir); len(files) > 0 {
		return fmt.Errorf("there is something in %s already; name a new folder", dir)
	}
	folder := filepath.Join(dir, "stories")
	if _, err := story.CopyExamples(stories.FS(), folder); err != nil {
		return err
	}
	prefs := settings.Defaults()
	prefs.Theme = theme
	prefs.Practice.Interviews = []settings.Interview{
		{Name: "Acme", Date: p.Today.AddDate(0, 0, 11).Format(time.DateOnly), Tags: []string{"conflict", "influence"}},
	}
	if err := settings.Save(filepath.Join(dir, "settings.toml"), prefs); err != nil {
		return err
	}
	library := story.NewLoader(folder, story.Options{Limit: prefs.Limit}).Load(ctx)
	store, _, err := history.Open(ctx, dir, history.Options{Logf: log.Printf})
	if err != nil {
		return err
	}
	if err := historytest.Week(ctx, store, library, p); err != nil {
		_ = store.Close()
		return err
	}
	return store.Close()
}
