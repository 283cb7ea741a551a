package recording

import (
	"math/bits"

	"github.com/mewkiz/flac/frame"
)

const (
	// maxOrder is the highest of FLAC's fixed predictors.
	maxOrder = 4
	// partOrder makes sixteen partitions of a whole block, each with a parameter of
	// its own: 5 ms, in which speech is much the same.
	partOrder = 4
	// maxParam is the highest Rice parameter of four bits.
	maxParam = 14
)

// predict chooses how the samples of a subframe are written. The encoder's own
// search tries every predictor with every parameter, which cost more than all
// the rest of recording; here each is read off the mean of what remains, and the
// files are smaller for the partitions. Figures are in docs/recording.md.
func predict(sub *frame.Subframe) {
	sub.Order, sub.RiceSubframe = 0, nil
	order, constant := weigh(sub.Samples)
	switch {
	case constant:
		sub.Pred = frame.PredConstant
		return
	case len(sub.Samples) <= maxOrder:
		sub.Pred = frame.PredVerbatim
		return
	}
	sub.Pred, sub.Order = frame.PredFixed, order
	sub.ResidualCodingMethod = frame.ResidualCodingMethodRice1
	parts := 0
	if len(sub.Samples)%(1<<partOrder) == 0 && len(sub.Samples)>>partOrder > maxOrder {
		parts = partOrder
	}
	sub.RiceSubframe = &frame.RiceSubframe{PartOrder: parts, Partitions: make([]frame.RicePartition, 1<<parts)}
	each, cost := len(sub.Samples)>>parts, 0
	for i := range sub.RiceSubframe.Partitions {
		from := max(i*each, order)
		sum := rest(sub.Samples, order, from, (i+1)*each)
		count := (i+1)*each - from
		param := parameter(sum, count)
		sub.RiceSubframe.Partitions[i].Param = param
		cost += count*(int(param)+1) + int(sum>>param)
	}
	if cost > 16*len(sub.Samples) { // noise at full scale: nothing is to be gained
		sub.Pred, sub.Order, sub.RiceSubframe = frame.PredVerbatim, 0, nil
	}
}

// weigh finds the predictor that leaves least, and tells whether all samples are equal.
func weigh(samples []int32) (order int, constant bool) {
	var sums [maxOrder + 1]int64
	var last [maxOrder]int32 // the differences of each order at the sample before
	constant = true
	for i, s := range samples {
		constant = constant && s == samples[0]
		d := s
		for k := range sums {
			if i >= maxOrder {
				sums[k] += int64(max(d, -d))
			}
			if k < maxOrder {
				d, last[k] = d-last[k], d
			}
		}
	}
	for k, sum := range sums {
		if sum < sums[order] {
			order = k
		}
	}
	return order, constant
}

// rest is the sum of what a predictor leaves of the samples, each folded as it is written.
func rest(s []int32, order, from, to int) uint64 {
	var sum uint64
	for i := from; i < to; i++ {
		var d int32
		switch order {
		case 0:
			d = s[i]
		case 1:
			d = s[i] - s[i-1]
		case 2:
			d = s[i] - 2*s[i-1] + s[i-2]
		case 3:
			d = s[i] - 3*s[i-1] + 3*s[i-2] - s[i-3]
		default:
			d = s[i] - 4*s[i-1] + 6*s[i-2] - 4*s[i-3] + s[i-4]
		}
		sum += uint64(uint32(d<<1) ^ uint32(d>>31))
	}
	return sum
}

// parameter is the Rice parameter for so many folded numbers with this sum.
func parameter(sum uint64, count int) uint {
	if count <= 0 || sum < uint64(count) {
		return 0
	}
	// The mean of what remains of speech falls off like a geometric distribution,
	// for which the best parameter is the logarithm of the mean times ln 2.
	return min(maxParam, uint(bits.Len64(sum*69/100/uint64(count)+1)-1))
}
