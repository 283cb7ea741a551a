package opening

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// device is one that a test opens.
type device struct{ closed chan struct{} }

func newDevice() device { return device{make(chan struct{})} }

func (d device) shut() { close(d.closed) }

func always() bool { return true }

func TestADeviceThatOpensIsGivenAndOneThatFailsIsToldWhy(t *testing.T) {
	var door Door[device]
	want := newDevice()
	if got, err := door.Open(func() (device, error) { return want, nil }, device.shut, nil, always); got != want || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	broken := errors.New("broken")
	if _, err := door.Open(func() (device, error) { return device{}, broken }, device.shut, nil, always); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestAnAttemptThatHangsIsGivenUpAndWhatItOpensInTheEndIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var door Door[device]
		late, began := newDevice(), time.Now()
		_, err := door.Open(func() (device, error) { time.Sleep(2 * Within); return late, nil }, device.shut, nil, always)
		if took := time.Since(began); !errors.Is(err, ErrTimeout) || took != Within {
			t.Errorf("%v after %v", err, took)
		}
		<-late.closed
	})
}

func TestNoMoreAttemptsHangThanAThreadEachIsWorth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var door Door[device]
		hold := make(chan struct{})
		var opened atomic.Int32
		hang := func() (device, error) { opened.Add(1); <-hold; return device{}, errors.New("at last") }
		for range MostStuck + 3 {
			if _, err := door.Open(hang, device.shut, nil, always); !errors.Is(err, ErrTimeout) {
				t.Error(err)
			}
		}
		if n := opened.Load(); n != MostStuck {
			t.Errorf("%d attempts", n)
		}
		close(hold)
		synctest.Wait()
		if _, err := door.Open(hang, device.shut, nil, always); errors.Is(err, ErrTimeout) {
			t.Error("it is not tried again once they have come back")
		}
	})
}

func TestADeviceThatIsNoLongerWantedIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var door Door[device]
		wake, late := make(chan struct{}, 1), newDevice()
		asked := 0
		go func() {
			for range 2 { // the first time it still is
				time.Sleep(time.Second)
				wake <- struct{}{}
			}
		}()
		began := time.Now()
		_, err := door.Open(func() (device, error) { time.Sleep(4 * time.Second); return late, nil }, device.shut, wake,
			func() bool { asked++; return asked < 2 })
		if took := time.Since(began); !errors.Is(err, ErrUnwanted) || took != 2*time.Second {
			t.Errorf("%v after %v", err, took)
		}
		<-late.closed
	})
}

func TestWaitsGrowUntilADeviceWasThereForAWhile(t *testing.T) {
	var w Waits
	for i, want := range []time.Duration{FirstWait, 2 * FirstWait, 4 * FirstWait, 8 * FirstWait, LastWait, LastWait} {
		if got := w.Next(0); got != want {
			t.Errorf("wait %d is %v, want %v", i, got, want)
		}
	}
	if got := w.Next(LastWait + 1); got != FirstWait {
		t.Errorf("after a device that was there it is %v", got)
	}
	w.Next(0)
	w.Reset()
	if got := w.Next(0); got != FirstWait {
		t.Errorf("begun anew it is %v", got)
	}
}
