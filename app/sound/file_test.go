package sound

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gopxl/beep/v2"
	"github.com/gopxl/beep/v2/wav"

	"starling/app/rehearsal"
)

// loadOne loads a sound file as the wrap-up tone.
func loadOne(path string) (*Sounds, []error) {
	return Load(Config{Volume: 100, Files: map[rehearsal.CueKind]string{rehearsal.CueWrapUp: path}})
}

// left is the left channel of a clip.
func left(c clip) []float64 {
	out := make([]float64, len(c))
	for i, v := range c {
		out[i] = float64(v[0])
	}
	return out
}

// writeWAV writes a WAV file of so many samples at the rate, as f gives them.
func writeWAV(t *testing.T, rate beep.SampleRate, n int, f func(i int) float64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "own.wav")
	w, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	s := beep.StreamerFunc(func(out [][2]float64) (int, bool) {
		k := 0
		for ; k < len(out) && i < n; k++ {
			out[k] = [2]float64{f(i), f(i)}
			i++
		}
		return k, k > 0
	})
	if err := wav.Encode(w, s, beep.Format{SampleRate: rate, NumChannels: 2, Precision: 2}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// testdata/chime.* are the same sound in each format, made with sox and lame: a tenth
// of a second of silence, then 660 Hz for 0.3 s.

func TestEveryFormatIsDecodedResampledAndBroughtToTheLevelOfTheTones(t *testing.T) {
	for _, name := range []string{"chime.wav", "chime.mp3", "chime.ogg", "chime.flac"} {
		t.Run(name, func(t *testing.T) {
			s, problems := loadOne(filepath.Join("testdata", name))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			tone := left(s.clip(rehearsal.CueWrapUp, 0))
			if top := loudest(tone); math.Abs(top-peak) > 0.001 {
				t.Errorf("peak %.4f, want %.4f", top, peak)
			}
			part := tone[SampleRate.N(20*ms):SampleRate.N(200*ms)]
			if g := goertzel(part, 660); g < 0.7*peak {
				t.Errorf("660 Hz has %.3f", g)
			}
			for _, other := range []float64{330, 606.4, 718.4, 1320} {
				if g := goertzel(part, other); g > 0.05*peak {
					t.Errorf("%.0f Hz has %.3f", other, g)
				}
			}
			// The silence before it is gone: it is heard at its moment.
			if up := loudest(tone[:SampleRate.N(15*ms)]); up < 0.3*peak {
				t.Errorf("after 15 ms at %.2f of its peak", up/peak)
			}
			if d := SampleRate.D(len(tone)); d < 280*ms || d > 380*ms {
				t.Errorf("lasts %v", d)
			}
		})
	}
}

func TestALongFileIsCutAt3SecondsWithAFade(t *testing.T) {
	path := writeWAV(t, 44100, 5*44100, func(i int) float64 { return 0.9 * math.Sin(float64(i)/20) })
	s, problems := loadOne(path)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tone := left(s.clip(rehearsal.CueWrapUp, 0))
	if d := SampleRate.D(len(tone)); d > 3*time.Second || d < 2990*ms {
		t.Errorf("lasts %v, want 3 s", d)
	}
	if top := loudest(tone[len(tone)-SampleRate.N(5*ms):]); top > 0.02*peak {
		t.Errorf("it is cut off at %.2f of its peak", top/peak)
	}
	if top := loudest(tone[:len(tone)-SampleRate.N(200*ms)]); math.Abs(top-peak) > 0.001 {
		t.Errorf("peak %.3f", top)
	}
}

func TestAnAbruptFileDoesNotClick(t *testing.T) {
	path := writeWAV(t, 44100, 4410, func(int) float64 { return 1 })
	s, problems := loadOne(path)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tone := append(append([]float64{0}, left(s.clip(rehearsal.CueWrapUp, 0))...), 0)
	if step := steepest(tone); step > peak/50 {
		t.Errorf("a step of %.4f", step)
	}
}

func TestAQuietFileIsRaisedButNotItsNoise(t *testing.T) {
	path := writeWAV(t, 44100, 4410, func(i int) float64 { return 0.01 * math.Sin(float64(i)/10) })
	s, problems := loadOne(path)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if top := loudest(left(s.clip(rehearsal.CueWrapUp, 0))); math.Abs(top-0.08) > 0.002 {
		t.Errorf("peak %.3f, want 0.08", top)
	}
}

func TestAFileThatCannotBeUsedIsToldAndTheBuiltInToneStandsIn(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	huge := read("chime.wav")
	copy(huge[24:], []byte{0xff, 0xff, 0xff, 0x7f}) // samples a second
	long := read("chime.wav")
	copy(long[12:], "JUNK\xff\xff\xff\x7f") // a chunk of 2 GiB
	float := read("chime.wav")
	float[20] = 3 // the format
	for _, c := range []struct {
		path, says string
		is         error
	}{
		{filepath.Join(dir, "missing.wav"), "there is no such file", fs.ErrNotExist},
		{dir, "is not a file", ErrNotFile},
		{write("empty.wav", nil), "neither WAV, MP3", ErrFormat},
		{write("text.mp3", []byte("not a sound at all")), "neither WAV, MP3", ErrFormat},
		{write("cut.wav", read("chime.wav")[:30]), "does not fit into it", nil},
		{write("chunk.wav", long), "does not fit into it", nil},
		{write("float.wav", float), "cannot be decoded", nil},
		{write("cut.flac", read("chime.flac")[:60]), "cannot be decoded", nil},
		{write("cut.ogg", read("chime.ogg")[:80]), "cannot be decoded", nil},
		{write("cut.mp3", []byte("ID3\x04\x00\x00\x00\x00\x00\x00")), "cannot be decoded", nil},
		{write("rate.wav", huge), "is damaged", nil},
		{writeWAV(t, 44100, 4410, func(int) float64 { return 0 }), "nothing to hear", ErrSilent},
	} {
		t.Run(filepath.Base(c.path), func(t *testing.T) {
			s, problems := loadOne(c.path)
			if len(problems) != 1 {
				t.Fatalf("problems %v, want one", problems)
			}
			text := problems[0].Error()
			if !strings.HasPrefix(text, c.path+": ") || !strings.Contains(text, c.says) || !strings.Contains(text, "built-in wrap-up tone") {
				t.Errorf("told %q", text)
			}
			if strings.Count(text, c.path) != 1 {
				t.Errorf("the path is told twice: %q", text)
			}
			var fe *FileError
			if !errors.As(problems[0], &fe) || fe.Kind != rehearsal.CueWrapUp || fe.Path != c.path {
				t.Errorf("it is not a FileError of that file: %#v", problems[0])
			}
			if c.is != nil && !errors.Is(problems[0], c.is) {
				t.Errorf("it is not %v", c.is)
			}
			if !equal(left(s.clip(rehearsal.CueWrapUp, 0)), drain(t, Tone(rehearsal.CueWrapUp, 0))) {
				t.Error("the built-in tone does not stand in")
			}
		})
	}
}

func TestAFileShorterThanItSaysIsHeardAsFarAsItGoes(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "chime.wav"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := decodeBytes(data[:len(data)-1001])
	if err != nil {
		t.Fatal(err)
	}
	if d := SampleRate.D(len(c)); d < 200*ms || d > 260*ms {
		t.Errorf("lasts %v", d)
	}
}

func TestDamagedFilesNeverCrash(t *testing.T) {
	for _, name := range []string{"chime.wav", "chime.mp3", "chime.ogg", "chime.flac"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for at := 4; at < min(len(data), 300); at += 7 {
			bad := bytes.Clone(data)
			bad[at] ^= 0xff
			_, _ = decodeBytes(bad) // whatever it gives, it comes back
		}
	}
}

func TestAReaderThatFailsIsAnError(t *testing.T) {
	if _, err := decode(failing{}, 1000); err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("got %v", err)
	}
}

