package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/playback"
	"starling/app/rehearsal"
	"starling/app/ui/look"
	charts "starling/app/ui/look/chart"
)

// listenView shows a recording: the waveform with what is heard, how it is played, and
// the keys for it.
type listenView struct {
	listening *listening
	object    fyne.CanvasObject

	wave    *charts.Wave
	time    *look.Text // "0:34 of 2:01"
	state   *look.Text // "playing · Action · 1.25×"
	trouble *look.Prose
	play    *look.Hint
	loop    *look.Hint
	fillers *look.Hint
	column  *fyne.Container
	said    string // all that reads there, but for the time
}

func newListenView(l *listening) *listenView {
	v := &listenView{
		listening: l, wave: charts.NewWave(l.wave),
		time:    look.NewText("", look.SizeBody, look.ColourText).Mono(),
		state:   look.NewText("", look.SizeBody, look.ColourQuiet),
		trouble: look.NewProse("", look.SizeSmall, look.ColourText),
	}
	v.wave.OnFocus = func(fyne.CanvasObject) { l.host.page.Reveal(v.object) }
	v.wave.OnSeek, v.wave.OnDown, v.wave.OnKey, v.wave.OnRune = l.seekTo, v.onDown, v.onKey, v.onRune
	v.play, v.loop, v.fillers = look.NewHint("V", "", l.onListen), look.NewHint("O", "", l.onLoop), look.NewHint("F", "", func() { l.onFiller(1) })
	hint := func(key, does string, do func()) fyne.CanvasObject { return look.NewHint(key, does, do) }
	keys := look.Flow(14, v.play,
		hint("←", "back 5 s", func() { l.seek(-seekStep) }), hint("→", "on 5 s", func() { l.seek(seekStep) }),
		hint("[", "section before", func() { l.skip(-1) }), hint("]", "section after", func() { l.skip(1) }), v.loop,
		hint(",", "slower", func() { l.onSpeed(-1) }), hint(".", "faster", func() { l.onSpeed(1) }), v.fillers)
	v.column = look.Column(14, look.Flow(14, look.NewText("Listen", look.SizeBody, look.ColourText).Bold(), v.time, v.state), v.wave, v.trouble, keys)
	v.object = look.Card(v.column)
	v.paint()
	return v
}

// set brings the waveform up to date with what was measured.
func (v *listenView) set() {
	w := v.listening.wave
	w.Pauses = wavePauses(v.listening.figures)
	v.wave.Set(w)
	v.paint()
}

// paint shows how it is played, as far as that reads otherwise than before.
func (v *listenView) paint() {
	l := v.listening
	now, at := l.play.Now(), l.play.Position(l.shell.parts.Now())
	v.wave.Place(at)
	v.time.Set(rehearsal.Clock(at) + " of " + rehearsal.Clock(l.play.Length()))
	said := v.words(now, at) + v.troubleText(now)
	play, loop, fillers := "play", "repeat the section", "count a filler"
	if now.Playing {
		play = "pause"
	}
	if now.Looping {
		loop = "repeat no more"
	}
	if l.heard.Counted {
		fillers += " (" + strconv.Itoa(l.heard.Fillers) + ")"
	}
	if said += play + loop + fillers; said == v.said {
		return
	}
	v.said = said
	v.state.Set(v.words(now, at))
	v.play.SetLabel(play)
	v.loop.SetLabel(loop)
	v.fillers.SetLabel(fillers)
	text := v.troubleText(now)
	v.trouble.Set(look.Run{Text: text, Colour: look.ColourText})
	setVisible(v.trouble, text != "")
	v.column.Refresh() // words of another length need another place
	l.host.page.Reflow()
}

// troubleText says what keeps it from being played; nothing if nothing does.
func (v *listenView) troubleText(now playback.State) string {
	switch l := v.listening; {
	case now.Err != nil:
		return "The recording is damaged here: it cannot be played on. Go to another place."
	case l.device != "":
		return l.device
	default:
		return l.trouble
	}
}

// words say how it is played: "playing · Action, over and over · 1.25×".
func (v *listenView) words(now playback.State, at time.Duration) string {
	l := v.listening
	text := "paused"
	switch {
	case now.Playing:
		text = "playing"
	case now.Ended || at >= l.play.Length():
		text = "at its end"
	case at == 0:
		text = "ready"
	}
	if in := playback.Within(l.spans(), at); in >= 0 {
		text += " · " + l.parts[in].section.Title()
		if now.Looping {
			text += ", over and over"
		}
	}
	return text + " · " + strconv.FormatFloat(now.Speed, 'g', -1, 64) + "×"
}

// onDown is a key going down, once however long it is held.
func (v *listenView) onDown(ev *fyne.KeyEvent) {
	switch l := v.listening; ev.Name {
	case fyne.KeySpace, fyne.KeyV:
		l.onPlay()
	case fyne.KeyO:
		l.onLoop()
	case fyne.KeyF:
		if look.ShiftHeld() {
			l.onFiller(-1)
		} else {
			l.onFiller(1)
		}
	}
}

// onKey is a key that may repeat; it tells whether it was one for listening.
func (v *listenView) onKey(ev *fyne.KeyEvent) bool {
	l, step := v.listening, seekStep
	if look.ShiftHeld() {
		step = fineStep
	}
	switch ev.Name {
	case fyne.KeyLeft:
		l.seek(-step)
	case fyne.KeyRight:
		l.seek(step)
	case fyne.KeyHome:
		l.seekTo(0)
	case fyne.KeyEnd:
		l.seekTo(l.play.Length())
	case fyne.KeySpace, fyne.KeyV, fyne.KeyO, fyne.KeyF: // onDown has done it
	default:
		return false
	}
	return true
}

// onRune is a sign that was typed: these lie on other keys from keyboard to keyboard.
func (v *listenView) onRune(c rune) bool {
	switch l := v.listening; c {
	case '[':
		l.skip(-1)
	case ']':
		l.skip(1)
	case ',':
		l.onSpeed(-1)
	case '.':
		l.onSpeed(1)
	default:
		return false
	}
	return true
}

// listenKeys are the lines of the help for listening.
func listenKeys(l *listening) []keyHelp {
	var keys []keyHelp
	if l != nil && l.play != nil {
		keys = append(keys, keyHelp{"V", "listen to the recording; V or Space pauses"},
			keyHelp{"← →", "in the recording: 5 s back or on; with Shift 1 s; Home and End"},
			keyHelp{"[ ]", "in the recording: the section before or after"},
			keyHelp{"O", "in the recording: repeat the section, or no more"},
			keyHelp{", .", "in the recording: slower or faster"},
			keyHelp{"F", "in the recording: count a filler; Shift+F one fewer"})
	}
	if l != nil && l.card != nil {
		keys = append(keys, keyHelp{"H", "how the figures of the delivery are measured"})
	}
	return keys
}
