package recording

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/mewkiz/flac/frame"
)

// errFrame tells that what is read is no frame of a recording.
var errFrame = errors.New("not a frame of a recording")

// counter counts the bytes that are read through it.
type counter struct {
	r *bufio.Reader
	n int64
}

// Read reads.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// frames reads the frames of a recording one after the other.
type frames struct {
	in *counter
	// at is where in the file the next frame begins, in bytes.
	at int64
}

// newFrames reads frames from r, which stands at that byte of the file.
func newFrames(r io.Reader, at int64) *frames {
	return &frames{in: &counter{r: bufio.NewReaderSize(r, 32<<10), n: at}, at: at}
}

// next gives the next frame: its first sample, and its samples, which are the
// caller's. It is io.EOF at the end, and nothing else there.
func (f *frames) next() (first int64, samples []int32, err error) {
	// The bytes are anybody's: a decoder that trips over them must not take the
	// answer with it.
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("%w: %v", errFrame, trouble)
		}
	}()
	fr, err := frame.New(f.in)
	if err != nil {
		return 0, nil, err
	}
	if fr.HasFixedBlockSize || fr.BlockSize == 0 || fr.BlockSize > block || fr.Num >= 1<<36 ||
		fr.SampleRate != Rate || fr.Channels != frame.ChannelsMono || fr.BitsPerSample != 16 {
		return 0, nil, errFrame
	}
	if err := fr.Parse(); err != nil {
		return 0, nil, err
	}
	samples = fr.Subframes[0].Samples
	if len(samples) != int(fr.BlockSize) {
		return 0, nil, errFrame
	}
	f.at = f.in.n
	return int64(fr.Num), samples, nil
}
