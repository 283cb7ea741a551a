package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// dress is what a session of practice asks of the stage. Its zero value is the
// stage of a story that is rehearsed by itself.
type dress struct {
	heading    string // in place of the story's title
	hideClock  bool
	noSections bool // an answer to a follow-up, which has none
	veil       bool // the question comes with the first key
	lights     practice.Lights
}

// barless tells whether there is no bar, for it would tell the time, or sections
// that are none.
func (d dress) barless() bool { return d.hideClock || d.noSections }

// hiddenClock is said where the time would be.
const hiddenClock = "the clock is hidden"

// veiled tells whether the question is kept back.
func (s *stage) veiled() bool { return s.dress.veil && s.session.State() == rehearsal.StateReady }

// where says how far the session has come that the answer is part of: "2 of 5".
func (s *stage) where() string {
	if s.within == nil {
		return ""
	}
	return s.within.where()
}

// countText says which answer of a session this is, and which attempt.
func (s *stage) countText() string {
	attempt := ""
	if s.number > 0 {
		attempt = fmt.Sprintf("attempt %d", s.number)
	}
	return joined(s.where(), attempt)
}

// joined sets what there is of some texts beside each other.
func joined(texts ...string) string {
	var there []string
	for _, t := range texts {
		if t != "" {
			there = append(there, t)
		}
	}
	return strings.Join(there, " · ")
}

// begun is called when the answer, or its preparation, has begun and is stored.
func (s *stage) begun() {
	s.shell.keepRung(s)
	if s.within != nil {
		s.within.onBegun()
	}
}

// leave leaves the stage before the answer has begun.
func (s *stage) leave() {
	if s.within != nil {
		s.within.leave()
		return
	}
	s.shell.show(s.home)
}

// onPass passes over an answer of a session that has not begun.
func (s *stage) onPass() {
	if s.within != nil && s.session.State() == rehearsal.StateReady {
		s.within.pass()
	}
}

// inLast tells whether moving on finishes the answer.
func (s *stage) inLast() bool {
	return s.dress.noSections || s.session.Shown() == len(s.session.Plan().Sections)-1
}

// readyKeys lists what can be done before the answer begins, beside beginning.
func (s *stage) readyKeys() []keyHelp {
	var keys []keyHelp
	if s.ladder.offers() {
		keys = append(keys, keyHelp{"L", s.ladder.does()})
	}
	if s.within != nil {
		keys = append(keys, keyHelp{"N", "pass over it"})
	}
	return keys
}

// onMark is "I am moving on". Without sections there is nothing to move on to.
func (s *stage) onMark(now time.Time) {
	if s.dress.noSections {
		s.session.Finish(now)
		return
	}
	s.session.Mark(now)
}

// paintDressed shows what an answer without a clock or without sections has in
// the place of the section and its time.
func (v *stageView) paintDressed() {
	s := v.stage.session
	section := s.Plan().Sections[s.Shown()].Name
	v.badge.SetSection(section)
	v.left.Set("")
	setVisible(v.badge, !v.stage.dress.noSections)
	if v.stage.dress.noSections {
		v.name.Set("Follow-up")
		v.name.SetColour(look.ColourText)
		v.leftOf.Set("")
		return
	}
	v.name.Set(section.Title())
	v.name.SetColour(look.SectionColour(section))
	switch s.State() {
	case rehearsal.StateReady, rehearsal.StatePreparing:
		v.leftOf.Set("comes first")
	default:
		v.leftOf.Set("")
	}
}

// lightLine shows the light of a Table Topics session by word, shape and
// colour, and whether the time qualifies.
type lightLine struct {
	box    *fyne.Container
	lights practice.Lights
	shown  string
}

func newLightLine(l practice.Lights) *lightLine {
	return &lightLine{box: look.Layers(), lights: l}
}

// paint shows the light of the time spoken, if it is another.
func (l *lightLine) paint(s *rehearsal.Session) {
	if !l.lights.On() {
		return
	}
	// As the digits do, the lights go by whole seconds.
	spoken := s.Spoken().Round(time.Second)
	light, words := l.lights.At(spoken), lightWords(l.lights, spoken)
	if words == l.shown {
		return
	}
	l.shown = words
	fill, ink := lightColour(light)
	shape := look.SectionShape(lightShape(light), look.Colour(ink))
	if light == practice.NoLight {
		shape = look.NewRing(ink, 16)
	}
	row := look.Row(12, look.Square(16, shape), look.NewText(words, look.SizeLead, ink).Bold())
	l.box.Objects = []fyne.CanvasObject{look.NewBox(fill, 8), look.Inset(16, 9, row)}
	l.box.Refresh()
}

// lightWords says which light shows, and what the time is worth.
func lightWords(l practice.Lights, spoken time.Duration) string {
	clock := rehearsal.Clock
	switch light := l.At(spoken); {
	case light == practice.NoLight:
		return "No light yet: green comes at " + clock(l.Green)
	case spoken > l.Most:
		return "Red: over " + clock(l.Most) + ", it no longer qualifies"
	case light == practice.Green:
		return "Green: " + clock(l.Green) + " reached, it qualifies"
	case light == practice.Yellow:
		return "Yellow: " + clock(l.Yellow) + " reached"
	}
	return "Red: " + clock(l.Red) + " reached, end by " + clock(l.Most)
}

// qualifyWords says of an answer whether its time qualifies; nothing where
// there are no lights.
func qualifyWords(l practice.Lights, spoken time.Duration) string {
	switch {
	case !l.On():
		return ""
	case spoken < l.Least:
		return "too short to qualify: " + rehearsal.Clock(l.Least) + " at least"
	case spoken > l.Most:
		return "too long to qualify: " + rehearsal.Clock(l.Most) + " at most"
	}
	return "the time qualifies"
}

func lightColour(l practice.Light) (fill, ink fyne.ThemeColorName) {
	switch l {
	case practice.Green:
		return look.ColourGreen, look.ColourOnLight
	case practice.Yellow:
		return look.ColourYellow, look.ColourOnLight
	case practice.Red:
		return look.ColourRed, look.ColourOnLight
	}
	return look.ColourRaised, look.ColourText
}

// lightShape is the section whose shape a light borrows: a disc, a triangle, a square.
func lightShape(l practice.Light) story.SectionName {
	switch l {
	case practice.Yellow:
		return story.Task
	case practice.Red:
		return story.Action
	}
	return story.Situation
}
