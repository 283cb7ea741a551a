//go:build linux && demo

package e2e

import (
	"slices"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"starling/app/story"
	"starling/stories"
)

// notifications stands in for what shows notifications on a desktop.
type notifications struct{ shown chan []string }

// Notify is the desktop's: it keeps who says what, and how long it is to stay.
func (n notifications) Notify(app string, _ uint32, _, title, text string, _ []string, hints map[string]dbus.Variant, stays int32) (uint32, *dbus.Error) {
	quiet := "loud"
	if hints["urgency"].Value() == byte(0) && stays == -1 {
		quiet = "quiet"
	}
	n.shown <- []string{app, title, text, quiet}
	return 1, nil
}

func TestADaysNotificationReachesTheDesktopOnce(t *testing.T) {
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	n := notifications{make(chan []string, 9)}
	const name = "org.freedesktop.Notifications"
	if err := bus.Export(n, "/org/freedesktop/Notifications", name); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = bus.ReleaseName(name) }()

	h := newHome(t, program(t))
	if _, err := story.CopyExamples(stories.FS(), h.stories()); err != nil {
		t.Fatal(err)
	}
	h.put(t, h.settings(), "[practice]\nnotify = true\n")
	a := h.open(t, sit(t))
	select {
	case got := <-n.shown:
		if want := []string{"Starling", "12 stories are due today", "quiet"}; !slices.Equal(slices.Delete(slices.Clone(got), 2, 3), want) || got[2] == "" {
			t.Errorf("shown was %q, want %q", got, want)
		}
		t.Logf("%q", got)
	case <-time.After(20 * time.Second):
		t.Fatal("no notification")
	}
	a.quit()
	a = h.open(t, a.screen)
	a.settled()
	select {
	case got := <-n.shown:
		t.Errorf("at the second start of the day: %q", got)
	case <-time.After(3 * time.Second):
	}
	a.quit()
}
