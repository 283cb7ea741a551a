package practice

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"starling/app/story"
)

// ErrCard says that a card that was kept cannot be used. It is made anew by
// replaying the story.
var ErrCard = errors.New("the card that was kept cannot be used")

// cardVersion is that of a card's text. It grows with every change of the text
// and of how cards are derived, so that a card of before is not used.
const cardVersion = 1

// cardFields is how many fields the text has: the version; what the last
// attempt that counted was, and when; the counts; the two memories and the days
// between; the ratings; and the last attempt that was looked at, its id at the end.
const cardFields = 18

// none stands for an empty word in a card's text.
const none = "-"

// MarshalText writes the card as a line, to be kept and read by UnmarshalText.
// There may be very many of them, so it is made to be read quickly.
func (c Card) MarshalText() ([]byte, error) {
	word := func(w string) string {
		if w == "" {
			return none
		}
		return w
	}
	var ratings strings.Builder
	for _, last := range c.Recent {
		for _, rating := range last {
			ratings.WriteByte('0' + rating)
		}
	}
	v := c.Verdict
	text := fmt.Appendf(nil, "%d %s %s %s %d %d %d %d %d %d", cardVersion,
		word(string(v.Grade)), word(string(v.Reason)), word(string(v.Section)), v.Rating, int64(v.Over), int(c.Day), c.Told, c.Count, c.Lapses)
	for _, f := range []float64{c.Stability, c.Difficulty, c.Before.Stability, c.Before.Difficulty} {
		text = strconv.AppendFloat(append(text, ' '), f, 'g', -1, 64)
	}
	return fmt.Appendf(text, " %d %s %d %s", c.Elapsed, ratings.String(), c.Through.Started, c.Through.ID), nil
}

// UnmarshalText reads what MarshalText wrote. The error wraps ErrCard.
func (c *Card) UnmarshalText(text []byte) error {
	fields := strings.SplitN(string(text), " ", cardFields)
	if len(fields) != cardFields || fields[0] != strconv.Itoa(cardVersion) {
		return fmt.Errorf("%w: it is of another version", ErrCard)
	}
	r := cardReader{fields: fields[1:]}
	card := Card{
		Verdict: Verdict{
			Grade: Grade(r.word()), Reason: Reason(r.word()), Section: story.SectionName(r.word()),
			Rating: int(r.number()), Over: time.Duration(r.number()),
		},
		Day: Day(r.number()), Told: int(r.number()), Count: int(r.number()), Lapses: int(r.number()),
		Memory: Memory{Stability: r.float(), Difficulty: r.float()},
		Before: Memory{Stability: r.float(), Difficulty: r.float()},
	}
	card.Elapsed = int(r.number())
	card.Recent = r.ratings()
	card.Through = Mark{Started: r.number(), ID: r.fields[0]}
	if r.wrong || !card.sound() {
		return fmt.Errorf("%w: it reads %.100q", ErrCard, text)
	}
	*c = card
	return nil
}

// sound tells whether a card can have come of attempts.
func (c Card) sound() bool {
	if c.Told < 0 || c.Count < 0 || c.Lapses < 0 || c.Elapsed < 0 {
		return false
	}
	return c.Said() == c.known() && c.Said() == c.Verdict.Grade.Counts() && (c.Count > 1) == c.Before.known()
}

// cardReader reads the fields of a card's text, one after the other.
type cardReader struct {
	fields []string
	wrong  bool
}

func (r *cardReader) next() string {
	field := r.fields[0]
	r.fields = r.fields[1:]
	return field
}

func (r *cardReader) word() string {
	if w := r.next(); w != none {
		return w
	}
	return ""
}

func (r *cardReader) number() int64 {
	n, err := strconv.ParseInt(r.next(), 10, 64)
	r.wrong = r.wrong || err != nil
	return n
}

// float reads a number that cannot be below zero.
func (r *cardReader) float() float64 {
	f, err := strconv.ParseFloat(r.next(), 64)
	r.wrong = r.wrong || err != nil || f < 0 || math.IsInf(f, 0) || math.IsNaN(f)
	return f
}

func (r *cardReader) ratings() (recents [rated][recent]uint8) {
	digits := r.next()
	if len(digits) != rated*recent {
		r.wrong = true
		return recents
	}
	for i := range digits {
		rating := digits[i] - '0'
		r.wrong = r.wrong || rating > 5
		recents[i/recent][i%recent] = rating
	}
	return recents
}
