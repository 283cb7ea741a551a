package notes

import (
	"strings"
	"sync"

	"starling/app/story"
)

// role is what a label in notes says of the text that follows it.
type role int

const (
	roleNone role = iota
	roleSection
	rolePolished
	roleScript
	roleFollowups
	roleTitle
	roleTags
	roleLimit
	roleQuestion
	roleAnswer
	roleNotes
	roleField // anything else: it is kept in the story's notes, with its name
)

// meaning is what a word means as a label.
type meaning struct {
	role    role
	section story.SectionName
	// weak words mean a section only among others that do: people write
	// "Background" and "Goal" above much that is no story.
	weak bool
}

// The words are folded (see key): diacritics may be left out. English, French,
// German, Spanish, Italian, Portuguese, in this order.
const (
	situationWords = `situation, situations, situation context, ausgangslage, ausgangssituation, situacion, situazione, situacao`
	situationWeak  = `context, background, setting, scene, scenario, problem, challenge, set the scene, setting the scene,
		contexte, mise en situation, cadre, probleme, contexte et situation,
		kontext, hintergrund, umfeld, problem, herausforderung, rahmen,
		contexto, antecedentes, problema, desafio, contesto, sfida, problema`
	taskWords = `task, tasks, tache, taches, aufgabe, aufgaben, aufgabenstellung, aufgabe ziel, tarea, tareas, compito, compiti, tarefa, tarefas`
	taskWeak  = `goal, goals, objective, objectives, mission, responsibility, responsibilities, assignment, obstacle, obstacles, target, what was asked,
		objectif, objectifs, responsabilite, ziel, ziele, zielsetzung, auftrag, verantwortung,
		objetivo, objetivos, mision, responsabilidad, obiettivo, obiettivi, responsabilita, missao, responsabilidade`
	actionWords = `action, actions, action taken, actions taken, actions i took, what i did, what did i do, aktion, aktionen, handlung, handlungen, massnahme, massnahmen,
		actions menees, actions entreprises, ce que j ai fait, was ich getan habe, was ich gemacht habe, was ich tat,
		accion, acciones, acciones tomadas, acciones realizadas, lo que hice, que hice, azione, azioni, cosa ho fatto, acao, acoes, o que fiz, o que eu fiz`
	actionWeak = `approach, steps, steps taken, step by step, how i did it, demarche, approche, etapes, vorgehen, vorgehensweise, herangehensweise, umsetzung, schritte,
		pasos, actuacion, enfoque, passi, approccio, passos, abordagem`
	resultWords = `result, results, outcome, outcomes, end result, results achieved, resultat, resultats, resultats obtenus, resultate,
		ergebnis, ergebnisse, resultado, resultados, resultados obtenidos, risultato, risultati`
	resultWeak = `impact, impacts, effect, effects, metric, metrics, numbers, kpi, kpis, success, achievement, achievements, business impact, measurable results, results and impact,
		bilan, consequence, consequences, chiffres, indicateurs, erfolg, erfolge, wirkung, auswirkung, auswirkungen, kennzahl, kennzahlen, zahlen, ausgang,
		impacto, desenlace, metricas, cifras, esito, impatto, metriche, desfecho`
	lessonWords = `lesson, lessons, lesson learned, lessons learned, lesson learnt, lessons learnt, what i learned, what i learnt, what i have learned, what i ve learned,
		learning, reflection, reflections, reflexion, reflexions, reflexionen, reflexiones, riflessione, riflessioni, reflexao, reflexoes,
		what did i learn, what we learned, learnings, key learning, key learnings, key lesson, key lessons, takeaway, takeaways, key takeaway, key takeaways, take away, take aways,
		what i took from it, what i would do differently, what i d do differently, what i would do differently next time,
		lecon, lecons, lecons apprises, lecons tirees, lecons retenues, lecon apprise, lecon tiree, enseignement, enseignements, ce que j ai appris, ce que j en ai appris,
		ce que j en retiens, ce que j ai retenu, ce que je retiens, apprentissage, apprentissages,
		lektion, lektionen, gelernt, gelerntes, gelernte lektion, gelernte lektionen, erkenntnis, erkenntnisse, lehre, lehren, was ich gelernt habe, was habe ich gelernt,
		was ich daraus gelernt habe, das habe ich gelernt, was ich daraus lerne, was ich anders machen wurde, lerneffekt,
		leccion, lecciones, leccion aprendida, lecciones aprendidas, aprendizaje, aprendizajes, lo que aprendi, que aprendi, lo aprendido, aprendido,
		lezione, lezioni, lezioni apprese, lezione appresa, cosa ho imparato, che cosa ho imparato, apprendimenti,
		licao, licoes, licoes aprendidas, licao aprendida, aprendizado, aprendizados, o que aprendi, o que eu aprendi`
	lessonWeak = `learned, learnt, insight, insights, in hindsight, hindsight, retrospective, conclusion, conclusions,
		a retenir, retour d experience, fazit, ruckblick, conclusiones, conclusioni, conclusao`

	polishedWords = `polished sentence, polished sentences, polished line, polished lines, polished phrase, polished phrases, key phrase, key phrases, key line, key lines,
		key sentence, key sentences, power phrase, power phrases, one liner, one liners, lines to remember, sentences to remember, soundbite, soundbites, quotable, quotables,
		memorable line, memorable lines,
		phrases cles, phrase cle, phrases polies, phrases soignees, phrases travaillees, phrases a retenir, phrases peaufinees,
		ausgefeilte satze, geschliffene satze, polierte satze, schlusselsatze, schlusselsatz, kernsatze, kernsatz, merksatze, merksatz, wichtige satze,
		frases pulidas, frases clave, frase clave, frases para recordar, frases trabajadas, frasi chiave, frase chiave, frasi curate, frasi da ricordare,
		frases chave, frase chave, frases polidas, frases lapidadas, frases para lembrar`
	scriptWords = `full script, script, full answer, full story, full version, full text, complete script, complete answer, complete story, whole script, spoken version,
		narrative, full narrative, word for word, the whole story,
		script complet, texte complet, texte integral, reponse complete, version complete, recit complet, recit,
		skript, ganzes skript, vollstandiges skript, volles skript, gesamtes skript, ganzer text, vollstandiger text, vollstandige antwort, ganze antwort, ganze geschichte, ausformuliert, volltext,
		guion, guion completo, texto completo, respuesta completa, version completa, relato completo,
		copione, copione completo, testo completo, risposta completa, versione completa, script completo, roteiro, roteiro completo, resposta completa, versao completa`
	followupWords = `follow up, follow ups, followup, followups, follow up question, follow up questions, followup questions, likely follow ups, possible follow ups, likely questions,
		possible follow up questions, likely follow up questions,
		questions de suivi, questions de relance, relance, relances, anschlussfrage, anschlussfragen, nachfrage, nachfragen, ruckfragen, folgefragen, mogliche nachfragen, mogliche ruckfragen,
		preguntas de seguimiento, pregunta de seguimiento, repreguntas, domande di approfondimento, domande successive, perguntas de acompanhamento, perguntas de seguimento`
	titleWords = `title, story title, headline, titre, titel, uberschrift, titulo, titolo`
	tagWords   = `tag, tags, keyword, keywords, key words, category, categories, theme, themes, topic, topics, maps to, skill, skills, competency, competencies, competence, competences,
		principle, principles, leadership principle, leadership principles, best for, best for questions about, good for, good for questions about, use for, useful for,
		use for questions about, answers questions about, best used for, labels,
		categorie, mots cles, mot cle, mots clefs, etiquettes, utile pour, ideal pour,
		kategorie, kategorien, schlagwort, schlagworte, schlagworter, stichworter, thema, themen, kompetenz, kompetenzen, geeignet fur, passt zu, gut fur,
		categoria, categorias, etiqueta, etiquetas, palabra clave, palabras clave, tema, temas, competencia, competencias, sirve para, util para,
		etichette, parole chiave, temi, competenza, competenze, utile per, palavras chave, palavra chave, util para`
	limitWords = `duration, length, time, speaking time, time limit, limit, target time, target duration, target length, duree, temps, temps de parole, dauer, lange, redezeit, zeitlimit, zeit, sprechzeit,
		duracion, tiempo, durata, tempo, duracao, duracao alvo`
	questionWords = `question, questions, interview question, interview questions, question answered, questions answered, answers question, answers questions, answers the question, q,
		questions d entretien, frage, fragen, interviewfrage, interviewfragen, beantwortet, pregunta, preguntas, domanda, domande, pergunta, perguntas`
	answerWords = `answer, my answer, a, reponse, ma reponse, antwort, meine antwort, respuesta, mi respuesta, risposta, resposta`
	noteWords   = `note, notes, my notes, note to self, notes to self, remark, remarks, comment, comments, remarque, remarques, notiz, notizen, anmerkung, anmerkungen, bemerkung, bemerkungen, nota, notas, observaciones, observacoes`
	fieldWords  = `source, sources, company, employer, role, my role, position, project, date, year, team, status, practice count, practiced, last practiced, last practised, confidence,
		confidence level, rating, difficulty, priority, link, links, url, created, updated, last used, used in, used at, interviewer, version, author, stakeholders, people, location,
		entreprise, poste, projet, annee, equipe, lieu, quelle, quellen, firma, unternehmen, projekt, rolle, datum, jahr, stand, ort, zuletzt geubt,
		fuente, empresa, puesto, proyecto, fecha, ano, equipo, fonte, azienda, ruolo, progetto, data, anno, cargo, projeto, equipe`
)

