package ui

import (
	"context"
	"net/url"
	"time"

	"starling/app/history"
	"starling/app/playback"
	"starling/app/practice"
	"starling/app/progress"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/story"
)

// Parts is what the screens work with. All of it is set, but for what is said
// to be optional.
type Parts struct {
	// Reader reads history.
	Reader Reader
	// Progress gives what practice has done, of history.
	Progress progress.Source
	// Cards derives the cards of all stories from history: what is due follows
	// from them.
	Cards func(ctx context.Context) (map[string]practice.Card, error)
	// SavePicture writes a new file of that name into the person's documents, or
	// of one with a number where there is such a file, and gives its path.
	SavePicture func(name string, content []byte) (path string, err error)
	// Export writes an export into a new file among the person's documents, and
	// gives its path and what was written.
	Export func(ctx context.Context, o ExportOptions) (path, told string, err error)
	// Recorder writes history, in order and without waiting.
	Recorder Recorder
	// Player sounds the cues.
	Player Player
	// Tape records what is said on the stage, where the settings ask for it.
	Tape Tape
	// Recordings are what was recorded.
	Recordings Recordings
	// Speaker opens the device that a recording is played by. What becomes of the
	// device comes to told, on any goroutine.
	Speaker func(told func(sound.Status)) playback.Speaker
	// Reminders shows the day's notification of what is due.
	Reminders Reminders
	// Settings are those in force at the start.
	Settings settings.Settings
	// Change changes the settings that are kept, and gives them as they then are.
	Change func(func(*settings.Settings)) (settings.Settings, error)
	// Paths is where things are, shown in the settings.
	Paths settings.Paths
	// Examples copies the example stories that are missing, or removes those
	// that were not changed; optional.
	Examples Examples
	// Reload is called when stories should be read again with changed settings.
	Reload func(settings.Settings)
	// Open shows a file or folder in the program that the desktop has for it.
	Open func(*url.URL) error
	// Merge unites another machine's history with this one, and tells how many
	// attempts it has looked at, of how many.
	Merge func(ctx context.Context, path string, progress func(done, of int)) (history.Merged, error)
	// Sync names the synced folder, as the person wrote it; empty for none.
	Sync func(dir string)
	// KeepAwake keeps the desktop from blanking the screen, or lets it.
	KeepAwake func(on bool)
	// Answer writes into a story's file that it answers a question, or that it
	// no longer does. A file that says so already is left as it is.
	Answer func(path, question string, answers bool) error
	// Files is what the screens do with the files of stories.
	Files StoryFiles
	// Copies keep aside what is typed and not saved yet.
	Copies Copies
	// Sessions keep the drill and the mock interview that were left.
	Sessions Copies
	// Random gives a number from 0 to n − 1, each with the same chance.
	Random func(n int) int
	// Now is the clock.
	Now func() time.Time
	// After calls f on the main thread when d has passed; stop prevents it.
	After func(d time.Duration, f func()) (stop func())
	// Beside runs a function beside the main thread.
	Beside func(func())
	// Main runs a function on the main thread.
	Main func(func())
}

// Reader is what the screens read of history.
type Reader interface {
	Attempts(ctx context.Context, f history.Filter) ([]history.Record, error)
	Count(ctx context.Context, f history.Filter) (int, error)
	Attempt(ctx context.Context, id string) (history.Record, error)
	Changes(ctx context.Context, id string) ([]history.Change, error)
	Stories(ctx context.Context) (map[string]history.StoryStats, error)
	QuestionCounts(ctx context.Context, slug string) (map[string]int, error)
	Questions(ctx context.Context) (map[string]map[string]history.StoryStats, error)
	PaceSamples(ctx context.Context) ([]rehearsal.PaceSample, error)
	Heard(ctx context.Context, id string) (history.Heard, error)
	Listenings(ctx context.Context) ([]history.Listening, error)
	Deliveries(ctx context.Context, most int) ([]history.Delivered, error)
}

// Recorder is what the screens write to history. Every call returns at once;
// what cannot be written is tried again, in order, until it can.
type Recorder interface {
	Begin(a rehearsal.Attempt)
	Append(id string, events ...rehearsal.Event)
	Beat(id string, spoken time.Duration)
	Rate(id string, section story.SectionName, rating int)
	SetNote(id, text string)
	Grade(id, grade string)
	Listen(id string)
	SetFillers(id string, n int)
	SetDelivery(id, text string)
	SetTranscript(id, text string)
	Delete(id string)
	Restore(id string)
	Keep(id string)
	Drop(id string)
	RenameStory(from, to string)
}