// decodeBytes decodes what stands in memory as if it were a file.
func decodeBytes(data []byte) (clip, error) {
	return decode(bytes.NewReader(data), int64(len(data)))
}

// failing is a file that cannot be read.
type failing struct{ io.Seeker }

func (failing) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: "own.wav", Err: errors.New("disk on fire")}
}

func TestAFileIsDecodedAgainOnlyWhenItHasChanged(t *testing.T) {
	path := writeWAV(t, 44100, 4410, func(i int) float64 { return math.Sin(float64(i) / 10) })
	c := Config{Volume: 100, Files: map[rehearsal.CueKind]string{rehearsal.CueStart: path, rehearsal.CueTimeUp: ""}}
	first, problems := Load(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c.Volume = 10
	second, _ := reload(first, c)
	if second.own[rehearsal.CueStart] != first.own[rehearsal.CueStart] {
		t.Error("a change of the volume decodes the file again")
	}
	if second.gain != gain(10) || second.builtIn != first.builtIn {
		t.Error("the settings are not taken")
	}
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	third, _ := reload(second, c)
	if third.own[rehearsal.CueStart] == first.own[rehearsal.CueStart] {
		t.Error("a changed file is not decoded again")
	}
	c.Files = nil
	if fourth, _ := reload(third, c); len(fourth.own) != 0 {
		t.Error("a file that is no longer named is still heard")
	}
}

func TestSettingsAreNotSharedWithWhoMadeThem(t *testing.T) {
	c := Config{Volume: 100, Off: map[rehearsal.CueKind]bool{}}
	s, _ := Load(c)
	c.Off[rehearsal.CueStart] = true
	if s.off[rehearsal.CueStart] {
		t.Error("changing the settings afterwards changes the sounds")
	}
}
