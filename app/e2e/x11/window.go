package x11

import "slices"

// Windows gives the windows that programs have opened, the oldest first, as the
// window manager knows them.
func (s *Screen) Windows() ([]Window, error) { return s.windowList("_NET_CLIENT_LIST") }

// Stacking gives the same windows in the order in which they cover each other,
// the topmost last.
func (s *Screen) Stacking() ([]Window, error) { return s.windowList("_NET_CLIENT_LIST_STACKING") }

func (s *Screen) windowList(name string) ([]Window, error) {
	value, err := s.property(s.root, name)
	if err != nil {
		return nil, err
	}
	windows := make([]Window, len(value)/4)
	for i := range windows {
		windows[i] = Window(order.Uint32(value[4*i:]))
	}
	return windows, nil
}

// WindowOf gives the window of a process; 0 where it has none yet.
func (s *Screen) WindowOf(pid int) (Window, error) {
	windows, err := s.Windows()
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(windows, func(w Window) bool {
		value, err := s.property(w, "_NET_WM_PID")
		return err == nil && len(value) == 4 && int(order.Uint32(value)) == pid
	})
	if i < 0 {
		return 0, nil
	}
	return windows[i], nil
}

// Active gives the window that the keyboard belongs to; 0 where there is none.
func (s *Screen) Active() (Window, error) {
	value, err := s.property(s.root, "_NET_ACTIVE_WINDOW")
	if err != nil || len(value) < 4 {
		return 0, err
	}
	return Window(order.Uint32(value)), nil
}

// Focused gives the window that keys go to.
func (s *Screen) Focused() (Window, error) {
	answer, err := s.ask(request(43, 0))
	if err != nil {
		return 0, err
	}
	return Window(order.Uint32(answer[8:])), nil
}

// Title gives what a window is called.
func (s *Screen) Title(w Window) (string, error) {
	value, err := s.property(w, "_NET_WM_NAME")
	return string(value), err
}

// Activate brings a window to the front and gives it the keyboard, as a click
// in a list of windows does.
func (s *Screen) Activate(w Window) error {
	const fromPager = 2
	return s.tell(w, "_NET_ACTIVE_WINDOW", fromPager)
}

// CloseWindow closes a window, as a click on its cross does.
func (s *Screen) CloseWindow(w Window) error {
	const now, fromPager = 0, 2
	return s.tell(w, "_NET_CLOSE_WINDOW", now, fromPager)
}

// tell asks the window manager to do something with a window.
func (s *Screen) tell(w Window, what string, data ...uint32) error {
	atom, err := s.atom(what)
	if err != nil {
		return err
	}
	var five [5]uint32
	copy(five[:], data)
	const substructure, format32 = uint32(1<<19 | 1<<20), byte(32)
	err = s.send(request(25, 0, uint32(s.root), substructure, clientMessage, format32, uint16(0), uint32(w), atom, five))
	if err != nil {
		return err
	}
	return s.sync()
}

// Resize gives a window another size.
func (s *Screen) Resize(w Window, width, height int) error {
	const withWidth, withHeight = 1 << 2, 1 << 3
	err := s.send(request(12, 0, uint32(w), uint16(withWidth|withHeight), uint16(0),
		uint32(width), uint32(height))) //nolint:gosec // on the screen
	if err != nil {
		return err
	}
	return s.sync()
}

// WindowSize gives the size of what is inside a window's frame.
func (s *Screen) WindowSize(w Window) (width, height int, err error) {
	answer, err := s.ask(request(14, 0, uint32(w)))
	if err != nil {
		return 0, 0, err
	}
	return int(order.Uint16(answer[16:])), int(order.Uint16(answer[18:])), nil
}
