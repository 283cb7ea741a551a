package recording

import (
	"errors"
	"fmt"
	"testing"
)

func TestWhyThereIsNoMicrophoneIsOneLineWhateverTheSoundSystemsSay(t *testing.T) {
	refusals := []error{errors.New("the microphone of wasapi: no backend"), errors.New("the microphone of oss: no backend")}
	for _, why := range []error{errNever, errDenied, ErrNoDevice} {
		if got := plainly(errors.Join(append(refusals, fmt.Errorf("the microphone of alsa: %w", why))...)); got.Error() != why.Error() {
			t.Errorf("%v reads %q", why, got)
		}
	}
	// A system that refused is asked about before one that has nothing: it can be allowed.
	if got := plainly(errors.Join(ErrNoDevice, errDenied)); !errors.Is(got, errDenied) {
		t.Errorf("refused reads %q", got)
	}
	other := errors.New("something else")
	if got := plainly(other); !errors.Is(got, other) || plainly(nil) != nil {
		t.Errorf("another error reads %v", got)
	}
}
