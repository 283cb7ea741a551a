//go:build linux && (demo || bench || soak)

package e2e

import (
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
)

// known reads what history knows of the latest attempt: itself and its events.
func (h home) known(t *testing.T) (history.Record, []rehearsal.Event) {
	t.Helper()
	store, err := history.OpenReader(t.Context(), h.data())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	records, err := store.Attempts(t.Context(), history.Filter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(records) == 0 {
		return history.Record{}, nil
	}
	events, err := store.Events(t.Context(), records[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return records[0], events
}

// cueMoment is when a cue fell due, and was shown.
func (h home) cueMoment(t *testing.T, id string, kind rehearsal.CueKind) time.Time {
	t.Helper()
	store, err := history.OpenReader(t.Context(), h.data())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	events, err := store.Events(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Cue == kind && e.Given {
			return e.Moment
		}
	}
	t.Fatalf("no %s cue among %v", kind, events)
	return time.Time{}
}

// checked fails the test if the history is damaged. No window is open.
func (h home) checked(t *testing.T) {
	t.Helper()
	store, report, err := history.Open(t.Context(), h.data(), history.Options{Logf: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Check(t.Context()); err != nil || len(report.Messages) > 0 {
		t.Errorf("the history: %v, %q", err, report.Messages)
	}
}
