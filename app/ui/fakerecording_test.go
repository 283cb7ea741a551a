package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"starling/app/playback"
	"starling/app/recording"
	"starling/app/settings"
	"starling/app/sound"
)

// tape keeps account of what it was asked to record.
type tape struct {
	calls  []string
	config recording.Config
}

func (p *tape) called(format string, args ...any) {
	p.calls = append(p.calls, fmt.Sprintf(format, args...))
}

func (p *tape) SetConfig(c recording.Config) {
	p.config = c
	p.called("config %q %v", c.Device, c.Meter)
}
func (p *tape) Open()  { p.called("open") }
func (p *tape) Close() { p.called("close") }
func (p *tape) Start(_ string, at time.Time, spoken time.Duration) {
	p.called("start %s %v", at.Format("04:05.000"), spoken)
}
func (p *tape) Pause(at time.Time) { p.called("pause %s", at.Format("04:05.000")) }
func (p *tape) Resume(at time.Time, spoken time.Duration) {
	p.called("resume %s %v", at.Format("04:05.000"), spoken)
}
func (p *tape) Stop(at time.Time)           { p.called("stop %s", at.Format("04:05.000")) }
func (p *tape) Flush(context.Context) error { return nil }

// take gives what was asked since it was last taken.
func (p *tape) take() []string {
	calls := p.calls
	p.calls = nil
	return calls
}

// recordings are some in memory.
type recordings struct {
	kept        map[string]*memoryTake
	devices     []recording.Device
	told        func(recording.Status) // of the microphone that is tried
	tidied      []string
	transcripts map[string]string
	fails       error

	transcribeFails error
}

func (r *recordings) Open(id string) (Take, error) {
	t := r.kept[id]
	switch {
	case r.fails != nil:
		return nil, r.fails
	case t == nil:
		return nil, recording.ErrNone
	}
	return &memoryTake{samples: t.samples, stretches: t.stretches}, nil
}

func (r *recordings) Remove(id string) error { delete(r.kept, id); return r.fails }

func (r *recordings) Space() (n int, bytes int64, err error) {
	for _, t := range r.kept {
		n, bytes = n+1, bytes+int64(len(t.samples))
	}
	return n, bytes, r.fails
}

func (r *recordings) RemoveAll() (int, error) {
	n := len(r.kept)
	clear(r.kept)
	return n, r.fails
}

func (r *recordings) Tidy(_ context.Context, keep settings.Recording, rating string) error {
	r.tidied = append(r.tidied, fmt.Sprintf("%s %d %d %q", keep.Keep, keep.Days, keep.Last, rating))
	return r.fails
}

func (r *recordings) Devices() ([]recording.Device, error) { return r.devices, r.fails }

func (r *recordings) Test(_ string, told func(recording.Status)) func() {
	r.told = told
	return func() { r.told = nil }
}

func (r *recordings) Transcribe(_ context.Context, command, id string) (string, error) {
	return r.transcripts[command+" "+id], errors.Join(r.transcribeFails, r.fails)
}

// memoryTake is a recording in memory.
type memoryTake struct {
	samples   []int16
	stretches []recording.Stretch
	at        int64
	read      atomic.Int64 // at, for who waits until it has come so far
}

func (m *memoryTake) SeekTo(sample int64) error {
	m.at = min(sample, m.Length())
	m.read.Store(m.at)
	return nil
}

func (m *memoryTake) Read(buf []int16) (int, error) {
	n := copy(buf, m.samples[m.at:])
	m.at += int64(n)
	m.read.Store(m.at)
	if n == 0 && len(buf) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (m *memoryTake) Length() int64      { return int64(len(m.samples)) }
func (m *memoryTake) Map() recording.Map { return recording.NewMap(m.stretches, m.Length()) }
func (m *memoryTake) Close() error       { return nil }

func (m *memoryTake) Outline(_ context.Context, n int) ([]recording.Peak, error) {
	peaks := make([]recording.Peak, n)
	for i := range peaks {
		part := m.samples[len(m.samples)*i/n : len(m.samples)*(i+1)/n]
		if len(part) > 0 {
			peaks[i] = recording.Peak{Min: slices.Min(part), Max: slices.Max(part)}
		}
	}
	return peaks, nil
}

// speaker takes what is played when the test asks it to. A playback opens and closes it
// on a goroutine of its own.
type speaker struct {
	told func(sound.Status)

	mu    sync.Mutex
	fill  func(out []int16, now time.Time, given, heard int64)
	given int64
}

func (s *speaker) Open(fill func(out []int16, now time.Time, given, heard int64)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fill, s.given = fill, 0
}

func (s *speaker) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fill = nil
}

// open tells whether there is something that may be played.
func (s *speaker) open() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fill != nil
}

// hear lets so much be heard at once, to the moment now.
func (s *speaker) hear(now time.Time, d time.Duration) {
	out := make([]int16, playback.Rate/100)
	for range d / (10 * time.Millisecond) {
		s.mu.Lock()
		fill, given := s.fill, s.given
		s.given += int64(len(out))
		s.mu.Unlock()
		if fill == nil {
			return
		}
		fill(out, now, given, given)
	}
}
