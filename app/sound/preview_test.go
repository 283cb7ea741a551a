package sound

import (
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestAPreviewOpensTheDeviceAndClosesItAgain(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.SetMuted(true) // heard nevertheless
		p.Preview(rehearsal.CueTimeUp, 0)
		time.Sleep(2 * time.Second)
		if n := d.last().tones(); n != 1 {
			t.Errorf("%d tones, want 1", n)
		}
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
		expect(t, l)
	})
}

func TestPreviewsInQuickSuccessionShareADevice(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, _ *log) {
		for range 60 { // a slider that is moved for 12 s
			p.Preview(rehearsal.CueStart, 0)
			time.Sleep(200 * ms)
		}
		time.Sleep(2 * time.Second)
		if n := d.tries(); n != 1 {
			t.Errorf("opened %d times, want once", n)
		}
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
	})
}

func TestAPreviewWithoutADeviceIsToldAndNotRepeated(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.fails = 1
		p.Preview(rehearsal.CueTimeUp, 0)
		time.Sleep(time.Minute)
		if n := d.tries(); n != 1 {
			t.Errorf("%d attempts, want 1", n)
		}
		expect(t, l, Status{Text: textPreview})
		p.Preview(rehearsal.CueTimeUp, 0)
		time.Sleep(time.Minute)
		expect(t, l, fine)
	})
}

func TestAPreviewDuringAnAnswerUsesItsDevice(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.Open()
		time.Sleep(time.Second)
		p.Preview(rehearsal.CueSection, 2)
		time.Sleep(5 * time.Second)
		if d.tries() != 1 || d.last().tones() != 1 || d.last().isClosed() {
			t.Errorf("%d devices, %d tones", d.tries(), d.last().tones())
		}
		p.Close()
		expect(t, l, fine)
	})
}

func TestAnAnswerThatBeginsWhileAPreviewIsOpenedIsServed(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.takes = 500 * ms
		p.Preview(rehearsal.CueTimeUp, 0)
		time.Sleep(100 * ms)
		p.Preview(rehearsal.CueTimeUp, 0)
		time.Sleep(100 * ms)
		p.Open()
		time.Sleep(5 * time.Second)
		if d.tries() != 1 || d.last().tones() != 1 {
			t.Errorf("%d devices, %d tones", d.tries(), d.last().tones())
		}
		p.Close()
		expect(t, l, fine)
	})
}
