//go:build !race

package notes

// raceDetector tells that the tests run under the race detector.
const raceDetector = false
