package story

import "strings"

// nearest gives the known name that a person who wrote name most likely
// meant; empty where none is near.
func nearest(name string, known []string) string {
	plain := plainName(name)
	best, least := "", 0
	for _, k := range known {
		d := distance(plain, plainName(k))
		if best == "" || d < least {
			best, least = k, d
		}
	}
	if best == "" || least > max(1, (min(len(plain), len(best))+1)/3) || least >= len(best) {
		return ""
	}
	return best
}

// plainName leaves out what people vary: case, and how words are joined.
func plainName(name string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(fold(name))
}

// distance counts the letters to put in, take out, change or swap with their
// neighbour to get from a to b (optimal string alignment). Names longer than
// any key are cut: they are near to none.
func distance(a, b string) int {
	const longest = 64
	s, t := []rune(a), []rune(b)
	s, t = s[:min(len(s), longest)], t[:min(len(t), longest)]
	before, above, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			change := above[j]
			if s[i] != t[j] {
				change++
			}
			row[j+1] = min(change, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(t)]
}
