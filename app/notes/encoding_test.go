package notes

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

// multilingual is text as people of several languages write it, with the signs
// that look most like a wrong encoding.
const multilingual = `naïve café – ‘quoted’ and “double”, don’t, it’s 22 % — 31 000 €
Tâche : « Réduire les écarts » à Évry, où l’équipe n’était pas prête. ÇA VA ? « À LA MÊME » l’été
Maßnahmen für Größe: „Übung“ ‚Äußerung‘, Straße, ÄRGER, GRÖSSE „Ä“
Situación: ¿Qué hice? ¡Mañana! NIÑO, ÚLTIMO… AÑO” fin
Ação: NÃO, PÃES, “IRMÃ” – lições
`

func TestAFileIsReadInTheEncodingThatItWasWrittenIn(t *testing.T) {
	utf16of := func(text string, big bool) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(text)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	encoded := func(set *charmap.Charmap, text string) []byte {
		b, err := set.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	emoji := multilingual + "✅ 🔸 done\n"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"UTF-8":                    {[]byte(emoji), emoji},
		"UTF-8 with a mark":        {[]byte("\ufeff" + emoji), emoji},
		"UTF-16 LE with a mark":    {append([]byte{0xff, 0xfe}, utf16of(emoji, false)...), emoji},
		"UTF-16 BE with a mark":    {append([]byte{0xfe, 0xff}, utf16of(emoji, true)...), emoji},
		"UTF-16 LE":                {utf16of(emoji, false), emoji},
		"UTF-16 BE":                {utf16of(emoji, true), emoji},
		"Windows-1252":             {encoded(charmap.Windows1252, multilingual), multilingual},
		"Mac Roman":                {encoded(charmap.Macintosh, multilingual), multilingual},
		"Windows-1252, French":     {encoded(charmap.Windows1252, "Tâche : réduire les écarts\n"), "Tâche : réduire les écarts\n"},
		"Mac Roman, French":        {encoded(charmap.Macintosh, "Tâche : réduire les écarts\n"), "Tâche : réduire les écarts\n"},
		"Windows-1252, German":     {encoded(charmap.Windows1252, "Maßnahmen für die Größe\n"), "Maßnahmen für die Größe\n"},
		"Mac Roman, German":        {encoded(charmap.Macintosh, "Maßnahmen für die Größe\n"), "Maßnahmen für die Größe\n"},
		"Mac Roman, typography":    {encoded(charmap.Macintosh, "I didn’t – “never” – wait…\n"), "I didn’t – “never” – wait…\n"},
		"Windows-1252, typography": {encoded(charmap.Windows1252, "I didn’t – “never” – wait…\n"), "I didn’t – “never” – wait…\n"},
		"UTF-8 with a stray byte":  {[]byte("Tâche, réduire\xe9 là\n"), "Tâche, réduireé là\n"},
		"Windows line ends":        {[]byte("a\r\nb\r\n"), "a\nb\n"},
		"old Mac line ends":        {[]byte("a\rb\r\rc"), "a\nb\n\nc"},
		"control characters":       {[]byte("a\x0bb\x07c\u2028d\u0085e\x1b"), "a b c d e "},
		"signs without width":      {[]byte("a\u200bb\u00adc\ufeffd"), "abcd"},
		"nothing":                  {nil, ""},
	} {
		got, err := decode(c.data)
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\n%q, %v\n%q", name, got, err, c.want)
		}
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"a picture":   "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
		"zeros":       strings.Repeat("\x00", 100),
		"an odd zero": "Situation: a\x00b",
		"a program":   "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00",
		"controls":    strings.Repeat("\x01\x02ab\x03", 20),
		"UTF-32":      "\xff\xfe\x00\x00a\x00\x00\x00",
	} {
		if text, err := decode([]byte(data)); err == nil {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestTextThatWasTakenForAnotherEncodingIsPutRight(t *testing.T) {
	for wrong, want := range map[string]string{
		"‚úÖ A. Deadlines":          "✅ A. Deadlines",
		"tracing rollout \uf8ffüî∏": "tracing rollout 🔸",
		"taken away ? ‚ùå":          "taken away ? ❌",
		"donâ€™t â€“ â€œnoâ€\u009d": "don’t – “no”",
		"Ã©tÃ© et cÅ“ur":            "été et cœur",
		"√©t√© et c≈ìur":            "été et cœur",
		"ðŸ“\u009d Instructions":    "📝 Instructions",
		"GrÃ¶ÃŸe":                   "Größe",
		"‚ö†Ô∏è care":               "⚠️ care",
		"CAFÃ‰ Ã©":                  "CAFÉ é",
		"41 â†’ 9, 31,000 â‚¬":      "41 → 9, 31,000 €",
		"it was ÃƒÂ© misread twice": "it was é misread twice",
		"Â«\u00a0ouiÂ\u00a0Â»":      "«\u00a0oui\u00a0»",
	} {
		if got := string(mend([]byte(wrong))); got != want {
			t.Errorf("%q: %q, want %q", wrong, got, want)
		}
	}
}

func TestRightTextIsNeverMended(t *testing.T) {
	for line := range strings.Lines(multilingual) {
		if got := string(mend([]byte(line))); got != line {
			t.Errorf("%q became %q", line, got)
		}
	}
	// Any word of these languages between any of their signs.
	parts := strings.Fields("été à Évry où ÉTÉ MAÇÃ Ärger ÄÖÜ größe café naïve Straße AÑO niño Åse øl œuvre ŒUVRE cœur – — … “ ” ‘ ’ „ ‚ « » ‹ › € £ § ° • · ¿ ¡ → × ½ ² ✅ 🔸 © ® ™ ™ √2 √ ≈ ≈5 ¬ ƒ ∑ π Ω")
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(parts), 1, 12).Draw(t, "parts") {
			text += p + rapid.SampledFrom([]string{" ", "\u00a0", " ", "\n"}).Draw(t, "between")
		}
		if got := string(mend([]byte(text))); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestWhateverWasMisreadComesBack(t *testing.T) {
	letters := []rune("abc deABC\n.,:-–—…“”‘’•€→✅❌🔸📝⚠é è ê à ç ï ô û œ É Ä Ö Ü ß ñ í ó ú ã õ")
	for _, set := range []*charmap.Charmap{charmap.Macintosh, charmap.Windows1252} {
		rapid.Check(t, func(t *rapid.T) {
			want := "é’" + string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
			var wrong []byte
			for _, c := range []byte(want) {
				r := rune(c)
				if c >= utf8.RuneSelf {
					if r = set.DecodeByte(c); r == utf8.RuneError {
						r = rune(c)
					}
				}
				wrong = utf8.AppendRune(wrong, r)
			}
			if got := string(mend(wrong)); got != want {
				t.Fatalf("%q: %q, want %q", wrong, got, want)
			}
		})
	}
}
