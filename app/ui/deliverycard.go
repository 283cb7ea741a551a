package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/delivery"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// deliveryCard tells how an answer was spoken, and how each figure is measured.
type deliveryCard struct {
	listening *listening
	object    fyne.CanvasObject

	shown []delivery.Figure // those that are on it, in order
	rows  *fyne.Container
}

// newDeliveryCard makes the card of what is known; nil where nothing is.
func newDeliveryCard(l *listening) *deliveryCard {
	c := &deliveryCard{listening: l, rows: look.Column(10)}
	c.measured()
	c.transcribed()
	c.counted()
	if len(c.rows.Objects) == 0 {
		return nil
	}
	column := look.Column(12, cardTitle("Delivery"), c.rows)
	if len(c.shown) > 0 {
		column.Objects = append(column.Objects, look.Flow(10, look.NewButton(look.Raised, "How is this measured?", "H", c.onHow).OnFocus(l.host.page.Reveal)))
	}
	c.object = look.Card(column)
	return c
}

// figure adds a figure: its name, what it is, and, below the name, what to know of it.
func (c *deliveryCard) figure(f delivery.Figure, value string, notes ...string) {
	c.shown = append(c.shown, f)
	c.row(f.Title(), value, notes...)
}

func (c *deliveryCard) row(name, value string, notes ...string) {
	left := look.Column(2, look.NewProse(name, look.SizeBody, look.ColourText))
	for _, note := range notes {
		if note != "" {
			left.Objects = append(left.Objects, look.NewProse(note, look.SizeSmall, look.ColourQuiet))
		}
	}
	c.rows.Objects = append(c.rows.Objects, look.Ends(10, left, look.NewText(value, look.SizeBody, look.ColourText).Bold()))
}

// line adds a sentence.
func (c *deliveryCard) line(text string) {
	c.rows.Objects = append(c.rows.Objects, look.NewProse(text, look.SizeBody, look.ColourQuiet))
}

// measured adds what was heard in the recording.
func (c *deliveryCard) measured() {
	l := c.listening
	k := l.figures
	switch {
	case l.unread != "":
		c.line(l.unread)
		return
	case k == nil:
		return
	case k.Why != "":
		c.line("No speech was found. " + k.Why.Text())
		return
	}
	c.figure(delivery.FigureFirstWord, "after "+tenths(k.FirstWord))
	c.figure(delivery.FigureShare, fmt.Sprintf("%.0f%%", 100*k.Share()))
	c.pauses(k)
	if k.Syllables > 0 {
		c.paces(k)
	}
	c.figure(delivery.FigureSteady, fmt.Sprintf("varies by %.1f dB", k.Unsteadiness),
		steadyText(delivery.Against(k.Unsteadiness, c.past(func(k delivery.Kept) float64 { return k.Unsteadiness }))))
	c.sections(k)
}

// pauses adds the pauses: how many, and where the long ones are.
func (c *deliveryCard) pauses(k *delivery.Kept) {
	var long []string
	for _, p := range k.Long {
		long = append(long, tenths(p.Length())+" at "+rehearsal.Clock(p.From))
	}
	note := ""
	if len(long) > 0 {
		note = "Two seconds or longer: " + strings.Join(long, " · ")
	}
	c.figure(delivery.FigurePauses, fmt.Sprint(k.Pauses), note)
	if k.Pauses > 0 {
		c.figure(delivery.FigureLongest, tenths(k.Longest.Length()), "at "+rehearsal.Clock(k.Longest.From))
	}
}

// paces adds how fast the answer was, as it was heard and as words a minute.
func (c *deliveryCard) paces(k *delivery.Kept) {
	c.figure(delivery.FigurePace, bandText(k.Pace())+" words a minute", k.Pace().RecommendedText())
	standing := delivery.Against(k.Pace().Middle(), c.past(func(k delivery.Kept) float64 { return k.Pace().Middle() }))
	value := ""
	if standing.Missing == 0 {
		value = fmt.Sprintf("mostly %.0f–%.0f", standing.Usual.Low, standing.Usual.High)
	}
	c.figure(delivery.FigurePast, value, standing.PaceText())
	c.figure(delivery.FigureSyllables, fmt.Sprintf("%.1f", k.Articulation()), "while you spoke, pauses left out")
}

// sections adds the time speaking and the pace of each section.
func (c *deliveryCard) sections(k *delivery.Kept) {
	if len(k.Parts) == 0 {
		return
	}
	c.shown = append(c.shown, delivery.FigureSpeaking)
	c.rows.Objects = append(c.rows.Objects, look.NewProse("Time speaking and pace in words a minute, by section", look.SizeBody, look.ColourText))
	for _, p := range k.Parts {
		section := story.SectionName(p.Name)
		spoke := fmt.Sprintf("%s speaking, of %s", seconds(p.Speaking), seconds(p.Length()))
		value, told := "–", "nothing was heard"
		if p.Syllables > 0 {
			value = bandText(p.Pace())
			told = c.sectionPace(p)
		}
		left := look.Column(2, look.Row(8, look.NewBadge(section, 20), look.NewText(section.Title(), look.SizeBody, look.ColourText)),
			look.NewProse(spoke+" · "+told, look.SizeSmall, look.ColourQuiet))
		c.rows.Objects = append(c.rows.Objects, look.Ends(10, left, look.NewText(value, look.SizeBody, look.ColourText).Bold()))
	}
}

