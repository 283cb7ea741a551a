package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"starling/app/recording"
	"starling/app/settings"
)

const (
	// transcribed is the rate of the sound file that a transcriber is given, in
	// samples a second: what speech recognition works at.
	transcribed = 16_000
	// maxTranscript is more than is said in an hour, in bytes.
	maxTranscript = 1 << 20
	// transcriberEnds is how long a transcriber that was stopped may take to end.
	transcriberEnds = 2 * time.Second
	// fileMark stands in a command line for the sound file.
	fileMark = "{file}"
	// transcribing is the pattern of the sound files that transcribers are given.
	transcribing = "transcribing-*.wav"
)

// errTranscriber tells that the person's transcriber did not do its work.
var errTranscriber = errors.New("your transcriber")

// transcribe has a recording written down by the person's own program: what it
// prints, without the spaces around. The sound file that it is given is a WAV of
// 16 kHz, one channel and 16 bits, in a folder of ours, and is removed again.
func transcribe(ctx context.Context, command, dir string, take *recording.Take) (string, error) {
	words, err := commandWords(command)
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp(dir, transcribing) // 0600
	if err != nil {
		return "", fmt.Errorf("the sound file for your transcriber could not be written: %w", err)
	}
	defer os.Remove(file.Name())
	if err := errors.Join(writeWAV(ctx, file, take), file.Close()); err != nil {
		return "", fmt.Errorf("the sound file for your transcriber could not be written: %w", err)
	}
	return runTranscriber(ctx, words, file.Name())
}

// clearTranscribing removes the sound files that a transcriber was given when the
// program was killed: what was said stays in no file but the recording's.
func clearTranscribing(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, transcribing))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// runTranscriber runs a program on a sound file and gives what it printed.
func runTranscriber(ctx context.Context, words []string, file string) (string, error) {
	named := false
	for i, w := range words {
		named = named || strings.Contains(w, fileMark)
		words[i] = strings.ReplaceAll(w, fileMark, file)
	}
	if !named {
		words = append(words, file)
	}
	var out, complaint limited
	run := exec.CommandContext(ctx, words[0], words[1:]...)
	run.Stdout, run.Stderr, run.WaitDelay = &out, &complaint, transcriberEnds
	err := run.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist):
		return "", fmt.Errorf("%w, %s, is not there: name it with its whole path in the settings, or leave that empty", errTranscriber, words[0])
	case err != nil:
		return "", fmt.Errorf("%w stopped with %w: %s", errTranscriber, err, cmp.Or(lastLine(complaint.String()), lastLine(out.String()), "it said nothing"))
	}
	text := strings.TrimSpace(strings.ToValidUTF8(out.String(), "\uFFFD"))
	if text == "" {
		return "", fmt.Errorf("%w wrote nothing: %s", errTranscriber, cmp.Or(lastLine(complaint.String()), "it has to print the text on its standard output"))
	}
	return text, nil
}

// lastLine gives the last line that says something.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// limited keeps of what is written as much as a transcript can have.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	l.Buffer.Write(p[:min(len(p), max(maxTranscript-l.Len(), 0))])
	return len(p), nil
}

// commandWords takes a command line apart as a shell does, quotes included, and
// nothing else of what shells do. A word that begins with "~/" is in the home folder.
func commandWords(command string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	end := func() {
		if begun {
			text := word.String()
			if whole, err := settings.Expand(text); err == nil && strings.HasPrefix(text, "~/") {
				text = whole
			}
			words = append(words, text)
		}
		word.Reset()
		begun = false
	}
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case r == ' ' || r == '\t':
			end()
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	end()
	switch {
	case quote != 0:
		return nil, fmt.Errorf("%w in the settings has a %c that is not closed", errTranscriber, quote)
	case len(words) == 0:
		return nil, fmt.Errorf("%w is not named in the settings", errTranscriber)
	}
	return words, nil
}

// writeWAV writes a recording as a transcriber wants it.
func writeWAV(ctx context.Context, file io.Writer, take *recording.Take) error {
	const fewer = recording.Rate / transcribed
	count := (take.Length() + fewer - 1) / fewer
	head := new(bytes.Buffer)
	head.WriteString("RIFF")
	le := binary.LittleEndian
	for _, part := range []any{
		uint32(36 + 2*count), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1),
		uint32(transcribed), uint32(2 * transcribed), uint16(2), uint16(16), []byte("data"), uint32(2 * count),
	} {
		if err := binary.Write(head, le, part); err != nil {
			return err
		}
	}
	if _, err := file.Write(head.Bytes()); err != nil {
		return err
	}
	low := newLowPass(fewer)
	buf := make([]int16, recording.Rate/10*fewer)
	var out []byte
	write := func(samples []int16) error {
		out = out[:0]
		for _, s := range low.take(samples) {
			out = le.AppendUint16(out, uint16(s))
		}
		_, err := file.Write(out[:min(int64(len(out)), 2*count)])
		count -= int64(len(out) / 2)
		return err
	}
	for ctx.Err() == nil {
		n, err := take.Read(buf)
		if wrote := write(buf[:n]); wrote != nil {
			return wrote
		}
		if errors.Is(err, io.EOF) {
			return write(make([]int16, len(low.weights)+fewer)) // what is still in the filter
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// lowPass takes of samples each so manyth, without what the lower rate cannot
// hold: a sinc under a Hamming window.
type lowPass struct {
	fewer   int
	weights []float64
	held    []int16 // what the next needs of those before
	skip    int     // samples until the next one that is taken
}

func newLowPass(fewer int) *lowPass {
	const reach = 16 // times the lower rate's sample, to either side
	half := reach * fewer
	l := &lowPass{fewer: fewer, weights: make([]float64, 2*half+1)}
	sum := 0.0
	for i := range l.weights {
		x := float64(i-half) / float64(fewer) * 0.9 // a little below half the rate
		w := 0.54 + 0.46*math.Cos(math.Pi*float64(i-half)/float64(half))
		if x != 0 {
			w *= math.Sin(math.Pi*x) / (math.Pi * x)
		}
		l.weights[i] = w
		sum += w
	}
	for i := range l.weights {
		l.weights[i] /= sum
	}
	l.held = make([]int16, half) // silence before the first
	return l
}

func (l *lowPass) take(samples []int16) []int16 {
	l.held = append(l.held, samples...)
	var out []int16
	at := l.skip
	for ; at+len(l.weights) <= len(l.held); at += l.fewer {
		sum := 0.0
		for i, w := range l.weights {
			sum += w * float64(l.held[at+i])
		}
		out = append(out, int16(math.Round(max(math.MinInt16, min(math.MaxInt16, sum)))))
	}
	gone := min(at, len(l.held))
	l.held = append(l.held[:0], l.held[gone:]...)
	l.skip = at - gone
	return out
}
