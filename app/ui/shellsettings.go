package ui

import (
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"

	"starling/app/settings"
	"starling/app/ui/look"
)

func themeOf(s settings.Settings) fyne.Theme {
	return look.NewTheme(look.Choice(s.Theme), s.TextSize)
}

// changeSettings keeps changed settings and applies them.
func (s *Shell) changeSettings(change func(*settings.Settings)) {
	before := s.settings
	change(&s.settings)
	if err := s.settings.Check(); err != nil {
		s.settings = before
		s.tell(fmt.Sprintf("Nothing was changed: %v.", err))
		return
	}
	if kept, err := s.parts.Change(change); err != nil {
		s.tell(fmt.Sprintf("The settings could not be kept: %v. They hold until Starling is closed.", err))
	} else {
		s.settings = kept
	}
	s.applySound(before.Sound)
	s.applyRecording(before.Recording)
	if before.Practice.Notify != s.settings.Practice.Notify {
		s.remind()
	}
	if before.SyncDir != s.settings.SyncDir {
		s.parts.Sync(s.settings.SyncDir)
	}
	if before.Limit != s.settings.Limit || before.StoriesDir != s.settings.StoriesDir {
		s.parts.Reload(s.settings) // stories that name no limit are measured by this one
	}
	if before.Theme != s.settings.Theme || before.TextSize != s.settings.TextSize {
		s.app.Settings().SetTheme(themeOf(s.settings))
		s.rebuild()
		s.now.shown()
	}
}

// applySound tells the player what has changed. Sound files are read beside the
// main thread; one that cannot be read is told.
func (s *Shell) applySound(before settings.Sound) {
	now := s.settings.Sound
	if before.Muted != now.Muted {
		s.parts.Player.SetMuted(now.Muted)
	}
	before.Muted = now.Muted
	if reflect.DeepEqual(before, now) {
		return
	}
	config := SoundConfig(s.settings)
	s.parts.Beside(func() {
		problems := s.parts.Player.SetConfig(config)
		s.parts.Main(func() {
			for _, err := range problems {
				s.tell(err.Error())
			}
		})
	})
}
