package history

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"starling/app/story"
)

// What a recording adds to an attempt: that it was listened to, the fillers
// counted, what was measured, and what a transcriber wrote down. The recording
// itself is not history's; all of this outlives it.

// The fields of a change that a recording gives rise to.
const (
	listenedField   = "listened"
	fillersField    = "fillers"
	deliveryField   = "delivery"
	transcriptField = "transcript"
)

// maxFillers is more than anybody says in ten minutes.
const maxFillers = 9999

// Listen stores that the person has listened to the attempt. The ratings given
// from then on are given with that in the ear; see [Heard].
func (b *Batch) Listen(id string) error { return b.sayOf(id, listenedField, "1") }

// SetFillers stores how often the person counted a filler, 0 to 9999.
func (b *Batch) SetFillers(id string, n int) error {
	if n < 0 || n > maxFillers {
		return fmt.Errorf("%w: %d fillers, write 0 to %d", ErrInvalid, n, maxFillers)
	}
	return b.sayOf(id, fillersField, strconv.Itoa(n))
}

// SetDelivery stores what was measured in the recording, as package delivery
// writes it. History does not look into it. An empty one takes it back.
func (b *Batch) SetDelivery(id, text string) error { return b.sayOf(id, deliveryField, valid(text)) }

// SetTranscript stores what a transcriber wrote down. An empty one takes it back.
func (b *Batch) SetTranscript(id, text string) error {
	return b.sayOf(id, transcriptField, valid(text))
}

// Listen stores that the person has listened to the attempt; see [Batch.Listen].
func (s *Store) Listen(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Listen(id) })
}

// SetFillers stores how often a filler was counted; see [Batch.SetFillers].
func (s *Store) SetFillers(ctx context.Context, id string, n int) error {
	return s.Batch(ctx, func(b *Batch) error { return b.SetFillers(id, n) })
}

// SetDelivery stores what was measured; see [Batch.SetDelivery].
func (s *Store) SetDelivery(ctx context.Context, id, text string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.SetDelivery(id, text) })
}

// SetTranscript stores what was written down; see [Batch.SetTranscript].
func (s *Store) SetTranscript(ctx context.Context, id, text string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.SetTranscript(id, text) })
}

// Listen records that the person has listened to the attempt; see [Batch.Listen].
func (r *Recorder) Listen(id string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Listen(ctx, id) })
}

// SetFillers records how often a filler was counted; see [Batch.SetFillers].
func (r *Recorder) SetFillers(id string, n int) {
	r.add("fillers "+id, func(ctx context.Context, s sink) error { return s.SetFillers(ctx, id, n) })
}

// SetDelivery records what was measured; see [Batch.SetDelivery].
func (r *Recorder) SetDelivery(id, text string) {
	r.add("", func(ctx context.Context, s sink) error { return s.SetDelivery(ctx, id, text) })
}

// SetTranscript records what was written down; see [Batch.SetTranscript].
func (r *Recorder) SetTranscript(id, text string) {
	r.add("", func(ctx context.Context, s sink) error { return s.SetTranscript(ctx, id, text) })
}

// sensibleHeard tells whether a change of one of these fields can be; known is
// false for any other field.
func sensibleHeard(field, value string) (sensible, known bool) {
	switch field {
	case listenedField:
		return value == "1", true
	case fillersField:
		n, err := strconv.Atoi(value)
		return err == nil && n >= 0 && n <= maxFillers && strconv.Itoa(n) == value, true
	case deliveryField, transcriptField:
		return true, true
	}
	return false, false
}

// Heard is what listening and measuring have added to an attempt.
type Heard struct {
	// Listened is set once the person has listened to the recording.
	Listened bool
	// Before are the ratings that held when they first did, After those given
	// since, the same one once more among them. A rating taken back is in neither.
	Before, After map[story.SectionName]int
	// Fillers is how often the person counted one; known where Counted is set.
	Fillers int
	Counted bool
	// Delivery is what was measured, as package delivery writes it; empty for nothing.
	Delivery string
	// Transcript is what a transcriber wrote down; empty for nothing.
	Transcript string
}

