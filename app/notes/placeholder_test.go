package notes

import "testing"

func TestPlacesToFillInAreToldFromTextInBrackets(t *testing.T) {
	for _, s := range []string{
		"[Set the scene]", "[Date]", "[Your Leadership Story Here]", "[Catchy Title]", "[What did you do?]", "[Name]", "[Company name]", "[Describe the context in 2 sentences]",
		"[Title]", "[insert metric here]", "[What was my role?]", "[...]", "[…]", "[ ]", "[]", "…", "...", "____", "TBD", "todo", "[TODO]", "[X]", "[XX%]", "[Key metric or number]", "[Specific action you took]",
		"[Brief description]", "[Situation]", "[Your text].", "[Metric] → [Metric]", "[Add numbers]", "[e.g. 20% faster]", "[what I learned]", "[STORY TITLE HERE]",
		"[Titel]", "[Beschreibe die Situation]", "[Deine Aufgabe hier]", "[Titre]", "[Décrivez le contexte]", "[Votre histoire ici]", "[Título]", "[Describa la situación]", "[Tu historia aquí]",
		"<insert title>", "<your name>", "[List the steps that were taken]", "[State the outcome.]", "N/A", "-", "–", "?",
		"[X]% less [metric]", "[X]% fewer", "[Number] users", "Reduced [metric] by [number]%",
	} {
		if text, empty := unbracket(s); !empty {
			t.Errorf("%q was kept as %q", s, text)
		}
	}
	for s, want := range map[string]string{
		"[I moved the release by two weeks and told sales]":          "I moved the release by two weeks and told sales",
		"[Moved the release by two weeks]":                           "Moved the release by two weeks",
		"[Cut the night pages from 41 to 9]":                         "Cut the night pages from 41 to 9",
		"[We lost the database on a Friday night.]":                  "We lost the database on a Friday night.",
		"[My task was to get it back]":                               "My task was to get it back",
		"[Ich habe den Vertrieb angerufen]":                          "Ich habe den Vertrieb angerufen",
		"[J'ai appelé les ventes]":                                   "J'ai appelé les ventes",
		"[Told sales]":                                               "Told sales",
		"[80%]":                                                      "80%",
		"[2021]":                                                     "2021",
		"[The migration had failed twice before anyone noticed.]":    "The migration had failed twice before anyone noticed.",
		"[Nobody left in the following year]":                        "Nobody left in the following year",
		"[Six engineers carried 24-hour shifts]":                     "Six engineers carried 24-hour shifts",
		"[Asked each lead alone, first]":                             "Asked each lead alone, first",
		"Impact: [number] users in two countries":                    "Impact: [number] users in two countries",
		"See [1] and [2]":                                            "See [1] and [2]",
		"Cut by [40%] in [timeframe], a[i] [1]":                      "Cut by 40% in [timeframe], a[i] [1]",
		"Convinced [name] to stay, and [name] to leave the old team": "Convinced [name] to stay, and [name] to leave the old team",
		"Moved [customer] to the plan":                               "Moved [customer] to the plan",
		"plain":                                                      "plain",
		"a < b":                                                      "a < b",
		"✅":                                                          "✅",
		"":                                                           "",
	} {
		if text, empty := unbracket(s); text != want || empty {
			t.Errorf("%q: %q, %v; want %q", s, text, empty, want)
		}
	}
}
