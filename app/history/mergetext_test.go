package history

import "testing"

func TestAMergeIsToldInASentence(t *testing.T) {
	for want, m := range map[string]Merged{
		"nothing new":             {},
		"1 attempt":               {Attempts: 1},
		"2 attempts and 1 rating": {Attempts: 2, Ratings: 1},
		"1 attempt that went on, 2 notes, 1 deletion, 3 undone deletions and 1 other change": {Continued: 1, Notes: 2, Deletions: 1, Restored: 3, Others: 1},
	} {
		if got := m.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAFieldAndItsValueAreSaidAsTheScreensHaveThem(t *testing.T) {
	for _, c := range [][4]string{
		{"rating.action", "4", "the rating of Action", "4"},
		{"rating.action", "0", "the rating of Action", "none"},
		{"note", "Slower.", "the note", "“Slower.”"},
		{"note", "", "the note", "no note"},
		{"deleted", "1", "whether it is deleted", "deleted"},
		{"deleted", "0", "whether it is deleted", "not deleted"},
		{"kept", "1", "whether it is kept", "kept"},
		{"story", "sales", "its story", "sales"},
		{"grade", "hard", "the grade", "hard"},
		{"grade", "", "the grade", "none given"},
		{"mood", "good", "mood", "good"},
	} {
		if what, reads := Describe(c[0], c[1]); what != c[2] || reads != c[3] {
			t.Errorf("%s %q: %q %q", c[0], c[1], what, reads)
		}
	}
}
