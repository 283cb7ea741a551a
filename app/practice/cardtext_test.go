package practice

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// text is the card as it is kept.
func text(t interface{ Fatal(...any) }, c Card) string {
	text, err := c.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestACardIsReadAsItWasKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for slug, c := range Replay(anyAttempts(t, 20)) {
			var back Card
			if err := back.UnmarshalText([]byte(text(t, c))); err != nil || back != c {
				t.Fatal(slug, err, cmp.Diff(c, back))
			}
		}
		var back Card
		if err := back.UnmarshalText([]byte(text(t, Card{}))); err != nil || back != (Card{}) {
			t.Fatal(err, back)
		}
	})
}

func TestACardThatMakesNoSenseIsNotUsed(t *testing.T) {
	a := said(t, "2026-11-20T18:00:00Z")
	a.ID = "an id"
	sound := text(t, card(a))
	const want = "1 good rest - 0 0 20777 1 1 0 2.3065 2.118103970459015 0 0 0 300300300300000000 1795197600000000000 an id"
	if sound != want {
		t.Fatal(sound)
	}
	for _, wrong := range []string{
		"", "1", "{}", strings.TrimSuffix(sound, " an id"),
		"0" + sound[1:], "2" + sound[1:],
		strings.Replace(sound, "good", "none", 1), strings.Replace(sound, "good", "-", 1),
		strings.Replace(sound, "20777", "today", 1), strings.Replace(sound, " 1 1 0 2.3", " 1 0 0 2.3", 1),
		strings.Replace(sound, " 1 1 0 2.3", " 1 2 0 2.3", 1), strings.Replace(sound, " 1 1 0 2.3", " 1 -1 0 2.3", 1),
		strings.Replace(sound, " 1 1 0 2.3", " -1 1 0 2.3", 1), strings.Replace(sound, "2.3065", "NaN", 1),
		strings.Replace(sound, "2.3065", "Inf", 1), strings.Replace(sound, "2.3065", "-2.3065", 1),
		strings.Replace(sound, "2.3065", "0", 1), strings.Replace(sound, " 0 0 0 3003", " 5 5 0 3003", 1),
		strings.Replace(sound, "300300", "600300", 1), strings.Replace(sound, "300300", "30030", 1),
	} {
		var c Card
		if err := c.UnmarshalText([]byte(wrong)); !errors.Is(err, ErrCard) || c != (Card{}) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func FuzzACardThatWasKept(f *testing.F) {
	f.Add(text(f, card(said(f, "2026-11-20T18:00:00Z"))))
	f.Add(text(f, Card{}))
	f.Add(text(f, card(graded(f, "2026-11-20T18:00:00Z", Again), graded(f, "2026-11-22T18:00:00Z", Hard))))
	f.Fuzz(func(t *testing.T, kept string) {
		var c, back Card
		if c.UnmarshalText([]byte(kept)) != nil {
			return
		}
		if err := back.UnmarshalText([]byte(text(t, c))); err != nil || back != c {
			t.Fatal(err, cmp.Diff(c, back))
		}
		Calendar{Today: c.Day + 1, Interviews: []Interview{{Date: c.Day + 9}}}.Item(c, aStory("s"))
	})
}
