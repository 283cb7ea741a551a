package recording

import (
	"context"
	"errors"
	"io"
)

// Peak is how far the sound goes in a part of a recording, in samples of 16 bits.
type Peak struct{ Min, Max int16 }

// Peaks gives the outline of a recording in n parts of equal length, the last one
// shorter by a rest, for a picture of it. Where it cannot be read it is still,
// and the error is ErrDamaged. The take is read from its beginning, and then stands at its end.
func Peaks(ctx context.Context, t *Take, n int) ([]Peak, error) {
	peaks := make([]Peak, max(0, n))
	if n <= 0 || t.Length() == 0 {
		return peaks, nil
	}
	if err := t.SeekTo(0); err != nil {
		return peaks, err
	}
	buf := make([]int16, block)
	for at := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return peaks, err
		}
		got, err := t.Read(buf)
		for _, s := range buf[:got] {
			p := &peaks[at*int64(n)/t.Length()]
			p.Min, p.Max = min(p.Min, s), max(p.Max, s)
			at++
		}
		if errors.Is(err, io.EOF) {
			return peaks, nil
		}
		if err != nil {
			return peaks, err
		}
	}
}
