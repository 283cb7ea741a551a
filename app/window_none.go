//go:build !cgo

package app

import (
	"context"
	"errors"
)

// ErrNoWindow says that this build of Starling cannot open a window.
var ErrNoWindow = errors.New("this build of Starling has no window; build it with cgo (CGO_ENABLED=1) and a C compiler. " +
	"The commands check, history, paths and new work without one")

// windowReady tells that no window can be opened.
func windowReady() error { return ErrNoWindow }

// Run would open the window; without cgo there is none to open.
func Run(context.Context, RunOptions) error { return ErrNoWindow }
