package delivery

// Figure names what is told about how an answer was spoken.
type Figure string

// The figures. Those from FigureWords on need a transcript, but for the fillers
// that are counted by hand.
const (
	FigureFirstWord Figure = "first-word"
	FigureShare     Figure = "speaking-share"
	FigurePauses    Figure = "pauses"
	FigureLongest   Figure = "longest-pause"
	FigureSpeaking  Figure = "speaking"
	FigureSyllables Figure = "syllables"
	FigurePace      Figure = "pace"
	FigurePast      Figure = "own-past"
	FigureSteady    Figure = "steadiness"
	FigureWords     Figure = "words"
	FigureFillers   Figure = "fillers"
	FigureLines     Figure = "lines"
)

// Figures lists the figures, in the order in which they are shown.
func Figures() []Figure {
	return []Figure{
		FigureFirstWord, FigureShare, FigurePauses, FigureLongest, FigureSpeaking, FigureSyllables,
		FigurePace, FigurePast, FigureSteady, FigureWords, FigureFillers, FigureLines,
	}
}

// Title names the figure on a screen.
func (f Figure) Title() string {
	switch f {
	case FigureFirstWord:
		return "First word"
	case FigureShare:
		return "Speaking share"
	case FigurePauses:
		return "Pauses"
	case FigureLongest:
		return "Longest pause"
	case FigureSpeaking:
		return "Time speaking"
	case FigureSyllables:
		return "Syllables a second"
	case FigurePace:
		return "Pace"
	case FigurePast:
		return "Against your own past"
	case FigureSteady:
		return "Loudness"
	case FigureWords:
		return "Words a minute"
	case FigureFillers:
		return "Fillers"
	case FigureLines:
		return "Polished lines"
	}
	return ""
}

// About says to a person how a figure is measured, and how far to trust it.
// Both are empty for a figure that is none. docs/delivery.md says it at length.
func About(f Figure) (how, trust string) {
	a := abouts[f]
	return a.how, a.trust
}

var abouts = map[Figure]struct{ how, trust string }{
	FigureFirstWord: {
		"From the start of the recording to the first sound that is clearly louder than the background and has a voice in it.",
		"To about a tenth of a second in a quiet room. A voice nearby counts as yours; a breath or a click does not count.",
	},
	FigureShare: {
		"The time in which you spoke, as a part of the whole recording. Silences under a quarter of a second are within words and count as speaking.",
		"Within one hundredth on test recordings with known pauses, also with a hiss 20 decibels below the voice. Talk or music nearby makes it too high.",
	},
	FigurePauses: {
		"Silences of a quarter of a second or more between your first word and your last; those of two seconds or more are listed. " +
			"A quarter of a second is the usual limit in research on speech (Goldman-Eisler, 1968; De Jong and Bosker, 2013).",
		"Each pause in the test recordings is found to a tenth of a second. A loud breath close to a word can hide part of one. An “um” is no pause.",
	},
	FigureLongest: {
		"The longest of the pauses.",
		"As far as the pauses. Whether it is long for this answer, only you can say: a pause before the result may be just right.",
	},
	FigureSpeaking: {
		"The time in which you spoke in each section, without its pauses. A section ends where you moved on, or where Starling did.",
		"As far as the speaking share, and as far as you pressed the key when you moved on.",
	},
	FigureSyllables: {
		"Peaks of loudness with a voice in them and a dip between them, each of which is one syllable (after De Jong and Wempe, 2009). " +
			"They are divided by the time in which you spoke.",
		"Within 5% on average on test sentences. Real talk is harder: fast or mumbled syllables run into one. Good to compare yourself with yourself.",
	},
	FigurePace: {
		"Syllables a minute, pauses included, divided by the syllables that an English word has: 1.2 to 1.6. That is why it is a range. " +
			"120 to 160 words a minute is what is usually recommended.",
		"Starling does not know your words. Plain words put you near the upper end, long ones near the lower. In another language than English it says little.",
	},
	FigurePast: {
		"Your figure against those of your earlier recordings. “As usual” is the middle half of them; it takes five before anything is said.",
		"Counting errors are much the same each time, so this comparison says more than the numbers. Another microphone or another room can shift it.",
	},
	FigureSteady: {
		"By how many decibels the loudness of your syllables strays from its mean (the standard deviation). Zero would be a machine.",
		"Some change is good: it is stress and life. It also grows when you turn away from the microphone, and a microphone that adjusts itself hides it.",
	},
	FigureWords: {
		"The words of the transcript, divided by the time of the recording, pauses included.",
		"As far as the transcript: the program you chose writes it. Many leave out fillers and words said twice, so the figure is a little low.",
	},
	FigureFillers: {
		"How often the words of your list stand in the transcript, or how often you pressed the key. You can edit the list in the settings.",
		"Many transcribers leave out “um” and “uh” on purpose, so a low count from a transcript proves little. Counting by hand while you listen is surer.",
	},
	FigureLines: {
		"A polished line counts as said when its words are in the transcript in their order, with at most a quarter of their weight missing or put between; " +
			"small words weigh less.",
		"A line said in other words does not count, although it may be as good. A line that was badly transcribed may be missed.",
	},
}
