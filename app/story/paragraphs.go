package story

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Placed is what SplitScript proposes for one section.
type Placed struct {
	// Section is where the paragraphs belong.
	Section SectionName
	// Paragraphs are its paragraphs, in the order in which they were told.
	Paragraphs []string
	// Sure tells that the number of paragraphs alone says where each belongs;
	// without it the proposal is a guess, for the person to check.
	Sure bool
}

// SplitScript takes a whole script apart and proposes a section for each of
// its paragraphs, in the order in which they are told: see PlaceParagraphs. No
// word is left out. A section that gets no paragraph is not among the result.
func SplitScript(script string) []Placed {
	paragraphs := Paragraphs(script)
	names, sure := PlaceParagraphs(paragraphs, true)
	if sure && len(names) == 5 {
		// Nobody has said that there are lessons: the paragraph has to.
		sure = cuesOf(paragraphs[4])[4] > 0
	}
	var placed []Placed
	for i, n := range names {
		if len(placed) == 0 || placed[len(placed)-1].Section != n {
			placed = append(placed, Placed{Section: n, Sure: sure})
		}
		last := &placed[len(placed)-1]
		last.Paragraphs = append(last.Paragraphs, paragraphs[i])
	}
	return placed
}

// Paragraphs gives the paragraphs of a text. Blank lines part them. Where there
// is none, each line is one, if every line ends as a sentence does: else the
// lines are those of one paragraph that an editor has broken.
func Paragraphs(text string) []string {
	var paragraphs []string
	var lines []string
	blank := false
	flush := func() {
		if len(lines) > 0 {
			paragraphs = append(paragraphs, clean(strings.Join(lines, "\n")))
		}
		lines = nil
	}
	for line := range strings.SplitSeq(clean(text), "\n") {
		if strings.TrimSpace(line) == "" {
			blank = true
			flush()
			continue
		}
		lines = append(lines, line)
	}
	if !blank && !slices.ContainsFunc(lines, func(l string) bool { return !endsSentence(l) }) {
		for _, line := range lines {
			paragraphs = append(paragraphs, clean(line))
		}
		return paragraphs
	}
	flush()
	return paragraphs
}

func endsSentence(line string) bool {
	line = strings.TrimRight(line, " \t\r\"'”’»)]*_")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:。", r)
}

// PlaceParagraphs proposes a section for each paragraph of a whole script, in
// the order of telling, so that none goes back to a section before. Four
// paragraphs are Situation, Task, Action and Result, and with lessons, which
// tells that the story has some, five are those and Lessons: then sure is
// true. Any other number is placed by what the paragraphs say ("my task was",
// "as a result") and by where they stand, each of the four getting one where
// there are enough, and sure is false: a person should look at it. Without
// lessons a paragraph goes to Lessons only where it says that it is one, and
// never one of four.
func PlaceParagraphs(paragraphs []string, lessons bool) (sections []SectionName, sure bool) {
	names := SectionNames()
	switch n := len(paragraphs); {
	case n == 0:
		return nil, true
	case n == 4, n == 5 && lessons:
		return names[:n], true
	}
	costs := placingCosts(paragraphs, lessons)
	sections = make([]SectionName, len(paragraphs))
	for i, k := range cheapestWay(costs, len(paragraphs) > 4) {
		sections[i] = names[k]
	}
	return sections, false
}

// placingCosts tells of each paragraph how little it looks like each section.
// A section's middle is where, by the words before it, it stands in a usual
// answer; what a paragraph says outweighs that.
func placingCosts(paragraphs []string, lessons bool) [][5]float64 {
	middles := [5]float64{0.18, 0.25, 0.55, 0.85, 0.97}
	extra := [5]float64{0, 0.15, 0, 0, 0.15} // the short ones are less likely
	total := 0
	counts := make([]int, len(paragraphs))
	for i, p := range paragraphs {
		counts[i] = max(1, len(strings.Fields(p)))
		total += counts[i]
	}
	costs := make([][5]float64, len(paragraphs))
	before := 0
	for i, p := range paragraphs {
		middle := (float64(before) + float64(counts[i])/2) / float64(total)
		before += counts[i]
		cues := cuesOf(p)
		for k := range costs[i] {
			costs[i][k] = 1.5*math.Abs(middle-middles[k]) + extra[k] - cues[k]
		}
		if !lessons && cues[4] == 0 {
			costs[i][4] = math.Inf(1)
		}
	}
	return costs
}

