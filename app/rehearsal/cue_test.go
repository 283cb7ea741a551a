package rehearsal_test

import (
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestTheWrapUpFallsDueTwentySecondsBeforeTheLimitOrASixthOfIt(t *testing.T) {
	tests := []struct{ limit, at time.Duration }{
		{10 * time.Minute, 10*time.Minute - 20*sec},
		{120 * sec, 100 * sec},
		{119 * sec, 119*sec - 119*sec/6},
		{60 * sec, 50 * sec},
		{12 * sec, 10 * sec},
	}
	for _, test := range tests {
		r := answering(t, planOf(test.limit), rehearsal.Options{})
		r.wait(time.Hour)
		if got := given(r.cues, rehearsal.CueWrapUp); !slices.Equal(got, []time.Duration{test.at}) {
			t.Errorf("limit %v: wrap-up at %v, want %v", test.limit, got, test.at)
		}
	}
	r := answering(t, twoMinutes(), rehearsal.Options{NoWrapUp: true})
	if r.wait(time.Hour); len(given(r.cues, rehearsal.CueWrapUp)) != 0 {
		t.Error("a wrap-up that was left out")
	}
}

func TestTimeUpFallsDueAtTheLimit(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(120*sec - 1)
	if got := given(r.cues, rehearsal.CueTimeUp); len(got) != 0 {
		t.Fatalf("early: %v", got)
	}
	r.speakTo(120 * sec)
	if got := heard(r.cues, rehearsal.CueTimeUp); !slices.Equal(got, []time.Duration{120 * sec}) {
		t.Fatalf("at %v", got)
	}
}

func TestOvertimeIsOffOrOnceOrAgainAndAgainUntilTheEnd(t *testing.T) {
	tests := []struct {
		name     string
		overtime rehearsal.Overtime
		count    int
		last     time.Duration
	}{
		{"off", rehearsal.Overtime{}, 0, 0},
		{"off, and once of it", rehearsal.Overtime{Once: true}, 0, 0},
		{"below zero is off", rehearsal.Overtime{Every: -sec}, 0, 0},
		{"once", rehearsal.Overtime{Every: 30 * sec, Once: true}, 1, 150 * sec},
		{"every 30 s", rehearsal.Overtime{Every: 30 * sec}, 20, 720 * sec},
		{"every 47 s", rehearsal.Overtime{Every: 47 * sec}, 12, 120*sec + 12*47*sec},
		{"less than a second is a second", rehearsal.Overtime{Every: 1}, 600, 720 * sec},
		{"later than the end is never", rehearsal.Overtime{Every: time.Hour}, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := answering(t, twoMinutes(), rehearsal.Options{Overtime: test.overtime})
			if got := given(r.Upcoming(), rehearsal.CueOvertime); len(got) != test.count {
				t.Fatalf("%d cues to come, want %d", len(got), test.count)
			}
			r.wait(time.Hour)
			got := given(r.cues, rehearsal.CueOvertime)
			if len(got) != test.count {
				t.Fatalf("%d cues, want %d", len(got), test.count)
			}
			if test.count > 0 && got[test.count-1] != test.last {
				t.Fatalf("the last at %v, want %v", got[test.count-1], test.last)
			}
			for i, c := range r.cues[len(r.cues)-test.count:] {
				if c.Number != i+1 {
					t.Fatalf("cue %d has number %d", i, c.Number)
				}
			}
		})
	}
}

// sounds lists the times of all cues that were sounded but the start cue's.
func sounds(cues []rehearsal.Cue) []time.Duration {
	var at []time.Duration
	for _, c := range cues {
		if c.Sounded && c.Kind != rehearsal.CueStart {
			at = append(at, c.At)
		}
	}
	return at
}

func TestOfTwoCuesWithinASecondAndAHalfTheOneThatMattersMoreIsSounded(t *testing.T) {
	none := rehearsal.Options{NoWrapUp: true}
	tests := []struct {
		name    string
		plan    rehearsal.Plan
		options rehearsal.Options
		want    []time.Duration
	}{
		{"section before time up", planOf(59*sec, sec), none, []time.Duration{60 * sec}},
		{"at exactly 1.5 s", planOf(58500*ms, 1500*ms), none, []time.Duration{60 * sec}},
		{"at more than 1.5 s", planOf(58499*ms, 1501*ms), none, []time.Duration{58499 * ms, 60 * sec}},
		{"section before wrap-up", planOf(49*sec, 11*sec), rehearsal.Options{}, []time.Duration{49 * sec, 60 * sec}},
		{"wrap-up before section", planOf(51*sec, 9*sec), rehearsal.Options{}, []time.Duration{51 * sec, 60 * sec}},
		{"wrap-up and section at once", planOf(50*sec, 10*sec), rehearsal.Options{}, []time.Duration{50 * sec, 60 * sec}},
		{
			"overtime after time up", planOf(60 * sec),
			rehearsal.Options{NoWrapUp: true, Overtime: rehearsal.Overtime{Every: sec, Once: true}},
			[]time.Duration{60 * sec},
		},
		{"of two sections the earlier", planOf(20*sec, sec, 39*sec), none, []time.Duration{20 * sec, 60 * sec}},
		{"of two sections 1.5 s apart too", planOf(20*sec, 1500*ms, 38*sec), none, []time.Duration{20 * sec, 59500 * ms}},
		{
			"but not if they are further apart", planOf(20*sec, 1501*ms, 38*sec), none,
			[]time.Duration{20 * sec, 21501 * ms, 59501 * ms},
		},
		{"of two sections at once the first", planOf(20*sec, 0, 40*sec), none, []time.Duration{20 * sec, 60 * sec}},
		{
			"of three sections in a row the second alone is not", planOf(20*sec, sec, sec, 38*sec), none,
			[]time.Duration{20 * sec, 22 * sec, 60 * sec},
		},
		{
			"what gives way does so even if the other is outdone too", planOf(9*sec, sec),
			rehearsal.Options{},
			[]time.Duration{10 * sec}, // wrap-up at 8.33 s, section at 9 s, time up at 10 s
		},
		{
			"wrap-up gives way to a section that an equal one outdid", planOf(48*sec, sec, 11*sec),
			rehearsal.Options{},
			[]time.Duration{48 * sec, 60 * sec}, // wrap-up at 50 s, sections at 48 and 49 s
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := answering(t, test.plan, test.options)
			upcoming := r.Upcoming()
			r.wait(test.plan.Limit + 20*sec)
			if got := sounds(r.cues); !slices.Equal(got, test.want) {
				t.Errorf("sounded at %v, want %v", got, test.want)
			}
			for _, c := range r.cues {
				if !c.Given {
					t.Errorf("not shown: %+v", c)
				}
			}
			if got := sounds(upcoming); !slices.Equal(got, test.want) {
				t.Errorf("to be sounded at %v, want %v", got, test.want)
			}
		})
	}
}

