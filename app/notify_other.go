//go:build cgo && !linux

package app

import "fyne.io/fyne/v2"

// notify shows a notification as the desktop does it.
func notify(app fyne.App, title, text string) error {
	app.SendNotification(fyne.NewNotification(title, text))
	return nil
}
