package sound

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"time"

	"github.com/gopxl/beep/v2"
	"github.com/gopxl/beep/v2/flac"
	"github.com/gopxl/beep/v2/mp3"
	"github.com/gopxl/beep/v2/vorbis"
	"github.com/gopxl/beep/v2/wav"
)

const (
	// longest is how much of a sound file is heard.
	longest = 3 * time.Second
	// fadeOut is how long a sound file takes to fade where it is cut off.
	fadeOut = 150 * time.Millisecond
	// softEdge keeps a file that begins or ends abruptly from clicking.
	softEdge = 3 * time.Millisecond
	// quality is beep's measure of resampling; the file is resampled once, ahead of time.
	quality = 4
	// maxRaise is how far a quiet file is raised towards the level of the built-in tones.
	maxRaise = 8
)

// ownFile is a person's own sound, decoded, and what tells that the file has
// changed since.
type ownFile struct {
	path     string
	size     int64
	modified time.Time
	clip     clip
}

// readOwn decodes a sound file, unless known is that file unchanged.
func readOwn(path string, known *ownFile) (*ownFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, reason(err)
	}
	// A pipe or a terminal would make us wait for ever.
	if !info.Mode().IsRegular() {
		return nil, ErrNotFile
	}
	if known != nil && known.path == path && known.size == info.Size() && known.modified.Equal(info.ModTime()) {
		return known, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	c, err := decode(f, info.Size())
	if err != nil {
		return nil, err
	}
	return &ownFile{path: path, size: info.Size(), modified: info.ModTime(), clip: c}, nil
}

// reason is what is wrong with a file, in words and without its path.
func reason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no such file (%w)", fs.ErrNotExist)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("it may not be read (%w)", fs.ErrPermission)
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// decode makes a clip of a sound file of that size. The decoders are for well-formed files:
// what a damaged one makes them do, up to a panic, becomes an error.
func decode(r io.ReadSeeker, size int64) (c clip, err error) {
	defer func() {
		if p := recover(); p != nil {
			c, err = nil, fmt.Errorf("is damaged (%v)", p)
		}
	}()
	stream, format, err := open(r, size)
	if err != nil {
		return nil, err
	}
	if format.SampleRate < 1000 || format.SampleRate > 768_000 {
		return nil, fmt.Errorf("is damaged (%d samples a second)", format.SampleRate)
	}
	var samples beep.Streamer = &ending{Streamer: stream}
	if format.SampleRate != SampleRate {
		samples = beep.Resample(quality, format.SampleRate, SampleRate, samples)
	}
	c, cut := collect(samples, SampleRate.N(longest))
	if err := stream.Err(); err != nil && len(c) == 0 {
		return nil, fmt.Errorf("is damaged (%w)", err)
	}
	return finish(c, cut)
}

// open finds out by its first bytes what a file is, and starts to decode it.
func open(r io.ReadSeeker, size int64) (beep.Streamer, beep.Format, error) {
	head := make([]byte, 4)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, beep.Format{}, reason(err)
	}
	head = head[:n]
	if bytes.Equal(head, []byte("RIFF")) {
		if err := checkChunks(r, size); err != nil {
			return nil, beep.Format{}, err
		}
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, beep.Format{}, reason(err)
	}
	b := bufio.NewReader(r)
	full := io.NopCloser(wholeReader{b})
	var (
		s      beep.Streamer
		format beep.Format
	)
	switch {
	case bytes.HasPrefix(head, []byte("RIFF")):
		s, format, err = wav.Decode(full)
	case bytes.HasPrefix(head, []byte("OggS")):
		s, format, err = vorbis.Decode(full)
	case bytes.HasPrefix(head, []byte("fLaC")):
		s, format, err = flac.Decode(full)
	case bytes.HasPrefix(head, []byte("ID3")), len(head) > 1 && head[0] == 0xff && head[1]&0xe0 == 0xe0:
		s, format, err = mp3.Decode(full)
	default:
		return nil, beep.Format{}, ErrFormat
	}
	if err != nil {
		return nil, beep.Format{}, fmt.Errorf("cannot be decoded (%w)", err)
	}
	return s, format, nil
}

// checkChunks looks whether the chunks of a WAV file fit into it. beep's decoder
// makes room for whatever a chunk says that it is long.
func checkChunks(r io.ReadSeeker, size int64) error {
	at := int64(12) // after "RIFF", the size, "WAVE"
	for {
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return reason(err)
		}
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return fmt.Errorf("is damaged (it ends before its sound: %w)", err)
		}
		if string(head[:4]) == "data" {
			return nil // as much of it as there is can be heard
		}
		long := int64(binary.LittleEndian.Uint32(head[4:]))
		if at += 8 + long + long&1; at > size {
			return fmt.Errorf("is damaged (a part of %d bytes does not fit into it)", long)
		}
	}
}

// wholeReader fills the buffer as long as there is anything left: beep's WAV
// decoder drops what is left of a frame after a short read.
type wholeReader struct{ r io.Reader }

// Read reads as much as fits into p.
func (w wholeReader) Read(p []byte) (int, error) {
	n, err := io.ReadFull(w.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}

// ending ends a stream that gives nothing: the WAV decoder, at the end of a file
// shorter than it says, goes on giving no samples for ever.
type ending struct {
	beep.Streamer
	done bool
}

// Stream gives the next samples.
func (e *ending) Stream(samples [][2]float64) (int, bool) {
	if e.done {
		return 0, false
	}
	n, ok := e.Streamer.Stream(samples)
	e.done = n == 0 || !ok
	return n, n > 0
}

// collect reads a stream into memory, up to limit samples, and tells whether
// there was more.
func collect(s beep.Streamer, limit int) (c clip, cut bool) {
	var buf [512][2]float64
	for {
		n, ok := s.Stream(buf[:])
		for _, v := range buf[:n] {
			if len(c) == limit {
				return c, true
			}
			c = append(c, [2]float32{float32(v[0]), float32(v[1])})
		}
		if !ok || n == 0 {
			return c, false
		}
	}
}

// finish brings a decoded file to the level of the built-in tones, so that one
// volume serves for all, takes off the silence before it, so that it is heard at
// its moment, and softens its edges.
func finish(c clip, cut bool) (clip, error) {
	top := float32(0)
	for _, v := range c {
		top = max(top, abs(v[0]), abs(v[1]))
	}
	// Written so that a NaN counts as silence.
	if !(top > 1e-4 && top <= math.MaxFloat32) {
		return nil, ErrSilent
	}
	for len(c) > 0 && max(abs(c[0][0]), abs(c[0][1])) < top/200 {
		c = c[1:]
	}
	factor := min(peak/top, maxRaise)
	rise, fall := SampleRate.N(softEdge), SampleRate.N(softEdge)
	if cut {
		fall = SampleRate.N(fadeOut)
	}
	fall = min(fall, len(c))
	for i := range c {
		f := factor * float32(edge(i, rise)*edge(len(c)-1-i, fall))
		c[i][0] *= f
		c[i][1] *= f
	}
	return c, nil
}

// abs is the amount of x.
func abs(x float32) float32 { return max(x, -x) }