func TestTheStartCueNeverKeepsAnotherFromBeingSounded(t *testing.T) {
	r := answering(t, planOf(0, sec, 59*sec), rehearsal.Options{})
	r.wait(0)
	if len(r.cues) != 2 || !r.cues[0].Sounded || !r.cues[1].Sounded || r.cues[1].Kind != rehearsal.CueSection {
		t.Fatalf("cues %+v", r.cues)
	}
}

func TestWhichOfTwoIsSoundedIsDecidedWhenTheEarlierFallsDue(t *testing.T) {
	p := planOf(51*sec, 9*sec) // wrap-up at 50 s, section at 51 s
	t.Run("by the state of then", func(t *testing.T) {
		r := answering(t, p, rehearsal.Options{})
		r.speakTo(45 * sec).must(r.Mark) // the section cue will be silent
		r.speakTo(52 * sec)
		if got := sounds(r.cues); !slices.Equal(got, []time.Duration{50 * sec}) {
			t.Fatalf("sounded at %v", got)
		}
	})
	t.Run("and stays so when the later is silenced after all", func(t *testing.T) {
		r := answering(t, p, rehearsal.Options{})
		r.speakTo(50500 * ms).must(r.Mark)
		r.speakTo(52 * sec)
		if got := sounds(r.cues); len(got) != 0 {
			t.Fatalf("sounded at %v", got)
		}
	})
	t.Run("and stays so when the later is given after all", func(t *testing.T) {
		r := answering(t, p, rehearsal.Options{})
		r.speakTo(45 * sec).must(r.Mark).speakTo(50500 * ms).must(r.Back)
		r.speakTo(52 * sec).shows(1)
		if got := sounds(r.cues); !slices.Equal(got, []time.Duration{50 * sec}) {
			t.Fatalf("sounded at %v", got)
		}
		if got := given(r.cues, rehearsal.CueSection); len(got) != 1 {
			t.Fatalf("section cues given at %v", got)
		}
	})
}

func TestCuesAtTheSameInstantEndWithTheOneThatMattersMost(t *testing.T) {
	r := answering(t, planOf(50*sec, 0, 10*sec, 0), rehearsal.Options{})
	r.wait(time.Minute).shows(3)
	var kinds []rehearsal.CueKind
	for _, c := range r.cues {
		kinds = append(kinds, c.Kind)
	}
	want := []rehearsal.CueKind{
		rehearsal.CueStart, rehearsal.CueWrapUp, rehearsal.CueSection, rehearsal.CueSection,
		rehearsal.CueSection, rehearsal.CueTimeUp,
	}
	if !slices.Equal(kinds, want) {
		t.Fatalf("got %v, want %v", kinds, want)
	}
	r.spent(50*sec, 0, 10*sec, 0)
}

func TestUpcomingHoldsTheStartCueAndTheAnswersCuesWhilePreparing(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	if r.Upcoming() != nil {
		t.Fatal("cues are to come before the start")
	}
	r.must(r.Start).wait(4 * sec)
	upcoming := r.Upcoming()
	r.wait(time.Hour)
	if !slices.Equal(upcoming, r.cues) {
		t.Fatalf("upcoming\n%+v\ncame\n%+v", upcoming, r.cues)
	}
	if !upcoming[1].Moment.Equal(noon().Add(34 * sec)) {
		t.Fatalf("the first boundary at %v", upcoming[1].Moment)
	}
	if r.Upcoming() != nil {
		t.Fatal("cues are to come after the end")
	}
}

func TestUpcomingFollowsEachKey(t *testing.T) {
	next := func(r *rig) rehearsal.Cue { return r.Upcoming()[0] }
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(20 * sec)
	if c := next(r); c.At != 24*sec || !c.Sounded || !c.Moment.Equal(noon().Add(24*sec)) {
		t.Fatalf("next is %+v", c)
	}
	r.must(r.Mark)
	if c := next(r); c.At != 24*sec || c.Given || c.Sounded {
		t.Fatalf("next is %+v", c)
	}
	r.must(r.Back)
	if c := next(r); !c.Given || !c.Sounded {
		t.Fatalf("next is %+v", c)
	}
	r.must(r.Pause).wait(time.Minute).must(r.Resume)
	if c := next(r); !c.Moment.Equal(noon().Add(84 * sec)) {
		t.Fatalf("next is %+v", c)
	}
}

func TestACueThatFellDueIsNotUpcoming(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{})
	r.must(r.Start)
	if c := r.Upcoming()[0]; c.Kind != rehearsal.CueSection {
		t.Fatalf("next is %+v", c)
	}
}
