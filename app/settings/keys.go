package settings

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A key is one line of settings.toml: how its value becomes a setting, and a
// setting its value.
type key struct {
	name string                         // from the root, "sound.volume"
	read func(s *Settings, v any) error // v is what the decoder made of the value; the error is a wrong
	text func(s Settings) string        // the value as TOML
	// kept leaves a value that is partly wrong as it is in the file until the
	// person changes what it says: what was read of it is not all that they wrote.
	kept bool
	// pieces changes a value in the file piece by piece, so that what stays as
	// it was keeps its bytes; false where it has to be written whole. It may be nil.
	pieces func(text []byte, entries []entry, path []string, s Settings) ([]byte, bool)
}

// path is the key's name in its parts.
func (k key) path() []string { return strings.Split(k.name, ".") }

// A wrong is what is the matter with a value, and what to write instead.
type wrong struct{ what, instead string }

func (w wrong) Error() string { return w.what + "; " + w.instead }

// keys lists all that settings.toml may hold, in the order of a new file.
func keys() []key {
	all := []key{
		span("limit", MinLimit, MaxLimit, func(s *Settings) *time.Duration { return &s.Limit }),
		span("prepare", MinPrepare, MaxPrepare, func(s *Settings) *time.Duration { return &s.Prepare }),
		choice("prompt", Prompts(), func(s *Settings) *string { return &s.Prompt }),
		choice("mode", Modes(), func(s *Settings) *string { return &s.Mode }),
		number("pace", MinPace, MaxPace, func(s *Settings) *int { return &s.Pace }),
		folder("stories", func(s *Settings) *string { return &s.StoriesDir }),
		truth("examples_copied", func(s *Settings) *bool { return &s.ExamplesCopied }),
		choice("plan.four", Presets4(), func(s *Settings) *string { return &s.Preset4 }),
		choice("plan.five", Presets5(), func(s *Settings) *string { return &s.Preset5 }),
		shares("plan.own_four", 4, func(s *Settings) *[]int { return &s.Own4 }),
		shares("plan.own_five", 5, func(s *Settings) *[]int { return &s.Own5 }),
		truth("cues.wrap_up", func(s *Settings) *bool { return &s.WrapUp }),
		choice("cues.overtime", Overtimes(), func(s *Settings) *string { return &s.Overtime }),
		span("cues.overtime_every", MinOvertimeEvery, MaxOvertimeEvery, func(s *Settings) *time.Duration { return &s.OvertimeEvery }),
		number("sound.volume", MinVolume, MaxVolume, func(s *Settings) *int { return &s.Sound.Volume }),
		truth("sound.muted", func(s *Settings) *bool { return &s.Sound.Muted }),
		some("sound.off", Cues(), func(s *Settings) *[]string { return &s.Sound.Off }),
	}
	for _, cue := range Cues() {
		all = append(all, soundFile(cue))
	}
	return append(all,
		truth("recording.on", func(s *Settings) *bool { return &s.Recording.On }),
		line("recording.device", func(s *Settings) *string { return &s.Recording.Device }),
		truth("recording.meter", func(s *Settings) *bool { return &s.Recording.Meter }),
		choice("recording.keep", Keepings(), func(s *Settings) *string { return &s.Recording.Keep }),
		number("recording.days", MinDays, MaxDays, func(s *Settings) *int { return &s.Recording.Days }),
		number("recording.last", MinLast, MaxLast, func(s *Settings) *int { return &s.Recording.Last }),
		line("recording.transcriber", func(s *Settings) *string { return &s.Recording.Transcriber }),
		phrases("recording.fillers", func(s *Settings) *[]string { return &s.Recording.Fillers }),
		number("practice.retention", MinRetention, MaxRetention, func(s *Settings) *int { return &s.Practice.Retention }),
		truth("practice.notify", func(s *Settings) *bool { return &s.Practice.Notify }),
		interviews("practice.interviews"),
		folder("sync.folder", func(s *Settings) *string { return &s.SyncDir }),
		choice("look.theme", Themes(), func(s *Settings) *string { return &s.Theme }),
		number("look.text_size", MinTextSize, MaxTextSize, func(s *Settings) *int { return &s.TextSize }),
		truth("look.reduce_motion", func(s *Settings) *bool { return &s.ReduceMotion }),
	)
}

