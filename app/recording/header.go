package recording

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"

	"github.com/mewkiz/flac/meta"
)

const (
	// block is how many samples a frame holds, 85 ms: as many as libFLAC takes, for
	// larger frames save next to nothing and lose more to a crash.
	block = 4096
	// smallest is how few samples a frame may hold that is not the last.
	smallest = 16
	// headerSize is how many bytes come before the first frame: the signature, and the
	// one block of metadata with its head.
	headerSize = 4 + 4 + 34
	// largest is more than any frame of ours can have, in bytes: one written as it is,
	// with its head and its checksum.
	largest = 2*block + 64
)

// streamInfo says of a recording what FLAC's STREAMINFO does. While it is recorded it
// has no samples and no sum, which FLAC takes for "not known": the file can be
// played at any moment, and a recording that was cut off is told by it.
func streamInfo(samples int64, sum [md5.Size]byte) meta.StreamInfo {
	return meta.StreamInfo{
		// Blocks end with a pause and so are not all of one size.
		BlockSizeMin: smallest, BlockSizeMax: block,
		SampleRate: Rate, NChannels: 1, BitsPerSample: 16,
		NSamples: uint64(samples), MD5sum: sum,
	}
}

// header gives the first bytes of a recording.
func header(samples int64, sum [md5.Size]byte) []byte {
	b := make([]byte, 0, headerSize)
	b = append(b, "fLaC"...)
	b = append(b, 0x80, 0, 0, 34) // STREAMINFO, the last block of metadata
	b = binary.BigEndian.AppendUint16(b, smallest)
	b = binary.BigEndian.AppendUint16(b, block)
	b = append(b, 0, 0, 0, 0, 0, 0) // the sizes of the frames: not known
	// 20 bits of rate, 3 of channels less one, 5 of bits a sample less one, 36 of samples.
	b = binary.BigEndian.AppendUint64(b, Rate<<44|15<<36|uint64(samples))
	return append(b, sum[:]...)
}

// readHeader gives what the first bytes of a recording say. It is false for bytes
// that are not ours, a recording of another kind included.
func readHeader(b []byte) (samples int64, sum [md5.Size]byte, ok bool) {
	if len(b) < headerSize {
		return 0, sum, false
	}
	samples = int64(binary.BigEndian.Uint64(b[18:26]) & (1<<36 - 1))
	copy(sum[:], b[26:headerSize])
	return samples, sum, bytes.Equal(b[:headerSize], header(samples, sum))
}
