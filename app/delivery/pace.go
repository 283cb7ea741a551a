package delivery

import "time"

// Words are not heard, syllables are. So many syllables has a word, in English
// answers: docs/delivery.md says where these are from.
const (
	FewestSyllablesAWord = 1.3
	MostSyllablesAWord   = 1.6
)

// Band is a range that a figure lies in, both ends included.
type Band struct{ Low, High float64 }

// PaceOf gives words a minute as a band, from syllables in a time.
func PaceOf(syllables int, d time.Duration) Band {
	if d <= 0 || syllables <= 0 {
		return Band{}
	}
	aMinute := float64(syllables) / d.Minutes()
	return Band{aMinute / MostSyllablesAWord, aMinute / FewestSyllablesAWord}
}
