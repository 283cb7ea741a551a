package ui

import (
	"os"
	"path/filepath"
	"testing"

	"starling/app/story"
)

func TestProgressFollowsTheStoriesAsTheyChange(t *testing.T) {
	r := atQuestions(t)
	r.press("Ctrl+3")
	want(t, "listed", len(r.dueListed()), 3)
	r.must(os.Remove(filepath.Join(r.dir, bridgeSlug+story.Extension)))
	r.readStories()
	want(t, "listed once one is gone", len(r.dueListed()), 2)
	r.wantNoText(bridgeTitle)
}
