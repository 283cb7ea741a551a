package soundtest

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"
)

// Recording is a recording of the virtual loudspeaker, or of the microphone, that is under way.
type Recording struct {
	path   string
	rate   int
	cmd    *exec.Cmd
	cancel context.CancelFunc
	first  chan struct{} // closed when the first sound has come
	done   chan struct{} // closed when there is no more

	mu      sync.Mutex
	samples []int16
	began   time.Time // when the first sample was heard, as near as can be told
}

// Record begins to record what the loudspeaker plays, and returns when it does. It
// goes on until Stop is called or ctx is done. Stop writes the sound to the path,
// as WAV; with an empty path it does not.
func (s *Server) Record(ctx context.Context, path string) (*Recording, error) {
	return s.record(ctx, path, "spk.monitor", Rate, 40)
}

// Overhear begins to record what the virtual microphone hears, at MicRate and as soon as it
// does, to hold against what another program makes of it.
func (s *Server) Overhear(ctx context.Context) (*Recording, error) {
	return s.record(ctx, "", "virtmic", MicRate, 2)
}

// record begins to record a source at a rate and a latency in milliseconds.
func (s *Server) record(ctx context.Context, path, source string, rate, latency int) (*Recording, error) {
	ctx, cancel := context.WithCancel(ctx)
	r := &Recording{
		path:   path,
		rate:   rate,
		cancel: cancel,
		first:  make(chan struct{}),
		done:   make(chan struct{}),
		cmd: s.urgent(ctx, "parec", "-d", source, "--format=s16le",
			fmt.Sprintf("--rate=%d", rate), "--channels=1", fmt.Sprintf("--latency-msec=%d", latency), "--raw"),
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	if err := r.cmd.Start(); err != nil {
		cancel()
		return nil, err
	}
	go r.read(out)
	select {
	case <-r.first:
		return r, nil
	case <-r.done:
		return nil, errors.New("parec ended before it heard anything")
	case <-time.After(10 * time.Second):
		_, _ = r.Stop()
		return nil, errors.New("parec hears nothing")
	}
}

// read takes in what parec gives until it ends.
func (r *Recording) read(out io.Reader) {
	defer close(r.done)
	buf := make([]byte, 4096)
	for have := 0; ; {
		n, err := out.Read(buf[have:])
		now := time.Now()
		have += n
		r.add(buf[:have&^1], now)
		copy(buf, buf[have&^1:have])
		have &= 1
		if err != nil {
			_ = r.cmd.Wait() // it was told to end
			return
		}
	}
}

// add takes in samples that came at the time now.
func (r *Recording) add(raw []byte, now time.Time) {
	if len(raw) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.samples) == 0 {
		close(r.first)
	}
	for i := 0; i < len(raw); i += 2 {
		r.samples = append(r.samples, int16(binary.LittleEndian.Uint16(raw[i:])))
	}
	// Sound can reach us late, but not before it was heard.
	began := now.Add(-time.Duration(float64(len(r.samples)) / float64(r.rate) * float64(time.Second)))
	if r.began.IsZero() || began.Before(r.began) {
		r.began = began
	}
}

// Samples is what has been recorded so far, one channel.
func (r *Recording) Samples() []int16 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int16(nil), r.samples...)
}

// Began is when the first sample was heard. It is good to some hundredths of a
// second; between samples, their number is exact.
func (r *Recording) Began() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.began
}

// Stop ends the recording, writes it, and gives its samples.
func (r *Recording) Stop() ([]int16, error) {
	r.cancel()
	<-r.done
	samples := r.Samples()
	if r.path == "" {
		return samples, nil
	}
	return samples, WriteWAV(r.path, samples, r.rate)
}