// span is a key whose value is a time, "1m30s".
func span(name string, least, most time.Duration, field func(*Settings) *time.Duration) key {
	between := fmt.Sprintf("write a time from %s to %s, such as %s", short(least), short(most), quote(short(*field(new(Defaults())))))
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			switch v := v.(type) {
			case string:
				d, err := time.ParseDuration(strings.TrimSpace(v))
				if n, numErr := strconv.ParseFloat(v, 64); err != nil && numErr == nil && n != 0 {
					return wrong{quote(v) + " has no unit", fmt.Sprintf("write %s", quote(v+"s"))}
				}
				if err != nil {
					return wrong{quote(v) + " is not a time", between}
				}
				if d < least || d > most {
					return wrong{quote(v) + " is out of range", between}
				}
				*field(s) = d
				return nil
			case int64:
				return wrong{fmt.Sprintf("%d has no unit", v), fmt.Sprintf("write %s", quote(fmt.Sprintf("%ds", v)))}
			}
			return wrong{kindOf(v) + " is not a time", between}
		},
		text: func(s Settings) string { return quote(short(*field(&s))) },
	}
}

// number is a key whose value is a whole number.
func number(name string, least, most int, field func(*Settings) *int) key {
	between := fmt.Sprintf("write a whole number from %d to %d", least, most)
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			n, ok := v.(int64)
			if !ok {
				return wrong{kindOf(v) + " is not a whole number", between}
			}
			if n < int64(least) || n > int64(most) {
				return wrong{fmt.Sprintf("%d is out of range", n), between}
			}
			*field(s) = int(n)
			return nil
		},
		text: func(s Settings) string { return strconv.Itoa(*field(&s)) },
	}
}

// truth is a key whose value is true or false.
func truth(name string, field func(*Settings) *bool) key {
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			b, ok := v.(bool)
			if !ok {
				return wrong{kindOf(v) + " is neither true nor false", "write true or false, without quotes"}
			}
			*field(s) = b
			return nil
		},
		text: func(s Settings) string { return strconv.FormatBool(*field(&s)) },
	}
}

// choice is a key whose value is one of a few words.
func choice(name string, among []string, field func(*Settings) *string) key {
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			word, ok := v.(string)
			if !ok {
				return wrong{kindOf(v) + " is no choice", "write " + oneOf(among)}
			}
			if !slices.Contains(among, word) {
				return notAmong(word, among)
			}
			*field(s) = word
			return nil
		},
		text: func(s Settings) string { return quote(*field(&s)) },
	}
}

// some is a key whose value is a list of some of a few words, each once.
func some(name string, among []string, field func(*Settings) *[]string) key {
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			list, ok := v.([]any)
			if !ok {
				return wrong{kindOf(v) + " is not a list", "write a list such as " + quoteAll(among[:1]) + ", or []"}
			}
			words := make([]string, 0, len(list))
			for _, v := range list {
				word, ok := v.(string)
				if !ok {
					return wrong{kindOf(v) + " is no choice", "write " + oneOf(among)}
				}
				if !slices.Contains(among, word) {
					return notAmong(word, among)
				}
				words = append(words, word)
			}
			*field(s) = once(words)
			return nil
		},
		text: func(s Settings) string { return quoteAll(once(*field(&s))) },
	}
}

// shares is a key whose value is so many proportions.
func shares(name string, count int, field func(*Settings) *[]int) key {
	example := "write " + list(*field(new(Defaults())), strconv.Itoa)
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			given, ok := v.([]any)
			if !ok {
				return wrong{kindOf(v) + " is not a list", example}
			}
			if len(given) != count {
				return wrong{fmt.Sprintf("there are %d numbers for %d sections", len(given), count), example}
			}
			own := make([]int, count)
			for i, v := range given {
				n, ok := v.(int64)
				if !ok {
					return wrong{kindOf(v) + " is not a whole number", example}
				}
				if n < MinShare || n > MaxShare {
					return wrong{fmt.Sprintf("%d is out of range", n), fmt.Sprintf("write proportions from %d to %d", MinShare, MaxShare)}
				}
				own[i] = int(n)
			}
			*field(s) = own
			return nil
		},
		text: func(s Settings) string { return list(*field(&s), strconv.Itoa) },
	}
}

// line is a key whose value is any text on one line.
func line(name string, field func(*Settings) *string) key {
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			text, err := lineOf(v)
			if err == nil {
				*field(s) = text
			}
			return err
		},
		text: func(s Settings) string { return quote(*field(&s)) },
	}
}

