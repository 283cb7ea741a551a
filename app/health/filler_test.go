package health

import (
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestFillersAreObserved(t *testing.T) {
	for text, want := range map[string]string{
		"I basically wrote it anew.":                   "basically",
		"Basically, I wrote it anew.":                  "basically",
		"I kind of knew it.":                           "kind-of",
		"It was sort of slow.":                         "sort-of",
		"The team kind of agreed.":                     "kind-of",
		"It went well, kind of.":                       "kind-of",
		"It felt kind of slow.":                        "kind-of",
		"What kind of person asks?":                    "",
		"I wanted a new kind of contract.":             "",
		"It was a better kind of bread.":               "",
		"This sort of error and all sorts of errors":   "",
		"One kind of call and two other kind of calls": "",
		"It was kind of her to wait.":                  "",
		"I wrote (of a kind) of it.":                   "",
		"Actually, I wrote it.":                        "actually",
		"I actually wrote it.":                         "actually",
		"It was, actually, fine.":                      "actually",
		"It was fine, actually.":                       "actually",
		"What actually happened was clear.":            "",
		"Which part do you actually like?":             "",
		"Did I actually like it?":                      "",
		"The form that people actually filled in":      "",
		"It was, you know, fine.":                      "you-know",
		"You know, it was fine.":                       "you-know",
		"It was fine, you know.":                       "you-know",
		"How do you know that it was the park?":        "",
		"If you know, tell me.":                        "",
		"I mean, it was fine.":                         "i-mean",
		"I mean what I say.":                           "",
		"Honestly, it was fine.":                       "honestly",
		"Honestly I did not know.":                     "honestly",
		"I answered honestly and left.":                "",
		"To be honest, it was fine.":                   "to-be-honest",
		"I had to be honest with them.":                "",
		"I literally ran.":                             "literally",
		"They took it literally.":                      "",
		"It was pretty much done.":                     "pretty-much",
		"A pretty house, much loved":                   "",
		"It was, um, fine. Uh, yes.":                   "um uh",
		"It was, like, fine.":                          "like",
		"I like it, and people like me.":               "",
		"It was late, like most of them.":              "",
		"You know.":                                    "",
	} {
		var ids []string
		for f := range strings.FieldsSeq(want) {
			ids = append(ids, "filler/situation/"+f)
		}
		t.Run(text, func(t *testing.T) { wantIDs(t, with("situation.script", text), ids...) })
	}
}

func TestAFillerIsToldOfOnceInASection(t *testing.T) {
	s := with("situation", "I basically asked", "I Basically drew, BASICALLY")
	s.Polished = []string{"It is basically done.", "It is kind\nof done."}
	s.Followups = []string{"How did you basically do it?"}
	s.Notes = "Basically done."
	found := Look(s, rehearsal.Plan{}, 0)
	wantIDs(t, s, "filler/situation/basically", "filler/polished/basically", "filler/polished/kind-of")
	if o := found[0]; o.Key != "situation.points[1]" || o.Offset != 2 || o.Length != 9 || !strings.Contains(o.Text, "“basically” comes 3 times in Situation") {
		t.Errorf("%+v", o)
	}
	s.Polished = []string{"It is basically basically done."}
	if found := Look(s, rehearsal.Plan{}, 0); !strings.Contains(found[1].Text, "twice in the polished lines") {
		t.Errorf("%+v", found[1])
	}
}

func TestFillersOfOtherLanguagesAreNotKnown(t *testing.T) {
	wantIDs(t, story.Story{Situation: story.Section{
		Script: "Ich habe basically nicht gewusst, dass wir das nicht haben, und um zwei Uhr war es literally vorbei.",
	}})
}