// Player is what the screens ask of sound.
type Player interface {
	Open()
	Close()
	Follow(now time.Time, cues []rehearsal.Cue)
	SetMuted(on bool)
	Muted() bool
	SetConfig(c sound.Config) []error
	Preview(kind rehearsal.CueKind, section int)
}

// Tape is what the stage asks of a recorder of sound; recording.Recorder says
// what each does. Every call but Flush returns at once. How it fares is told to
// Shell.TapeTold.
type Tape interface {
	SetConfig(c recording.Config)
	Open()
	Start(id string, at time.Time, spoken time.Duration)
	Pause(at time.Time)
	Resume(at time.Time, spoken time.Duration)
	Stop(at time.Time)
	Close()
	Flush(ctx context.Context) error
}

// Take is a recording that is read. It is for one goroutine at a time.
type Take interface {
	playback.Source
	// Map leads from its samples to the time spoken, and back.
	Map() recording.Map
	// Outline gives the recording's outline in n parts; then the take stands at its end.
	Outline(ctx context.Context, n int) ([]recording.Peak, error)
	Close() error
}

// Recordings are what was recorded, and the microphones there are. All of it
// may take its time.
type Recordings interface {
	// Open opens the recording of an attempt: recording.ErrNone where there is none.
	Open(id string) (Take, error)
	// Remove deletes the recording of an attempt, if there is one.
	Remove(id string) error
	// Space tells how many recordings there are, and their bytes.
	Space() (n int, bytes int64, err error)
	// RemoveAll deletes every recording, and tells how many there were.
	RemoveAll() (n int, err error)
	// Tidy deletes what is not to be kept any longer. Of a recording whose attempt
	// is being rated it is told by rating, so that it stays until then.
	Tidy(ctx context.Context, keep settings.Recording, rating string) error
	// Devices gives the microphones that there are.
	Devices() ([]recording.Device, error)
	// Test opens a microphone to try it, and tells levels; end lets it go again.
	Test(device string, told func(recording.Status)) (end func())
	// Transcribe has the recording of an attempt written down by the person's own program.
	Transcribe(ctx context.Context, command, id string) (text string, err error)
}

// Examples is what can be done with the stories that come with Starling.
type Examples interface {
	// RemoveUnchanged removes those that were not changed, and names them.
	RemoveUnchanged() ([]string, error)
	// CopyBack puts those back.
	CopyBack(names []string) error
}

// planOptions gives how a plan is made under these settings; override, where
// it is not zero, is the limit for one rehearsal.
func planOptions(s settings.Settings, override time.Duration) rehearsal.PlanOptions {
	return rehearsal.PlanOptions{
		Limit:    s.Limit,
		Override: override,
		Four:     rehearsal.SharesNamed(s.Preset4, s.Own4),
		Five:     rehearsal.SharesNamed(s.Preset5, s.Own5),
	}
}

// sessionOptions gives how an answer is timed under these settings.
func sessionOptions(s settings.Settings, mode rehearsal.Mode) rehearsal.Options {
	o := rehearsal.Options{Prepare: s.Prepare, NoWrapUp: !s.WrapUp, Mode: mode}
	if s.Overtime != settings.OvertimeOff {
		o.Overtime = rehearsal.Overtime{Every: s.OvertimeEvery, Once: s.Overtime == settings.OvertimeOnce}
	}
	return o
}

// SoundConfig gives what the settings say of sound.
func SoundConfig(s settings.Settings) sound.Config {
	c := sound.Config{Volume: s.Sound.Volume, Off: map[rehearsal.CueKind]bool{}, Files: map[rehearsal.CueKind]string{}}
	for _, kind := range s.Sound.Off {
		c.Off[rehearsal.CueKind(kind)] = true
	}
	for kind, file := range s.Sound.Files {
		if whole, err := settings.Expand(file); err == nil {
			file = whole // else the player says that it cannot be read
		}
		c.Files[rehearsal.CueKind(kind)] = file
	}
	return c
}

// RecordingConfig gives what the settings say of recording; dir is the folder
// of the recordings.
func RecordingConfig(s settings.Settings, dir string) recording.Config {
	return recording.Config{Dir: dir, Device: s.Recording.Device, Meter: s.Recording.Meter}
}
