package progress

import (
	"fmt"
	"time"
)

// Overruns counts attempts by how far from their limit they ended; the bins
// are those of [OverrunBin].
type Overruns [8]int

// overrunEdges part the bins. What is over by less than a second is within the
// limit, as on every screen.
var overrunEdges = [len(Overruns{}) - 1]time.Duration{
	-60 * time.Second, -30 * time.Second, -15 * time.Second, time.Second, 15 * time.Second, 30 * time.Second, 60 * time.Second,
}

// onLimit is the edge that is the limit itself: the bins up to it are within.
const onLimit = 3

// OverrunBin gives the bin of an overrun: the bin i holds what is at or past
// edge i−1 and before edge i, where the edges are at 60, 30 and 15 s under the
// limit, at the limit, and at 15, 30 and 60 s over it.
func OverrunBin(over time.Duration) int {
	bin := 0
	for bin < len(overrunEdges) && over >= overrunEdges[bin] {
		bin++
	}
	return bin
}

// Total is the number of attempts.
func (o Overruns) Total() int {
	total := 0
	for _, n := range o {
		total += n
	}
	return total
}

// Within is the number of attempts within their limit.
func (o Overruns) Within() int {
	within := 0
	for _, n := range o[:onLimit+1] {
		within += n
	}
	return within
}

// Sentence says how many kept their limit.
func (o Overruns) Sentence() string {
	switch total, within := o.Total(), o.Within(); {
	case total == 0:
		return ""
	case within == total && total == 1:
		return "The one answer stayed within its limit."
	case within == total:
		return fmt.Sprintf("All %d answers stayed within their limit.", total)
	case within == 0 && total == 1:
		return "The one answer ran over its limit."
	case within == 0:
		return fmt.Sprintf("All %d answers ran over their limit.", total)
	default:
		return fmt.Sprintf("%d of %d answers stayed within their limit.", within, total)
	}
}

// overrunName says what a bin holds.
func overrunName(bin int) string {
	return [len(Overruns{})]string{
		"more than 1:00 under the limit", "30 s to 1:00 under", "15 to 30 s under", "up to 15 s under",
		"up to 15 s over", "15 to 30 s over", "30 s to 1:00 over", "1:00 over the limit, or more",
	}[bin]
}

// edgeName is what stands at an edge between two bins.
func edgeName(edge int) string {
	return [len(overrunEdges)]string{"–1:00", "–0:30", "–0:15", "limit", "+0:15", "+0:30", "+1:00"}[edge]
}
