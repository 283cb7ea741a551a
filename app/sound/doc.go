// Package sound lets the cues of an answer be heard, each at its moment, and looks
// after the sound device while it does.
//
// # Use
//
// A Player does everything. It is made once, opened when an answer starts, told
// which cues are to come, and closed when the answer ends:
//
//	p := sound.NewPlayer(sound.Config{Volume: 80}, told) // opens nothing
//	p.Open()                                             // returns at once
//	p.Follow(now, session.Upcoming())                    // start, resume, mark, back
//	p.Follow(now, nil)                                   // pause: silence to come
//	p.Close()                                            // returns at once
//
// What becomes of the device comes to told as one line for the person. No device,
// one that goes away, one that comes back: none of it stops the answer or needs
// another call. The player goes on trying while it is open.
//
// Cues come with their moments by the session's clock, and that clock is master. A
// cue that falls due is heard once, whatever is pressed at that moment: what the
// device has been given counts as given, what has fallen due and is on its way is
// heard, what is still to come is replaced by the new list. Cues missed for want of
// a device are not made up.
//
// # How it works
//
//	[]rehearsal.Cue → Track → feed → device
//	      Config → Sounds ↗      ↖ the Player's keeper watches over both
//
// Sounds are the tones, made or decoded ahead of time (Tone, Load). A Track is a
// beep.Streamer that never ends: silence, and each tone mixed in at its exact
// sample. A timer that starts a tone is late by what the device has buffered and by
// what the machine is busy with, tens of milliseconds, another number each time. A
// tone that stands at its sample in the stream is as exact as the device's crystal.
//
// For that the track must know which sample stands for which moment (Track.Meet).
// A device asks for samples when it has room, so the end of what it was given runs
// ahead of the clock by what it holds; the most that is seen over two seconds is
// that lead, for a busy machine asks late and never early. A cue's sample is its
// moment, plus the lead, plus a little slack: a cue that is to be heard at once
// still has a sample of its own to stand at, and every cue is heard the same short
// time after its moment. Once a tone has sounded, this line between moments and
// samples stays, so that the spaces between cues are the plan's to the sample. Only
// when clock and device have drifted apart by 60 ms is it drawn anew, in silence.
//
// A sound server that dies raises no error: it just asks no more. So the keeper
// counts the samples asked for, and after a second and a half without any opens
// another device in a new context, leaving the old one to close in a goroutine that
// may hang. One file alone talks to the device, device_malgo.go; a build without C
// has device_none.go in its place, and says so.
//
// # Listening
//
// A Speaker lets a device ask for any other samples, such as those of a recording, and
// tells how many of them have been heard. It shares with the Player what looks after the
// device.
//
// # Tests
//
// Most tests pull a Track by a clock of their own and look at sample numbers, or
// give a Player a driver without hardware. With -tags pulse others play on a real
// sound server; package soundtest runs one that needs no hardware, and can be used
// wherever a program is to be listened to.
package sound