// sectionPace says in a few words where the pace of a section is.
func (c *deliveryCard) sectionPace(p delivery.KeptPart) string {
	told := map[delivery.Place]string{
		delivery.Below: "slower than recommended", delivery.Inside: "as recommended",
		delivery.Around: "about as recommended", delivery.Above: "faster than recommended",
	}[p.Pace().In(delivery.Recommended())]
	var past []float64
	for _, k := range c.listening.past {
		if before, ok := k.Part(p.Name); ok && before.Syllables > 0 {
			past = append(past, before.Pace().Middle())
		}
	}
	usual := map[delivery.Place]string{
		delivery.Below: ", slower than you usually are here", delivery.Inside: ", as you usually are here",
		delivery.Above: ", faster than you usually are here",
	}
	return told + usual[delivery.Against(p.Pace().Middle(), past).Place]
}

// past gives a figure of the recordings before this one.
func (c *deliveryCard) past(figure func(delivery.Kept) float64) []float64 {
	var all []float64
	for _, k := range c.listening.past {
		all = append(all, figure(k))
	}
	return all
}

// steadyText says how steady the voice was, against the person's own past.
func steadyText(s delivery.Standing) string {
	switch s.Place {
	case delivery.Below:
		return "Steadier than you usually are."
	case delivery.Inside:
		return "As steady as you usually are."
	case delivery.Above:
		return "Less steady than you usually are."
	}
	return ""
}

// bandText reads a band: "112–150".
func bandText(b delivery.Band) string { return fmt.Sprintf("%.0f–%.0f", b.Low, b.High) }

// transcribed adds what follows from a transcript, and the transcript; or why there is
// none where the person has asked for one.
func (c *deliveryCard) transcribed() {
	l := c.listening
	text := l.heard.Transcript
	if text == "" {
		if l.failed != "" {
			c.line("There is no transcript: " + strings.TrimSuffix(l.failed, ".") + ".")
		}
		return
	}
	if length := c.length(); length > 0 {
		c.figure(delivery.FigureWords, fmt.Sprintf("%.0f", delivery.WordsPerMinute(text, length)))
	}
	c.transcriptFillers(text)
	c.lines(text)
	c.rows.Objects = append(c.rows.Objects, look.Column(4, look.NewProse("Transcript", look.SizeBody, look.ColourText), look.NewProse(text, look.SizeSmall, look.ColourQuiet)))
}

func (c *deliveryCard) transcriptFillers(text string) {
	total := 0
	var said []string
	for _, f := range delivery.Fillers(text, c.listening.shell.settings.Recording.Fillers) {
		total += f.Count
		said = append(said, fmt.Sprintf("%s %d", f.Filler, f.Count))
	}
	note := "in the transcript"
	if total > 0 {
		note += ": " + strings.Join(said, " · ")
	}
	c.figure(delivery.FigureFillers, fmt.Sprint(total), note)
}

// lines adds which of the story's polished lines were said, as the story now has them.
func (c *deliveryCard) lines(text string) {
	l := c.listening
	st, ok := l.shell.library.Find(l.attempt.Story)
	if l.attempt.Alone() || !ok || len(st.Polished) == 0 {
		return
	}
	var notes []string
	count := 0
	for i, said := range delivery.LinesSaid(text, st.Polished) {
		mark := "Not said: "
		if said {
			mark = "Said: "
			count++
		}
		notes = append(notes, mark+st.Polished[i])
	}
	c.figure(delivery.FigureLines, fmt.Sprintf("%d of %d said", count, len(st.Polished)), notes...)
}

// length is how long the recording is, as far as that is known.
func (c *deliveryCard) length() time.Duration {
	l := c.listening
	switch {
	case l.figures != nil:
		return l.figures.Length
	case l.play != nil:
		return l.play.Length()
	}
	return 0
}

// counted adds the fillers that were counted by hand.
func (c *deliveryCard) counted() {
	if h := c.listening.heard; h.Counted {
		if h.Transcript == "" {
			c.shown = append(c.shown, delivery.FigureFillers)
		}
		c.row(delivery.FigureFillers.Title(), fmt.Sprint(h.Fillers), "counted by you")
	}
}

// onHow says of each figure how it is measured, and how far to trust it.
func (c *deliveryCard) onHow() {
	if len(c.shown) == 0 {
		return
	}
	column := look.Column(14)
	for _, f := range delivery.Figures() {
		if !slices.Contains(c.shown, f) {
			continue
		}
		how, trust := delivery.About(f)
		column.Objects = append(column.Objects, look.Column(2,
			look.NewRuns(look.SizeBody, look.Run{Text: f.Title(), Colour: look.ColourText, Bold: true}),
			look.NewProse(how, look.SizeBody, look.ColourText),
			look.NewProse("How far to trust it: "+trust, look.SizeSmall, look.ColourQuiet)))
	}
	l := c.listening
	l.shell.ask("How is this measured?", column, look.Answer{Text: "Close", Key: "Esc", Main: true})
}
