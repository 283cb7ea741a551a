package ui

import (
	"strings"

	"starling/app/ui/look"
)

// ofName names what the figures are of.
func (sc *progressScreen) ofName() string {
	switch {
	case sc.of.tag != "":
		return "Tag: " + sc.of.tag
	case sc.of.slug != "":
		if st, ok := sc.shell.library.Find(sc.of.slug); ok {
			return "Only: " + shortened(st.Title)
		}
		return "Only: " + sc.of.slug
	}
	return "All stories"
}

// longestName is how much of a title a button shows.
const longestName = 24

func shortened(title string) string {
	if runes := []rune(title); len(runes) > longestName {
		return strings.TrimSpace(string(runes[:longestName-1])) + "…"
	}
	return title
}

// find opens the dialog in which one chooses what the figures are of.
func (sc *progressScreen) find() {
	choices, options := sc.practiceChoices()
	var picker *look.Picker
	find := func(text string) []int {
		var found []int
		for i, o := range options {
			if hasWords(strings.ToLower(o.Text), text) {
				found = append(found, i)
			}
		}
		return found
	}
	picker = look.Pick(sc.shell.window.Canvas(), "Which stories?", "Search stories and tags", "shows its progress", options, find,
		func(i int, _ bool) {
			sc.of = choices[i]
			picker.Close()
		})
	sc.shell.pick(picker, func() {
		sc.fillChips()
		sc.reload()
	})
}

// practiceChoices are all stories, each tag, and each story.
func (sc *progressScreen) practiceChoices() ([]practiceOf, []look.Option) {
	choices, options := []practiceOf{{}}, []look.Option{{Text: "All stories"}}
	for _, tag := range sc.shell.library.Tags() {
		choices = append(choices, practiceOf{tag: tag.Name})
		options = append(options, look.Option{Text: "Tag: " + tag.Name, Aside: plural(tag.Count, "story", "stories")})
	}
	for _, st := range sc.shell.library.Stories {
		if !st.Draft() {
			choices = append(choices, practiceOf{slug: st.Slug})
			options = append(options, look.Option{Text: st.Title})
		}
	}
	for i := range options {
		options[i].On = choices[i] == sc.of
	}
	return choices, options
}
