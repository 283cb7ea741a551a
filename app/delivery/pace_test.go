package delivery

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAPaceIsTheBandOfWordsThatSyllablesCanBe(t *testing.T) {
	b := PaceOf(192, time.Minute)
	if math.Abs(b.Low-120) > 1e-9 || math.Abs(b.High-160) > 1e-9 {
		t.Errorf("192 syllables a minute are %v", b)
	}
	if b.Middle() != (b.Low+b.High)/2 {
		t.Error(b.Middle())
	}
	for _, empty := range []Band{PaceOf(0, time.Minute), PaceOf(10, 0), PaceOf(-1, time.Minute), PaceOf(10, -time.Second)} {
		if empty != (Band{}) || empty.RecommendedText() != "" {
			t.Errorf("%v of nothing: %q", empty, empty.RecommendedText())
		}
	}
}

func TestABandIsPutAgainstTheRecommendedPaceWithoutClaimingMore(t *testing.T) {
	for _, c := range []struct {
		band  Band
		place Place
		text  string
	}{
		{Band{80, 110}, Below, "Slower than the recommended 120 to 160 words a minute."},
		{Band{100, 130}, Around, "About the recommended 120 to 160 words a minute, as far as can be told."},
		{Band{120, 160}, Inside, "Within the recommended 120 to 160 words a minute."},
		{Band{110, 170}, Around, "About the recommended 120 to 160 words a minute, as far as can be told."},
		{Band{160, 200}, Around, "About the recommended 120 to 160 words a minute, as far as can be told."},
		{Band{161, 210}, Above, "Faster than the recommended 120 to 160 words a minute."},
	} {
		if p, text := c.band.In(Recommended()), c.band.RecommendedText(); p != c.place || text != c.text {
			t.Errorf("%v is %s: %s", c.band, p, text)
		}
	}
}

func TestAFigureIsPutAgainstTheMiddleHalfOfThePast(t *testing.T) {
	past := []float64{150, 110, 130, 120, 140}
	for _, c := range []struct {
		figure float64
		place  Place
		text   string
	}{
		{119, Below, "Slower than you usually are."},
		{120, Inside, "As fast as you usually are."},
		{140, Inside, "As fast as you usually are."},
		{141, Above, "Faster than you usually are."},
	} {
		s := Against(c.figure, past)
		if s.Place != c.place || s.PaceText() != c.text || s.Median != 130 || s.Usual != (Band{120, 140}) || s.Missing != 0 {
			t.Errorf("%v: %+v %q", c.figure, s, s.PaceText())
		}
	}
	if past[0] != 150 {
		t.Error("the past was put in order under the caller's hands")
	}
}

func TestNothingIsUsualBeforeThereIsEnoughOfAPast(t *testing.T) {
	s := Against(100, []float64{100, math.NaN(), math.Inf(1), 110})
	if s != (Standing{Missing: 3}) || s.PaceText() != "After 3 more recordings this is put against your own past." {
		t.Errorf("%+v %q", s, s.PaceText())
	}
	if s := Against(100, make([]float64, 4)); s.PaceText() != "After one more recording this is put against your own past." {
		t.Error(s.PaceText())
	}
}

func TestAStandingFollowsFromTheValuesAndNotFromTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := rapid.SliceOfN(rapid.Float64(), MinPast, 30).Draw(t, "past")
		figure := rapid.Float64().Draw(t, "figure")
		s := Against(figure, past)
		if other := Against(figure, rapid.Permutation(past).Draw(t, "other")); s != other {
			t.Fatalf("%+v, and in another order %+v", s, other)
		}
		if s.Missing == 0 && !(s.Usual.Low <= s.Median && s.Median <= s.Usual.High) {
			t.Fatalf("%+v", s)
		}
	})
}
