package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// stepsOf says changes in short: "=a", "~a>b", "-a", "+b", "^c" for one that has
// moved here.
func stepsOf(a, b []string) string {
	var said []string
	for _, c := range changes(a, b) {
		switch {
		case c.new < 0:
			said = append(said, "-"+a[c.old])
		case c.old < 0 && c.from >= 0:
			said = append(said, "^"+b[c.new])
		case c.old < 0:
			said = append(said, "+"+b[c.new])
		case a[c.old] == b[c.new]:
			said = append(said, "="+a[c.old])
		default:
			said = append(said, "~"+a[c.old]+">"+b[c.new])
		}
	}
	return strings.Join(said, " ")
}

func TestTheWayFromOneListToAnotherTouchesOnlyWhatDiffers(t *testing.T) {
	for _, c := range [][3]string{
		{"", "", ""},
		{"a b c", "a b c", "=a =b =c"},
		{"", "a b", "+a +b"},
		{"a b", "", "-a -b"},
		{"a b c", "a x c", "=a ~b>x =c"},
		{"a b c", "a c", "=a -b =c"},
		{"a c", "a b c", "=a +b =c"},
		{"a b c d", "a x c y d", "=a ~b>x =c +y =d"},
		{"a b c", "c a b", "^c =a =b -c"},
		{"a b", "b a", "-a =b ^a"},
		{"a b c", "x a y", "+x =a ~b>y -c"},
		{"a a b", "a b a", "=a -a =b ^a"},
	} {
		a, b := strings.Fields(c[0]), strings.Fields(c[1])
		if got := stepsOf(a, b); got != c[2] {
			t.Errorf("%s to %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestTheStepsLeadFromOneListToTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b c d e")), 0, 8)
		a, b := texts.Draw(t, "a"), texts.Draw(t, "b")
		var before, after []string
		same := 0
		var movedFrom []int
		for _, c := range changes(a, b) {
			if c.old >= 0 {
				before = append(before, a[c.old])
			}
			if c.new >= 0 {
				after = append(after, b[c.new])
			}
			if c.old >= 0 && c.new >= 0 && a[c.old] == b[c.new] {
				same++
			}
			if c.from >= 0 {
				if a[c.from] != b[c.new] || slices.Contains(movedFrom, c.from) {
					t.Fatalf("%v did not move", c)
				}
				movedFrom = append(movedFrom, c.from)
			}
		}
		if !slices.Equal(a, before) || !slices.Equal(b, after) {
			t.Fatalf("%v to %v: %s", a, b, stepsOf(a, b))
		}
		if want := common(a, b); same < want {
			t.Fatalf("%d stay, %d could", same, want)
		}
	})
}

// common is the length of the longest common subsequence, found the slow way.
func common(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if a[0] == b[0] {
		return 1 + common(a[1:], b[1:])
	}
	return max(common(a[1:], b), common(a, b[1:]))
}

func TestListsOfThousandsAreComparedAtOnce(t *testing.T) {
	var a, b []string
	for i := range 30_000 {
		a = append(a, fmt.Sprint(i))
		b = append(b, fmt.Sprint(30_000-i))
	}
	if steps := changes(a, b); len(steps) < len(b) {
		t.Error(len(steps))
	}
}
