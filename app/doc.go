// Package app opens Starling's parts and hands them to whoever asked: to the
// screens, or to a command.
//
// # From the command line to the folders
//
// NewSetup turns the two flags that every command has into a Setup: where
// things are and what the person has chosen. A flag wins over settings.toml,
// and that over the desktop's own folders. Nothing is created by looking.
//
// # The commands that need no window
//
// Check, History, Due, Export, Import, Paths and NewStory each read what they need, write to the
// writer that they are given, and return an error meant for a person. They run
// beside an open window: they take no lock, and History opens the database for
// reading only. They build and run without C.
//
// # The window
//
// Start opens it. One window holds a data folder, by the lock of package
// history; a second Start leaves a Request for the first, which raises itself
// (WatchRequests), and says so. Run, which is all that knows Fyne, is in
// window.go; a build without C has window_none.go in its place.
//
// On the first start PrepareStories copies the examples, once, and never into
// a folder that the person chose.
package app
