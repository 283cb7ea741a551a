package notes

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	escapedPattern = regexp.MustCompile(`^(?:[-*+]\s+|\d{1,3}[.)]\s+)`)
	dashPattern    = regexp.MustCompile(`^[–—]\s+`)
)

// cutBullet takes a bullet off a line that Markdown does not know for one:
// "•", or a sign that some program has escaped ("\- ", "1\. "). Unescaped
// those would have made a list of their own.
func cutBullet(s string, dashes bool) (text string, ordered, ok bool) {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•·▪‣◦●○■□➢➤►", r) {
		if text = strings.TrimLeftFunc(s[size:], unicode.IsSpace); text != "" {
			return text, false, true
		}
	}
	if m := escapedPattern.FindString(s); m != "" && len(m) < len(s) {
		return s[len(m):], m[0] >= '0' && m[0] <= '9', true
	}
	if m := dashPattern.FindString(s); dashes && m != "" && len(m) < len(s) {
		return s[len(m):], false, true
	}
	return s, false, false
}

// bullets makes lists of the lines of a paragraph that begin with bullets.
func bullets(p block) []block {
	dashes := dashed(p.lines)
	if !dashes && !slices.ContainsFunc(p.lines, func(l line) bool { _, _, ok := cutBullet(l.text, false); return ok && l.lead == 0 }) {
		return []block{p}
	}
	var all []block
	for i, l := range p.lines {
		text, ordered, ok := cutBullet(l.text, dashes)
		if ok && l.lead == 0 && isCounted(p.lines, i, ordered) {
			l.text = text
			all = withItem(all, l, ordered)
			continue
		}
		last := len(all) - 1
		switch {
		case last < 0, all[last].kind == list && isLabel(l):
			all = append(all, block{kind: prose, line: l.no, lines: []line{l}})
		case all[last].kind == prose:
			all[last].lines = append(all[last].lines, l)
		default:
			it := &all[last].items[len(all[last].items)-1]
			it.lines = append(it.lines, l)
		}
	}
	return all
}

// dashed tells whether the lines begin with dashes, all but a label above
// them. One such line may be a dialogue, several are a list.
func dashed(lines []line) bool {
	if len(lines) < 2 {
		return false
	}
	for _, l := range lines[1:] {
		if !dashPattern.MatchString(l.text) {
			return false
		}
	}
	return dashPattern.MatchString(lines[0].text) || len(lines) > 2 || isLabel(lines[0])
}

// withItem adds an item to the list at the end, or begins one.
func withItem(all []block, l line, ordered bool) []block {
	last := len(all) - 1
	if last < 0 || all[last].kind != list || all[last].ordered != ordered {
		all = append(all, block{kind: list, line: l.no, ordered: ordered})
		last++
	}
	all[last].items = append(all[last].items, item{line: l.no, lines: []line{l}})
	return all
}

// isCounted tells whether a number at the beginning of a line counts: it is
// the first, or one follows upon another. "…in\n2019. Then" does not.
func isCounted(lines []line, i int, ordered bool) bool {
	if !ordered || i == 0 {
		return true
	}
	n, _ := number(lines[i].text)
	if n == 1 {
		return true
	}
	for j := i - 1; j >= max(0, i-8); j-- {
		if before, bare := number(lines[j].text); before == n-1 && before > 0 && !bare {
			return true
		}
	}
	return false
}

// isLabel tells whether a line begins with a label that is known, or with a
// field in bold.
func isLabel(l line) bool {
	lab, _, ok := cutLabel(l)
	return ok && (lab.role != roleAnswer || lab.bold)
}

// unlazy takes the lines out of a list that Markdown counts to its last item
// and a person does not: labels right below it, without an empty line between.
func unlazy(l block) []block {
	var all []block
	rest := l
	for i := 0; i < len(rest.items); i++ {
		out := rest.items[i].unlazy()
		if out == nil {
			continue
		}
		before := rest
		before.items = slices.Clone(rest.items[:i+1])
		all = append(all, before)
		all = append(all, bullets(block{kind: prose, line: out[0].no, lines: out})...)
		rest.items = rest.items[i+1:]
		if len(rest.items) > 0 {
			rest.line = rest.items[0].line
		}
		i = -1
	}
	if len(rest.items) > 0 || len(all) == 0 {
		all = append(all, rest)
	}
	return all
}

// unlazy takes the lines out of an item from its first label on that is not
// indented as the item is.
func (it *item) unlazy() []line {
	for i := 1; i < len(it.lines); i++ {
		if it.lines[i].col < 2 && isLabel(it.lines[i]) {
			out := it.lines[i:]
			it.lines = it.lines[:i]
			return out
		}
	}
	if len(it.kids) == 0 {
		return nil
	}
	last := &it.kids[len(it.kids)-1]
	switch last.kind {
	case list:
		if n := len(last.items); n > 0 {
			return last.items[n-1].unlazy()
		}
	case prose:
		for i := 1; i < len(last.lines); i++ {
			if last.lines[i].col < 2 && isLabel(last.lines[i]) {
				out := last.lines[i:]
				last.lines = last.lines[:i]
				return out
			}
		}
	}
	return nil
}
