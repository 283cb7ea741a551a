package history

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

type ratings = map[story.SectionName]int

func TestRatingsBeforeAndAfterListeningAreKeptApart(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(ctx, a.ID, story.Situation, 5))
	must(t, s.Rate(ctx, a.ID, story.Situation, 4))
	must(t, s.Rate(ctx, a.ID, story.Task, 3))
	must(t, s.Rate(ctx, a.ID, story.Action, 5))
	must(t, s.Rate(ctx, a.ID, rehearsal.Delivery, 4))
	must(t, s.Rate(ctx, a.ID, rehearsal.Delivery, 0)) // taken back
	must(t, s.Listen(ctx, a.ID))
	must(t, s.Listen(ctx, a.ID)) // once more says nothing new
	must(t, s.Rate(ctx, a.ID, story.Situation, 2))
	must(t, s.Rate(ctx, a.ID, story.Task, 3)) // it was right
	must(t, s.Rate(ctx, a.ID, rehearsal.Delivery, 2))
	heard := ok[Heard](t)(s.Heard(ctx, a.ID))
	if want := (ratings{story.Situation: 4, story.Task: 3, story.Action: 5}); !heard.Listened || !maps.Equal(heard.Before, want) {
		t.Errorf("before: %v", heard)
	}
	if want := (ratings{story.Situation: 2, story.Task: 3, rehearsal.Delivery: 2}); !maps.Equal(heard.After, want) {
		t.Errorf("after: %v", heard.After)
	}
	if got := ok[Record](t)(s.Attempt(ctx, a.ID)).Ratings; !maps.Equal(got, ratings{story.Situation: 2, story.Task: 3, story.Action: 5, rehearsal.Delivery: 2}) {
		t.Errorf("what holds: %v", got)
	}
	all := ok[[]Listening](t)(s.Listenings(ctx))
	if len(all) != 1 || all[0].ID != a.ID || all[0].Story != "sales" || !all[0].Started.Equal(a.Started) ||
		!maps.Equal(all[0].Before, ratings{story.Situation: 4, story.Task: 3}) || !maps.Equal(all[0].After, ratings{story.Situation: 2, story.Task: 3}) {
		t.Errorf("compared: %+v", all)
	}
}

func TestOnlyWhatWasRatedAgainAndIsNotDeletedIsCompared(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n := range 4 {
		a := perform(t, s, attempt(n+1, fmt.Sprint("story-", n)))
		must(t, s.Rate(ctx, a.ID, story.Task, 4))
		if n != 0 { // 0 is never listened to
			must(t, s.Listen(ctx, a.ID))
		}
		if n != 1 { // 1 is not rated again
			must(t, s.Rate(ctx, a.ID, story.Task, 3))
		}
		if n == 2 {
			must(t, s.Delete(ctx, a.ID))
		}
	}
	all := ok[[]Listening](t)(s.Listenings(ctx))
	if len(all) != 1 || all[0].Story != "story-3" {
		t.Errorf("compared: %+v", all)
	}
}

func TestWhatWasMeasuredWrittenDownAndCountedIsKeptWithTheAttempt(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	var ids []string
	for n := range 4 {
		a := perform(t, s, attempt(n+1, "sales"))
		ids = append(ids, a.ID)
		must(t, s.SetDelivery(ctx, a.ID, "measured at first"))
		must(t, s.SetDelivery(ctx, a.ID, fmt.Sprint("measured ", n)))
	}
	if h := ok[Heard](t)(s.Heard(ctx, ids[0])); h.Counted || h.Transcript != "" || h.Delivery != "measured 0" {
		t.Errorf("%+v", h)
	}
	must(t, s.SetFillers(ctx, ids[0], 0))
	must(t, s.SetTranscript(ctx, ids[0], "um, so"))
	if h := ok[Heard](t)(s.Heard(ctx, ids[0])); !h.Counted || h.Fillers != 0 || h.Transcript != "um, so" {
		t.Errorf("%+v", h)
	}
	must(t, s.SetFillers(ctx, ids[0], 12))
	if h := ok[Heard](t)(s.Heard(ctx, ids[0])); h.Fillers != 12 {
		t.Errorf("%+v", h)
	}
	must(t, s.Delete(ctx, ids[2]))
	must(t, s.SetDelivery(ctx, ids[1], "")) // taken back
	texts := func(most int) (texts []string) {
		for _, d := range ok[[]Delivered](t)(s.Deliveries(ctx, most)) {
			texts = append(texts, d.Text)
		}
		return texts
	}
	if got := texts(10); !slices.Equal(got, []string{"measured 3", "measured 0"}) {
		t.Errorf("measured: %q", got)
	}
	if got := texts(1); !slices.Equal(got, []string{"measured 3"}) {
		t.Errorf("the latest: %q", got)
	}
	for _, wrong := range []int{-1, 10_000} {
		if err := s.SetFillers(ctx, ids[0], wrong); !errors.Is(err, ErrInvalid) {
			t.Errorf("%d fillers: %v", wrong, err)
		}
	}
}

func TestWhatWasHeardComesToAnotherMachine(t *testing.T) {
	here, there := openNew(t), openNew(t)
	ctx := t.Context()
	a := perform(t, there, attempt(1, "sales"))
	must(t, there.Rate(ctx, a.ID, story.Task, 4))
	must(t, there.Listen(ctx, a.ID))
	must(t, there.Rate(ctx, a.ID, story.Task, 4))
	must(t, there.SetFillers(ctx, a.ID, 3))
	must(t, there.SetDelivery(ctx, a.ID, "measured"))
	must(t, there.SetTranscript(ctx, a.ID, "I asked them"))
	want := ok[Heard](t)(there.Heard(ctx, a.ID))
	must(t, there.Close())
	ok[Merged](t)(here.Merge(ctx, there.Dir(), MergeOptions{}))
	got := ok[Heard](t)(here.Heard(ctx, a.ID))
	if !maps.Equal(got.Before, want.Before) || !maps.Equal(got.After, want.After) || got.Fillers != 3 || got.Delivery != "measured" || got.Transcript != "I asked them" {
		t.Errorf("came: %+v, want %+v", got, want)
	}
}

func TestWhatCannotHaveBeenHeardIsNotTaken(t *testing.T) {
	for _, c := range []struct {
		field, value string
		want         bool
	}{
		{"listened", "1", true},
		{"listened", "0", false},
		{"fillers", "0", true},
		{"fillers", "12", true},
		{"fillers", "-1", false},
		{"fillers", "012", false},
		{"fillers", "10000", false},
		{"fillers", "many", false},
		{"delivery", "", true},
		{"transcript", "um", true},
	} {
		if got := sensible(c.field, c.value); got != c.want {
			t.Errorf("%s %q: %v", c.field, c.value, got)
		}
		if what, _ := Describe(c.field, c.value); what == c.field || !strings.Contains(what, " ") {
			t.Errorf("%s has no words of its own: %q", c.field, what)
		}
	}
}
