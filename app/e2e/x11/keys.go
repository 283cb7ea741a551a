package x11

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// stroke is how a character is typed.
type stroke struct {
	code  byte
	shift bool
}

// named are the keys that type no character, by the names that Press knows.
func named() map[string]uint32 {
	return map[string]uint32{
		"space": 0x20, "enter": 0xff0d, "esc": 0xff1b, "tab": 0xff09, "delete": 0xffff, "backspace": 0xff08,
		"left": 0xff51, "up": 0xff52, "right": 0xff53, "down": 0xff54,
		"pageup": 0xff55, "pagedown": 0xff56, "home": 0xff50, "end": 0xff57,
		"f1": 0xffbe, "f2": 0xffbf, "f4": 0xffc1, "f6": 0xffc3,
		"shift": 0xffe1, "ctrl": 0xffe3,
	}
}

// held is how long a key is down: the shortest that a hand does.
const held = 25 * time.Millisecond

// The two kinds of what a keyboard tells.
const (
	keyDown byte = 2
	keyUp   byte = 3
	motion  byte = 6
)

// findKeyboard finds the extension that lets a program press keys.
func (s *Screen) findKeyboard() error {
	const name = "XTEST"
	answer, err := s.ask(request(98, 0, uint16(len(name)), uint16(0), name))
	if err != nil {
		return err
	}
	if answer[8] == 0 {
		return errors.New("it has no XTEST extension, so no key can be pressed")
	}
	s.xtest = answer[9]
	return nil
}

// readKeys learns which key types what.
func (s *Screen) readKeys() error {
	count := s.maxKey - s.minKey + 1
	answer, err := s.ask(request(101, 0, s.minKey, count, uint16(0)))
	if err != nil {
		return err
	}
	s.keys = map[uint32]stroke{}
	each, symbols := int(answer[1]), answer[32:]
	for i := range int(count) {
		for level := range min(each, 2) {
			symbol := order.Uint32(symbols[4*(i*each+level):])
			if _, there := s.keys[symbol]; symbol != 0 && !there {
				s.keys[symbol] = stroke{code: s.minKey + byte(i), shift: level == 1} //nolint:gosec // below 256
			}
		}
	}
	return nil
}

// fake tells the display what a hand would have done.
func (s *Screen) fake(kind, detail byte, x, y int) error {
	return s.send(request(s.xtest, 2, kind, detail, uint16(0), uint32(0), uint32(0), [8]byte{},
		int16(x), int16(y), [8]byte{})) //nolint:gosec // on the screen
}

// Press presses keys one after the other and lets each go: "space", "esc",
// "a", "ctrl+f", "shift+tab".
func (s *Screen) Press(keys ...string) error {
	for _, key := range keys {
		if err := s.press(key); err != nil {
			return err
		}
		time.Sleep(held)
	}
	return nil
}

func (s *Screen) press(key string) error {
	parts := strings.Split(key, "+")
	var codes []byte
	for _, part := range parts {
		symbol, ok := named()[part]
		if !ok && len(part) == 1 {
			symbol, ok = uint32(part[0]), true
		}
		how, known := s.keys[symbol]
		if !ok || !known {
			return fmt.Errorf("there is no key %q", part)
		}
		if how.shift {
			codes = append(codes, s.keys[named()["shift"]].code)
		}
		codes = append(codes, how.code)
	}
	for _, code := range codes {
		if err := s.fake(keyDown, code, 0, 0); err != nil {
			return err
		}
	}
	if err := s.sync(); err != nil {
		return err
	}
	time.Sleep(held)
	for i := len(codes) - 1; i >= 0; i-- {
		if err := s.fake(keyUp, codes[i], 0, 0); err != nil {
			return err
		}
	}
	return s.sync()
}

// Type types a text of plain letters, digits and signs.
func (s *Screen) Type(text string) error {
	for _, r := range text {
		key := string(r)
		if r == ' ' {
			key = "space"
		}
		if r == '+' {
			return errors.New("a plus sign cannot be typed")
		}
		if err := s.Press(key); err != nil {
			return err
		}
	}
	return nil
}

// Point puts the pointer somewhere on the display.
func (s *Screen) Point(x, y int) error {
	if err := s.fake(motion, 0, x, y); err != nil {
		return err
	}
	return s.sync()
}
