package notes

import (
	"strings"
	"testing"

	"starling/app/story"
)

// cut reads the label of a line in Markdown.
func cut(text string) (label, string, bool) {
	for _, b := range parseText(text, 0) {
		switch b.kind {
		case prose:
			return cutLabel(b.lines[0])
		case list:
			return cutLabel(b.items[0].lines[0])
		case heading:
			l, ok := headingLabel(b)
			return l, "", ok
		}
	}
	return label{}, "", false
}

func TestALabelIsKnownInTheWaysThatPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]string{
		"**Situation:** x": "situation|x", "**Situation**: x": "situation|x", "**Situation** : x": "situation|x", "*Situation:* x": "situation|x", "__Situation__: x": "situation|x",
		"***Situation:*** x": "situation|x", "**S (Situation):** x": "situation|x", "**Situation (S)**: x": "situation|x", "**Situation** (15%): x": "situation|x",
		"**Situation** – x": "situation|x", "**Situation** - x": "situation|x", "**Situation** x": "situation|x", "**Situation**": "situation|", "**S**ituation: x": "situation|x",
		"**Situation: all of it.** And more": "situation|all of it. And more", "Situation: x": "situation|x", "Situation - x": "situation|x", "Situation – x": "situation|x",
		"SITUATION": "situation|", "Situation:": "situation|", "situation : x": "situation|x", "S: x": "situation|x", "(S) x: y": "", "(S)ituation: x": "situation|x", "[S] Situation: x": "situation|x",
		"- **Task:** x": "task|x", "1. Task: x": "task|x", "# Task": "task|", "### Task (Goal - 10%)": "task|", "### 2. Task": "task|", "### 2️⃣ Task": "task|", "### 🎯 Task:": "task|",
		"### T – Task": "task|", "### My task": "task|", "## **Task**": "task|", "## The Task": "task|", "Task / Goal: x": "task|x",
		"Results: x": "result|x", "**Outcome:** x": "result|x", "**Result/Impact:** x": "result|x", "### Result & Impact": "result|", "**Key results:** x": "result|x",
		"**Action 2:** x": "action|x", "**Actions taken:** x": "action|x", "**What I did:** x": "action|x", "### Actions": "action|",
		"**Reflection:** x": "lessons|x", "**Takeaways:** x": "lessons|x", "**Key takeaways:** x": "lessons|x", "**What I learned:** x": "lessons|x", "**What I’ve learned**: x": "lessons|x", "### LESSONS LEARNT": "lessons|",
		"**Situation :** x": "situation|x", "**Tâche :** x": "task|x", "**Tache:** x": "task|x", "**Résultats :** x": "result|x", "**Leçons apprises :** x": "lessons|x", "**Ce que j’ai appris :** x": "lessons|x", "**Actions menées :** x": "action|x",
		"**Aufgabe:** x": "task|x", "**Maßnahmen:** x": "action|x", "**Massnahmen:** x": "action|x", "**Vorgehen:** x": "action|x", "**Ergebnisse:** x": "result|x", "**Ausgangslage:** x": "situation|x", "**Was ich gelernt habe:** x": "lessons|x", "**Meine Aufgabe:** x": "task|x",
		"**Situación:** x": "situation|x", "**Situacion:** x": "situation|x", "**Tarea:** x": "task|x", "**Acción:** x": "action|x", "**Resultados:** x": "result|x", "**Lo que aprendí:** x": "lessons|x", "**Lecciones aprendidas:** x": "lessons|x",
		"**Situazione:** x": "situation|x", "**Compito:** x": "task|x", "**Azione:** x": "action|x", "**Risultato:** x": "result|x", "**Situação:** x": "situation|x", "**Ação:** x": "action|x",
		"**Situation：** x": "situation|x", "Situation:: x": "situation|x",
		"We lost it: x": "", "The situation was bad.": "", "Situation comedy is hard": "", "https://example.org": "", "At 10:30 we left": "", "**We lost it.** Then": "", "Results were good - really": "",
		"**Practice Count:** 2/3": "field:Practice Count|2/3", "**Phase one:** x": "field:Phase one|x", "**This is a sentence. So:** x": "",
	} {
		l, rest, ok := cut(text)
		got := ""
		switch {
		case ok && l.role == roleSection:
			got = string(l.section) + "|" + rest
		case ok && l.role == roleField:
			got = "field:" + l.name + "|" + rest
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEveryWordOfTheDictionaryIsFound(t *testing.T) {
	for word, m := range dictionary() {
		if word != key(word) {
			t.Errorf("%q should be written %q", word, key(word))
		}
		if len(word) < 2 {
			continue // a letter is looked up in another way
		}
		if l, ok := parseLabel(strings.ToUpper(word[:1]) + word[1:] + ":"); !ok || l.role != m.role || l.section != m.section {
			t.Errorf("%q: %+v, %v", word, l, ok)
		}
	}
}

func TestWhatStandsInBracketsAfterALabelIsKeptWhereItSaysMore(t *testing.T) {
	for text, want := range map[string]string{
		"Situation (Context - 15%)": "", "S (Situation)": "", "Result (Outcome - 10%)": "", "Task [10%]": "", "Situation (S)": "", "Action (what did you do?)": "", "Action (your steps)": "",
		"Action (What I would not repeat)": "What I would not repeat", "Action (second try)": "second try", "Result (lessons learned)": "lessons learned",
	} {
		if l, ok := parseLabel(text); !ok || strings.Join(l.remarks, "|") != want {
			t.Errorf("%s: %v, want %q", text, l.remarks, want)
		}
	}
	if l, ok := parseLabel("Action (60 sec)"); !ok || l.target.Seconds() != 60 || l.remarks != nil {
		t.Errorf("%+v", l)
	}
}

func TestALabelForTwoSectionsSaysBoth(t *testing.T) {
	for _, text := range []string{"Situation / Task", "Situation & Task", "S/T", "Situation and Task", "Situation und Aufgabe", "Context/Goal"} {
		if l, ok := parseLabel(text); !ok || l.section != story.Situation || l.both != story.Task {
			t.Errorf("%s: %+v", text, l)
		}
	}
}

func TestTimesOfSectionsThatDoNotFitTheLimitGoToTheNotes(t *testing.T) {
	const text = "# A\n**Duration:** 1 min\n## Situation (30 s)\na\n## Task (30 s)\nb\n## Action (30 s)\nc\n## Result\nd\n"
	f, err := Read("a.md", []byte(text))
	if err != nil || len(f.Stories) != 1 {
		t.Fatal(err, f)
	}
	s := f.Stories[0].Story
	if s.Situation.Target != 0 || s.Notes != "Situation: 30s\nTask: 30s\nAction: 30s" {
		t.Errorf("%+v", s)
	}
	f, err = Read("a.md", []byte(strings.Replace(text, "1 min", "2 min", 1)))
	if err != nil || len(f.Stories) != 1 || f.Stories[0].Story.Action.Target.Seconds() != 30 {
		t.Error(err, f)
	}
}

func TestMarksNumbersAndQuotesAreTakenOff(t *testing.T) {
	for text, want := range map[string]string{"✅ a": "a", "🔸 a ❌": "a", "⚠️ a": "a", "• a": "a", "a → b": "a → b", "→ a": "a", "1️⃣ a": "a", "a (b)": "a (b)", "№ 3": "№ 3", "👩‍💻 a": "a"} {
		if got := stripMarks(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string]string{"1. a": "a", "2) a": "a", "Q3: a": "a", "Q3 a": "a", "Frage 4: a": "a", "Question 5 - a": "a", "#6. a": "a", "(7) a": "a", "Q: a": "a", "10 outages": "10 outages", "1.5% a": "1.5% a", "2019: a": "2019: a"} {
		if got := stripNumber(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string]string{`"a"`: "a", "“a”": "a", "„a“": "a", "« a »": "a", "'a'": "a", "‘a’": "a", `"a" and "b"`: `"a" and "b"`, `"a`: `"a`, "don't": "don't", `""`: `""`} {
		if got := stripQuotes(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string]string{"Deadlines and ": "Deadlines", "Zeit und": "Zeit", "a / b /": "a / b", "a, or": "a", "y": "y", "Fête et": "Fête", "rock and roll": "rock and roll", "and": "and"} {
		if got := stripDangling(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestAQuestionIsToldFromATitle(t *testing.T) {
	for _, s := range []string{
		"Why us?", "Tell me about a time you failed", "Describe a conflict with a colleague.", "Give me an example of a risk", "¿Por qué nosotros?", "Erzählen Sie von einem Konflikt", "Parlez-moi d'un échec",
		"Cuénteme de un fracaso", "Mi parli di un conflitto", "Fale sobre um conflito", "为什么?", "“Why us?”", "Have you ever missed a deadline",
	} {
		if !isQuestion(s) {
			t.Errorf("%q is a question", s)
		}
	}
	for _, s := range []string{"The outage", "Results?", "How I cut the build", "Describe", "Why", "Telling the truth", "What broke"} {
		if isQuestion(s) {
			t.Errorf("%q is no question", s)
		}
	}
}
