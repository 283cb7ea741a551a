//go:build !race

package ui

// raceEnabled tells that the tests look for races, which takes its time.
const raceEnabled = false
