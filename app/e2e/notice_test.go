//go:build linux && demo

package e2e

import (
	"bytes"
	"image"
	"image/color"
)

// Notices stand in a bar at the foot of the window. Its ground is that of the
// header, in the dark theme.
func noticeColour() color.RGBA { return color.RGBA{0x1b, 0x1f, 0x26, 0xff} }

// footHeight is how much of the window's foot a notice covers at the least.
const footHeight = 24

func foot() image.Rectangle {
	return image.Rect(0, windowHeight-footHeight, windowWidth, windowHeight)
}

// notice tells whether something stands at the foot of the window.
func (a *app) notice() bool {
	a.t.Helper()
	pixel, err := a.screen.Pixel(a.window, 2, windowHeight-3)
	if err != nil {
		a.t.Fatal(err)
	}
	return near(pixel, noticeColour())
}

// awaitNotice waits until something stands at the foot of the window, or
// nothing does.
func (a *app) awaitNotice(there bool) {
	a.t.Helper()
	what := "a notice at the foot of the window"
	if !there {
		what = "no notice at the foot of the window"
	}
	until(a.t, settling, what, func() bool { return a.notice() == there })
}

// soundTold tells whether the stage says, below its keys, that there is no
// sound: in the colour of what is over time, in the dark theme.
func (a *app) soundTold() bool {
	a.t.Helper()
	picture := a.picture()
	return share(picture, image.Rect(0, windowHeight-64, windowWidth, windowHeight), color.RGBA{0xe6, 0x9f, 0x00, 0xff}) > 0
}

// toNotice goes to the first thing that can be done about the notice: by Tab,
// until something at the foot of the window shows that it has the keyboard.
func (a *app) toNotice() {
	a.t.Helper()
	before := a.picture()
	for range 60 {
		a.press("tab")
		a.answers()
		a.answers()
		if !samePart(before, a.picture(), foot()) {
			return
		}
	}
	a.t.Fatal("Tab does not reach the notice")
}

// samePart tells whether two pictures are the same in a part.
func samePart(a, b *image.RGBA, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		from, to := a.PixOffset(part.Min.X, y), a.PixOffset(part.Max.X-1, y)+4
		if !bytes.Equal(a.Pix[from:to], b.Pix[from:to]) {
			return false
		}
	}
	return true
}
