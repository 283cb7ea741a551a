package recording

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// State is what a recorder does.
type State int

// The states.
const (
	// Off: no microphone is open, and none is wanted.
	Off State = iota
	// Waiting: nothing is recorded. Either no answer runs, or there is nothing to record it
	// with or to; then the status says why.
	Waiting
	// Recording: what the person says is being written.
	Recording
	// Paused: the answer is paused. What the microphone hears is thrown away.
	Paused
)

// Levels is the highest level: as loud as goes without distortion, or louder.
const Levels = 5

// Status tells how recording fares.
type Status struct {
	State State
	// Level goes from 0, next to nothing, to Levels. It is 0 where the meter is off.
	Level int
	// Deaf tells that what is said now is not recorded, or would not be: there is no
	// microphone, it gives nothing but silence, or nothing can be written. Text says which.
	Deaf bool
	// Text is one line for the person: what happened, and what goes on. It is empty
	// when all is well.
	Text string
}

// What the person is told.
const (
	textNone   = "No microphone. The answer goes on; it is recorded as soon as there is one."
	textDenied = "Starling may not use the microphone: the system's settings can allow it. The answer goes on, unrecorded."
	textGone   = "The microphone has stopped. The answer goes on; recording does too as soon as it is back."
	textSilent = "The microphone gives nothing but silence: it is muted, or the system keeps it from Starling. The answer goes on."
	textNever  = "This Starling was built without sound, so it cannot record. The answer goes on."
	textOther  = "The microphone that you chose is not there, so the system's own is used."
	textFull   = "The disk is full. What was recorded until then is kept; the answer goes on, unrecorded."
)

// textLost tells how much is missing of a recording.
func textLost(samples int64) string {
	return fmt.Sprintf("The machine was too busy: %.1f s are missing from the recording, which goes on.", Span(samples).Seconds())
}

// textWrite tells why nothing more is written.
func textWrite(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return textFull
	case errors.Is(err, os.ErrExist):
		return "This answer has a recording already, which stays as it is. The answer goes on, unrecorded."
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return fmt.Sprintf("The recording cannot be written: %s: %v. What was recorded until then is kept; the answer goes on, unrecorded.", path.Path, path.Err)
	}
	return fmt.Sprintf("The recording cannot be written: %v. What was recorded until then is kept; the answer goes on, unrecorded.", err)
}

const (
	// still is how long a microphone may give nothing but zeros from its beginning. A real
	// one has noise of its own, always.
	still = 3 * time.Second
	// meterEvery is the shortest time between two levels. There is news of the microphone
	// four times a second; this keeps what a key asks for from being a fifth.
	meterEvery = 200 * time.Millisecond
)
