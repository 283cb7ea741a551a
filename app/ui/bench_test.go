package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"starling/app/story"
)

// crowd puts n stories into the window.
func (r *rig) crowd(n int) {
	r.Helper()
	dir := r.TempDir()
	for i := range n {
		s, _ := r.shell.library.Find(bridgeSlug)
		s.Title = fmt.Sprintf("Story %d of a long list, %s", i, []string{"abroad", "on a bridge", "in a hurry"}[i%3])
		r.must(os.WriteFile(filepath.Join(dir, fmt.Sprintf("story-%d.toml", i)), story.Encode(s), 0o600))
	}
	r.shell.SetLibrary(story.NewLoader(dir, story.Options{}).Load(r.Context()))
}

// BenchmarkSearchStep is one more letter in the search: all that is done until
// the window can be painted.
func BenchmarkSearchStep(b *testing.B) {
	for _, n := range []int{12, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := start(b)
			r.crowd(n)
			words := []string{"s", "st", "sto", "abr", "hurry", "7"}
			for i := 0; b.Loop(); i++ {
				r.shell.stories.onSearch(words[i%len(words)])
			}
		})
	}
}

// BenchmarkListStep is one story further down the list.
func BenchmarkListStep(b *testing.B) {
	for _, n := range []int{12, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := start(b)
			r.crowd(n)
			for i := 0; b.Loop(); i++ {
				r.shell.stories.list.Step(1 - 2*(i%2))
			}
		})
	}
}
