package health

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

// sound is a story in which there is nothing to observe.
func sound() story.Story {
	return story.Story{
		Title:     "The export nobody owned",
		Polished:  []string{"A late list can be waited for; a wrong one has to be unpacked."},
		Situation: story.Section{Points: []string{"Food wholesaler, four warehouses, one nightly export"}},
		Task:      story.Section{Points: []string{"Take the export over and bring failures to fewer than one a quarter"}},
		Action:    story.Section{Script: "I told my manager what I would put aside. Then I spent a morning in a warehouse."},
		Result:    story.Section{Points: []string{"Half-empty files: two a month, then none"}},
	}
}

// with is the sound story with one section written anew: points, or with a
// name that ends in ".script" its script.
func with(key string, texts ...string) story.Story {
	s := sound()
	name, isScript := strings.CutSuffix(key, ".script")
	section := story.Section{Points: texts}
	if isScript {
		section = story.Section{Script: strings.Join(texts, "\n\n")}
	}
	switch story.SectionName(name) {
	case story.Situation:
		s.Situation = section
	case story.Task:
		s.Task = section
	case story.Action:
		s.Action = section
	case story.Result:
		s.Result = section
	case story.Lessons:
		s.Lessons = section
	default:
		s.Polished = texts
	}
	return s
}

// ids gives what is observed, with or without a plan.
func ids(s story.Story) []string {
	var ids []string
	for _, o := range Look(s, rehearsal.Plan{}, 150) {
		ids = append(ids, o.ID)
	}
	return ids
}

// wantIDs fails unless exactly these are observed.
func wantIDs(t *testing.T, s story.Story, want ...string) {
	t.Helper()
	got := ids(s)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// textAt gives the text of a key, and whether the story has it.
func textAt(s story.Story, key string) (string, bool) {
	for _, name := range story.SectionNames() {
		section := s.Section(name)
		if key == string(name)+".script" {
			return section.Script, section.Script != ""
		}
		for i, p := range section.Points {
			if key == string(name)+".points["+strconv.Itoa(i+1)+"]" {
				return p, true
			}
		}
	}
	for i, p := range s.Polished {
		if key == "polished["+strconv.Itoa(i+1)+"]" {
			return p, true
		}
	}
	return "", false
}
