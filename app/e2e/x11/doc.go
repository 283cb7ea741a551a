// Package x11 lets a test sit in front of an X display: it finds a program's
// window, presses keys as hands on a keyboard would, and looks at what is on the
// screen. It speaks the few words of the X protocol that this takes, so that a
// key is pressed, and a picture taken, within a millisecond of being asked for:
// programs that are started for each key or picture are too slow and too uneven
// for measuring.
//
//	screen, err := x11.Dial(os.Getenv("DISPLAY"))
//	defer screen.Close()
//	window, err := screen.WindowOf(pid)
//	err = screen.Press("ctrl+f")
//	err = screen.Type("lighthouse")
//	picture, err := screen.Picture(window)
//
// A Screen is for one goroutine at a time.
package x11
