package app

import "starling/app/settings"

// RunOptions is what the command line asks of the window.
type RunOptions struct {
	// Paths is where things are, flags and settings already applied.
	Paths settings.Paths
	// StoriesGiven tells that --stories named the folder: the examples are
	// never copied into it.
	StoriesGiven bool
	// Rehearse is the slug of the story to open on the stage; empty for the library.
	Rehearse string
	// Version is the program's own, as `starling --version` prints it.
	Version string
}
