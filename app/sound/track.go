package sound

import (
	"slices"
	"sync"
	"time"

	"github.com/gopxl/beep/v2"

	"starling/app/rehearsal"
)

const (
	// slack is how long a cue is held back beyond what the device holds, so that a
	// cue that is to be heard at once, or that comes late from a busy screen, still
	// falls on its sample.
	slack = 20 * time.Millisecond
	// filling is how long a device that was just opened may ask for samples to fill
	// itself with. What it asks for then says nothing of how far ahead the track will
	// be written, so no cue is given to it yet; a few hundredths of a second later
	// the first one still falls on its sample.
	filling = 20 * time.Millisecond
	// maxDrift is how far the track may part from the session's clock before it is
	// put right. Nobody hears 60 ms here; a gap or a stretched tone anybody does.
	maxDrift = 60 * time.Millisecond
	// maxResume is the same when an answer starts or goes on and there is nothing to
	// keep in step with. It lies above what the measurement of the lead wavers by.
	maxResume = 20 * time.Millisecond
	// tooLate is how late a cue is still heard. It lets the first cue wait for a
	// device that is being opened; beyond it a cue is missed.
	tooLate = 250 * time.Millisecond
	// maxLate is how late a first cue may come and have the others come as late, for
	// the sake of the spaces between them.
	maxLate = 100 * time.Millisecond
	// sameMoment is how near two moments of the same cue are if it is the same in
	// the same answer, rather than in the next one.
	sameMoment = 500 * time.Millisecond
	// hush is how long a sounding tone takes to fall silent when it is cut off.
	hush = 5 * time.Millisecond
)

// Track is the cues of an answer as one endless stream of sound: silence, and each
// tone at its exact sample. Whoever pulls it calls Meet before each Stream.
//
// Its methods may be called from any goroutine.
type Track struct {
	mu     sync.Mutex
	sounds *Sounds
	muted  bool

	pos   int64 // the sample that Stream gives next
	lead  lead
	met   bool      // lead holds a measurement
	fills bool      // the device fills itself
	since time.Time // a cue whose moment is before this is missed
	shift int64     // from the session's clock, in samples since lead.epoch, to the track
	late  int64     // how much of shift is there for the sake of a first cue that came late
	kept  bool      // a tone has sounded by this shift: others keep in step with it

	pending []rehearsal.Cue // those to come, by moment
	paused  time.Time       // when the list was last emptied, zero since it was filled
	handed  [64]handed      // a ring of those given to the device, or missed
	nHanded int
	voices  [8]voice
	nVoices int
}

// handed remembers a cue that was given to the device, or missed.
type handed struct {
	kind            rehearsal.CueKind
	at              time.Duration
	section, number int
	moment          time.Time
}

// voice is a tone that sounds.
type voice struct {
	clip    clip
	next    int // index in clip of what sounds next; negative: not yet, by so many samples
	gain    float32
	fading  int // samples until it is cut off; 0: it is not
	preview bool
}

// Declare conformity.
var _ beep.Streamer = (*Track)(nil)

// NewTrack makes a track without cues.
func NewTrack(s *Sounds) *Track { return &Track{sounds: s, lead: lead{rate: SampleRate}} }

// Use takes other sounds. What sounds already sounds on as it is.
func (t *Track) Use(s *Sounds) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sounds = s
}

// SetMuted silences the track, a sounding tone included, or lets it be heard
// again. A cue whose moment comes while it is muted is not made up.
func (t *Track) SetMuted(muted bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.muted = muted
	if muted {
		t.fade(false)
	}
}

