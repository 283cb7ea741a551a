package x11

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Window names a window of the display.
type Window uint32

// patience is how long an answer of the display may take before it is given up.
const patience = 20 * time.Second

// Screen is a connection to a display.
type Screen struct {
	conn          net.Conn
	root          Window
	width, height int
	depth         byte
	minKey        byte
	maxKey        byte
	sequence      uint16
	atoms         map[string]uint32
	xtest         byte // the extension's number
	keys          map[uint32]stroke
	pings, pong   uint32 // the last ping that was sent, and the last that was answered
}

// The bytes of the protocol are asked for, and given, in this order.
var order = binary.LittleEndian

// Dial connects to a display of this machine, such as ":7".
func Dial(display string) (*Screen, error) {
	number, _, _ := strings.Cut(strings.TrimPrefix(display, ":"), ".")
	conn, err := net.Dial("unix", "/tmp/.X11-unix/X"+number)
	if err != nil {
		return nil, fmt.Errorf("the display %q: %w", display, err)
	}
	s := &Screen{conn: conn, atoms: map[string]uint32{}}
	for _, step := range []func() error{s.setup, s.findKeyboard, s.readKeys, s.listenForPongs} {
		if err := step(); err != nil {
			_ = conn.Close()
			return nil, fmt.Errorf("the display %q: %w", display, err)
		}
	}
	return s, nil
}

// Close ends the connection.
func (s *Screen) Close() error { return s.conn.Close() }

// Root is the window behind all others.
func (s *Screen) Root() Window { return s.root }

// Size is the size of the display in pixels.
func (s *Screen) Size() (width, height int) { return s.width, s.height }

// setup greets the display and learns what it is like.
func (s *Screen) setup() error {
	hello := make([]byte, 12)
	hello[0] = 'l' // little-endian
	order.PutUint16(hello[2:], 11)
	if _, err := s.conn.Write(hello); err != nil {
		return err
	}
	head := make([]byte, 8)
	if err := s.read(head); err != nil {
		return err
	}
	body := make([]byte, 4*int(order.Uint16(head[6:])))
	if err := s.read(body); err != nil {
		return err
	}
	if head[0] != 1 {
		return fmt.Errorf("it lets nobody in: %q", body)
	}
	vendor, formats := int(order.Uint16(body[16:])), int(body[21])
	s.minKey, s.maxKey = body[26], body[27]
	first := body[32+(vendor+3)&^3+8*formats:] // the first screen
	s.root = Window(order.Uint32(first))
	s.width, s.height = int(order.Uint16(first[20:])), int(order.Uint16(first[22:]))
	s.depth = first[38]
	return nil
}

func (s *Screen) read(into []byte) error {
	if err := s.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	_, err := io.ReadFull(s.conn, into)
	return err
}

// request builds a request: its number, a byte of data, and the rest, padded
// to words of four bytes.
func request(number, data byte, rest ...any) []byte {
	b := []byte{number, data, 0, 0}
	for _, r := range rest {
		switch r := r.(type) {
		case string:
			b = append(b, r...)
		default:
			b, _ = binary.Append(b, order, r) // of fixed size, all of them
		}
	}
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	order.PutUint16(b[2:], uint16(len(b)/4)) //nolint:gosec // requests are short
	return b
}

// send sends a request that has no answer.
func (s *Screen) send(request []byte) error {
	s.sequence++
	_, err := s.conn.Write(request)
	return err
}

// ask sends a request and gives its answer: 32 bytes and what more there is.
func (s *Screen) ask(request []byte) ([]byte, error) {
	if err := s.send(request); err != nil {
		return nil, err
	}
	for {
		answer := make([]byte, 32)
		if err := s.read(answer); err != nil {
			return nil, err
		}
		switch answer[0] {
		case 0:
			err := errorOf(answer)
			if order.Uint16(answer[2:]) == s.sequence {
				return nil, err
			}
			// An earlier request without an answer: its window has gone meanwhile.
		case 1:
			more := make([]byte, 4*int(order.Uint32(answer[4:])))
			if err := s.read(more); err != nil {
				return nil, err
			}
			if order.Uint16(answer[2:]) == s.sequence {
				return append(answer, more...), nil
			}
		default:
			s.notePong(answer)
		}
	}
}

// ErrRefused is what the display says of a request that makes no sense to it,
// such as one about a window that is no more.
var ErrRefused = errors.New("the display refuses")

func errorOf(answer []byte) error {
	return fmt.Errorf("%w: error %d in request %d, about %#x", ErrRefused, answer[1], answer[10], order.Uint32(answer[4:]))
}

// sync returns when the display has done all that was asked of it so far.
func (s *Screen) sync() error {
	_, err := s.ask(request(43, 0)) // GetInputFocus
	return err
}

// atom gives the number of a name.
func (s *Screen) atom(name string) (uint32, error) {
	if a, ok := s.atoms[name]; ok {
		return a, nil
	}
	answer, err := s.ask(request(16, 0, uint16(len(name)), uint16(0), name)) //nolint:gosec // names are short
	if err != nil {
		return 0, err
	}
	s.atoms[name] = order.Uint32(answer[8:])
	return s.atoms[name], nil
}

// property gives a property of a window; nothing where it has none.
func (s *Screen) property(w Window, name string) ([]byte, error) {
	atom, err := s.atom(name)
	if err != nil {
		return nil, err
	}
	const all = 1 << 20
	answer, err := s.ask(request(20, 0, uint32(w), atom, uint32(0), uint32(0), uint32(all)))
	if err != nil {
		return nil, err
	}
	length := int(order.Uint32(answer[16:])) * int(answer[1]) / 8
	return answer[32 : 32+length], nil
}
