package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// row makes a row of the list.
func (sc *storiesScreen) row(i int, selected bool) fyne.CanvasObject {
	if i >= len(sc.found) {
		return problemRow(sc.problems[i-len(sc.found)], selected)
	}
	st := sc.found[i]
	stats := sc.shell.stats[st.Slug]
	standing := sc.standing(st, stats)
	fill := look.ColourCard
	if selected {
		fill = look.ColourRaised
	}
	title := look.NewText(st.Title, look.SizeBody, look.ColourText).Bold().Clips()
	tags := look.NewText(strings.Join(st.Tags, " · "), look.SizeSmall, look.ColourQuiet).Clips()
	lines := look.Column(3, beside(title, standing), tags)
	if sc.list.Size().Width < look.U(290) { // the title needs the whole line
		lines = look.Column(3, title, beside(tags, standing))
	}
	if selected && !st.Draft() {
		lines.Objects = append(lines.Objects, sc.miniBar(st, stats))
	}
	return look.Layers(look.NewBox(fill, 10), look.Inset(14, 9, lines))
}

func (sc *storiesScreen) miniBar(st story.Story, stats history.StoryStats) fyne.CanvasObject {
	plan, err := rehearsal.NewPlan(st, planOptions(sc.shell.settings, 0))
	if err != nil {
		return look.NewText("", look.SizeSmall, look.ColourQuiet)
	}
	bar := look.NewPlanBar(look.BarThin).Set(planSegments(plan, look.ToneFull, nil), 0)
	text := ""
	if stats.Rated {
		text = fmt.Sprintf("%.0f%%", stats.Coverage)
	}
	return look.Padded(0, 4, 0, 0, beside(bar, look.NewText(text, look.SizeSmall, look.ColourText).Mono()))
}

// planSegments gives a plan's sections for a plan bar.
func planSegments(p rehearsal.Plan, tone look.Tone, labels func(i int) []string) []look.Segment {
	segments := make([]look.Segment, len(p.Sections))
	for i, s := range p.Sections {
		segments[i] = look.Segment{Section: s.Name, Length: s.Target, Tone: tone}
		if labels != nil {
			segments[i].Labels = labels(i)
		}
	}
	return segments
}

// ago says how long ago a day was, as a person would.
func ago(then, now time.Time) string {
	then, now = then.Local(), now.Local()
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	switch days := int(day(now).Sub(day(then)) / (24 * time.Hour)); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 14:
		return fmt.Sprintf("%d days ago", days)
	case days < 60:
		return fmt.Sprintf("%d weeks ago", days/7)
	case days < 730:
		return fmt.Sprintf("%d months ago", days/30)
	default:
		return fmt.Sprintf("%d years ago", days/365)
	}
}
