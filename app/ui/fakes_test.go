package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/sound"
	"starling/app/story"
)

// recorder is a real one that keeps account of what it was asked.
type recorder struct {
	*history.Recorder

	used  bool
	calls []string
}

func (r *recorder) called(format string, args ...any) {
	r.used = true
	r.calls = append(r.calls, fmt.Sprintf(format, args...))
}

func (r *recorder) Begin(a rehearsal.Attempt) { r.called("begin"); r.Recorder.Begin(a) }

func (r *recorder) Append(id string, events ...rehearsal.Event) {
	for _, e := range events {
		if e.Kind == rehearsal.EventCue {
			r.called("cue %s", e.Cue)
		} else {
			r.called("%s", e.Kind)
		}
	}
	r.Recorder.Append(id, events...)
}

func (r *recorder) Beat(id string, spoken time.Duration) {
	r.called("beat %v", spoken)
	r.Recorder.Beat(id, spoken)
}

func (r *recorder) Rate(id string, section story.SectionName, rating int) {
	r.called("rate %s %d", section, rating)
	r.Recorder.Rate(id, section, rating)
}

func (r *recorder) SetNote(id, text string) { r.called("note %q", text); r.Recorder.SetNote(id, text) }

func (r *recorder) Grade(id, grade string) { r.called("grade %s", grade); r.Recorder.Grade(id, grade) }
func (r *recorder) Listen(id string)       { r.called("listen"); r.Recorder.Listen(id) }
func (r *recorder) Delete(id string)       { r.called("delete"); r.Recorder.Delete(id) }
func (r *recorder) Restore(id string)      { r.called("restore"); r.Recorder.Restore(id) }
func (r *recorder) Keep(id string)         { r.called("keep"); r.Recorder.Keep(id) }
func (r *recorder) Drop(id string)         { r.called("drop"); r.Recorder.Drop(id) }

func (r *recorder) SetFillers(id string, n int) {
	r.called("fillers %d", n)
	r.Recorder.SetFillers(id, n)
}

func (r *recorder) SetDelivery(id, text string) {
	r.called("delivery %s", text)
	r.Recorder.SetDelivery(id, text)
}

func (r *recorder) SetTranscript(id, text string) {
	r.called("transcript %q", text)
	r.Recorder.SetTranscript(id, text)
}

func (r *recorder) RenameStory(from, to string) {
	r.called("rename %s %s", from, to)
	r.Recorder.RenameStory(from, to)
}

// reader is a real one that can be made to fail.
type reader struct {
	Reader

	fails error
	reads int
}

func (r *reader) Attempts(ctx context.Context, f history.Filter) ([]history.Record, error) {
	r.reads++
	if r.fails != nil {
		return nil, r.fails
	}
	return r.Reader.Attempts(ctx, f)
}

func (r *reader) Stories(ctx context.Context) (map[string]history.StoryStats, error) {
	if r.fails != nil {
		return nil, r.fails
	}
	return r.Reader.Stories(ctx)
}

// player keeps account of what it was asked to sound.
type player struct {
	calls  []string
	cues   []rehearsal.Cue // the latest it was to follow
	muted  bool
	config sound.Config
	errs   []error
}

func (p *player) Open()  { p.calls = append(p.calls, "open") }
func (p *player) Close() { p.calls = append(p.calls, "close") }

func (p *player) Follow(_ time.Time, cues []rehearsal.Cue) {
	p.cues = cues
	kinds := make([]string, len(cues))
	for i, c := range cues {
		kinds[i] = string(c.Kind)
	}
	p.calls = append(p.calls, fmt.Sprintf("follow %d", len(cues)))
}

func (p *player) SetMuted(on bool) {
	p.muted = on
	p.calls = append(p.calls, fmt.Sprintf("muted %v", on))
}

func (p *player) Muted() bool { return p.muted }

func (p *player) SetConfig(c sound.Config) []error {
	p.config = c
	p.calls = append(p.calls, fmt.Sprintf("config %d%%", c.Volume))
	return p.errs
}

func (p *player) Preview(kind rehearsal.CueKind, section int) {
	p.calls = append(p.calls, fmt.Sprintf("preview %s %d", kind, section))
}

// take gives what was asked since it was last taken.
func (p *player) take() []string {
	calls := p.calls
	p.calls = nil
	return calls
}

// examples stands in for the stories that come with Starling.
type examples struct {
	there, back []string
	fails       error
}

func (e *examples) RemoveUnchanged() ([]string, error) {
	removed := e.there
	e.there = nil
	return removed, e.fails
}

func (e *examples) CopyBack(names []string) error {
	e.back = append(e.back, names...)
	return e.fails
}

// reminders keeps account of the notifications of the days.
type reminders struct {
	last  string
	shown []string
	fails error
}

func (r *reminders) Last() string { return r.last }

func (r *reminders) Remind(day, title, text string) error {
	r.last, r.shown = day, append(r.shown, day+": "+title+". "+text)
	return r.fails
}

var errTest = errors.New("the disk said no")
