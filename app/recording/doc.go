// Package recording keeps what a person said in an answer: it takes the sound from the
// microphone, writes it as it is spoken, and lets it be read again.
//
// # Use
//
// A Recorder does everything. It is made once, opened when the stage is shown, told what
// becomes of the answer, and closed when the stage is left:
//
//	r := recording.NewRecorder(recording.Config{Dir: dir}, told) // opens nothing
//	r.Open()                     // the microphone; returns at once, as all that follow
//	r.Start(id, now, 0)          // the answer begins
//	r.Pause(now)                 // what is heard now is thrown away
//	r.Resume(now, spoken)        // and from now on it is kept again
//	r.Stop(now)                  // the answer has ended
//	r.Start(id, now, spoken)     // its end was taken back: the same recording goes on
//	r.Close()
//	r.Flush(ctx)                 // waits until what was stopped can be opened
//
// How it fares comes to told, as a Status: what is being done, the level, and one line
// for the person if anything is amiss. No microphone, one that goes away and comes
// back, a full disk: none of it stops the answer or needs another call. Moments are
// times with a monotonic reading, as time.Now gives them; the sound is cut at the very
// sample, though a moment is told a little after it has been.
//
// # Files
//
// A recording is two files in the folder of the recordings (Dir), named after its attempt:
//
//	<id>.flac   48 kHz, one channel, 16 bits
//	<id>.spans  where in the time spoken its stretches begin: a line of JSON each
//
// A frame of 4096 samples, 85 ms, is in the file as soon as it is full, so that a
// program that is killed loses what the microphone and one frame held. The file can be
// played at any moment; until the recording is finished its head says "length not
// known", and by that Recover finds what was cut off and makes it whole. The
// stretches have a file of their own because they become known one after the other:
// room for them reserved in the FLAC would have to be written over in place, which a
// power cut can tear, and might not be enough.
//
//	take, err := recording.Open(dir, id)  // ErrNone, ErrDamaged
//	at, ok := take.Map().Sample(spoken)   // where a mark is
//	take.SeekTo(at); take.Read(buf)
//	peaks, err := recording.Peaks(ctx, take, columns)
//
// A Map leads from the samples to the time spoken and back. A pause stops the
// recording, so the two differ, and so they do where the microphone was away.
//
// # How it works
//
//	device → feed → deck → writer → files
//	  Recorder watches over all ↗
//
// The device's thread puts what it hears into a ring in memory (feed), four times a
// second, and does nothing else. The recorder's goroutine then takes from it what is
// older than 150 ms, cuts it as it was told (deck), and writes it (writer). So a program
// that is killed loses what the device gathers (250 ms), what is held back and an
// unfinished frame (85 ms): about half a second.
//
// Which moment a sample is of is measured (clock): a device hands over samples late when
// the machine is busy, and never early, so the earliest of the last four seconds
// tells. A stretch that began before this was known well is placed anew two seconds later.
// When the microphone's crystal and the machine's have parted by 8 ms, the stretch goes on
// as another, and the map spreads the difference.
//
// A microphone that is gone raises no error: it just gives no more. So the recorder
// counts, and after a second and a half without any opens one anew in a new context,
// leaving the old one to close in a goroutine that may hang. What is missing is a gap
// in the map. What records a loudspeaker is never taken for a microphone, so that our
// own cues are not in the recording.
//
// # Tests
//
// Most tests give a Recorder a driver without hardware. With -tags pulse others speak
// into a real sound server, which package soundtest runs.
package recording
