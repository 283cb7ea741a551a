package recording

import "time"

// steps are the peaks, of 32768, from which on a level is shown: −50, −38, −28, −18
// and −3 dBFS. Speech at a good distance is at 3 and 4; 5 is close to distortion.
var steps = [Levels]int{104, 412, 1305, 4125, 23197}

// slack is what a peak may fall below its step, in parts of 32, before the level
// falls: 2 dB, so that it does not flicker between two.
const slack = 25

// meter makes levels of samples. A level rises at once, and falls by a step at a time.
type meter struct {
	level int
	peak  int       // since a level was last made
	when  time.Time // when that was
}

// read gives the level at a time, with the loudest that was heard since the last; no
// other within meterEvery.
func (m *meter) read(now time.Time, peak int) int {
	m.peak = max(m.peak, peak)
	if now.Sub(m.when) < meterEvery {
		return m.level
	}
	level := 0
	for level < Levels && m.peak >= steps[level] {
		level++
	}
	switch {
	case level > m.level:
		m.level, m.when = level, now
	case m.level > 0 && m.peak < steps[m.level-1]*slack/32:
		m.level, m.when = m.level-1, now
	}
	m.peak = 0
	return m.level
}
