package history

import (
	"strings"
	"testing"

	"starling/app/story"
)

func TestASectionSaidByItselfIsNotTheCoverageOfItsStory(t *testing.T) {
	s := openNew(t)
	whole := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), whole.ID, story.Situation, 5))
	part := attempt(2, "sales")
	part.Plan.Sections = part.Plan.Sections[2:3]
	part.Plan.Limit = part.Plan.Sections[0].Target
	part = perform(t, s, part)
	must(t, s.Rate(t.Context(), part.ID, story.Action, 1))
	stats := ok[map[string]StoryStats](t)(s.Stories(t.Context()))["sales"]
	if stats.Attempts != 2 || stats.Coverage != 100 {
		t.Errorf("%+v", stats)
	}
	if r := ok[Record](t)(s.Attempt(t.Context(), part.ID)); len(r.Splits) != 1 || r.Ratings[story.Action] != 1 || r.Coverage != 0 {
		t.Errorf("%+v", r)
	}
	var text strings.Builder
	must(t, WriteText(&text, []Record{ok[Record](t)(s.Attempt(t.Context(), part.ID))}))
	if !strings.Contains(text.String(), "Action alone  A ") {
		t.Errorf("it is listed as\n%s", &text)
	}
}
