package recording

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"errors"
	"hash"
	"io"
	"os"
	"time"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
)

// syncEvery is how often what is recorded is brought onto the disk itself. A program
// that is killed loses nothing that was written, for the system has it; only a power cut
// needs this. Five seconds are those of history's beat: the time spoken and the sound
// of it are as safe as each other, and a disk that sleeps is not kept awake for more.
const syncEvery = 5 * time.Second

// file is what a writer needs of a file. The tests have one that fills up.
type file interface {
	io.Writer
	io.WriterAt
	io.Seeker
	Truncate(size int64) error
	Sync() error
	Close() error
}

// writer writes one recording as it is spoken. It is not for several goroutines.
type writer struct {
	dir, id string
	flac    file // nil while the recording is finished
	spans   file

	encoder *flac.Encoder
	frame   frame.Frame
	sub     frame.Subframe
	room    [block]int32 // the samples of the frame that is being filled
	raw     [2 * block]byte
	have    int // how many of room are taken
	out     bytes.Buffer
	sum     hash.Hash // of all samples that are in the file

	size    int64 // of the file in bytes, in whole frames
	samples int64 // in the file and in room
	synced  time.Time
}

// openFile opens a file for writing, as its flags say.
func openFile(path string, flags int) (file, error) {
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, err // or a nil *os.File would be a file
	}
	return f, nil
}

// newWriter begins the recording of an attempt. There must be none yet.
func newWriter(dir, id string) (*writer, error) {
	if !isID(id) {
		return nil, ErrName
	}
	if err := makeDir(dir); err != nil {
		return nil, err
	}
	w := &writer{dir: dir, id: id, sum: md5.New(), synced: time.Now()}
	if err := w.open(os.O_CREATE | os.O_EXCL); err != nil {
		return nil, err
	}
	if err := w.begin(); err != nil {
		// Nothing is in it, so nothing is lost.
		return nil, errors.Join(err, w.close(), Remove(dir, id))
	}
	return w, nil
}

// open opens both files.
func (w *writer) open(flags int) error {
	path, err := flacPath(w.dir, w.id)
	if err != nil {
		return err
	}
	if w.flac, err = openFile(path, os.O_WRONLY|flags); err != nil {
		return err
	}
	if path, err = spansPath(w.dir, w.id); err == nil {
		w.spans, err = openFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE)
	}
	if err != nil {
		return errors.Join(err, w.flac.Close())
	}
	return nil
}

// begin writes what comes before the first frame.
func (w *writer) begin() error {
	info := streamInfo(0, [md5.Size]byte{})
	var err error
	if w.encoder, err = flac.NewEncoder(&w.out, &info); err != nil {
		return err
	}
	w.encoder.EnablePredictionAnalysis(false) // predict does it
	w.out.Reset()                             // header says the same, and is what recovery compares with
	w.frame.Header = frame.Header{SampleRate: Rate, Channels: frame.ChannelsMono, BitsPerSample: 16}
	w.frame.Subframes = []*frame.Subframe{&w.sub}
	if _, err := w.flac.Write(header(0, [md5.Size]byte{})); err != nil {
		return err
	}
	w.size = headerSize
	return syncDir(w.dir)
}

// stretch notes that what is written from now on was spoken from that time on. It is
// on the disk before any sample of it is.
func (w *writer) stretch(s Stretch) error {
	b, err := encode(s)
	if err != nil {
		return err
	}
	if _, err := w.spans.Write(b); err != nil {
		return err
	}
	return w.spans.Sync()
}

// write takes in samples. What makes a frame is in the file when it returns.
func (w *writer) write(samples []int16) error {
	for len(samples) > 0 {
		n := min(len(samples), block-w.have)
		for i, s := range samples[:n] {
			w.room[w.have+i] = int32(s)
		}
		w.have += n
		w.samples += int64(n)
		samples = samples[n:]
		if w.have == block {
			if err := w.put(); err != nil {
				return err
			}
		}
	}
	return nil
}

// flush writes what does not make a whole frame yet, at a pause.
func (w *writer) flush() error {
	if w.have < smallest {
		return nil // a frame as small as that may only be the last
	}
	return w.put()
}

// put writes a frame.
func (w *writer) put() error {
	if w.have == 0 {
		return nil
	}
	w.sub.Samples, w.sub.NSamples = w.room[:w.have], w.have
	w.frame.BlockSize = uint16(w.have)
	predict(&w.sub)
	w.out.Reset()
	if err := w.encoder.WriteFrame(&w.frame); err != nil {
		return err
	}
	if _, err := w.flac.Write(w.out.Bytes()); err != nil {
		// A frame that is half in the file is taken out again, which needs no room.
		_, seekErr := w.flac.Seek(w.size, io.SeekStart)
		w.samples -= int64(w.have)
		w.have = 0
		return errors.Join(err, w.flac.Truncate(w.size), seekErr)
	}
	for i, s := range w.room[:w.have] {
		binary.LittleEndian.PutUint16(w.raw[2*i:], uint16(s))
	}
	w.sum.Write(w.raw[:2*w.have])
	w.size += int64(w.out.Len())
	w.have = 0
	if now := time.Now(); now.Sub(w.synced) >= syncEvery {
		w.synced = now
		return w.flac.Sync()
	}
	return nil
}

// finish makes a whole file of what was recorded, and lets go of it.
func (w *writer) finish() error {
	if w.flac == nil {
		return nil
	}
	err := w.put()
	_, infoErr := w.flac.WriteAt(header(w.samples, [md5.Size]byte(w.sum.Sum(nil))), 0)
	return errors.Join(err, infoErr, w.flac.Sync(), w.close())
}

// resume goes on with a recording that was finished: the answer was returned to.
func (w *writer) resume() error {
	if w.flac != nil {
		return nil
	}
	err := w.open(0)
	if err != nil {
		return err
	}
	_, err = w.flac.WriteAt(header(0, [md5.Size]byte{}), 0)
	if err == nil {
		_, err = w.flac.Seek(w.size, io.SeekStart)
	}
	if err != nil {
		err = errors.Join(err, w.close())
	}
	return err
}

// close lets go of the files as they are.
func (w *writer) close() error {
	err := errors.Join(w.flac.Close(), w.spans.Close())
	w.flac, w.spans = nil, nil
	return err
}
