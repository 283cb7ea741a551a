//go:build ignore

// Command speech makes spoken answers of which everything is known: three voices at three speeds, with pauses of known
// length, clean and with white noise 20 dB below the voice. It needs espeak-ng and sox:
//
//	go run scripts/speech.go [-unseen] FOLDER
//
// The sentences are those of scripts/speech/: tuning.txt, which the figures of app/delivery were set by, and heldout.txt,
// which they are only tested on. texts.json has the words and the syllables of the scripts that come with Starling. For each recording there are NAME.wav (16 bit, 48 kHz, mono) and NAME.json, the truth.
//
// What is true is so by construction. Each sentence is spoken by itself, and cut where it first and last reaches 1% of
// full scale; that stretch is speech. Between the sentences stands silence of a length chosen here. Within a sentence
// nothing counts as a pause: the voice makes none there (one where it would is refused), and what is quiet is the
// closure of a "t" or a "p". Syllables are the vowels among the phonemes that the voice says it speaks.
package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"starling/app/story"
	"starling/stories"
)

// What is made.
const (
	rate  = 48_000
	noise = 20 // dB of the voice over the noise

	voiceRate = 22_050      // of espeak-ng
	wavHead   = 44          // bytes before the samples that espeak-ng writes
	heard     = 32768 / 100 // a sample from which on the voice is heard
	// A sentence is a whole number of these long, at the voice's rate and at
	// that of the recording, so that it stands exactly where it is said to.
	voiceGrid, grid = 147, 320
)

var sets = []string{"tuning", "heldout"}

// manner is how the sentences are spoken.
type manner struct {
	voices []string
	speeds []int // words a minute, as espeak-ng counts them
	// In milliseconds, taken in turn; the first and the last of a recording come before and after the answer.
	pauses []int
}

var (
	usual = manner{
		[]string{"en-gb", "en-us", "en+f3"}, []int{130, 160, 190},
		[]int{900, 300, 450, 2200, 350, 700, 1200, 300, 3100, 550, 400},
	}
	// Nothing in app/delivery was set by these.
	unseen = manner{
		[]string{"en-gb-scotland", "en-us-nyc", "en+m4"}, []int{145, 175, 210},
		[]int{1500, 320, 800, 290, 500, 1000, 2600, 360, 600},
	}
)

// truth is what is known of a recording; times are milliseconds from its start.
type truth struct {
	Voice  string  `json:"voice"`
	Speed  int     `json:"speed"`
	Set    string  `json:"set"`
	SNR    float64 `json:"snr_db"` // zero where there is no noise
	Length float64 `json:"length_ms"`
	// Share is the part of the recording that is speech, 0 to 1.
	Share  float64 `json:"share"`
	Pauses []span  `json:"pauses"`
	Pieces []piece `json:"pieces"`
}

// span is a stretch of a recording.
type span struct {
	From float64 `json:"from_ms"`
	To   float64 `json:"to_ms"`
}

// piece is a sentence as it was spoken.
type piece struct {
	span
	Text      string `json:"text"`
	Words     int    `json:"words"`
	Syllables int    `json:"syllables"`
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("speech: ")
	others := flag.Bool("unseen", false, "other voices, speeds and pauses than those that the figures were set by")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run scripts/speech.go [-unseen] FOLDER")
		os.Exit(2)
	}
	m := usual
	if *others {
		m = unseen
	}
	if err := makeAll(flag.Arg(0), m); err != nil {
		log.Fatal(err)
	}
}

func makeAll(folder string, m manner) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	var failures []error
	var guard sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for _, set := range sets {
		sentences, err := lines(filepath.Join("scripts", "speech", set+".txt"))
		if err != nil {
			return err
		}
		for _, voice := range m.voices {
			for _, speed := range m.speeds {
				all.Go(func() {
					slots <- struct{}{}
					defer func() { <-slots }()
					name := fmt.Sprintf("%s-%s-%d", set, voice, speed)
					if err := makeOne(filepath.Join(folder, name), truth{Voice: voice, Speed: speed, Set: set}, m.pauses, sentences); err != nil {
						guard.Lock()
						failures = append(failures, fmt.Errorf("%s: %w", name, err))
						guard.Unlock()
					}
				})
			}
		}
	}
	all.Wait()
	if len(failures) > 0 {
		return errors.Join(failures...)
	}
	if err := allDiffer(folder, m); err != nil {
		return err
	}
	return countTexts(filepath.Join(folder, "texts.json"))
}

