package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/story"
	"starling/app/ui/look"
)

// controls gives what can be focused in the row of a setting.
func (r *rig) controls(name string) []fyne.Focusable {
	r.Helper()
	var found []fyne.Focusable
	var row *node
	for _, n := range r.shown() {
		if text, ok := n.object.(*look.Text); ok && text.Text() == name && row == nil && !inside[*look.Button](n) {
			row = n.parent
			if _, ok := row.object.(*fyne.Container); ok && len(row.object.(*fyne.Container).Objects) == 1 {
				row = row.parent // the name stands in a place of fixed width
			}
		}
		if f, ok := n.object.(fyne.Focusable); ok && row != nil && isIn(n, row.object) {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		r.Fatalf("there is no setting %q", name)
	}
	return found
}

// set chooses an entry for a setting, or switches it where choice is empty, by
// the keyboard.
func (r *rig) set(name, choice string) {
	r.Helper()
	r.shell.focus(r.controls(name)[0])
	r.press("Space")
	if choice != "" {
		r.choose(choice)
	}
}

// write writes into a setting's field, and leaves it with Enter.
func (r *rig) write(name, text string) {
	r.Helper()
	all := r.controls(name)
	field, ok := all[len(all)-1].(*look.Field)
	if !ok {
		r.Fatalf("%q has no field", name)
	}
	r.shell.focus(field)
	field.SetText("")
	r.typeText(text)
	r.press("Enter")
}

func TestEverySettingCanBeChangedAndIsKeptAtOnce(t *testing.T) {
	r := start(t)
	wanted := r.kept()
	off := func(cue string) func(*settings.Settings) {
		return func(s *settings.Settings) { s.Sound.Off = append(s.Sound.Off, cue) }
	}
	r.press("Ctrl+5")
	for _, c := range []struct {
		name, choice string
		change       func(*settings.Settings)
		shows        string
	}{
		{"Limit", "3:00", func(s *settings.Settings) { s.Limit = 3 * time.Minute }, "3:00 ▾"},
		{"Shares of four sections", "Result-heavy", func(s *settings.Settings) { s.Preset4 = settings.PresetResultHeavy }, "Result-heavy  10/10/60/20 ▾"},
		{"Shares of four sections", "Your own", func(s *settings.Settings) { s.Preset4 = settings.PresetOwn }, "Your own, four"},
		{"Shares of five sections", "Your own", func(s *settings.Settings) { s.Preset5 = settings.PresetOwn }, "Your own, five"},
		{"Preparation", "30 s", func(s *settings.Settings) { s.Prepare = 30 * time.Second }, "30 s ▾"},
		{"Prompt", "Script", func(s *settings.Settings) { s.Prompt = "script" }, "Script ▾"},
		{"Mode", "One-way interview", func(s *settings.Settings) { s.Mode = "one-way" }, "One-way interview ▾"},
		{"Your pace", "170", func(s *settings.Settings) { s.Pace = 170 }, "170 ▾"},
		{"Wrap-up cue", "", func(s *settings.Settings) { s.WrapUp = false }, "Off"},
		{"Overtime cues", "off", func(s *settings.Settings) { s.Overtime = settings.OvertimeOff }, "off ▾"},
		{"Overtime cues", "once", func(s *settings.Settings) { s.Overtime = settings.OvertimeOnce }, "once, after 30 s ▾"},
		{"Overtime cues", "every 10 s", func(s *settings.Settings) { s.Overtime, s.OvertimeEvery = settings.OvertimeEvery, 10*time.Second }, "every 10 s ▾"},
		{"Sound", "", func(s *settings.Settings) { s.Sound.Muted = true }, "Off"},
		{"Volume", "30%", func(s *settings.Settings) { s.Sound.Volume = 30 }, "30% ▾"},
		{"Start cue", "", off("start"), "Off"},
		{"Section cue", "", off("section"), "Off"},
		{"Wrap-up sound", "", off("wrap-up"), "Off"},
		{"Time-up sound", "", off("time-up"), "Off"},
		{"Overtime sound", "", off("overtime"), "Off"},
		{"Theme", "Light", func(s *settings.Settings) { s.Theme = settings.ThemeLight }, "Light ▾"},
		{"Theme", "As the system", func(s *settings.Settings) { s.Theme = settings.ThemeSystem }, "As the system ▾"},
		{"Text size", "150%", func(s *settings.Settings) { s.TextSize = 150 }, "150% ▾"},
		{"Reduce motion", "", func(s *settings.Settings) { s.ReduceMotion = true }, "On"},
	} {
		c.change(&wanted)
		r.set(c.name, c.choice)
		if kept := r.kept(); fmt.Sprint(kept) != fmt.Sprint(wanted) {
			t.Fatalf("%s: kept are %+v, want %+v", c.name, kept, wanted)
		}
		if !reflect.DeepEqual(r.shell.settings, r.kept()) {
			t.Errorf("%s: what holds differs from what is kept: %+v", c.name, r.shell.settings)
		}
		r.wantText(c.shows)
		r.wantOn("settingsScreen")
		if b, ok := r.window.canvas.Focused().(*look.Button); !ok || r.controls(c.name)[0] != fyne.Focusable(b) {
			t.Errorf("%s: the focus is at %s", c.name, r.focus())
		}
	}
}

func TestASwitchGoesBothWays(t *testing.T) {
	r := start(t)
	before := r.kept()
	r.press("Ctrl+5")
	for _, name := range []string{"Wrap-up cue", "Sound", "Start cue", "Overtime sound", "Reduce motion"} {
		r.set(name, "")
		r.press("Space")
	}
	if kept := r.kept(); fmt.Sprint(kept) != fmt.Sprint(before) {
		t.Errorf("kept are %+v, want %+v", kept, before)
	}
}

func TestTheThemeTakesEffectAtOnce(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	dark := look.Colour(look.ColourBackground)
	r.set("Theme", "Light")
	if look.Colour(look.ColourBackground) == dark {
		t.Error("the theme is still the dark one")
	}
	r.wantGrounds(look.ColourBackground)
	r.set("Theme", "Dark")
	want(t, "the background", look.Colour(look.ColourBackground), dark)
	r.wantGrounds(look.ColourBackground)
}

func TestTheStageHasAGroundOfItsOwn(t *testing.T) {
	r := start(t)
	r.wantGrounds(look.ColourBackground)
	r.toStage(shortSlug)
	r.wantGrounds(look.ColourStage)
	r.press("Esc")
	r.wantGrounds(look.ColourBackground)
}

func TestTheTextSizeTakesEffectAtOnce(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	height := func() float32 {
		for _, n := range r.shown() {
			if text, ok := n.object.(*look.Text); ok && text.Text() == "Limit" {
				return n.place.bottom - n.place.top
			}
		}
		return 0
	}
	at100 := height()
	r.set("Text size", "200%")
	if now := height(); now < 1.9*at100 {
		t.Errorf("a line is %v high at 200%%, %v at 100%%", now, at100)
	}
	r.set("Text size", "80%")
	if now := height(); now > 0.9*at100 {
		t.Errorf("a line is %v high at 80%%, %v at 100%%", now, at100)
	}
}

func TestSettingsTakeEffectOnTheNextAnswer(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Limit", "1:30")
	r.set("Preparation", "10 s")
	r.set("Prompt", "Polished lines")
	r.set("Overtime cues", "every 15 s")
	r.set("Shares of five sections", "Your own")
	r.write("Your own, five", "1/1/1/1/1")
	s := r.toStage(bridgeSlug)
	r.clockReads("1:30", "ready")
	want(t, "the preparation", s.session.Options().Prepare, 10*time.Second)
	want(t, "overtime", s.session.Options().Overtime, rehearsal.Overtime{Every: 15 * time.Second})
	want(t, "the first target", s.session.Plan().Sections[0].Target, 18*time.Second)
	r.wantText("I began with people")
	r.press("Esc", "Ctrl+5")
	r.set("Mode", "One-way interview")
	want(t, "the mode", r.toStage(bridgeSlug).session.Options().Mode, rehearsal.ModeOneWay)
}

func TestThePaceChangesWhatIsSaidOfTheScript(t *testing.T) {
	r := start(t)
	r.wantText("at 150 words a minute")
	r.press("Ctrl+5")
	r.set("Your pace", "120")
	r.press("Ctrl+1")
	r.wantText("at 120 words a minute")
}

func TestSharesOfOnesOwnAreReadAsAPersonWritesThem(t *testing.T) {
	for text, shares := range map[string][]int{
		"20/10/60/10": {20, 10, 60, 10}, "1, 1, 2, 1": {1, 1, 2, 1}, " 5 5 80 10 ": {5, 5, 80, 10},
	} {
		got, err := parseShares(text, 4)
		if err != nil || !slices.Equal(got, shares) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for text, says := range map[string]string{
		"":             `"" has 0 numbers; write 4, such as 20/10/50/10`,
		"20/10/60":     "has 3 numbers; write 4, such as",
		"a/1/1/1":      `"a" is no share; write a whole number from 1 to 1000`,
		"0/1/1/1":      `"0" is no share`,
		"1/1/1/1001":   `"1001" is no share`,
		"1/1/1/-5":     `"-5" is no share`,
		"1.5/1/1/1":    `"1.5" is no share`,
		"1/1/1/1/1/10": "has 6 numbers",
	} {
		if _, err := parseShares(text, 4); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}

func TestSharesOfOnesOwnAreKeptOrRefused(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Shares of four sections", "Your own")
	r.write("Your own, four", "25/25/25/25")
	wantAll(t, "kept", r.kept().Own4, 25, 25, 25, 25)
	r.wantText("Your own  25/25/25/25 ▾")
	r.write("Your own, four", "25/25")
	wantAll(t, "kept", r.kept().Own4, 25, 25, 25, 25)
	r.wantText("has 2 numbers; write 4, such as")
}

func TestAFieldIsAppliedWhenItIsLeftToo(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Shares of five sections", "Your own")
	field := r.controls("Your own, five")[0].(*look.Field)
	r.shell.focus(field)
	field.SetText("")
	r.typeText("2/2/2/2/2")
	r.press("Tab")
	wantAll(t, "kept", r.kept().Own5, 2, 2, 2, 2, 2)
	if r.focus() == "nothing" {
		t.Error("Tab lost the focus")
	}
}

func TestLeavingAFieldByTabGoesToTheNextSetting(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Shares of five sections", "Your own")
	field := r.controls("Your own, five")[0].(*look.Field)
	r.shell.focus(field)
	field.SetText("")
	r.typeText("2/2/2/2/2")
	r.press("Tab")
	want(t, "the focus", r.window.canvas.Focused() == r.controls("Preparation")[0], true)
}

func TestASoundFileOfOnesOwnIsTriedAtOnceAndItsErrorsAreTold(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.player.errs = []error{fmt.Errorf("gong.wav is no sound file; the built-in tone is used")}
	gong := filepath.Join(t.TempDir(), "gong.wav")
	r.write("Section cue", gong)
	want(t, "kept", r.kept().Sound.Files["section"], gong)
	want(t, "the player has", r.player.config.Files[rehearsal.CueSection], gong)
	r.wantText("gong.wav is no sound file; the built-in tone is used")
	r.player.errs = nil
	r.write("Section cue", "")
	want(t, "kept", r.kept().Sound.Files["section"], "")
	want(t, "the player has", r.player.config.Files[rehearsal.CueSection], "")
}

func TestAPathThatCannotBeKeptIsTold(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.write("Section cue", "gong.wav")
	r.wantText("Nothing was changed:", "does not say where it starts")
	want(t, "kept", r.kept().Sound.Files["section"], "")
}

func TestEachCueCanBeHeard(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.player.take()
	var heard []string
	for _, name := range []string{"Start cue", "Section cue", "Wrap-up sound", "Time-up sound", "Overtime sound"} {
		r.shell.focus(r.controls(name)[1])
		r.press("Enter")
		heard = append(heard, r.player.take()...)
	}
	wantAll(t, "heard", heard, "preview start 1", "preview section 1", "preview wrap-up 1", "preview time-up 1", "preview overtime 1")
}

func TestSoundSettingsReachThePlayer(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Volume", "10%")
	want(t, "the volume", r.player.config.Volume, 10)
	r.set("Start cue", "")
	want(t, "the start cue is off", r.player.config.Off[rehearsal.CueStart], true)
	r.set("Sound", "")
	want(t, "muted", r.player.muted, true)
	r.set("Sound", "")
	want(t, "muted", r.player.muted, false)
}

func TestSettingsThatCannotBeKeptHoldUntilStarlingIsClosed(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.failing.change = errTest
	r.set("Limit", "5:00")
	r.wantText("The settings could not be kept: the disk said no. They hold until Starling is closed.", "5:00 ▾")
	want(t, "the limit", r.shell.settings.Limit, 5*time.Minute)
	want(t, "kept", r.kept().Limit, 2*time.Minute)
}

func TestAnotherFolderOfStoriesIsReadAtOnce(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	other := t.TempDir()
	r.write("Stories", " "+other+" ")
	want(t, "kept", r.kept().StoriesDir, other)
	want(t, "read again", len(r.reloaded), 1)
	want(t, "from", r.reloaded[0].StoriesDir, other)
}

func TestTheFoldersAreShownAndOpened(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.wantText("/home/ada/.local/share/starling. It never leaves this computer.", "/home/ada/.config/starling/settings.toml", "/home/ada/.local/state/starling/log")
	for _, name := range []string{"Stories", "History", "Log"} {
		r.shell.focus(r.controls(name)[0])
		r.press("Space")
	}
	wantAll(t, "opened", r.opened, "file://testdata/stories", "file:///home/ada/.local/share/starling", "file:///home/ada/.local/state/starling")
}

func TestUnchangedExamplesAreRemovedAndCanBePutBack(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.examples.there = []string{"one.toml", "two.toml"}
	r.tap("Remove unchanged")
	r.wantText("2 examples were removed.")
	r.press("Ctrl+Z")
	wantAll(t, "put back", r.examples.back, "one.toml", "two.toml")
	r.tap("Remove unchanged")
	r.wantText("There is no example left that you have not changed.")
	r.examples.there, r.examples.fails = []string{"three.toml"}, errTest
	r.tap("Remove unchanged")
	r.wantText("Not all examples could be removed: the disk said no", "1 example was removed.")
	r.press("Ctrl+Z")
	r.wantText("The examples could not be put back: the disk said no")
}

func TestNumbersThatAreNotOfferedAreShownAllTheSame(t *testing.T) {
	r := start(t, func(s *settings.Settings) {
		s.Limit, s.Prepare, s.Pace, s.TextSize = 75*time.Second, 7*time.Second, 155, 95
		s.OvertimeEvery, s.Sound.Volume = 20*time.Second, 33
	})
	r.press("Ctrl+5")
	r.wantText("1:15 ▾", "7 s ▾", "155 ▾", "95% ▾", "every 20 s ▾", "33% ▾")
	r.set("Limit", "1:30")
	want(t, "kept", r.kept().Limit, 90*time.Second)
	r = start(t, func(s *settings.Settings) { s.Overtime, s.OvertimeEvery = settings.OvertimeOnce, 45*time.Second })
	r.press("Ctrl+5")
	r.wantText("once, after 45 s ▾")
}

func TestTheSettingsAreLeftByEscAndScrolledByArrows(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	place := func() float32 {
		for _, n := range r.shown() {
			if text, ok := n.object.(*look.Text); ok && text.Text() == "Folders" {
				return n.place.top
			}
		}
		return 0
	}
	top := place()
	r.press("↓", "PgDn")
	if place() >= top {
		t.Error("the settings do not scroll")
	}
	r.press("Home")
	want(t, "back at the top", place(), top)
	r.press("Esc")
	r.wantOn("storiesScreen")
}

func TestTheControlThatHasTheFocusIsInSight(t *testing.T) {
	r := start(t)
	r.resize(800, 560)
	r.press("Ctrl+5")
	for range 60 {
		r.tab(1)
		focused := r.window.canvas.Focused()
		for _, n := range r.shown() {
			if n.object == focused.(fyne.CanvasObject) && (n.place.top < n.clip.top || n.place.bottom > n.clip.bottom) {
				t.Errorf("%s is out of sight", r.focus())
			}
		}
	}
}

func TestTheSoundOfTheSettingsIsThePlayersConfig(t *testing.T) {
	s := settings.Defaults()
	s.Sound = settings.Sound{Volume: 40, Off: []string{"start"}, Files: map[string]string{"time-up": "/gong.wav"}}
	got := SoundConfig(s)
	wanted := sound.Config{Volume: 40, Off: map[rehearsal.CueKind]bool{"start": true}, Files: map[rehearsal.CueKind]string{"time-up": "/gong.wav"}}
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("%+v, want %+v", got, wanted)
	}
}

func TestWhatIsTypedIntoAFieldDoesNotMoveTheScreens(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.shell.focus(r.controls("Stories")[1])
	r.typeText("/r hm?123")
	r.wantOn("settingsScreen")
	r.press("Esc")
	r.wantOn("settingsScreen")
	want(t, "a dialog is open", r.window.Canvas().Overlays().Top() != nil, false)
}

func TestTheSettingsFileIsThePersonsOwn(t *testing.T) {
	r := start(t)
	r.must(os.WriteFile(r.config, []byte("# mine\npace = 120\n"), 0o600))
	r.press("Ctrl+5")
	r.set("Limit", "3:00")
	data, err := os.ReadFile(r.config)
	r.must(err)
	if !strings.HasPrefix(string(data), "# mine\n") {
		t.Errorf("%s: %s", filepath.Base(r.config), data)
	}
	want(t, "what was changed by hand holds too", r.shell.settings.Pace, 120)
	want(t, "a story", story.Situation.Title(), "Situation")
}

func TestMutingOnTheStageIsKept(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("M")
	want(t, "kept", r.kept().Sound.Muted, true)
	r.press("M")
	want(t, "kept", r.kept().Sound.Muted, false)
}

func TestAnotherLimitMeasuresTheStoriesAnew(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Limit", "1:30")
	want(t, "read again", len(r.reloaded), 1)
	r.set("Theme", "Light")
	want(t, "read again for a theme", len(r.reloaded), 1)
}

func TestTheFolderShownIsTheOneThatIsRead(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.wantText("Where your stories are: testdata/stories.")
	r.shell.SetLibrary(story.Library{Dir: "/home/ada/other"})
	r.settle()
	r.wantText("Where your stories are: /home/ada/other.")
}
