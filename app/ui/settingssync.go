package ui

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/settings"
	"starling/app/ui/look"
)

// syncRow names the synced folder.
func (sc *settingsScreen) syncRow() fyne.CanvasObject {
	field := sc.field(sc.shell.settings.SyncDir, "none", func(text string) error {
		text = strings.TrimSpace(text)
		if text != "" && !filepath.IsAbs(text) && text[0] != '~' {
			return errors.New("the synced folder needs its whole path, or one that begins with \"~/\"; nothing was changed")
		}
		sc.change(func(s *settings.Settings) { s.SyncDir = text })
		return nil
	})
	return sc.row("Synced folder", "A folder that another program (Syncthing, a cloud drive, git) brings to your other machines: what you practise on one is then "+
		"known on all. Write its path and press Enter; an empty field is none. Starling itself opens no connection.", look.Wide(320, field))
}

// staysText says who else has the history.
func (sc *settingsScreen) staysText() string {
	if sc.shell.settings.SyncDir == "" {
		return "It never leaves this computer."
	}
	return "It stays on this computer; what your other machines are to know goes into the synced folder, below."
}