// take takes a change further; they come in their order.
func (h *Heard) take(field, value string) error {
	switch field {
	case listenedField:
		h.Listened = true
	case fillersField:
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%w: the number of fillers reads %q", ErrDamaged, value)
		}
		h.Fillers, h.Counted = n, true
	case deliveryField:
		h.Delivery = value
	case transcriptField:
		h.Transcript = value
	default:
		name, rating := strings.CutPrefix(field, ratingField)
		if !rating {
			return nil
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%w: a rating reads %q", ErrDamaged, value)
		}
		ratings := h.Before
		if h.Listened {
			ratings = h.After
		}
		if ratings[story.SectionName(name)] = n; n == 0 {
			delete(ratings, story.SectionName(name))
		}
	}
	return nil
}

func newHeard() Heard {
	return Heard{Before: map[story.SectionName]int{}, After: map[story.SectionName]int{}}
}

// Heard gives what listening and measuring have added to an attempt.
func (s *Store) Heard(ctx context.Context, id string) (Heard, error) {
	h := newHeard()
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var field, value string
		if err := rows.Scan(&field, &value); err != nil {
			return err
		}
		return h.take(field, value)
	}, `SELECT c.field, c.value FROM changes c JOIN starts s ON s.key = c.attempt WHERE s.id = ? ORDER BY c.id`, id)
	return h, err
}

// Listening is how an attempt was rated before and after the person listened to it.
type Listening struct {
	ID, Story string
	Started   time.Time
	// Before and After have the sections that were rated both before and after.
	Before, After map[story.SectionName]int
}

// Listenings gives the attempts that were rated again after they were listened
// to, the oldest first. Deleted ones are not among them.
func (s *Store) Listenings(ctx context.Context) ([]Listening, error) {
	var all []Listening
	heard := newHeard()
	last := int64(-1)
	finish := func() {
		if len(all) == 0 {
			return
		}
		l := &all[len(all)-1]
		maps.DeleteFunc(heard.Before, func(name story.SectionName, _ int) bool { return heard.After[name] == 0 })
		maps.DeleteFunc(heard.After, func(name story.SectionName, _ int) bool { return heard.Before[name] == 0 })
		if l.Before, l.After = heard.Before, heard.After; len(l.Before) == 0 {
			all = all[:len(all)-1]
		}
		heard = newHeard()
	}
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var l Listening
		var key, began int64
		var zone int
		var field, value string
		if err := rows.Scan(&key, &l.ID, &l.Story, &began, &zone, &field, &value); err != nil {
			return err
		}
		if key != last {
			finish()
			last, l.Started = key, inZone(began, zone)
			all = append(all, l)
		}
		return heard.take(field, value)
	}, `SELECT a.key, s.id, a.story, a.began, s.zone, c.field, c.value
		FROM (SELECT DISTINCT attempt FROM changes INDEXED BY changes_listened WHERE field = 'listened') h
		JOIN attempts a ON a.key = h.attempt AND a.deleted = 0 JOIN starts s ON s.key = a.key
		JOIN changes c ON c.attempt = a.key
		ORDER BY a.key, c.id`)
	finish()
	return all, err
}

// Delivered is what was measured in the recording of an attempt.
type Delivered struct {
	ID, Story string
	Started   time.Time
	// Text is as package delivery writes it.
	Text string
}

// Deliveries gives what was measured in the latest attempts, at most so many,
// the newest first. Deleted ones are not among them.
func (s *Store) Deliveries(ctx context.Context, most int) ([]Delivered, error) {
	var all []Delivered
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var d Delivered
		var began int64
		var zone int
		if err := rows.Scan(&d.ID, &d.Story, &began, &zone, &d.Text); err != nil {
			return err
		}
		d.Started = inZone(began, zone)
		all = append(all, d)
		return nil
	}, `SELECT s.id, a.story, a.began, s.zone, c.value
		FROM (SELECT attempt, max(id) AS id FROM changes INDEXED BY changes_delivery WHERE field = 'delivery' GROUP BY attempt) h
		JOIN changes c ON c.id = h.id AND c.value <> ''
		JOIN attempts a ON a.key = h.attempt AND a.deleted = 0 JOIN starts s ON s.key = a.key
		ORDER BY a.key DESC LIMIT ?`, most)
	return all, err
}
