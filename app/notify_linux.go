//go:build cgo

package app

import (
	"fyne.io/fyne/v2"
	"github.com/godbus/dbus/v5"
)

// notify shows a quiet notification over the desktop's bus: of low urgency,
// without a sound, and gone after the desktop's own time. Fyne's would stay
// until it is put away.
func notify(_ fyne.App, title, text string) error {
	bus, err := dbus.SessionBus() // shared: it is not ours to close
	if err != nil {
		return err
	}
	hints := map[string]dbus.Variant{
		"urgency": dbus.MakeVariant(byte(0)), "suppress-sound": dbus.MakeVariant(true), "desktop-entry": dbus.MakeVariant(appID),
	}
	const ownTime = int32(-1)
	return bus.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications").
		Call("org.freedesktop.Notifications.Notify", 0, "Starling", uint32(0), "", title, text, []string{}, hints, ownTime).Err
}
