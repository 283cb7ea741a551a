package app

import (
	"context"
	"errors"
	"time"

	"starling/app/history"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui"
)

// recordings are those in the data folder, as the screens use them.
type recordings struct {
	data    string
	history interface {
		Attempt(ctx context.Context, id string) (history.Record, error)
	}
}

func (r recordings) dir() string { return recording.Dir(r.data) }

// Open opens the recording of an attempt.
func (r recordings) Open(id string) (ui.Take, error) {
	t, err := recording.Open(r.dir(), id)
	if err != nil {
		return nil, err
	}
	return openTake{t}, nil
}

// Remove deletes the recording of an attempt.
func (r recordings) Remove(id string) error { return recording.Remove(r.dir(), id) }

// Space tells how many recordings there are, and their bytes.
func (r recordings) Space() (n int, bytes int64, err error) {
	bytes, n, err = recording.Space(r.dir())
	return n, bytes, err
}

// RemoveAll deletes every recording.
func (r recordings) RemoveAll() (int, error) {
	before, _, err := r.Space()
	if err != nil {
		return 0, err
	}
	err = errors.Join(recording.DeleteAll(r.dir()), clearTranscribing(r.dir()))
	left, _, spaceErr := r.Space()
	return before - left, errors.Join(err, spaceErr)
}

// Tidy deletes the recordings that are not to be kept any longer: those of
// attempts that were deleted, and those that the settings do not keep. What is
// still to be rated is kept until then.
func (r recordings) Tidy(ctx context.Context, keep settings.Recording, rating string) error {
	ids, err := recording.IDs(r.dir())
	if err != nil {
		return err
	}
	var known []recording.Kept
	for _, id := range ids {
		a, err := r.history.Attempt(ctx, id)
		switch {
		case errors.Is(err, history.ErrNotFound) || id == rating:
			continue
		case err != nil:
			return err
		case a.Deleted:
			if err := r.Remove(id); err != nil {
				return err
			}
			continue
		case a.Ended == rehearsal.Unfinished && !a.Rated && !a.Kept:
			continue // it is offered for rating
		}
		of := a.Story
		if a.Alone() {
			of = "question " + a.Question.ID
		}
		known = append(known, recording.Kept{ID: id, Story: of, When: a.Started})
	}
	_, err = recording.Sweep(r.dir(), policy(keep), time.Now(), known)
	return err
}

// policy is what the settings say of how long recordings are kept.
func policy(s settings.Recording) recording.Policy {
	switch s.Keep {
	case settings.KeepDays:
		return recording.Policy{Keep: recording.KeepDays, N: s.Days}
	case settings.KeepLast:
		return recording.Policy{Keep: recording.KeepPerStory, N: s.Last}
	case settings.KeepRating:
		return recording.Policy{Keep: recording.KeepNone}
	}
	return recording.Policy{Keep: recording.KeepAll}
}

// Devices gives the microphones.
func (recordings) Devices() ([]recording.Device, error) { return recording.Devices() }

// Test opens a microphone to try it.
func (recordings) Test(device string, told func(recording.Status)) (end func()) {
	return recording.Test(device, told)
}

// Transcribe has a recording written down.
func (r recordings) Transcribe(ctx context.Context, command, id string) (string, error) {
	t, err := recording.Open(r.dir(), id)
	if err != nil {
		return "", err
	}
	defer t.Close()
	return transcribe(ctx, command, r.dir(), t)
}

// openTake is a recording that is read.
type openTake struct{ *recording.Take }

// Outline gives its outline.
func (t openTake) Outline(ctx context.Context, n int) ([]recording.Peak, error) {
	return recording.Peaks(ctx, t.Take, n)
}
