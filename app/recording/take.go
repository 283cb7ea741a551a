package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrNone tells that an attempt has no recording.
var ErrNone = errors.New("there is no recording of this attempt")

// ErrDamaged tells that a recording cannot be read, from some sample on or at all.
var ErrDamaged = errors.New("the recording is damaged")

// Take is a recording that is read. It holds no more of it than a frame at a time,
// however long it is. It is not for several goroutines at a time.
type Take struct {
	file   *os.File
	size   int64 // of the file, in bytes
	spans  Map
	frames *frames
	at     int64   // the sample that is read next
	rest   []int32 // what is left of the frame that was read last
}

// Open opens the recording of an attempt; dir is the folder of the recordings. It is
// ErrNone where there is none, and ErrDamaged for a file that is none of ours. One that
// is still recorded, or was cut off, is read as far as it goes.
func Open(dir, id string) (*Take, error) {
	path, err := flacPath(dir, id)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", id, ErrNone)
	}
	if err != nil {
		return nil, err
	}
	t := &Take{file: f}
	if err := t.begin(dir, id); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return t, nil
}

// begin reads what is needed before the first sample is.
func (t *Take) begin(dir, id string) error {
	info, err := t.file.Stat()
	if err != nil {
		return err
	}
	t.size = info.Size()
	head := make([]byte, headerSize)
	if _, err := io.ReadFull(t.file, head); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	length, _, ok := readHeader(head)
	if !ok {
		return fmt.Errorf("%s: %w", t.file.Name(), ErrDamaged)
	}
	if length == 0 {
		length = walk(t.section(headerSize), nil).samples
	}
	path, err := spansPath(dir, id)
	if err != nil {
		return err
	}
	stretches, err := readSpans(path)
	if err != nil {
		return err
	}
	t.spans = NewMap(stretches, length)
	t.rewind(headerSize)
	return nil
}

// section is the file from a byte on.
func (t *Take) section(from int64) io.Reader { return io.NewSectionReader(t.file, from, t.size-from) }

// rewind goes on reading with the frame at a byte of the file.
func (t *Take) rewind(from int64) {
	t.frames, t.rest = newFrames(t.section(from), from), nil
}

// Length is how many samples it has. Span makes a time of it.
func (t *Take) Length() int64 { return t.spans.Length() }

// Map leads from its samples to the time spoken, and back.
func (t *Take) Map() Map { return t.spans }

// Close lets go of the file.
func (t *Take) Close() error { return t.file.Close() }

// Read fills buf with the next samples, as far as there are any: io.EOF tells that
// there are no more. From a damaged place on it gives ErrDamaged.
func (t *Take) Read(buf []int16) (int, error) {
	n := 0
	for n < len(buf) {
		if t.at >= t.Length() {
			if n == 0 {
				return 0, io.EOF
			}
			break
		}
		if len(t.rest) == 0 {
			if err := t.next(); err != nil {
				return n, err
			}
		}
		part := t.rest[:min(len(t.rest), len(buf)-n, int(min(t.Length()-t.at, block)))]
		for i, s := range part {
			buf[n+i] = int16(s)
		}
		t.rest = t.rest[len(part):]
		t.at += int64(len(part))
		n += len(part)
	}
	return n, nil
}

// next reads the frame that holds the next sample.
func (t *Take) next() error {
	for {
		first, samples, err := t.frames.next()
		if err != nil || first > t.at {
			return fmt.Errorf("%s, from sample %d on: %w", t.file.Name(), t.at, errors.Join(ErrDamaged, noEOF(err)))
		}
		if skip := t.at - first; skip < int64(len(samples)) {
			t.rest = samples[skip:]
			return nil
		}
	}
}

// noEOF is an error that is not io.EOF: who reads a take would think it ended.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// SeekTo makes a sample the next that is read. One behind the end counts as the end.
func (t *Take) SeekTo(sample int64) error {
	sample = min(max(sample, 0), t.Length())
	low, high := int64(headerSize), t.size
	// Frames know which sample they begin with, so halving finds the place with a
	// handful of them, and no index is kept.
	for high-low > 4*largest {
		middle := low + (high-low)/2
		at, first, err := t.find(middle, high)
		if err != nil {
			return err
		}
		if at >= 0 && first <= sample {
			low = at
		} else {
			high = middle
		}
	}
	t.rewind(low)
	t.at = sample
	return nil
}

// find gives the first frame that begins in a part of the file, and its first sample.
// The place is negative if there is none.
func (t *Take) find(from, to int64) (at, first int64, err error) {
	to = min(to, from+2*largest)
	b := make([]byte, to-from)
	n, err := t.file.ReadAt(b, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, 0, err
	}
	b = b[:n]
	for i := 0; ; i++ {
		next := bytes.Index(b[i:], []byte{0xFF, 0xF9}) // how every frame of ours begins
		if next < 0 {
			return -1, 0, nil
		}
		i += next
		at = from + int64(i)
		// Sound may look like this too; a frame that can be read has its checksum right.
		if first, _, err := newFrames(t.section(at), at).next(); err == nil {
			return at, first, nil
		}
	}
}
