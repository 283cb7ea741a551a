package delivery

import (
	"slices"
	"strconv"
	"strings"
)

// How a line is found in what was said. A word that carries the meaning weighs
// one; what was said between the words of the line costs a little, so that
// words that are strewn over the answer are no line.
const (
	smallWeight  = 0.3  // of "the", "of", "I"
	insertedCost = 0.2  // of a word that the line does not have
	mostMissing  = 0.25 // of the line's weight
)

// LinesSaid tells of each line whether it was said, word for word or nearly:
// its words come in their order, with at most a quarter of their weight missing or put in
// between. So one word said, or written down, otherwise does not matter in a line of
// some length, and a paraphrase with other words, or the same in another order, is not
// the line. Numbers are alike in words and in digits up to 99. A line without words is never said.
func LinesSaid(transcript string, lines []string) []bool {
	said := numbered(tokens(transcript))
	result := make([]bool, len(lines))
	for i, line := range lines {
		result[i] = isSaid(said, numbered(tokens(line)))
	}
	return result
}

// isSaid aligns a line with the stretch of what was said that fits it best.
func isSaid(said, line []string) bool {
	total := 0.0
	weights := make([]float64, len(line))
	for i, w := range line {
		weights[i] = weight(w)
		total += weights[i]
	}
	if len(line) == 0 {
		return false
	}
	most := mostMissing*total + 1e-9
	// cost[i] is the least that it costs to have said the line's first i words,
	// up to the word that is looked at; to begin costs nothing, anywhere.
	cost := make([]float64, len(line)+1)
	for i, w := range weights {
		cost[i+1] = cost[i] + w
	}
	best := cost[len(line)]
	for _, s := range said {
		before := cost[0]
		for i, w := range line {
			here := min(cost[i+1]+insertedCost, cost[i]+weights[i])
			if s == w {
				here = min(here, before)
			}
			before, cost[i+1] = cost[i+1], here
		}
		best = min(best, cost[len(line)])
	}
	return best <= most
}

// smallWords carry little of a line's meaning. "Not" and "no" are not among
// them: without it a line says the opposite.
var smallWords = strings.Fields(`a an the and or but of to in on at by for from with as is are was were be been am it its i me my we us our
	you your he him his she her they them their this that these those there so then than had has have do did does would could
	will just also very`)

func weight(word string) float64 {
	if slices.Contains(smallWords, word) {
		return smallWeight
	}
	return 1
}

// numbered puts number words up to 99 into digits: "twenty one" is "21".
func numbered(words []string) []string {
	var all []string
	ten := 0 // the tens of the word before, while ones may follow
	for _, w := range words {
		n := slices.Index(numberWords, w)
		t := slices.Index(tensWords, w)
		switch {
		case ten > 0 && n >= 1 && n <= 9:
			all[len(all)-1] = strconv.Itoa(ten + n)
			ten = 0
		case n >= 0:
			all, ten = append(all, strconv.Itoa(n)), 0
		case t >= 0:
			ten = 10 * (t + 2)
			all = append(all, strconv.Itoa(ten))
		default:
			all, ten = append(all, w), 0
		}
	}
	return all
}

var (
	numberWords = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
		fifteen sixteen seventeen eighteen nineteen`)
	tensWords = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
)
