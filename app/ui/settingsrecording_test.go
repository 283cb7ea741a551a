package ui

import (
	"fmt"
	"strings"
	"testing"

	"starling/app/recording"
	"starling/app/settings"
	"starling/app/ui/look"
)

// withMicrophones gives the system two.
func (r *rig) withMicrophones() {
	r.recorded.devices = []recording.Device{{ID: "inner", Name: "Built-in microphone", Default: true}, {ID: "usb", Name: "Headset"}}
}

// withRecordings gives so many, each of so many bytes.
func (r *rig) withRecordings(number, bytes int) {
	for i := range number {
		r.recorded.kept[fmt.Sprint(i)] = &memoryTake{samples: make([]int16, bytes)}
	}
}

func TestEveryChoiceOfRecordingIsKeptAtOnce(t *testing.T) {
	r := start(t)
	r.withMicrophones()
	wanted := r.kept()
	r.press("Ctrl+5")
	for _, c := range []struct {
		name, choice string
		change       func(*settings.Recording)
		shows        string
	}{
		{"Record answers", "", func(s *settings.Recording) { s.On = true }, "On"},
		{"Microphone", "Headset", func(s *settings.Recording) { s.Device = "usb" }, "Headset ▾"},
		{"Microphone", "The system's own", func(s *settings.Recording) { s.Device = "" }, "The system's own ▾"},
		{"Level meter", "", func(s *settings.Recording) { s.Meter = false }, "Off"},
		{"Recordings kept", "for 90 days", func(s *settings.Recording) { s.Keep, s.Days = settings.KeepDays, 90 }, "What is older than 90 days is deleted whenever Starling starts."},
		{"Recordings kept", "the last 5 of each story", func(s *settings.Recording) { s.Keep, s.Last = settings.KeepLast, 5 }, "What is beyond the last 5 of each story is deleted whenever Starling starts."},
		{"Recordings kept", "not beyond the rating", func(s *settings.Recording) { s.Keep = settings.KeepRating }, "A recording is deleted when its rating is left"},
		{"Recordings kept", "all", func(s *settings.Recording) { s.Keep = settings.KeepAll }, "Until you delete them."},
	} {
		c.change(&wanted.Recording)
		r.set(c.name, c.choice)
		if kept := r.kept(); fmt.Sprint(kept) != fmt.Sprint(wanted) {
			t.Fatalf("%s: kept are %+v, want %+v", c.name, kept, wanted)
		}
		r.wantText(c.shows)
	}
	r.wantTape("the recorder", `config "usb" true`, `config "" true`, `config "" false`)
	wantAll(t, "tidied by choosing", r.recorded.tidied)
}

func TestTranscriberAndFillersAreWritten(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.write("Transcriber", " whisper-cli -f {file} ")
	r.write("Fillers", "um,  you   know , um,,like")
	kept := r.kept().Recording
	want(t, "the transcriber", kept.Transcriber, "whisper-cli -f {file}")
	wantAll(t, "the fillers", kept.Fillers, "um", "you know", "like")
	r.write("Fillers", "")
	wantAll(t, "the fillers", r.kept().Recording.Fillers)
	r.write("Transcriber", "")
	want(t, "the transcriber", r.kept().Recording.Transcriber, "")
}

func TestAMicrophoneThatIsSetAndNotThereIsShownAsSuch(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Recording.Device = "gone" })
	r.withMicrophones()
	r.press("Ctrl+5")
	r.wantText("gone (not there now)")
	r.set("Microphone", "Built-in")
	want(t, "kept", r.kept().Recording.Device, "inner")
	r.wantNoText("not there now")
}

func TestThatTheMicrophonesCannotBeListedIsSaid(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Recording.Device = "usb" })
	r.recorded.fails = errTest
	r.press("Ctrl+5")
	r.wantText("The microphones could not be listed: " + errTest.Error())
	r.wantNoText("not there now")
}

func TestThatThereIsNoMicrophoneIsSaidInOneLine(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Recording.Device = "usb" })
	r.recorded.fails = recording.ErrNoDevice
	r.press("Ctrl+5")
	r.wantText("There is no microphone now. One that you plug in is used at once.", "usb (not there now)")
	r.wantNoText("could not be listed")
}

func TestAKeepingOfOnesOwnStandsAmongTheChoices(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Recording.Keep, s.Recording.Days = settings.KeepDays, 45 })
	r.press("Ctrl+5")
	r.shell.focus(r.controls("Recordings kept")[0])
	r.press("Space")
	menu := strings.Join(r.menu(), ", ")
	if !strings.Contains(menu, "for 30 days, for 45 days, for 90 days") {
		t.Errorf("the choices are %s", menu)
	}
}

