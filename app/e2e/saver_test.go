//go:build linux && demo

package e2e

import (
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// screenSaver stands in for the desktop's service that blanks the screen. It
// remembers who asked it not to.
type screenSaver struct {
	mu      sync.Mutex
	cookie  uint32
	holders map[uint32]string // by cookie: the program's name and its reason
	asked   int
	wrong   []uint32 // cookies given back that nobody had
}

// startScreenSaver puts it on the desk's bus until the test is over.
func startScreenSaver(t *testing.T) *screenSaver {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	s := &screenSaver{holders: map[uint32]string{}}
	const name = "org.freedesktop.ScreenSaver"
	if err := conn.Export(s, "/org/freedesktop/ScreenSaver", name); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name %s: reply %v, error %v", name, reply, err)
	}
	return s
}

// Inhibit is the service's: a program asks that the screen stay on.
func (s *screenSaver) Inhibit(program, reason string) (uint32, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cookie++
	s.asked++
	s.holders[s.cookie] = program + ": " + reason
	return s.cookie, nil
}

// UnInhibit is the service's: it need not any more.
func (s *screenSaver) UnInhibit(cookie uint32) *dbus.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.holders[cookie]; !ok {
		s.wrong = append(s.wrong, cookie)
	}
	delete(s.holders, cookie)
	return nil
}

// held tells who keeps the screen on.
func (s *screenSaver) held() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, h := range s.holders {
		all = append(all, h)
	}
	return all
}

// timesAsked tells how often it was asked to keep the screen on, and whether
// each time was given back as it should be.
func (s *screenSaver) timesAsked() (times int, givenBack bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked, len(s.holders) == 0 && len(s.wrong) == 0
}

// forget forgets who asked.
func (s *screenSaver) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holders, s.asked, s.wrong = map[uint32]string{}, 0, nil
}
