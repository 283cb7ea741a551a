package settings

import (
	"cmp"
	"slices"
	"strings"
)

// Near gives those of the names that a misspelt word most likely meant, the
// likeliest first: case aside the same, then those that begin with the word or
// hold it, then those that are a few letters away. None may be near.
func Near(word string, names []string) []string {
	word = strings.ToLower(word)
	type candidate struct {
		name string
		off  int
	}
	var near []candidate
	for _, name := range names {
		if off, ok := farness(word, strings.ToLower(name)); ok {
			near = append(near, candidate{name, off})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.off, b.off) })
	likeliest := make([]string, len(near))
	for i, c := range near {
		likeliest[i] = c.name
	}
	return likeliest
}

// farness tells how far a word is from a name; false where it is too far to
// have meant it.
func farness(word, name string) (off int, ok bool) {
	const least = 3 // letters, for a part to stand for the whole
	switch {
	case len(word) >= least && strings.HasPrefix(name, word):
		return 1, true
	case len(word) >= least && strings.Contains(name, word):
		return 2, true
	}
	off = distance(word, name)
	return off, off < min(len(word), len(name))/3+2 && off < max(len(word), len(name))
}

// distance is how many letters have to be changed, added, left out or swapped
// with their neighbour to make one word of the other. No name is long: of a
// word that is, only the beginning is looked at.
func distance(a, b string) int {
	const longest = 80
	s, t := []rune(a), []rune(b)
	s, t = s[:min(len(s), longest)], t[:min(len(t), longest)]
	before, above, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := 1
			if s[i-1] == t[j-1] {
				change = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(t)]
}