// lineOf takes a text that has one line and is not endless.
func lineOf(v any) (string, error) {
	text, ok := v.(string)
	if !ok {
		return "", wrong{kindOf(v) + " is no text", `write it between quotes, or ""`}
	}
	if strings.ContainsFunc(text, unicode.IsControl) || !utf8.ValidString(text) {
		return "", wrong{quote(text) + " is not a line of text", "write it on one line"}
	}
	if n := utf8.RuneCountInString(text); n > maxLine {
		return "", wrong{fmt.Sprintf("it has %d characters", n), fmt.Sprintf("write at most %d", maxLine)}
	}
	return text, nil
}

// phrases is a key whose value is a list of words and phrases, each once.
func phrases(name string, field func(*Settings) *[]string) key {
	const example = `write a list such as ["um", "you know"], or []`
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			given, ok := v.([]any)
			if !ok {
				return wrong{kindOf(v) + " is not a list", example}
			}
			if len(given) > maxPhrases {
				return wrong{fmt.Sprintf("there are %d of them", len(given)), fmt.Sprintf("write at most %d", maxPhrases)}
			}
			all := make([]string, 0, len(given))
			for _, v := range given {
				text, err := lineOf(v)
				if err != nil {
					return err
				}
				if text = strings.Join(strings.Fields(text), " "); text == "" {
					return wrong{"a phrase is empty", example}
				}
				all = append(all, text)
			}
			*field(s) = once(all)
			return nil
		},
		text: func(s Settings) string { return quoteAll(once(*field(&s))) },
	}
}

// folder is a key whose value is a folder of the person's, or "".
func folder(name string, field func(*Settings) *string) key {
	return key{
		name: name,
		read: func(s *Settings, v any) error {
			dir, err := filePath(v)
			if err == nil {
				*field(s) = dir
			}
			return err
		},
		text: func(s Settings) string { return quote(*field(&s)) },
	}
}

// soundFile is the key of the sound file for a kind of cue; "" is the built-in
// tone, so that a name can be taken back without taking out its line.
func soundFile(cue string) key {
	return key{
		name: "sound.files." + cue,
		read: func(s *Settings, v any) error {
			file, err := filePath(v)
			if file == "" {
				return err
			}
			if s.Sound.Files == nil {
				s.Sound.Files = map[string]string{}
			}
			s.Sound.Files[cue] = file
			return nil
		},
		text: func(s Settings) string { return quote(s.Sound.Files[cue]) },
	}
}

// filePath takes a path that can be found again from any folder, or "".
func filePath(v any) (string, error) {
	path, ok := v.(string)
	if !ok {
		return "", wrong{kindOf(v) + " is not a path", `write the path between quotes, or ""`}
	}
	if strings.ContainsRune(path, 0) || !utf8.ValidString(path) {
		return "", wrong{quote(path) + " cannot be a path", "choose one whose name is plain text"}
	}
	if path != "" && !filepath.IsAbs(path) && !atHome(path) {
		return "", wrong{quote(path) + " does not say where it starts", `write the whole path, or one that begins with "~/"`}
	}
	return path, nil
}

func notAmong(word string, among []string) error {
	if near := Near(word, among); len(near) > 0 {
		return wrong{quote(word) + " is not known", fmt.Sprintf("did you mean %s? It may be %s", quote(near[0]), oneOf(among))}
	}
	return wrong{quote(word) + " is not known", "write " + oneOf(among)}
}

// oneOf is `"a", "b" or "c"`.
func oneOf(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return quote(strings.Join(words, ""))
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// kindOf names a value of a kind that is not wanted.
func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return quote(v)
	case int64, bool:
		return fmt.Sprint(v)
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) || v != math.Trunc(v) {
			return fmt.Sprint(v)
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	case []any:
		return "a list"
	case map[string]any, []map[string]any:
		return "a table"
	case time.Time:
		return "a date"
	}
	return "this"
}

// short is a time without its empty parts: "2m", not "2m0s".
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// list is a TOML list on one line.
func list[T any](items []T, text func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = text(item)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// once gives the words without those that were there before; nil for none.
func once(words []string) []string {
	var each []string
	for _, w := range words {
		if !slices.Contains(each, w) {
			each = append(each, w)
		}
	}
	return each
}

func quoteAll(words []string) string { return list(words, quote) }

// quote is a TOML string on one line: literal where a backslash would only be
// in the way, as in a path of Windows.
func quote(text string) string {
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError })
	if plain && !strings.ContainsAny(text, `\"`) {
		return `"` + text + `"`
	}
	if plain && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