// allDiffer looks whether every recording is one of its own: espeak-ng takes a
// voice that it does not know for another, and says nothing.
func allDiffer(folder string, m manner) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.wav"))
	if err != nil {
		return err
	}
	if want := 2 * len(sets) * len(m.voices) * len(m.speeds); len(paths) != want {
		return fmt.Errorf("%d recordings in %s, and should be %d: empty it first", len(paths), folder, want)
	}
	seen := map[[sha256.Size]byte]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		if seen[sum] != "" {
			return fmt.Errorf("%s and %s are the same", seen[sum], path)
		}
		seen[sum] = path
	}
	return nil
}

// makeOne makes a recording, clean and with noise.
func makeOne(path string, t truth, pauses []int, sentences []string) error {
	work, err := os.MkdirTemp("", "starling-speech-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	var voice []byte               // the sentences without the pauses
	pad := []string{"rate", "pad"} // for sox: how much silence is put in where
	at, spoken, power := 0, 0, 0.0
	for i := range len(sentences) + 1 {
		silence := pauses[i%len(pauses)] * rate / 1000
		pad = append(pad, fmt.Sprintf("%ds@%ds", silence, spoken))
		if i > 0 && i < len(sentences) {
			t.Pauses = append(t.Pauses, span{millis(at), millis(at + silence)})
		}
		at += silence
		if i == len(sentences) {
			break
		}
		samples, syllables, err := say(filepath.Join(work, "voice.wav"), t, sentences[i])
		if err != nil {
			return fmt.Errorf("%q: %w", sentences[i], err)
		}
		voice = append(voice, samples...)
		power += squares(samples)
		length := len(samples) / 2 / voiceGrid * grid
		t.Pieces = append(t.Pieces, piece{span{millis(at), millis(at + length)}, sentences[i], len(strings.Fields(sentences[i])), syllables})
		at += length
		spoken += length
	}
	power /= float64(len(voice) / 2)
	t.Length, t.Share = millis(at), float64(spoken)/float64(at)
	joined, clean := filepath.Join(work, "voice.s16"), path+"-clean.wav"
	if err := os.WriteFile(joined, voice, 0o666); err != nil {
		return err
	}
	if err := run("sox", append(append(append([]string{"-D"}, raw(joined, voiceRate)...), "-r", strconv.Itoa(rate), clean), pad...)...); err != nil {
		return err
	}
	if err := keep(path+"-clean.json", t); err != nil {
		return err
	}
	return addNoise(path, work, t, at, power)
}

// addNoise makes the noisy twin of a recording of so many samples, whose voice
// has this mean power.
func addNoise(path, work string, t truth, length int, power float64) error {
	// White noise of sox is evenly spread up to its peak, which is √3 times the root of its mean power.
	level := math.Sqrt(3*power) / 32768 * math.Pow(10, -noise/20.0)
	hiss := filepath.Join(work, "hiss.s16")
	err := run("sox", append(append([]string{"-D", "-R", "-n"}, raw(hiss, rate)...),
		"synth", fmt.Sprintf("%ds", length), "whitenoise", "vol", strconv.FormatFloat(level, 'f', 8, 64))...)
	if err != nil {
		return err
	}
	samples, err := os.ReadFile(hiss)
	if err != nil {
		return err
	}
	t.SNR = 10 * math.Log10(power/(squares(samples)/float64(len(samples)/2)))
	if math.Abs(t.SNR-noise) > 0.1 {
		return fmt.Errorf("the noise came out %.2f dB below the voice, and should be %d", t.SNR, noise)
	}
	mix := append([]string{"-D", "-m", "-v", "1", path + "-clean.wav", "-v", "1"}, raw(hiss, rate)...)
	if err := run("sox", append(mix, path+"-noise.wav")...); err != nil {
		return err
	}
	return keep(path+"-noise.json", t)
}

// say speaks a sentence, cuts it to what is heard of it, and counts its syllables.
func say(file string, t truth, sentence string) (samples []byte, syllables int, err error) {
	phonemes, err := exec.Command("espeak-ng", "-v", t.Voice, "-s", strconv.Itoa(t.Speed), "-w", file, "-x", "--sep=_", sentence).Output()
	if err != nil {
		return nil, 0, fmt.Errorf("espeak-ng: %w", err)
	}
	said := strings.TrimSpace(string(phonemes))
	if strings.Contains(said, ":_:") || strings.Contains(said, "\n") {
		return nil, 0, fmt.Errorf("the voice would pause within it: %s", said)
	}
	wav, err := os.ReadFile(file)
	if err != nil {
		return nil, 0, err
	}
	if len(wav) < wavHead || binary.LittleEndian.Uint32(wav[24:]) != voiceRate {
		return nil, 0, fmt.Errorf("espeak-ng did not write %d samples a second", voiceRate)
	}
	samples = wav[wavHead:]
	from, to := len(samples)/2, 0
	for i := range len(samples) / 2 {
		if s := int16(binary.LittleEndian.Uint16(samples[2*i:])); s >= heard || s <= -heard {
			from, to = min(from, i), i+1
		}
	}
	if to == 0 {
		return nil, 0, errors.New("the voice is not heard")
	}
	to = min(from+(to-from+voiceGrid-1)/voiceGrid*voiceGrid, len(samples)/2)
	from = to - (to-from+voiceGrid-1)/voiceGrid*voiceGrid
	return samples[2*max(from, 0) : 2*to], vowels(said), nil
}

// vowels counts the vowels among phonemes as espeak-ng writes them.
func vowels(said string) (n int) {
	for p := range strings.FieldsFuncSeq(said, func(r rune) bool { return strings.ContainsRune(" _|\n", r) }) {
		if p = strings.TrimLeft(p, "',%="); p != "" && strings.Contains("aeiouAEIOU03@V", p[:1]) {
			n++
		}
	}
	return n
}

// text is a script of the stories that come with Starling, with its words and its syllables.
type text struct {
	Story     string `json:"story"`
	Section   string `json:"section"`
	Words     int    `json:"words"`
	Syllables int    `json:"syllables"`
}

// countTexts counts how many syllables the words of answers have.
func countTexts(path string) error {
	folder, err := os.MkdirTemp("", "starling-speech-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if _, err := story.CopyExamples(stories.FS(), folder); err != nil {
		return err
	}
	var all []text
	for _, s := range story.NewLoader(folder, story.Options{}).Load(context.Background()).Stories {
		for _, name := range s.Names() {
			script := s.Section(name).Script
			if script == "" {
				continue
			}
			phonemes, err := exec.Command("espeak-ng", "-v", usual.voices[0], "-q", "-x", "--sep=_", script).Output()
			if err != nil {
				return fmt.Errorf("espeak-ng: %w", err)
			}
			all = append(all, text{s.Slug, string(name), story.Words(script), vowels(string(phonemes))})
		}
	}
	return keep(path, all)
}

// raw names a file of bare samples for sox.
func raw(path string, rate int) []string {
	return []string{"-t", "s16", "-r", strconv.Itoa(rate), "-c", "1", path}
}

// squares adds up the squares of 16-bit samples.
func squares(samples []byte) float64 {
	sum := 0.0
	for ; len(samples) >= 2; samples = samples[2:] {
		s := float64(int16(binary.LittleEndian.Uint16(samples)))
		sum += s * s
	}
	return sum
}

func millis(samples int) float64 { return float64(samples) * 1000 / rate }

func keep(path string, t any) error {
	data, err := json.MarshalIndent(t, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o666)
}

func run(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func lines(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var all []string
	for scan := bufio.NewScanner(file); scan.Scan(); {
		if line := strings.TrimSpace(scan.Text()); line != "" {
			all = append(all, line)
		}
	}
	return all, nil
}
