package sound

import (
	"math"
	"time"

	"github.com/gopxl/beep/v2"
)

// lead measures how far a stream, of a rate in samples a second, is written ahead of the
// clock.
//
// A device asks for samples when it has room for them, so after each request the
// end of what it was given runs ahead of the clock by what the device holds. A
// request may come late, when the machine is busy, and then the end is less far
// ahead than it could be; it never comes early. So the lead is the most that was
// seen of late. It needs no knowledge of the device's buffer, which is as well:
// no two back ends mean the same by it.
type lead struct {
	rate  beep.SampleRate
	epoch time.Time // the clock is counted from here
	slots [leadSlots]int64
	// slot numbers the spans since the epoch; the newest is in slots[slot%leadSlots].
	slot int64
}

const (
	// leadSlot and leadSlots make the window of two seconds over which the lead is
	// measured: long enough to hold a request that was in time on a busy machine,
	// short enough to see that a device has fallen behind.
	leadSlot  = 250 * time.Millisecond
	leadSlots = 8
)

// begin forgets what was measured and counts from now.
func (l *lead) begin(now time.Time) {
	*l = lead{rate: l.rate, epoch: now}
	l.forget()
}

// forget forgets what was measured.
func (l *lead) forget() {
	for i := range l.slots {
		l.slots[i] = math.MinInt64
	}
}

// note takes in that at the time now the track has been asked for up to the sample end.
func (l *lead) note(now time.Time, end int64) {
	slot := int64(now.Sub(l.epoch) / leadSlot)
	if slot-l.slot >= leadSlots {
		l.slot = slot - leadSlots
	}
	for ; l.slot < slot; l.slot++ {
		l.slots[(l.slot+1)%leadSlots] = math.MinInt64
	}
	at := l.slot % leadSlots
	l.slots[at] = max(l.slots[at], end-l.clock(now))
}

// ahead is the lead in samples.
func (l *lead) ahead() int64 {
	most := l.slots[0]
	for _, s := range l.slots[1:] {
		most = max(most, s)
	}
	return most
}

// clock is the number of samples that fit between the epoch and the moment, to the nearest.
func (l *lead) clock(moment time.Time) int64 {
	d := moment.Sub(l.epoch)
	whole, rest := int64(d/time.Second), d%time.Second
	return whole*int64(l.rate) + int64(math.Round(rest.Seconds()*float64(l.rate)))
}
