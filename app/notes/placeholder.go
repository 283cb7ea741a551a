package notes

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// unbracket takes the square brackets off a text that stands in them as a
// whole. Where it is no text but a place to fill in ("[Set the scene]",
// "[Date]", "TBD"), empty tells so.
func unbracket(s string) (text string, empty bool) {
	s = strings.TrimSpace(s)
	if blank(s) {
		return "", s != ""
	}
	if s[0] == '<' && s[len(s)-1] == '>' && !strings.ContainsAny(s[1:len(s)-1], "<>:/@") {
		return s, isPlaceholder(s[1 : len(s)-1])
	}
	groups, whole := bracketed(s)
	if !whole {
		text = filledIn(s)
		return text, text == s && allOpen(s)
	}
	for _, g := range groups {
		if !blank(g) && !isPlaceholder(g) {
			if len(groups) > 1 {
				return s, false
			}
			return strings.TrimSpace(g), false
		}
	}
	return s, true
}

var inBrackets = regexp.MustCompile(`(^|[\s(“"—–:])\[([^\[\]]+)\]([\s.,;:!?)”"]|$)`)

// filledIn takes the brackets off those parts of a text that somebody has
// filled in: "cut by [40%] in [timeframe]" is "cut by 40% in [timeframe]".
func filledIn(s string) string {
	if !strings.Contains(s, "[") {
		return s
	}
	return inBrackets.ReplaceAllStringFunc(s, func(part string) string {
		m := inBrackets.FindStringSubmatch(part)
		if isNumber(m[2]) || blank(m[2]) || isPlaceholder(m[2]) {
			return part
		}
		return m[1] + strings.TrimSpace(m[2]) + m[3]
	})
}

// allOpen tells whether a text is a sentence of a template: the places in it
// are open, and hardly anything stands between: "[X]% less [metric]".
func allOpen(s string) bool {
	open, figures := 0, 0
	rest := anyBrackets.ReplaceAllStringFunc(s, func(g string) string {
		inner := g[1 : len(g)-1]
		if isNumber(inner) || !blank(inner) && !isPlaceholder(inner) {
			return g
		}
		open++
		if isFigure(inner) {
			figures++
		}
		return " "
	})
	if strings.ContainsFunc(rest, unicode.IsDigit) || strings.Contains(rest, "[") {
		return false
	}
	words := len(strings.Fields(key(rest)))
	return open >= 2 && words <= 4 || figures > 0 && words <= 2
}

// isFigure tells whether a place is left open for a figure.
func isFigure(s string) bool {
	switch key(s) {
	case "", "x", "xx", "xxx", "n", "nn", "number", "metric", "percent", "percentage", "amount", "value", "figure", "zahl", "chiffre", "numero":
		return true
	}
	return false
}

var anyBrackets = regexp.MustCompile(`\[[^\[\]]*\]`)

// blank tells whether a text is only a place left open: "…", "____", "TBD".
func blank(s string) bool {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSymbol(r) }) < 0 {
		return true
	}
	const longest = 16 // of the words below, with signs around them
	if len(s) > longest {
		return false
	}
	switch key(s) {
	case "tbd", "todo", "to do", "tbc", "tba", "n a", "xx", "xxx", "xxxx", "fill in", "to fill in", "wip":
		return true
	}
	return false
}

// bracketed gives what stands in square brackets, where nothing but signs
// stands outside of them: "[a]", "[a] → [b]", "[a].".
func bracketed(s string) (groups []string, whole bool) {
	depth, start := 0, 0
	for i, r := range s {
		switch {
		case r == '[':
			if depth == 0 {
				start = i + 1
			}
			depth++
		case r == ']':
			if depth--; depth < 0 {
				return nil, false
			}
			if depth == 0 {
				groups = append(groups, s[start:i])
			}
		case depth == 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '('):
			return nil, false
		}
	}
	return groups, depth == 0 && len(groups) > 0
}

