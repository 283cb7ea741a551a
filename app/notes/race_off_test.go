//go:build !race

package notes

// raceEnabled tells that the tests look for races, which takes its time.
const raceEnabled = false
