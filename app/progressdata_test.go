package app

import (
	"context"
	"reflect"
	"testing"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/practice"
	"starling/app/progress"
)

// practised history: one of some hundred attempts at three stories.
func filledHistory(t *testing.T) (practiceHistory, []history.Record) {
	t.Helper()
	ctx := t.Context()
	store, _, err := history.Open(ctx, t.TempDir(), history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := historytest.Fill(ctx, store, []string{"a", "b", "c"}, 400, 7); err != nil {
		t.Fatal(err)
	}
	records, err := store.Attempts(ctx, history.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	late := newLateHistory(ctx)
	late.open(store, history.NewRecorder(store, func(err error) { t.Error(err) }))
	t.Cleanup(func() { _ = late.close(context.Background()) })
	return practiceHistory{late}, records
}

func TestTheProgressOfHistoryIsThatOfItsAttempts(t *testing.T) {
	source, records := filledHistory(t)
	all := listOf(records)
	today := all[0].Day()
	for name, stories := range map[string][]string{"all": nil, "a story": {"b"}, "a tag": {"a", "c"}, "none": {}} {
		for _, period := range progress.Periods() {
			got, err := progress.Read(t.Context(), source, stories, period, today)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := progress.Read(t.Context(), all, stories, period, today)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: what is read differs from what the attempts say", name, period)
			}
			if name == "all" && period == progress.AllTime && len(want.Days) < 5 {
				t.Errorf("there are only %d days", len(want.Days))
			}
		}
	}
}

func TestTheCardsOfHistoryAreThoseOfTheCommandLine(t *testing.T) {
	source, records := filledHistory(t)
	got, err := source.cards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var attempts []practice.Attempt
	for _, r := range records {
		attempts = append(attempts, practised(r))
	}
	if want := practice.Replay(attempts); len(got) != 3 || !reflect.DeepEqual(got, want) {
		t.Errorf("there are %d cards, want %d that are the same", len(got), len(want))
	}
}
