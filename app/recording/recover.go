package recording

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// Recovered is what a start found of the recordings that a crash had cut off.
type Recovered struct {
	// Mended are the attempts whose recordings are whole again, up to where they went.
	Mended []string
	// Empty are those of which nothing had been recorded: their files are gone.
	Empty []string
	// Left are those that could not be read, or not be mended. They are as they were.
	Left []string
}

// Recover mends the recordings that were cut off, in the folder of the recordings. It
// is for the start, before anything is recorded. One that was finished is not looked
// into, and to do it twice changes nothing. What cannot be read is left alone.
// The errors are for the log.
func Recover(dir string) (Recovered, error) {
	ids, err := IDs(dir)
	var r Recovered
	for _, id := range ids {
		path, pathErr := flacPath(dir, id)
		if pathErr != nil {
			err = errors.Join(err, pathErr)
			continue
		}
		done, mendErr := mend(path)
		switch {
		case mendErr != nil:
			err = errors.Join(err, fmt.Errorf("%s: %w", path, mendErr))
			r.Left = append(r.Left, id)
		case done == emptied:
			err = errors.Join(err, Remove(dir, id))
			r.Empty = append(r.Empty, id)
		case done == mended:
			r.Mended = append(r.Mended, id)
		}
	}
	return r, err
}

// outcome is what became of a recording at a start.
type outcome int

const (
	untouched outcome = iota
	mended
	emptied
)

// mend makes a recording whole that was cut off.
func mend(path string) (outcome, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrPermission) {
		// Somebody may have made it read-only; a whole one needs nothing.
		f, err = os.Open(path)
	}
	if err != nil {
		return untouched, err
	}
	defer f.Close()
	head := make([]byte, headerSize)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return untouched, err
	}
	if blank := header(0, [md5.Size]byte{}); n < headerSize && bytes.HasPrefix(blank, head[:n]) {
		return emptied, nil // it was cut off before anything else
	}
	samples, _, ok := readHeader(head)
	switch {
	case !ok:
		return untouched, ErrDamaged
	case samples > 0:
		return untouched, nil
	}
	return finishOff(f)
}

// finishOff looks through a recording that was cut off, and makes it whole.
func finishOff(f *os.File) (outcome, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return untouched, err
	}
	sum := md5.New()
	found := walk(io.NewSectionReader(f, headerSize, size-headerSize), func(samples []int32) {
		var raw [2 * block]byte
		for i, s := range samples {
			binary.LittleEndian.PutUint16(raw[2*i:], uint16(s))
		}
		sum.Write(raw[:2*len(samples)])
	})
	tail := size - found.end
	switch {
	case found.samples == 0 && tail >= largest:
		return untouched, ErrDamaged // something is in it, and not what we write
	case found.samples == 0:
		return emptied, nil
	}
	// The half of a frame is cut off. More than that is none of ours: a disk after a power
	// cut, say. It stays, behind what can be played.
	if tail > 0 && tail < largest {
		if err := f.Truncate(found.end); err != nil {
			return untouched, err
		}
	}
	// First all that the sum is of, then the sum.
	if err := f.Sync(); err != nil {
		return untouched, err
	}
	if _, err := f.WriteAt(header(found.samples, [md5.Size]byte(sum.Sum(nil))), 0); err != nil {
		return untouched, err
	}
	return mended, f.Sync()
}

// walked is how far a recording can be read.
type walked struct {
	samples int64
	end     int64 // where the last whole frame ends, in bytes from the file's beginning
}

// walk reads the frames that follow each other without a gap, from the first on, and
// hands each to took.
func walk(r io.Reader, took func([]int32)) walked {
	f := newFrames(r, headerSize)
	found := walked{end: headerSize}
	for {
		first, samples, err := f.next()
		if err != nil || first != found.samples {
			return found
		}
		if took != nil {
			took(samples)
		}
		found.samples += int64(len(samples))
		found.end = f.at
	}
}