func TestAMicrophoneIsTriedUntilThatIsEnded(t *testing.T) {
	for name, end := range map[string]func(*rig){
		"by Esc":            func(r *rig) { r.press("Esc"); r.wantOn("settingsScreen") },
		"again":             func(r *rig) { r.tap("End the trial") },
		"by leaving":        func(r *rig) { r.press("Ctrl+1") },
		"by another choice": func(r *rig) { r.set("Microphone", "Headset") },
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t)
			r.withMicrophones()
			r.press("Ctrl+5")
			r.tap("Try it")
			r.wantText("Opening the microphone")
			r.recorded.told(recording.Status{State: recording.Waiting, Level: 4})
			want(t, "the level", r.shell.prefs.trial.meter.Level(), 4)
			r.wantText("Speak as you would in an answer")
			r.recorded.told(recording.Status{State: recording.Waiting, Deaf: true, Text: "The microphone has stopped. The answer goes on; recording does too as soon as it is back."})
			want(t, "the level", r.shell.prefs.trial.meter.Level(), 0)
			r.wantText("The microphone has stopped.")
			r.wantNoText("The answer goes on")
			end(r)
			if r.recorded.told != nil || r.shell.prefs.trial != nil {
				t.Error("the microphone is open still")
			}
			r.press("Ctrl+5")
			r.wantText("Try it")
		})
	}
}

func TestTheSpaceUsedIsShownAndAllCanBeDeletedAfterAQuestion(t *testing.T) {
	r := start(t)
	r.withRecordings(12, 2_000_000)
	r.press("Ctrl+5")
	r.wantText("12 recordings, 24 MB")
	r.tap("Delete all recordings")
	r.wantText("This cannot be undone. Your attempts, ratings, notes and figures stay.")
	r.press("Enter")
	want(t, "left after the first answer, which is to keep them", len(r.recorded.kept), 12)
	r.tap("Delete all recordings")
	r.press("D")
	want(t, "left", len(r.recorded.kept), 0)
	r.wantText("12 recordings were deleted.", "none yet")
	if r.findButton("Delete all recordings") != nil {
		t.Error("there is a button for what is not there")
	}
}

func TestThatRecordingsCannotBeDeletedIsTold(t *testing.T) {
	r := start(t)
	r.withRecordings(1, 10)
	r.press("Ctrl+5")
	r.tap("Delete all recordings")
	r.recorded.fails = errTest
	r.press("D")
	r.wantText("Not all could be deleted: " + errTest.Error())
}

func TestWhatIsNotKeptCanBeDeletedAtOnceAfterAQuestion(t *testing.T) {
	r := start(t)
	r.withRecordings(3, 10)
	r.press("Ctrl+5")
	if r.findButton("Delete the rest now") != nil {
		t.Error("all are kept, and there is a rest")
	}
	r.set("Recordings kept", "the last of each story")
	r.tap("Delete the rest now")
	r.wantText("Kept are: the last of each story.", "This cannot be undone.")
	r.press("Esc")
	wantAll(t, "tidied", r.recorded.tidied)
	r.tap("Delete the rest now")
	r.press("D")
	wantAll(t, "tidied", r.recorded.tidied, `last 30 1 ""`)
	r.wantText("0 recordings were deleted.")
}

func TestSpaceReadsAsAPersonWouldSayIt(t *testing.T) {
	for bytes, text := range map[int64]string{0: "0 kB", 1: "1 kB", 999_000: "999 kB", 24_400_000: "24 MB", 2_340_000_000: "2.3 GB"} {
		want(t, fmt.Sprint(bytes), spaceText(bytes), text)
	}
}

func TestTheSettingsOfRecordingFitAtAnySizeOfText(t *testing.T) {
	for _, percent := range []int{100, 200} {
		r := start(t, func(s *settings.Settings) { s.TextSize, s.Recording.Keep = percent, settings.KeepLast })
		r.withMicrophones()
		r.withRecordings(12, 2_000_000)
		r.resize(800, 560)
		r.press("Ctrl+5")
		b := r.button("Try it")
		r.shell.focus(b)
		r.press("Space")
		r.recorded.told(recording.Status{State: recording.Waiting, Level: 4})
		r.checkLayout("trying")
		if _, ok := r.window.canvas.Focused().(*look.Button); !ok {
			t.Errorf("the focus is at %s", r.focus())
		}
		r.press("Space")
		want(t, "trying", r.shell.prefs.trial, nil)
	}
}
