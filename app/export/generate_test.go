package export

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"starling/app/story"
)

// texts gives texts such as people write, and such as they never would: full
// of what is markup in one format or another.
func texts(lines int) *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.SampledFrom([]string{
			"I", "asked", "42", "1.", "2)", "-", "+", "*", "#", "##", ">", "---", "===", "***", "___", "~~~", "```", "a_b", "_a_", "**b**",
			"[x](y)", "![x]", "[x]:", "<b>", "</p>", "<!--", "-->", "&amp;", "&#39;", "&", "a|b", "|", "\\", "\\n", "`", "\"", "'", "{{", "}}",
			"=1+1", "@x", "<script>alert(1)</script>", "</style>", "</title>", "]]>", "javascript:x", "é", "語", "\u00a0", "😀", "~5", "5~6", "C#", "#tag",
		}),
		rapid.StringOfN(rapid.RuneFrom([]rune(`ab1 *_[]<>&|\"'#-+=.)~!`+"`")), 1, 6, -1),
		rapid.StringOfN(rapid.Rune(), 1, 5, -1),
	)
	line := rapid.Custom(func(t *rapid.T) string {
		text := strings.Join(rapid.SliceOfN(word, 1, 5).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "space"))
		return strings.TrimSpace(plain(text))
	}).Filter(func(text string) bool { return text != "" })
	return rapid.Custom(func(t *rapid.T) string {
		between := rapid.SampledFrom([]string{"\n", "\n\n"}).Draw(t, "break")
		return strings.Join(rapid.SliceOfN(line, 1, lines).Draw(t, "lines"), between)
	})
}

// stories gives stories with anything in them.
func stories() *rapid.Generator[story.Story] {
	list := func(lines int) *rapid.Generator[[]string] { return rapid.SliceOfN(texts(lines), 0, 3) }
	length := rapid.Map(rapid.IntRange(0, 3_600_000), func(ms int) time.Duration { return time.Duration(ms) * time.Millisecond })
	return rapid.Custom(func(t *rapid.T) story.Story {
		s := story.Story{
			Slug: "a-story", Title: texts(1).Draw(t, "title"), Tags: list(1).Draw(t, "tags"), Answers: list(1).Draw(t, "answers"),
			Limit: length.Draw(t, "limit"), Polished: list(2).Draw(t, "polished"), Followups: list(2).Draw(t, "followups"),
			MarkedDraft: rapid.Bool().Draw(t, "draft"),
		}
		if rapid.Bool().Draw(t, "noted") {
			s.Notes = texts(3).Draw(t, "notes")
		}
		for _, n := range story.SectionNames() {
			section := sectionOf(&s, n)
			section.Target, section.Points = length.Draw(t, "target"), list(2).Draw(t, "points")
			if rapid.Bool().Draw(t, "scripted") {
				section.Script = texts(3).Draw(t, "script")
			}
		}
		return s
	})
}
