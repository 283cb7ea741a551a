package notes

import (
	"regexp"
	"strings"
)

var tagSeparator = regexp.MustCompile(`\s*[,;|·•\n]\s*|\s+[/–—]\s+|\s+#`)

// splitTags parts a list of tags: "Quality, automation", "#conflict #sales".
func splitTags(s string) []string {
	var tags []string
	for _, t := range tagSeparator.Split(s, -1) {
		t = strings.TrimSpace(strings.TrimRight(strings.Trim(stripQuotes(strings.TrimLeft(strings.TrimSpace(t), "#")), "[]"), "."))
		if t = flat(t); t != "" {
			tags = append(tags, t)
		}
	}
	return tags
}

var hashtags = regexp.MustCompile(`^(?:#[\pL\pN][\pL\pN/_-]*\s*)+$`)