// dictionary gives what each word means.
var dictionary = sync.OnceValue(func() map[string]meaning {
	all := make(map[string]meaning)
	add := func(list string, m meaning) {
		for w := range words(list) {
			if _, taken := all[w]; !taken {
				all[w] = m
			}
		}
	}
	for _, s := range []struct {
		name         story.SectionName
		strong, weak string
	}{
		{story.Situation, situationWords, situationWeak},
		{story.Task, taskWords, taskWeak},
		{story.Action, actionWords, actionWeak},
		{story.Result, resultWords, resultWeak},
		{story.Lessons, lessonWords, lessonWeak},
	} {
		add(s.strong, meaning{role: roleSection, section: s.name})
		add(s.weak, meaning{role: roleSection, section: s.name, weak: true})
	}
	for _, s := range []struct {
		role role
		list string
	}{
		{rolePolished, polishedWords},
		{roleScript, scriptWords},
		{roleFollowups, followupWords},
		{roleTitle, titleWords},
		{roleTags, tagWords},
		{roleLimit, limitWords},
		{roleQuestion, questionWords},
		{roleAnswer, answerWords},
		{roleNotes, noteWords},
		{roleField, fieldWords},
	} {
		add(s.list, meaning{role: s.role})
	}
	return all
})

// articles may stand before a label: "My task", "Die Aufgabe".
var articles = sync.OnceValue(func() map[string]bool {
	return words(`the, my, our, a, der, die, das, mein, meine, meinen, unsere, le, la, les, l, mon, ma, mes, el, los, las, mi, mis, il, lo, gli, mio, mia, i miei, o, os, as, meu, minha, key, main, brief`)
})

// meaningOf looks a label's words up: as they are, without an article before
// them and without a number after them ("Action 2").
func meaningOf(k string) (meaning, bool) {
	if k == "" || len(k) > 60 {
		return meaning{}, false
	}
	if m, ok := dictionary()[k]; ok {
		return m, true
	}
	if first, rest, ok := strings.Cut(k, " "); ok && articles()[first] {
		if m, ok := dictionary()[rest]; ok && m.role == roleSection {
			return m, true
		}
	}
	if bare := strings.TrimRight(k, "0123456789 "); bare != k {
		if m, ok := dictionary()[bare]; ok && (m.role == roleSection || m.role == roleQuestion) {
			return m, true
		}
	}
	return meaning{}, false
}
