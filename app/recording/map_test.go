package recording

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// aMap draws a map as a recorder makes them: stretches that follow each other in the
// file and in time, some with a pause, some with a gap, some that only go on.
func aMap(r *rapid.T) Map {
	var (
		all  []Stretch
		file int64
		at   = time.Duration(rapid.Int64Range(0, int64(time.Second)).Draw(r, "first"))
	)
	seamless := false
	for i := range rapid.IntRange(1, 8).Draw(r, "stretches") {
		length := rapid.Int64Range(100, 40*Rate).Draw(r, "length")
		s := Stretch{File: file, Spoken: at}
		all = append(all, s)
		file += length
		at += Span(length)
		if seamless && rapid.Bool().Draw(r, "on") {
			all[i].On = true
		}
		// What comes between: nothing (a pause), a gap, or a thousandth of drift.
		then := rapid.IntRange(0, 2).Draw(r, "then")
		seamless = then != 1
		switch then {
		case 1:
			at += time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(r, "gap"))
		case 2:
			at -= Span(length) / 1000
		}
	}
	return NewMap(all, file)
}

func TestTheMapIsMonotoneAndItsOwnInverse(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := aMap(r)
		a := rapid.Int64Range(0, m.Length()).Draw(r, "a")
		b := rapid.Int64Range(0, m.Length()).Draw(r, "b")
		if (a <= b) != (m.Spoken(a) <= m.Spoken(b)) && m.Spoken(a) != m.Spoken(b) {
			r.Errorf("sample %d is at %v, %d at %v", a, m.Spoken(a), b, m.Spoken(b))
		}
		back, ok := m.Sample(m.Spoken(a))
		// Where the time stands still, as between a quick crystal and the pause after it,
		// other samples have the same time.
		if off := back - a; m.Spoken(back) != m.Spoken(a) && (off < -1 || off > 1) {
			r.Errorf("sample %d is at %v, and that at %d, %v", a, m.Spoken(a), back, ok)
		}
		if !ok && a < m.Length() && m.Spoken(a+1) > m.Spoken(a) {
			r.Errorf("sample %d is at %v, where none should be", a, m.Spoken(a))
		}
		spoken := time.Duration(rapid.Int64Range(0, int64(10*time.Minute)).Draw(r, "spoken"))
		if s, ok := m.Sample(spoken); s < 0 || s > m.Length() || ok && near(m.Spoken(s), spoken) > 45*time.Microsecond {
			r.Errorf("%v is at sample %d of %d, which is at %v", spoken, s, m.Length(), m.Spoken(s))
		}
	})
}

func near(a, b time.Duration) time.Duration { return max(a-b, b-a) }

func TestAPauseIsInNeitherAndAGapInTheTimeSpokenAlone(t *testing.T) {
	m := NewMap([]Stretch{
		{File: 0, Spoken: 100 * ms},
		{File: 2 * Rate, Spoken: 2100 * ms},   // a pause
		{File: 3 * Rate, Spoken: 13100 * ms},  // the microphone was away for ten seconds
		{File: 13 * Rate, Spoken: 23110 * ms}, // another pause, after a slow crystal
	}, 14*Rate)
	for _, c := range []struct {
		sample int64
		spoken time.Duration
	}{
		{0, 100 * ms},
		{Rate, 1100 * ms},
		{2 * Rate, 2100 * ms},
		{2*Rate + Rate/2, 2600 * ms},
		{3 * Rate, 13100 * ms},
		{4 * Rate, 14100 * ms},
		{13 * Rate, 23110 * ms},
		{14*Rate - 480, 24100 * ms},
	} {
		if got := m.Spoken(c.sample); got != c.spoken {
			t.Errorf("sample %d is at %v, want %v", c.sample, got, c.spoken)
		}
		if got, ok := m.Sample(c.spoken); got != c.sample || !ok {
			t.Errorf("%v is at sample %d (%v), want %d", c.spoken, got, ok, c.sample)
		}
	}
	for spoken, want := range map[time.Duration]int64{
		0: 0, 3200 * ms: 3*Rate - 1, 13 * time.Second: 3 * Rate, time.Hour: 14*Rate - 1,
	} {
		if got, ok := m.Sample(spoken); got != want || ok {
			t.Errorf("%v is at sample %d (%v), want %d and that nothing was recorded then", spoken, got, ok, want)
		}
	}
}

func TestACrystalThatRunsWronglyIsEvenedOut(t *testing.T) {
	// 30 ms too many samples in a minute.
	m := NewMap([]Stretch{{}, {File: 60*Rate + Rate*30/1000, Spoken: time.Minute, On: true}}, 70*Rate)
	if got := m.Spoken(30*Rate + Rate*15/1000); near(got, 30*time.Second) > time.Microsecond {
		t.Errorf("half of it is at %v", got)
	}
	if got, ok := m.Sample(30 * time.Second); got != 30*Rate+Rate*15/1000 || !ok {
		t.Errorf("half a minute is at %d, %v", got, ok)
	}
}

func TestStretchesThatCannotBeAreLeftOut(t *testing.T) {
	for name, all := range map[string][]Stretch{
		"none":     nil,
		"negative": {{File: -1}, {Spoken: -2 * time.Second}},
		"behind":   {{File: 0}, {File: 11 * Rate, Spoken: 11 * time.Second}},
		"back":     {{File: 0}, {File: 5 * Rate, Spoken: 5 * time.Second}, {File: 4 * Rate, Spoken: 20 * time.Second}, {File: 6 * Rate, Spoken: 3 * time.Second}},
	} {
		m := NewMap(all, 10*Rate)
		if got := m.Spoken(7 * Rate); got != 7*time.Second {
			t.Errorf("%s: %v, want 7s", name, got)
		}
	}
	m := NewMap([]Stretch{{}, {Spoken: 40 * ms}}, Rate) // the first place was told better afterwards
	if got := m.Spoken(0); got != 40*ms {
		t.Errorf("a stretch told anew is at %v", got)
	}
	if (Map{}).Spoken(5) != 0 {
		t.Error("an empty recording has a time")
	}
}
