// Package ui is Starling's screens: the stories, the questions, the stage, the
// rating, the history and the settings.
//
// A [Shell] holds the window and shows one screen at a time. Each screen is a
// struct of its own: what it shows it builds in content, what the person does
// arrives in onX methods or in press, which is given each key once, however
// long it is held. The shell is handed everything that it works with as
// [Parts]; it opens no file and no device by itself, so that a test can drive
// every screen with a clock of its own and no display.
//
// The threads: everything here runs on the main one. What takes time is
// fetched beside it by Shell.fetch, which comes back to the main thread once,
// to paint. Writing goes through Parts.Recorder, which never waits.
//
// While an answer runs, the stage asks its session when the next thing changes
// that can be seen, and sleeps until then. When no answer runs nothing ticks.
package ui
