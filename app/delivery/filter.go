package delivery

import "math"

// biquad is a filter of the second order, in the transposed direct form.
type biquad struct {
	b0, b1, b2, a1, a2 float64
	z1, z2             float64
}

func (f *biquad) next(x float64) float64 {
	y := f.b0*x + f.z1
	f.z1 = f.b1*x - f.a1*y + f.z2
	f.z2 = f.b2*x - f.a2*y
	return y
}

// fourth is a Butterworth filter of the fourth order: two of the second.
type fourth [2]biquad

func (f *fourth) next(x float64) float64 { return f[1].next(f[0].next(x)) }

// lowPass lets through what is below the corner, highPass what is above it;
// corner and rate are in hertz.
func lowPass(corner, rate float64) fourth  { return butterworth(corner, rate, false) }
func highPass(corner, rate float64) fourth { return butterworth(corner, rate, true) }

func butterworth(corner, rate float64, high bool) (f fourth) {
	// Beyond this the filter would be one of nothing.
	w := 2 * math.Pi * min(corner/rate, 0.45)
	cos, sin := math.Cos(w), math.Sin(w)
	for i, q := range []float64{0.54119610, 1.30656296} { // the two pairs of poles
		alpha := sin / (2 * q)
		a0 := 1 + alpha
		middle, sign := 1-cos, 1.0
		if high {
			middle, sign = 1+cos, -1.0
		}
		f[i] = biquad{
			b0: middle / 2 / a0, b1: sign * middle / a0, b2: middle / 2 / a0,
			a1: -2 * cos / a0, a2: (1 - alpha) / a0,
		}
	}
	return f
}
