package x11

import (
	"fmt"
	"time"
)

const clientMessage byte = 33

// ours marks our own pings. A window manager sends some too, and their answers
// are seen here as well.
const ours uint32 = 0x57a21196

// listenForPongs asks to be told what programs answer to the window manager.
func (s *Screen) listenForPongs() error {
	const eventMask, substructure = uint32(1 << 11), uint32(1 << 19)
	if err := s.send(request(2, 0, uint32(s.root), eventMask, substructure)); err != nil {
		return err
	}
	return s.sync()
}

// Answers returns when the program of a window has seen every key and click
// that came before, and has said so: window managers ask the same when they
// want to know whether a program hangs. A program that paints after it has
// looked at its keys has painted them when it answers the next time.
func (s *Screen) Answers(w Window) error {
	protocols, err := s.atom("WM_PROTOCOLS")
	if err != nil {
		return err
	}
	ping, err := s.atom("_NET_WM_PING")
	if err != nil {
		return err
	}
	s.pings++
	data := [5]uint32{ping, s.pings, uint32(w), ours}
	err = s.send(request(25, 0, uint32(w), uint32(0), clientMessage, byte(32), uint16(0), uint32(w), protocols, data))
	if err != nil {
		return err
	}
	for began := time.Now(); s.pong != s.pings; time.Sleep(2 * time.Millisecond) {
		if time.Since(began) > patience {
			return fmt.Errorf("the program of window %#x does not answer", uint32(w))
		}
		if err := s.sync(); err != nil {
			return err
		}
	}
	return nil
}

// notePong takes in an event: the only one that matters is a program's answer.
func (s *Screen) notePong(event []byte) {
	const sent = 0x80
	if event[0]&^sent == clientMessage && order.Uint32(event[12:]) == s.atoms["_NET_WM_PING"] && order.Uint32(event[24:]) == ours {
		s.pong = order.Uint32(event[16:])
	}
}
