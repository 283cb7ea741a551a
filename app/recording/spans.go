package recording

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
)

// maxSpans bounds what is read of a file of stretches, in bytes: a hundred thousand
// of them.
const maxSpans = 4 << 20

// encode makes a line of its file of a stretch.
func encode(s Stretch) ([]byte, error) {
	b, err := json.Marshal(s)
	return append(b, '\n'), err
}

// readSpans reads the stretches of a recording; none if there is no file. A line that
// is not whole, as a crash leaves it, is passed over: the next begins on a line of its own.
func readSpans(path string) ([]Stretch, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []Stretch
	lines := bufio.NewReader(io.LimitReader(f, maxSpans))
	for {
		b, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue // no line of ours is as long
		}
		if err != nil {
			return all, nil // the last line is not whole, or there is no more
		}
		var s Stretch
		decoder := json.NewDecoder(bytes.NewReader(b))
		decoder.DisallowUnknownFields()
		if decoder.Decode(&s) == nil {
			all = append(all, s)
		}
	}
}
