// Package playback plays a recording to the person who made it: at their speed and at
// its own pitch, from anywhere, a stretch of it over and over.
//
// # Use
//
//	p := playback.New(take, sound.NewSpeaker(playback.Rate, "Listening", told), changed)
//	p.Play()                   // opens the device; from the beginning, or where it stopped
//	p.Seek(12 * time.Second)   // file time, as all times here
//	p.SetSpeed(1.5)
//	p.SetLoop(section)         // over and over
//	p.Position(now)            // what is heard at this moment
//	p.Close()                  // lets go of the device; the take is the caller's
//
// A Playback calls changed when what Now tells has changed. The place that is heard goes
// on all the time, so whoever shows it asks for it: NextChange says when it is worth it.
//
// # How it works
//
//	Source → Stretcher → reel → Speaker → device
//
// A goroutine reads the source and puts pieces of 20 ms, ready to be played, on a reel
// that holds 400 ms of them; the device's thread takes them from it. So nothing that
// takes its time, a file or a decoder, happens on that thread, and the memory needed does
// not grow with the recording. Where the sound would break off (pause, another place,
// another speed) the reel fades out and in within 5 ms.
//
// What a device was given is heard some tenths of a second later. The reel remembers of
// which places the last samples were, and the Speaker tells how many of them have been
// heard: so the place that is shown is the place that is heard. Only where the person
// asked for another place is that shown at once.
//
// The package is pure but for the Speaker and the Source that it is handed. It knows
// neither files nor devices, and takes the time from whoever calls.
package playback
