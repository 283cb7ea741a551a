package health

import (
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// said is a text of so many words, in sentences of ten.
func said(words int) string {
	var b strings.Builder
	for i := range words {
		b.WriteString("word")
		if i%10 == 9 {
			b.WriteString(". Then ")
		} else {
			b.WriteString(" ")
		}
	}
	text := strings.TrimSuffix(strings.TrimSpace(b.String()), " Then")
	return strings.ReplaceAll(text, "Then word", "Then")
}

// planned is a plan with one target for all.
func planned(target time.Duration) rehearsal.Plan {
	p := rehearsal.Plan{Limit: 4 * target}
	for _, name := range story.SectionNames()[:4] {
		p.Sections = append(p.Sections, rehearsal.PlannedSection{Name: name, Target: target})
	}
	return p
}

func TestAScriptFarFromItsTargetIsObserved(t *testing.T) {
	long := func(words int) story.Story {
		s := sound()
		s.Action = story.Section{Script: said(words)}
		return s
	}
	for _, c := range []struct {
		words, pace int
		text, mend  string
	}{
		{224, 150, "", ""},
		{225, 150, "takes 1:30 at 150 words a minute, and its target is 1:00", "Cut about 75 words"},
		{300, 150, "takes 2:00 at 150 words a minute, and its target is 1:00", "Cut about 150 words"},
		{300, 240, "", ""},
		{76, 150, "", ""},
		{75, 150, "takes 0:30 at 150 words a minute, and its target is 1:00", "room for about 75 words more"},
		{60, 120, "takes 0:30 at 120 words a minute, and its target is 1:00", "room for about 60 words more"},
		{0, 150, "", ""},
	} {
		var found []Observation
		for _, o := range Look(long(c.words), planned(time.Minute), c.pace) {
			if o.Kind == SectionLength {
				found = append(found, o)
			}
		}
		switch {
		case c.text == "" && len(found) > 0:
			t.Errorf("%d words: %+v", c.words, found)
		case c.text != "" && (len(found) != 1 || found[0].ID != "section-length/action" || found[0].Key != "action.script" ||
			!strings.Contains(found[0].Text, c.text) || !strings.Contains(found[0].Mend, c.mend)):
			t.Errorf("%d words: %+v, want %q %q", c.words, found, c.text, c.mend)
		}
	}
	t.Run("a draft is never too short", func(t *testing.T) {
		s := long(20)
		s.MarkedDraft = true
		if found := Look(s, planned(time.Minute), 150); len(found) > 0 {
			t.Error(found)
		}
		s.Action.Script = said(300)
		if found := Look(s, planned(time.Minute), 150); len(found) != 1 || found[0].Kind != SectionLength {
			t.Error("but can be too long:", found)
		}
	})
	t.Run("without a plan there is nothing to compare with", func(t *testing.T) { wantIDs(t, long(300)) })
}

func TestLongSentencesAreObserved(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"35 words", strings.Repeat("word ", 34) + "word.", nil},
		{"36 words", strings.Repeat("word ", 35) + "word.", []string{"long-sentence/action/word-word-word-word-word-word"}},
		{"as they are spoken", "About 80% & 90%, " + strings.Repeat("word ", 29) + "word.", []string{"long-sentence/action/about-80-90-word-word-word"}},
		{"two that are short", strings.Repeat("word ", 30) + "word. And " + strings.Repeat("word ", 30) + "word.", nil},
		{
			"not fooled by abbreviations", "I asked Dr. Meier, e.g. " + strings.Repeat("word ", 16) + "at 9.5 hours... " + strings.Repeat("word ", 16) + "word.",
			[]string{"long-sentence/action/i-asked-dr-meier-e-g"},
		},
		{"lines without a stop", strings.Repeat("Asked them about it\n", 20), nil},
		{
			"two that begin alike", strings.Repeat("word ", 35) + "word. " + strings.Repeat("Word ", 35) + "word.",
			[]string{"long-sentence/action/word-word-word-word-word-word", "long-sentence/action/word-word-word-word-word-word/2"},
		},
	} {
		t.Run(c.name, func(t *testing.T) { wantIDs(t, with("action.script", strings.TrimSpace(c.text)), c.want...) })
	}
	long := "We had " + strings.Repeat("many ", 34) + "words."
	wantIDs(t, with("polished", "Short.", long), "long-sentence/polished/we-had-many-many-many-many")
	t.Run("its place is told", func(t *testing.T) {
		s := with("action.script", "I asked first.", "Then. "+long+" And I left.")
		found := Look(s, rehearsal.Plan{}, 0)
		if len(found) != 1 {
			t.Fatal(found)
		}
		o := found[0]
		if at := s.Action.Script[o.Offset : o.Offset+o.Length]; at != long || !strings.HasPrefix(o.Excerpt, "We had many") || !strings.HasSuffix(o.Excerpt, "many…") {
			t.Errorf("%q %q", at, o.Excerpt)
		}
		if o.Text != "A sentence of 37 words: “"+o.Excerpt+"”" {
			t.Error(o.Text)
		}
	})
	t.Run("a bullet is told of as a bullet", func(t *testing.T) {
		wantIDs(t, with("situation", long), "long-bullet/situation/we-had-many-many-many-many")
	})
}

func TestLongBulletsAreObserved(t *testing.T) {
	fifteen := strings.Repeat("word ", 14) + "word"
	wantIDs(t, with("situation", fifteen, "Short", fifteen+"."))
	wantIDs(t, with("situation", "Short", fifteen+" more"), "long-bullet/situation/word-word-word-word-word-word")
	wantIDs(t, with("situation", fifteen+" – then", "Another "+fifteen),
		"long-bullet/situation/word-word-word-word-word-word", "long-bullet/situation/another-word-word-word-word-word")
	found := Look(with("situation", "Short", fifteen+" more"), rehearsal.Plan{}, 0)
	if len(found) != 1 || found[0].Key != "situation.points[2]" || found[0].Offset != 0 || found[0].Length != len(fifteen)+5 {
		t.Error(found)
	}
	wantIDs(t, with("polished", "I said "+fifteen))
}
