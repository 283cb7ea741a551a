package health

import (
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestAStoryWithNothingToMendIsLeftAlone(t *testing.T) {
	wantIDs(t, sound())
	wantIDs(t, story.Story{Title: "Only a title"})
	wantIDs(t, story.Story{})
}

func TestAResultWithoutANumberIsObserved(t *testing.T) {
	for text, observed := range map[string]bool{
		"Everyone was happier.":                            true,
		"In 2021 the director thanked us.":                 true,
		"We moved to HTTP2 and S3 by Q3.":                  true,
		"It was one of the best weeks for one another.":    true,
		"This quarter was better, and the second too.":     true,
		"No complaints at all":                             true,
		"80% fewer discrepancies":                          false,
		"Down to 9":                                        false,
		"2000 users, since 2021":                           false,
		"Saved €5M, 30s a page, ½ the cost":                false,
		"Waiting fell by half":                             false,
		"Twice as fast":                                    false,
		"A third fewer complaints":                         false,
		"Dozens of teams follow it":                        false,
		"Costs halved":                                     false,
		"Failures doubled, then stopped":                   false,
		"Twenty-one teams took it up":                      false,
		"From many to one a month":                         false,
		"Fell to one":                                      false,
		"A quarter of the calls":                           false,
		"Fewer calls by a quarter":                         false,
		"Eight votes for it; both stayed":                  false,
		"Tenfold":                                          false,
		"Die Kosten sind um die Hälfte gesunken":           false,
		"Les coûts ont baissé de moitié pour le client":    false,
		"Los costes bajaron a la mitad para el cliente":    false,
		"Es waren fünfundzwanzig, und das ist nicht viel":  false,
		"Es waren zweihundert, und das ist nicht viel":     false,
		"Die Kosten sind gesunken und das ist nicht wenig": true,
		"Les coûts ont baissé et le client est content":    true,
		"Los costes bajaron y el cliente está contento":    true,
	} {
		s := story.Story{Result: story.Section{Script: text}}
		want := []string{}
		if observed {
			want = append(want, "result-number")
		}
		t.Run(text, func(t *testing.T) { wantIDs(t, s, want...) })
	}
	t.Run("a number in any part will do", func(t *testing.T) {
		wantIDs(t, with("result", "Everyone was happier", "Late starts: 30 hours a quarter, then 2"))
	})
	t.Run("not written yet", func(t *testing.T) {
		wantIDs(t, with("result", "What came of it, and who confirmed it?"))
		wantIDs(t, with("result"))
	})
	t.Run("a language whose numbers are not known", func(t *testing.T) {
		wantIDs(t, story.Story{Result: story.Section{Script: "Koszty spadły o połowę i to nie jest mało, bo było dużo."}})
		wantIDs(t, story.Story{Result: story.Section{Script: "Затраты снизились вдвое, и это хорошо."}})
	})
}

func TestWeMoreOftenThanIInActionIsObserved(t *testing.T) {
	for text, counts := range map[string]string{
		"We talked to them. We moved our data. I checked.": "“we” (us, our) 3 times and “I” (me, my) once",
		"We fixed it.": "“we” (us, our) once and “I” (me, my) never",
		"we're done, we’ve moved, and I'd checked":                      "“we” (us, our) twice and “I” (me, my) once",
		"They gave us our own; I left":                                  "“we” (us, our) twice and “I” (me, my) once",
		"I told them that we had to move, and I moved our data myself.": "",
		"We agreed, and I wrote it down.":                               "",
		"I’d asked; we’d waited.":                                       "",
		"The US team moved it.":                                         "",
		"They moved it.":                                                "",
	} {
		for _, s := range []story.Story{with("action.script", text), with("action", text)} {
			found := Look(s, rehearsal.Plan{}, 0)
			switch {
			case counts == "" && len(found) > 0:
				t.Errorf("%q: %+v", text, found)
			case counts != "" && (len(found) != 1 || found[0].ID != "action-we" || !strings.Contains(found[0].Text, counts)):
				t.Errorf("%q: %+v, want %q", text, found, counts)
			}
		}
	}
	t.Run("a bullet leaves its I out", func(t *testing.T) {
		wantIDs(t, with("action", "Asked what each of us feared", "Moved our data", "Showed the count to our team"))
		wantIDs(t, with("action", "Moved our data, told our boss, asked our team"), "action-we")
		wantIDs(t, with("action", "We asked them", "We moved it", "Told the team"), "action-we")
	})
	t.Run("the script is looked at for itself", func(t *testing.T) {
		s := with("action.script", "We asked them. We moved it. I told them.")
		s.Action.Points = []string{"Asked them", "Moved it", "Told them"}
		wantIDs(t, s, "action-we")
	})
	t.Run("elsewhere it is no matter", func(t *testing.T) {
		wantIDs(t, with("situation.script", "We were a team of four, and our data was old."))
	})
	t.Run("in other languages we are not known", func(t *testing.T) {
		wantIDs(t, story.Story{Action: story.Section{Script: "Nous avons réuni les deux fournisseurs et nous leur avons montré nos chiffres; ils me suivent, us, our, we."}})
		wantIDs(t, story.Story{Action: story.Section{Script: "Toen hebben we het aan onze klant laten zien en we hebben het niet meer gedaan."}})
	})
}

func TestATaskThatIsNobodysOwnIsObserved(t *testing.T) {
	for text, observed := range map[string]bool{
		"The team had to ship by March":                      true,
		"We were asked to cut the waiting":                   true,
		"They were responsible for it":                       true,
		"Deadline: March":                                    true,
		"Deadline two weeks":                                 true,
		"The director asked for a plan":                      true,
		"Twice a month it broke":                             true,
		"Something the boss wanted":                          true,
		"No central data service":                            true,
		"Asked to make one source of truth":                  false,
		"My promise: no lost mornings":                       false,
		"It was mine to report":                              false,
		"I'd had to end it":                                  false,
		"Responsible for her training":                       false,
		"Tasked with the move":                               false,
		"Take the export over":                               false,
		"Keep the month-end dates while doing it":            false,
		"Lead the study with two assistants":                 false,
		"Find out whether she was right; repair it":          false,
		"Bring the test under one day without adding people": false,
		"Cut night pages by half within a quarter":           false,
		"Undo the harm, and make it hard to do again":        false,
		"Get the change in that week without writing it":     false,
		"End it before the budget closed":                    false,
		"Rewire the ward":                                    false, // no verb that is known, but for what follows it
		"To win both teams over":                             false,
		"Had to close the books by Friday":                   false,
		"Must be ready by Friday":                            false,
		"Ship":                                               false,
		"Four weeks left. Find the cause":                    false,
		"What was yours to do, by when, or to which target?": false, // still a question
	} {
		want := []string{}
		if observed {
			want = append(want, "task-own")
		}
		t.Run(text, func(t *testing.T) { wantIDs(t, with("task", text), want...) })
	}
	t.Run("in a script nobody is meant by a bare verb", func(t *testing.T) {
		wantIDs(t, with("task.script", "Take the export over, they said."), "task-own")
		wantIDs(t, with("task.script", "I took the export over."))
	})
	t.Run("one of several will do", func(t *testing.T) {
		wantIDs(t, with("task", "Its author had left; no owner", "Keep the dates"))
	})
	t.Run("in other languages it is not known", func(t *testing.T) {
		wantIDs(t, story.Story{Task: story.Section{Script: "L'équipe devait mettre fin au double paiement sans perdre un fournisseur."}})
	})
}
