package soundtest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// apart is how much silence lies between two tones, at the least, in seconds.
const apart = 0.05

// Onsets gives the moments, in seconds from the first sample, at which a tone
// begins: sound after at least 50 ms of silence, or at the start. The moments are
// good to a quarter of a millisecond for tones that rise within some milliseconds
// out of true silence, as they come from a virtual loudspeaker.
func Onsets(samples []int16, rate int) []float64 {
	loudest := 0
	for _, s := range samples {
		loudest = max(loudest, amount(s))
	}
	var (
		// A thousandth of the loudest tone is the start of its rise; below four
		// steps a sound could be the server's rounding.
		threshold = max(4, loudest/1000)
		gap       = int(apart * float64(rate))
		quiet     = gap
		onsets    []float64
	)
	for i, s := range samples {
		if amount(s) < threshold {
			quiet++
			continue
		}
		if quiet >= gap {
			onsets = append(onsets, float64(i)/float64(rate))
		}
		quiet = 0
	}
	return onsets
}

// amount is how far a sample is from silence.
func amount(s int16) int { return max(int(s), -int(s)) }

// WAV is 16-bit PCM of one channel in a RIFF file: this header, then the samples.
type wavHeader struct {
	RIFF          [4]byte
	Size          uint32
	WAVE, Fmt     [4]byte
	FmtSize       uint32
	Format        uint16
	Channels      uint16
	Rate          uint32
	BytesPerSec   uint32
	BytesPerFrame uint16
	Bits          uint16
	Data          [4]byte
	DataSize      uint32
}

// headerSize is the size of wavHeader in a file; Size does not count its first 8 bytes.
const headerSize = 44

// WriteWAV writes samples of one channel as a WAV file.
func WriteWAV(path string, samples []int16, rate int) error {
	var b bytes.Buffer
	b.Grow(headerSize + 2*len(samples))
	h := wavHeader{
		RIFF: [4]byte{'R', 'I', 'F', 'F'}, WAVE: [4]byte{'W', 'A', 'V', 'E'}, Fmt: [4]byte{'f', 'm', 't', ' '},
		Size:    uint32(headerSize - 8 + 2*len(samples)),
		FmtSize: 16, Format: 1, Channels: 1,
		Rate: uint32(rate), BytesPerSec: uint32(2 * rate), BytesPerFrame: 2, Bits: 16,
		Data: [4]byte{'d', 'a', 't', 'a'}, DataSize: uint32(2 * len(samples)),
	}
	for _, part := range []any{h, samples} {
		if err := binary.Write(&b, binary.LittleEndian, part); err != nil {
			return err
		}
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// ReadWAV reads a file that WriteWAV wrote.
func ReadWAV(path string) (samples []int16, rate int, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, err
	}
	var h wavHeader
	if _, err := binary.Decode(data, binary.LittleEndian, &h); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", path, err)
	}
	if string(h.RIFF[:]) != "RIFF" || h.Channels != 1 || h.Bits != 16 || int(h.DataSize) != len(data)-headerSize {
		return nil, 0, errors.New(path + ": not a WAV file of this package")
	}
	samples = make([]int16, h.DataSize/2)
	_, err = binary.Decode(data[headerSize:], binary.LittleEndian, samples)
	return samples, int(h.Rate), err
}
