package sound

import (
	"testing"
	"time"

	"starling/app/rehearsal"
)

// block is what a device asks for at a time.
var block = samples(20 * time.Millisecond)

// BenchmarkTrackStream measures what the track costs in the device's callback,
// for 20 ms of sound: while all is silent, and while a tone sounds.
func BenchmarkTrackStream(b *testing.B) {
	for _, c := range []struct {
		name   string
		sounds bool
	}{{"Silence", false}, {"Tone", true}} {
		b.Run(c.name, func(b *testing.B) {
			sounds, _ := Load(Config{Volume: 100})
			track := NewTrack(sounds)
			buf := make([][2]float64, block)
			now := time.Now()
			b.ReportAllocs()
			for b.Loop() {
				if c.sounds && track.nVoices == 0 {
					track.preview(rehearsal.CueTimeUp, 0)
				}
				now = now.Add(20 * time.Millisecond)
				track.Meet(now, len(buf))
				track.Stream(buf)
			}
		})
	}
}

// BenchmarkDeviceCallback measures the whole callback, for 20 ms of silence: what
// the device costs Go while nothing sounds.
func BenchmarkDeviceCallback(b *testing.B) {
	sounds, _ := Load(Config{Volume: 100})
	f := newFeed(NewTrack(sounds))
	out := make([]int16, 2*block)
	b.ReportAllocs()
	for b.Loop() {
		f.fill(out)
	}
}

// BenchmarkTrackFollow measures taking a new list, as at each mark, with an
// overtime cue every second for ten minutes.
func BenchmarkTrackFollow(b *testing.B) {
	sounds, _ := Load(Config{Volume: 100})
	track := NewTrack(sounds)
	now := time.Now()
	var cues []rehearsal.Cue
	for i := range 600 {
		at := time.Duration(i) * time.Second
		cues = append(cues, rehearsal.Cue{Kind: rehearsal.CueOvertime, At: at, Number: i, Moment: now.Add(at), Sounded: true})
	}
	for b.Loop() {
		track.Follow(now, cues)
	}
}

// BenchmarkLoad measures making the built-in tones, as when the app starts.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load(Config{Volume: 100})
	}
}
