package settings

import "time"

// The names that stand for a choice. They are the values that settings.toml
// holds; those that rehearsal has too are spelt as they are there.
const (
	// PresetSTAR is the even-handed preset for four sections.
	PresetSTAR = "STAR"
	// PresetResultHeavy gives the result more of the time.
	PresetResultHeavy = "Result-heavy"
	// PresetLessons is the preset for five sections.
	PresetLessons = "STAR + Lessons"
	// PresetOwn stands for the person's own proportions: Own4 or Own5.
	PresetOwn = "own"

	// OvertimeOff gives no cue after time up.
	OvertimeOff = "off"
	// OvertimeOnce gives one cue, OvertimeEvery after the limit.
	OvertimeOnce = "once"
	// OvertimeEvery gives a cue at every such span after the limit.
	OvertimeEvery = "every"

	// ThemeSystem follows the desktop's choice of dark or light.
	ThemeSystem = "system"
	// ThemeDark is always dark.
	ThemeDark = "dark"
	// ThemeLight is always light.
	ThemeLight = "light"
)

// The ranges of what a person may set; both ends are allowed.
const (
	MinLimit         = 10 * time.Second
	MaxLimit         = 60 * time.Minute
	MinPrepare       = 0 * time.Second
	MaxPrepare       = 120 * time.Second
	MinOvertimeEvery = 5 * time.Second
	MaxOvertimeEvery = 10 * time.Minute
	MinVolume        = 0 // per cent
	MaxVolume        = 100
	MinTextSize      = 80 // per cent
	MaxTextSize      = 200
	MinPace          = 60 // words a minute
	MaxPace          = 300
	MinShare         = 1 // of one section among the others
	MaxShare         = 1000
	MinRetention     = 70 // per cent
	MaxRetention     = 97
	MinDays          = 1 // for which recordings are kept
	MaxDays          = 3650
	MinLast          = 1 // recordings of a story that are kept
	MaxLast          = 100

	maxLine    = 1000 // characters
	maxPhrases = 200
)

// Presets4 gives the names that Preset4 may have, PresetOwn last.
func Presets4() []string { return []string{PresetSTAR, PresetResultHeavy, PresetOwn} }

// Presets5 gives the names that Preset5 may have, PresetOwn last.
func Presets5() []string { return []string{PresetLessons, PresetOwn} }

// Overtimes gives the values that Overtime may have.
func Overtimes() []string { return []string{OvertimeOff, OvertimeOnce, OvertimeEvery} }

// Prompts gives the values that Prompt may have, from the most help to the least.
func Prompts() []string { return []string{"script", "lines", "points", "question"} }

// Modes gives the values that Mode may have.
func Modes() []string { return []string{"practice", "one-way"} }

// Cues gives the kinds of cue that can be switched off or given a sound file.
func Cues() []string { return []string{"start", "section", "wrap-up", "time-up", "overtime"} }

// Keepings gives the values that Recording.Keep may have.
func Keepings() []string { return []string{KeepAll, KeepDays, KeepLast, KeepRating} }

// Fillers gives the words and phrases that are looked for unless a person has a
// list of their own.
func Fillers() []string {
	return []string{"um", "uh", "er", "erm", "hm", "you know", "I mean", "sort of", "kind of", "basically"}
}

// Themes gives the values that Theme may have.
func Themes() []string { return []string{ThemeSystem, ThemeDark, ThemeLight} }

// Settings is everything that a person can choose, and what Starling has to
// remember between two starts.
type Settings struct {
	// Limit is how long an answer may take where its story does not say.
	Limit time.Duration
	// Preset4 and Preset5 name the proportions of a story with four sections,
	// and of one with Lessons; PresetOwn stands for Own4 and Own5.
	Preset4, Preset5 string
	// Own4 and Own5 are the person's own proportions: four and five of them.
	Own4, Own5 []int
	// Prepare is the time to think before the answer starts by itself; 0 is none.
	Prepare time.Duration
	// WrapUp asks for the cue shortly before the limit.
	WrapUp bool
	// Overtime tells whether there are cues after the limit: one of Overtimes.
	Overtime string
	// OvertimeEvery is the time from the limit to the first of them, and between two.
	OvertimeEvery time.Duration
	// Prompt is what is shown while speaking: one of Prompts.
	Prompt string
	// Mode is the kind of answer that is practised: one of Modes.
	Mode string
	// Sound is what is heard.
	Sound Sound
	// Theme is one of Themes.
	Theme string
	// TextSize is the size of all text, in per cent.
	TextSize int
	// ReduceMotion keeps cues from flashing.
	ReduceMotion bool
	// StoriesDir is the person's folder of stories as they wrote it, "~" at its
	// start included; empty for the default one. See Paths.For.
	StoriesDir string
	// Pace is how fast the person speaks, in words a minute.
	Pace int
	// ExamplesCopied tells that the example stories were given once already.
	ExamplesCopied bool
	// Recording is what is recorded of an answer, and what becomes of it.
	Recording Recording
	// Practice is what steers what is practised next.
	Practice Practice
	// SyncDir is the folder by which machines tell each other of their histories,
	// as the person wrote it, "~" at its start included; empty for none.
	SyncDir string
}

// Recording is what is recorded of an answer, and what becomes of it.
type Recording struct {
	// On records what is said on the stage.
	On bool
	// Device is the microphone's id; empty for the system's own.
	Device string
	// Meter shows how loud it is while an answer runs.
	Meter bool
	// Keep tells how long recordings are kept: one of Keepings.
	Keep string
	// Days is for how many days, and Last how many of each story, where Keep says so.
	Days, Last int
	// Transcriber is the command line of a program that writes down what is said
	// in a sound file; empty for none.
	Transcriber string
	// Fillers are the words and phrases that a transcript is looked through for.
	Fillers []string
}

// The values of Recording.Keep.
const (
	KeepAll    = "all"
	KeepDays   = "days"
	KeepLast   = "last"
	KeepRating = "rating"
)

// Practice is what steers what is practised next.
type Practice struct {
	// Retention is the chance, in per cent, with which a story should still come
	// to mind when it is due.
	Retention int
	// Notify asks for a notification, once a day, of what is due.
	Notify bool
	// Interviews are the days to be ready for, in the order of the file.
	Interviews []Interview
}

// Sound is what is heard while an answer runs.
type Sound struct {
	// Volume is in per cent.
	Volume int
	// Muted silences everything, whatever the volume.
	Muted bool
	// Off lists the kinds of cue that are not to be heard: some of Cues.
	Off []string
	// Files names a sound file of the person's own for a kind of cue; a kind
	// that is not in it has the built-in tone.
	Files map[string]string
}

// Defaults gives the settings of a person who has chosen nothing.
func Defaults() Settings {
	return Settings{
		Limit:         2 * time.Minute,
		Preset4:       PresetSTAR,
		Preset5:       PresetLessons,
		Own4:          []int{20, 10, 60, 10},
		Own5:          []int{15, 10, 50, 15, 10},
		WrapUp:        true,
		Overtime:      OvertimeEvery,
		OvertimeEvery: 30 * time.Second,
		Prompt:        "points",
		Mode:          "practice",
		Sound:         Sound{Volume: 80},
		Theme:         ThemeSystem,
		TextSize:      100,
		Pace:          150,
		Recording:     Recording{Meter: true, Keep: KeepAll, Days: 30, Last: 3, Fillers: Fillers()},
		Practice:      Practice{Retention: 90},
	}
}