// Follow replaces the cues to come. The moments of cues, and now, are the
// session's. Of the cues given, those that are Sounded are heard.
//
// What has fallen due by now belongs to the answer whatever the new list says: a
// tone that sounds sounds to its end, a cue that is due and on its way to the
// device is heard. With nil, nothing else is.
func (t *Track) Follow(now time.Time, cues []rehearsal.Cue) {
	byMoment := func(a, b rehearsal.Cue) int { return a.Moment.Compare(b.Moment) }
	next := make([]rehearsal.Cue, 0, len(cues)+8)
	for _, c := range cues {
		if c.Sounded && !c.Moment.IsZero() {
			next = append(next, c)
		}
	}
	slices.SortStableFunc(next, byMoment) // the long work, before the lock

	t.mu.Lock()
	defer t.mu.Unlock()
	t.rest(now, len(next) > 0)
	next = slices.DeleteFunc(next, func(c rehearsal.Cue) bool { return t.wasHanded(c, now) })
	if len(t.pending) == 0 && t.nVoices == 0 && abs64(t.drift()) > samples(maxResume) {
		t.kept = false
	}
	for _, c := range t.pending {
		if !c.Moment.After(now) && !slices.ContainsFunc(next, func(n rehearsal.Cue) bool { return sameCue(n, c) }) {
			next = append(next, c)
		}
	}
	if !slices.IsSortedFunc(next, byMoment) {
		slices.SortStableFunc(next, byMoment)
	}
	t.pending = next
}

// rest keeps in mind when the cues stopped. When they come again, what was handed
// over just before its moment has had its moment moved on by the rest: it is the
// same cue still.
func (t *Track) rest(now time.Time, comes bool) {
	switch {
	case !comes && t.paused.IsZero():
		t.paused = now
	case comes && !t.paused.IsZero():
		for i := range min(t.nHanded, len(t.handed)) {
			if h := &t.handed[i]; h.moment.After(t.paused) {
				h.moment = h.moment.Add(now.Sub(t.paused))
			}
		}
		t.paused = time.Time{}
	}
}

// wasHanded tells whether the device already has this cue.
func (t *Track) wasHanded(c rehearsal.Cue, now time.Time) bool {
	// Nothing is handed over this long before its moment; most cues are further off.
	if c.Moment.Sub(now) > time.Second {
		return false
	}
	for i := range min(t.nHanded, len(t.handed)) {
		h := &t.handed[i]
		if h.kind == c.Kind && h.at == c.At && h.section == c.Section && h.number == c.Number &&
			h.moment.Sub(c.Moment).Abs() <= sameMoment {
			return true
		}
	}
	return false
}

// sameCue tells whether a and b are one cue of one answer.
func sameCue(a, b rehearsal.Cue) bool {
	return a.Kind == b.Kind && a.At == b.At && a.Section == b.Section && a.Number == b.Number
}

// Restart says that another device takes the track from here on. What it had
// given to the one before is gone.
func (t *Track) Restart() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.met, t.kept, t.late = false, false, 0
	kept := 0
	for _, v := range t.voices[:t.nVoices] {
		if v.next <= 0 && v.preview {
			t.voices[kept] = v
			kept++
		}
	}
	t.drop(kept)
}

// Meet says that now, by the session's clock, the device asks for the next n
// samples. It keeps the track in line with that clock.
//
// A cue is heard a fixed time after its moment: what the device holds, and
// slack. That time is settled when the first tone is rendered and stays, so that
// the spaces between cues are those of the plan to the sample, until clock and
// device have parted by more than maxDrift.
func (t *Track) Meet(now time.Time, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.met {
		t.lead.begin(now)
	}
	if fills := now.Sub(t.lead.epoch) < filling; fills != t.fills {
		t.fills = fills
		t.lead.forget()
	}
	t.since = now.Add(-slack - SampleRate.D(n) - tooLate)
	t.lead.note(now, t.pos+int64(n))
	switch {
	case !t.met:
		t.met = true
		t.align()
	case t.nVoices > 0: // never inside a tone
	case !t.kept, abs64(t.drift()) > samples(maxDrift):
		t.align()
	}
}

// align puts the track in line with the session's clock.
func (t *Track) align() {
	t.late, t.kept = 0, false
	t.shift = t.lead.ahead() + samples(slack)
}

// drift is how far the track has parted from the session's clock, in samples.
func (t *Track) drift() int64 {
	if !t.met {
		return 0
	}
	return t.lead.ahead() + samples(slack) + t.late - t.shift
}

// Stream gives the next samples; the track never ends.
func (t *Track) Stream(out [][2]float64) (int, bool) {
	clear(out)
	t.mu.Lock()
	defer t.mu.Unlock()
	end := t.pos + int64(len(out))
	for {
		at, due := t.due(end)
		if !due {
			break
		}
		t.hand(t.pending[0], at)
		t.pending = t.pending[1:]
	}
	t.mix(out)
	t.pos = end
	return len(out), true
}