// cheapestWay gives for each paragraph the number of its section: of all ways
// that never go back the one of least cost. With each, none of the first four
// is passed over.
func cheapestWay(costs [][5]float64, each bool) []int {
	n := len(costs)
	best := make([][5]float64, n) // the cost of the cheapest way that ends here
	from := make([][5]int, n)     // and the section before, on that way
	for i := range n {
		for k := range 5 {
			before := 0.0
			if i > 0 {
				first := 0
				if each {
					first = max(0, k-1)
				}
				from[i][k] = cheapest(best[i-1], first, k)
				before = best[i-1][from[i][k]]
			} else if each && k > 0 {
				before = math.Inf(1)
			}
			best[i][k] = before + costs[i][k]
		}
	}
	first := 0
	if each {
		first = 3
	}
	k := cheapest(best[n-1], first, 4)
	way := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		way[i] = k
		k = from[i][k]
	}
	return way
}

// cheapest gives the number of the least cost from first to last.
func cheapest(costs [5]float64, first, last int) int {
	k := first
	for j := first + 1; j <= last; j++ {
		if costs[j] < costs[k] {
			k = j
		}
	}
	return k
}

// cuesOf tells how much of what a paragraph says belongs to each section. What
// stands in its first words says more than what comes later.
func cuesOf(paragraph string) (found [5]float64) {
	const beginning = 80 // bytes: about a sentence
	words := plainWords(paragraph)
	for k, cues := range placingCues() {
		for _, cue := range cues {
			switch at := strings.Index(words, cue); {
			case at < 0:
			case at <= beginning:
				found[k] = max(found[k], 1)
			default:
				found[k] = max(found[k], 0.5)
			}
		}
	}
	return found
}

// plainWords gives the words of a text, folded, each with a blank before and
// after it.
func plainWords(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte(' ')
	blank := true
	for _, r := range fold(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
			blank = false
		} else if !blank {
			b.WriteByte(' ')
			blank = true
		}
	}
	if !blank {
		b.WriteByte(' ')
	}
	return b.String()
}

// placingCues are the turns of phrase by which a listener, too, hears where in
// an answer the speaker is; as plainWords gives them.
func placingCues() [5][]string {
	return [5][]string{
		{
			" i am a ", " i am an ", " i was a ", " i was an ", " i was working ", " i worked ", " at the time ", " when i was ", " in my last ", " in my previous ",
			" damals ", " ich arbeitete ", " a l epoque ", " je travaillais ", " en ese momento ", " trabajaba ",
		},
		{
			" my task ", " my job was ", " my role ", " my part ", " my goal ", " my responsibility ", " responsible for ", " i was asked ", " i was to ", " i had to ",
			" i was supposed to ", " i needed to ", " it was up to me ", " it fell to me ", " it was mine to ", " i was not asked ", " the goal was ", " we agreed on a target ", " i was given ",
			" meine aufgabe ", " ich sollte ", " ma tache ", " ma mission ", " mon role ", " je devais ", " mi tarea ", " mi objetivo ", " tenia que ",
		},
		{
			" so i ", " i began ", " i started ", " i decided ", " i chose ", " first i ", " then i ", " next i ", " i built ", " i wrote ", " i set up ", " i talked ", " i asked ", " i proposed ",
			" my first step ", " ich begann ", " zuerst ", " also habe ich ", " j ai commence ", " j ai decide ", " d abord ", " empece ", " decidi ", " primero ",
		},
		{
			" as a result ", " in the end ", " the result ", " the outcome ", " in the year after ", " a year later ", " months later ", " weeks later ", " since then ", " by the end ",
			" we ended up ", " fell from ", " rose from ", " went from ", " moved from ", " percent ",
			" als ergebnis ", " am ende ", " im ergebnis ", " au final ", " resultat ", " finalement ", " al final ", " como resultado ", " resultado ",
		},
		{
			" i learned ", " i learnt ", " i have learned ", " what i took ", " what i take ", " taught me ", " the lesson ", " looking back ", " next time ", " i would do differently ",
			" since then i ", " takeaway ", " gelernt ", " j ai appris ", " aprendi ",
		},
	}
}
