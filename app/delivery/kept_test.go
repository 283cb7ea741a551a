package delivery

import (
	"encoding"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

var (
	_ encoding.TextMarshaler   = Kept{}
	_ encoding.TextUnmarshaler = (*Kept)(nil)
)

func measured() Measures {
	at := func(ms int) time.Duration { return time.Duration(ms) * time.Millisecond }
	return Measures{
		Length: at(60_000), FirstWord: at(1200), LastWord: at(58_000), Speaking: at(45_000), SpeakingShare: 0.75,
		Pauses: []Pause{{at(5000), at(5300)}, {at(20_000), at(22_400)}, {at(40_000), at(43_100)}},
		Nuclei: make([]time.Duration, 180), Unsteadiness: 3.4567,
		Parts: []Part{
			{Span: Span{0, at(25_000)}, Speaking: at(20_000), Syllables: 80},
			{Span: Span{at(25_000), at(60_000)}, Speaking: at(25_000), Syllables: 100},
		},
	}
}

func TestWhatIsKeptOfMeasuresComesBackAsItWas(t *testing.T) {
	k := measured().Keep([]string{"situation", "task"})
	text, err := k.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back Kept
	if err := back.UnmarshalText(text); err != nil {
		t.Fatal(err)
	}
	k.Unsteadiness = 3.46 // a hundredth of a decibel is finer than anything is heard
	if !reflect.DeepEqual(back, k) {
		t.Errorf("came back as %+v, was %+v, by %s", back, k, text)
	}
	if back.Pauses != 3 || len(back.Long) != 2 || back.Longest.Length() != 3100*time.Millisecond {
		t.Errorf("the pauses: %d, %v, %v", back.Pauses, back.Long, back.Longest)
	}
	if back.Share() != 0.75 || back.Articulation() != 4 {
		t.Errorf("share %v, articulation %v, want 0.75 and 4", back.Share(), back.Articulation())
	}
	if got, want := back.Pace(), PaceOf(180, 56_800*time.Millisecond); got != want {
		t.Errorf("pace %v, want %v", got, want)
	}
	if p, ok := back.Part("task"); !ok || p.Pace() != PaceOf(100, 35*time.Second) {
		t.Errorf("the task: %+v, %v", p, ok)
	}
	if _, ok := back.Part("lessons"); ok {
		t.Error("there is a part that was not measured")
	}
}

func TestARecordingWithoutSpeechIsKeptWithItsReason(t *testing.T) {
	k := Measures{Length: time.Minute, NoSpeech: true, Why: Hum, Parts: []Part{{Span: Span{0, time.Minute}}}}.Keep([]string{"situation"})
	text, err := k.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back Kept
	if err := back.UnmarshalText(text); err != nil || back.Why != Hum || back.Length != time.Minute {
		t.Errorf("%s came back as %+v, %v", text, back, err)
	}
	if back.Share() != 0 || back.Articulation() != 0 || back.Pace() != (Band{}) {
		t.Errorf("there are figures where nobody spoke: %+v", back)
	}
	if (Kept{}).Share() != 0 {
		t.Error("an empty recording has a share")
	}
}

func TestFiguresThatCannotBeReadAreRefusedAndChangeNothing(t *testing.T) {
	for text, why := range map[string]string{
		``:                                     "cannot be read",
		`no json`:                              "cannot be read",
		`{}`:                                   "damaged",
		`{"version":2,"length":1}`:             "a later Starling",
		`{"version":1,"length":-1}`:            "damaged",
		`{"version":1,"length":1000000000000}`: "damaged",
		`{"version":1,"length":"1"}`:           "cannot be read",
		`{"version":1,"length":9,"first":5,"last":4}`:                     "damaged",
		`{"version":1,"length":9,"speaking":10}`:                          "damaged",
		`{"version":1,"length":9,"pauses":1,"long":[[5,10]]}`:             "damaged",
		`{"version":1,"length":9,"long":[[5,6]]}`:                         "damaged",
		`{"version":1,"length":9,"parts":[{"name":"task","span":[6,5]}]}`: "damaged",
		`{"version":1,"length":9,"syllables":-1}`:                         "damaged",
	} {
		k := Kept{Pauses: 7}
		err := k.UnmarshalText([]byte(text))
		if !errors.Is(err, ErrKept) || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want one that says %q", text, err, why)
		}
		if !reflect.DeepEqual(k, Kept{Pauses: 7}) {
			t.Errorf("%s: it was changed to %+v", text, k)
		}
	}
}
