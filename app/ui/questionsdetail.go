package ui

import (
	"fmt"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/story"
	"starling/app/ui/look"
)

// questionDetail is the chosen question beside the list, with its stories.
type questionDetail struct {
	screen *questionsScreen
	shell  *Shell
	shown  questionStanding
	page   *look.Page
	object fyne.CanvasObject
}

// questionStanding is all that a question's detail is made of.
type questionStanding struct {
	question story.QuestionAnswers
	answers  map[string]history.StoryStats
	stories  map[string]history.StoryStats // of those that answer it, at any question
	carries  map[string]int
	known    bool // history was read
	narrow   bool
}

func newQuestionDetail(sc *questionsScreen, q story.QuestionAnswers) *questionDetail {
	d := &questionDetail{screen: sc, shell: sc.shell}
	d.shown = d.standing(q)
	d.page = look.NewPage(look.Column(0))
	d.page.SetContent(look.Padded(30, 24, 30, 12, d.column(q)))
	d.object = look.Frame(nil, look.Padded(30, 6, 30, 22, d.foot()), d.page)
	return d
}

func (d *questionDetail) standing(q story.QuestionAnswers) questionStanding {
	s := questionStanding{
		question: q, answers: d.shell.answers[q.ID], known: d.shell.answers != nil && d.shell.statsLoaded, narrow: d.shell.narrow(),
		stories: map[string]history.StoryStats{}, carries: map[string]int{},
	}
	for _, st := range q.Stories {
		s.stories[st.Slug], s.carries[st.Slug] = d.shell.stats[st.Slug], d.screen.repertoire.Carries(st.Slug)
	}
	return s
}

// still tells whether the detail would be the same if it were built now.
func (d *questionDetail) still() bool {
	q, ok := d.screen.current()
	return ok && reflect.DeepEqual(d.shown, d.standing(q))
}

func (d *questionDetail) column(q story.QuestionAnswers) *fyne.Container {
	column := look.Column(10, look.NewHeading(q.Text), look.NewProse(d.facts(q), look.SizeBody, look.ColourQuiet))
	if len(q.Stories) == 0 {
		column.Objects = append(column.Objects, look.Padded(0, 6, 0, 0, look.Card(look.Column(8, gap("No story answers it yet."),
			look.NewProse("L links one of yours. Space asks it of you: you can speak without a story too.", look.SizeBody, look.ColourQuiet)))))
	}
	for _, st := range q.Stories {
		plate := look.NewPlate(st.Title, d.screen.storyLines(st, q.ID), func() { d.screen.toStory(st.Slug) })
		column.Objects = append(column.Objects, plate.OnFocus(d.page.Reveal))
	}
	if alone, said := d.shell.answers[q.ID][""]; said {
		column.Objects = append(column.Objects, look.Card(look.Column(4,
			look.NewProse("Without a story", look.SizeBody, look.ColourText), look.NewProse(d.shell.standingAt(alone), look.SizeSmall, look.ColourQuiet))))
	}
	return column
}

// facts says in a line where the person stands with the question.
func (d *questionDetail) facts(q story.QuestionAnswers) string {
	facts := []string{q.Category}
	if said, _ := d.shell.lastSaid(q.ID); said == neverSaidWord {
		facts = append(facts, said)
	} else if said != "" {
		attempts := 0
		for _, stats := range d.shell.answers[q.ID] {
			attempts += stats.Attempts
		}
		facts = append(facts, "last said "+said, plural(attempts, "attempt", "attempts"))
	}
	return strings.Join(facts, " · ")
}

// storyLines say of a story that answers a question where the person stands
// with it, at this question first.
func (sc *questionsScreen) storyLines(st *story.Story, question string) *fyne.Container {
	title := look.NewRuns(look.SizeBody, look.Run{Text: st.Title, Colour: look.ColourText, Bold: true})
	lines := look.Column(4, title)
	if st.Draft() {
		lines.Objects = append(lines.Objects, look.NewProse("a draft: it cannot be rehearsed yet", look.SizeSmall, look.ColourOver))
	} else if text := sc.saidWith(st.Slug, question); text != "" {
		lines.Objects = append(lines.Objects, look.NewProse(text, look.SizeSmall, look.ColourQuiet))
	}
	if sc.repertoire.Overloaded(st.Slug) {
		lines.Objects = append(lines.Objects, look.NewProse(carriesText(sc.repertoire.Carries(st.Slug)), look.SizeSmall, look.ColourOver))
	}
	return lines
}

// carriesText warns of a story that answers many questions.
func carriesText(n int) string {
	return fmt.Sprintf("carries %d questions: an interviewer may hear it twice", n)
}

// saidWith says when a question was last answered with a story, and the coverage:
// of that answer or, where there is none, of the story at another question.
func (sc *questionsScreen) saidWith(slug, question string) string {
	s := sc.shell
	if s.answers == nil || !s.statsLoaded {
		return ""
	}
	at, said := s.answers[question][slug]
	if said && at.Rated {
		return s.standingAt(at)
	}
	var facts []string
	if elsewhere := s.stats[slug]; elsewhere.Rated {
		facts = append(facts, fmt.Sprintf("coverage %.0f%% at another question", elsewhere.Coverage))
	}
	if said {
		facts = append(facts, "last said "+ago(at.Last, s.parts.Now()))
	} else {
		facts = append(facts, "never said for this question")
	}
	return strings.Join(facts, " · ")
}

// standingAt says what is known of the attempts at something.
func (s *Shell) standingAt(stats history.StoryStats) string {
	facts := []string{"not rated"}
	if stats.Rated {
		facts[0] = fmt.Sprintf("coverage %.0f%%", stats.Coverage)
	}
	facts = append(facts, "last said "+ago(stats.Last, s.parts.Now()), plural(stats.Attempts, "attempt", "attempts"))
	return strings.Join(facts, " · ")
}

// toStory goes to a story on the stories screen.
func (sc *questionsScreen) toStory(slug string) {
	sc.shell.stories.selectSlug(slug)
	sc.shell.stories.opened = true
	sc.shell.show(sc.shell.stories)
}

func (d *questionDetail) foot() fyne.CanvasObject {
	row := look.Flow(10, look.NewButton(look.Primary, "Answer it", "Space", d.screen.onAnswer))
	add := func(text, key string, do func()) {
		row.Objects = append(row.Objects, look.NewButton(look.Raised, text, key, do))
	}
	add("Link", "L", d.screen.onLink)
	if d.shell.narrow() { // the question itself needs the room; the list of keys has the others
		add("All questions", "Esc", d.screen.onBack)
		return row
	}
	add("Ask me one", "A", d.screen.onAsk)
	add("Grid", "G", d.screen.onGrid)
	return row
}
