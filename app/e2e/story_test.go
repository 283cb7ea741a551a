//go:build linux && (demo || window || bench || soak)

package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeStory writes a story with these targets, which add up to its limit, into
// a person's folder of stories. No first start copies examples to a folder with
// a story in it.
func writeStory(t *testing.T, h home, slug, title string, targets ...time.Duration) {
	t.Helper()
	var limit time.Duration
	var sections strings.Builder
	names := []string{"situation", "task", "action", "result", "lessons"}
	for i, target := range targets {
		limit += target
		fmt.Fprintf(&sections, "\n[%s]\ntarget = %q\npoints = [\"The first point of %s\", \"The second\"]\n", names[i], target, names[i])
	}
	text := fmt.Sprintf("title = %q\ntags = [\"test\"]\nanswers = [\"deadline-tight\"]\nlimit = %q\n%s", title, limit, &sections)
	h.put(t, filepath.Join(h.stories(), slug+".toml"), text)
}
