package history

import (
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

// A moment of the hybrid logical clock holds milliseconds since 1970 and, in
// its lowest bits, a counter for what happens within one of them.
const counterBits = 12

// clock is a hybrid logical clock: it follows the wall, but never goes back and
// never says the same twice, whatever the wall does. With it a later change is
// later than an earlier one even when the machine's clock was put back between.
type clock struct {
	last int64
}

// tick gives the next moment.
func (c *clock) tick(now time.Time) int64 {
	c.last = max(c.last+1, now.UnixMilli()<<counterBits)
	return c.last
}

// see puts the clock beyond a moment that another machine's clock has told: what
// is said here in knowledge of something is later than that.
func (c *clock) see(moment int64) { c.last = max(c.last, moment) }

// momentOf is the moment that the id of a change was made of.
func momentOf(id uuid.UUID) int64 {
	high := binary.BigEndian.Uint64(id[:8])
	const counterMask = 1<<counterBits - 1
	return int64(high>>16)<<counterBits | int64(high&counterMask)
}

// wall is when a moment was, to the millisecond.
func wall(moment int64) time.Time { return time.UnixMilli(moment >> counterBits).UTC() }

// changeID makes the UUIDv7 of a change. Its first bits are the moment, so that
// ids are in the order of the changes; the rest is random.
func changeID(moment int64) uuid.UUID {
	var id uuid.UUID
	const version7, counterMask = 0x7 << 12, 1<<counterBits - 1
	binary.BigEndian.PutUint64(id[:8], uint64(moment>>counterBits)<<16|version7|uint64(moment&counterMask))
	_, _ = rand.Read(id[8:]) // never fails
	id[8] = id[8]&0x3f | 0x80
	return id
}

// NewID makes the id of an attempt: a UUIDv7.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }
