package recording

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkAMinuteIsWritten writes a minute of sound as a recorder does. The figures
// that matter are its share of a core and of the bytes.
func BenchmarkAMinuteIsWritten(b *testing.B) {
	sound := murmur(60*Rate, 1)
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		must(b, Remove(dir, anID))
		w, err := newWriter(dir, anID)
		must(b, err)
		must(b, w.stretch(Stretch{}))
		for i := 0; i < len(sound); i += Rate / 10 {
			must(b, w.write(sound[i:i+Rate/10]))
		}
		must(b, w.finish())
	}
	info, err := os.Stat(filepath.Join(dir, anID+flacSuffix))
	must(b, err)
	b.ReportMetric(100*float64(b.Elapsed())/float64(b.N)/float64(time.Minute), "%core")
	b.ReportMetric(100*float64(info.Size())/float64(2*len(sound)), "%size")
}

// BenchmarkAMinuteIsRead reads the same minute.
func BenchmarkAMinuteIsRead(b *testing.B) {
	dir := b.TempDir()
	record(b, dir, anID, murmur(60*Rate, 1))
	buf := make([]int16, block)
	for b.Loop() {
		take, err := Open(dir, anID)
		must(b, err)
		for err == nil {
			_, err = take.Read(buf)
		}
		must(b, take.Close())
	}
}
