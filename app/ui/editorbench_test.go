package ui

import (
	"os"
	"strings"
	"testing"

	"starling/app/story"
	"starling/app/ui/editing"
)

// longStory is a story of 20,000 words over five sections.
func longStory() story.Story {
	paragraph := "I asked each of the four teams what they had lost in the last quarter, wrote it down beside what it had cost, and showed them " +
		"the sum: a hundred and ten hours, most of it spent on looking for the newest of three copies of the same sheet. "
	words := story.Words(paragraph)
	script := strings.Repeat(strings.TrimSpace(strings.Repeat(paragraph, 3))+"\n\n", 4000/(3*words)+1)
	section := story.Section{Points: []string{"Asked each of the four teams", "Showed them the sum"}, Script: strings.TrimSpace(script)}
	return story.Story{
		Slug: "long", Title: "A long story", Polished: []string{"A hundred and ten hours."},
		Situation: section, Task: section, Action: section, Result: section, Lessons: section,
	}
}

// long opens the editor on a story of 20,000 words, in the middle of Action.
func long(t testing.TB) *rig {
	r := desk(t)
	r.must(os.WriteFile(r.path("long"), story.Encode(longStory()), 0o600))
	r.readStories()
	r.editStory("long")
	a := r.in(editing.Script(story.Action))
	a.Select(len(a.Text())/2, len(a.Text())/2)
	return r
}

// BenchmarkEditorKeyPress is a letter typed into a story of 20,000 words: all
// that is done until the window can be painted, and with the painting too.
func BenchmarkEditorKeyPress(b *testing.B) {
	for _, painted := range []bool{false, true} {
		name := "made"
		if painted {
			name = "painted"
		}
		b.Run(name, func(b *testing.B) {
			r := long(b)
			words := 0
			for _, n := range r.editor().words {
				words += n
			}
			b.ReportMetric(float64(words), "words")
			a := r.editor().view.areas[editing.Script(story.Action)]
			for i := 0; b.Loop(); i++ {
				if i%40 < 20 {
					a.TypedRune(rune('a' + i%26))
				} else {
					r.strike(strokeOf("Backspace"), 1)
				}
				if painted {
					r.window.Canvas().Capture()
				}
			}
		})
	}
}

// BenchmarkEditorNewLine is Enter in the same place, which moves all that lies
// below.
func BenchmarkEditorNewLine(b *testing.B) {
	r := long(b)
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			r.strike(strokeOf("Enter"), 1)
		} else {
			r.strike(strokeOf("Backspace"), 1)
		}
	}
}

// BenchmarkEditorOpen is the way from the list into the editor.
func BenchmarkEditorOpen(b *testing.B) {
	r := long(b)
	r.press("Esc")
	for b.Loop() {
		r.press("E", "Esc")
	}
}