// due tells whether a cue is due before the sample end, and at which.
func (t *Track) due(end int64) (at int64, due bool) {
	if !t.met || t.fills || len(t.pending) == 0 {
		return 0, false
	}
	at = t.lead.clock(t.pending[0].Moment) + t.shift
	return at, at < end
}

// skip goes on by n samples if all of them are silent, and tells whether it did.
func (t *Track) skip(n int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, due := t.due(t.pos + int64(n)); due || t.nVoices > 0 {
		return false
	}
	t.pos += int64(n)
	return true
}

// Err is nil: the track does not fail.
func (t *Track) Err() error { return nil }

// hand gives a cue whose sample has come to the device.
func (t *Track) hand(c rehearsal.Cue, at int64) {
	t.handed[t.nHanded%len(t.handed)] = handed{c.Kind, c.At, c.Section, c.Number, c.Moment}
	t.nHanded++
	if t.nHanded == 2*len(t.handed) {
		t.nHanded = len(t.handed)
	}
	if c.Moment.Before(t.since) || t.muted || t.sounds.off[c.Kind] {
		return
	}
	behind := max(0, t.pos-at)
	if !t.kept && behind <= samples(maxLate) {
		// The first one comes late: the others keep their distance from it.
		t.shift += behind
		t.late = behind
	}
	t.kept = true
	t.sound(voice{
		clip: t.sounds.clip(c.Kind, c.Section),
		next: -int(max(0, at-t.pos)),
		gain: t.sounds.gain,
	})
}

// preview lets a tone be heard as soon as it can be, muted or not, in place of a
// preview that still sounds.
func (t *Track) preview(kind rehearsal.CueKind, section int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fade(true)
	t.sound(voice{clip: t.sounds.clip(kind, section), gain: t.sounds.gain, preview: true})
}

// sound adds a voice. When too many sound, one more would not be made out.
func (t *Track) sound(v voice) {
	if t.nVoices < len(t.voices) {
		t.voices[t.nVoices] = v
		t.nVoices++
	}
}

// fade cuts off softly what sounds: the previews, or the cues. What has not begun
// does not begin.
func (t *Track) fade(previews bool) {
	kept := 0
	for _, v := range t.voices[:t.nVoices] {
		if v.preview == previews {
			if v.next <= 0 {
				continue
			}
			if v.fading == 0 {
				v.fading = int(samples(hush))
			}
		}
		t.voices[kept] = v
		kept++
	}
	t.drop(kept)
}

// mix adds to out what sounds, and lets go of what has ended.
func (t *Track) mix(out [][2]float64) {
	kept := 0
	for i := range t.voices[:t.nVoices] {
		if v := &t.voices[i]; v.mix(out) {
			t.voices[kept] = *v
			kept++
		}
	}
	t.drop(kept)
}

// drop lets go of the voices from n on, and of their clips.
func (t *Track) drop(n int) {
	clear(t.voices[n:t.nVoices])
	t.nVoices = n
}

// mix adds the voice to out and tells whether there is more of it.
func (v *voice) mix(out [][2]float64) bool {
	if v.next < 0 {
		wait := min(-v.next, len(out))
		v.next += wait
		out = out[wait:]
		if len(out) == 0 {
			return true
		}
	}
	n := min(len(out), len(v.clip)-v.next)
	for i, s := range v.clip[v.next : v.next+n] {
		g := v.gain
		if v.fading > 0 {
			if v.fading--; v.fading == 0 {
				return false
			}
			g *= float32(v.fading) / float32(samples(hush))
		}
		out[i][0] += float64(s[0] * g)
		out[i][1] += float64(s[1] * g)
	}
	v.next += n
	return v.next < len(v.clip)
}

// busy tells whether anything sounds or has fallen due and is about to.
func (t *Track) busy(now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.nVoices > 0 || len(t.pending) > 0 && !t.pending[0].Moment.After(now)
}

// silence lets go of all that sounds and all that is to come.
func (t *Track) silence() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending = nil
	t.drop(0)
}

// samples is the length of d in samples.
func samples(d time.Duration) int64 { return int64(SampleRate.N(d)) }

// abs64 is the amount of x.
func abs64(x int64) int64 { return max(x, -x) }
