// Package recording keeps what a person said in an answer: it takes the sound from the
// microphone, writes it as it is spoken, and lets it be read again.
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
package recording
