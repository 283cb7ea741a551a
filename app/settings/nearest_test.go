package settings

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheNearestNamesComeFirst(t *testing.T) {
	names := []string{"one-source-of-truth", "the-hall-we-lost", "the-ninth-call", "the-review-that-stung"}
	for word, want := range map[string][]string{
		"one-sorce-of-truth":      {"one-source-of-truth"},
		"The-Hall-We-Lost":        {"the-hall-we-lost"},
		"truth":                   {"one-source-of-truth"},
		"the":                     {"the-hall-we-lost", "the-ninth-call", "the-review-that-stung"},
		"hte-ninth-call":          {"the-ninth-call"},
		"th":                      {},
		"":                        {},
		strings.Repeat("x", 1000): {},
	} {
		if diff := cmp.Diff(want, Near(word, names)); diff != "" {
			t.Errorf("%.20q: %s", word, diff)
		}
	}
}