// askWords begin what a template asks of the person who fills it in.
var askWords = sync.OnceValue(func() map[string]bool {
	return words(`set, describe, explain, add, write, insert, enter, list, what, who, whom, when, where, why, how, which, include, state, give, name, mention, quantify, specify,
		outline, put, note, fill, tell, share, provide, choose, select, pick, type, your, brief, briefly, short, specific, key, example, examples, optional, e g, eg, ie, i e, the, a, an, any, one,
		some, first, second, third, another, use, summarize, summarise, highlight, replace, show, keep, title, detail, details, explanation, description, summary, measurable, concrete,
		beschreibe, beschreiben, nenne, nennen, was, wer, wann, wo, warum, wie, hier, titel, dein, deine, ihr, ihre, erklare, schreibe, kurze, kurz, beispiel, ein, eine, der, die, das,
		decrivez, decris, expliquez, explique, ajoutez, ajoute, qui, que, quoi, quand, ou, pourquoi, comment, votre, vos, ton, ta, tes, titre, precisez, indiquez, ecrivez, exemple, le, la, les, un, une,
		describa, explica, explique, anade, quien, cuando, donde, por que, como, tu, tus, su, sus, titulo, escribe, indica, ejemplo, el, los, las, una,
		descrivi, spiega, chi, cosa, quando, dove, perche, come, tuo, tua, titolo, descreva, explique, quem, onde, seu, sua`)
})

// yourWords speak to the person who fills in, and "here" says where.
var yourWords = sync.OnceValue(func() map[string]bool {
	return words(`you, your, yours, here, todo, tbd, tbc, xxx, xx, dein, deine, deiner, deinem, deinen, ihre, ihrer, hier, votre, vos, ton, ici, vous, tu, tus, usted, aqui, tuo, tua, qui, seu, sua, voce`)
})

// ownWords are how people speak of what they did.
var ownWords = sync.OnceValue(func() map[string]bool {
	return words(`i, i m, i ve, my, me, we, our, us, ich, mein, meine, meinem, meinen, meiner, mich, mir, wir, unser, unsere, uns, je, j, mon, ma, mes, nous, notre, nos, yo, nosotros, nuestro, nuestra, mi, mis, io, mio, mia, noi, nostro, nostra, eu, meu, minha, nos, nosso, nossa`)
})

// isPlaceholder tells whether a text that stood in brackets is a place to fill
// in. Whoever fills one in often leaves the brackets, so in doubt it is text:
// what speaks of oneself, holds a number, or is a sentence. A place to fill in
// asks ("What did you do?", "Set the scene"), speaks to "you", or is a word or
// two ("Date", "Catchy Title").
func isPlaceholder(s string) bool {
	k := strings.Fields(key(s))
	if len(k) == 0 {
		return true
	}
	if _, known := parseBare(s); known {
		return true
	}
	end := strings.TrimRight(strings.TrimSpace(s), "\"”’')")
	if strings.HasSuffix(end, "?") {
		return true
	}
	if strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") {
		return len(k) <= 6
	}
	return asksFillingIn(k, strings.HasSuffix(end, "."), len(end) <= 2)
}

// asksFillingIn judges the words of a place to fill in; sentence tells that
// they end with a full stop, short that there are but two letters.
func asksFillingIn(k []string, sentence, short bool) bool {
	has := func(set map[string]bool) bool { return slices.ContainsFunc(k, func(w string) bool { return set[w] }) }
	digits := slices.ContainsFunc(k, func(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) })
	example := k[0] == "eg" || k[0] == "e" && len(k) > 1 && k[1] == "g"
	switch {
	case has(ownWords()) && k[0] != "what" && k[0] != "how":
		return false
	case has(yourWords()), example, imperative(k[0]) && (!digits || k[0] != "set"):
		return true
	case digits:
		return short // "[X1]": a number is what was asked for
	case sentence && len(k) >= 4:
		return false
	case askWords()[k[0]]:
		return len(k) <= 5
	}
	return len(k) <= 3 && !pastTense(k)
}

// imperative tells whether a word tells someone what to write.
func imperative(w string) bool {
	switch w {
	case "set", "describe", "explain", "add", "write", "insert", "enter", "list", "include", "state", "give", "name", "mention", "quantify", "specify", "outline", "fill",
		"provide", "choose", "select", "summarize", "summarise", "highlight", "replace", "what", "who", "why", "how", "which", "where", "when", "briefly",
		"beschreibe", "beschreiben", "nenne", "nennen", "erklare", "decrivez", "decris", "expliquez", "explique", "ajoutez", "precisez", "indiquez", "describa", "explica", "descrivi", "descreva":
		return true
	}
	return false
}

// pastTense tells whether a few words say what someone did: "Told sales".
func pastTense(k []string) bool {
	if len(k) < 2 {
		return false
	}
	switch k[0] {
	case "told", "built", "led", "ran", "cut", "won", "made", "took", "sent", "wrote", "held", "met", "found", "kept", "brought", "taught", "sold", "spoke", "gave", "set":
		return true
	}
	return len(k[0]) > 4 && strings.HasSuffix(k[0], "ed")
}
