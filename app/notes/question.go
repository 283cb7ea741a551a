package notes

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// askingPattern matches how questions begin that need no question mark. It is
// put to folded text.
var askingPattern = regexp.MustCompile(`^(?:tell (?:me|us) |describe |give (?:me |us )?an? (?:example|instance)|walk (?:me|us) through|talk (?:me|us) through|talk about a|share an? (?:example|time|story)|have you ever|can you (?:tell|describe|give)|could you (?:tell|describe|give)|what would you do if|a time (?:when |that )?you |when have you |` +
	`erzahl\w* |beschreib\w* (?:sie |mir |uns |eine|du )|nenn\w* (?:sie |mir |uns |ein )|schilder\w* |geben sie |haben sie schon|wann haben sie|` +
	`parle\w*[ -]moi|racont\w*[ -]|decri(?:vez|s) |donne\w*[ -](?:moi |nous )?un exemple|cite\w* un|avez[ -]vous deja|` +
	`cuent\w* |cuentame|hablame|hable\w* (?:de|sobre)|descri(?:ba|be) |de un ejemplo|dame un ejemplo|` +
	`mi parli|parlami|raccont\w* |mi racconti|descriv\w+ |fammi un esempio|` +
	`conte[ -]me|conte sobre|fale[ -]me|fale sobre|descreva |de um exemplo)`)

// isQuestion tells whether a text is a question as an interviewer asks it.
func isQuestion(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(stripQuotes(s)), " *_\"”»)")
	if strings.HasSuffix(s, "?") || strings.HasPrefix(s, "¿") {
		return len(strings.Fields(s)) >= 2 || strings.HasPrefix(s, "¿") || strings.ContainsFunc(s, wordless)
	}
	return askingPattern.MatchString(fold(s)) && len(strings.Fields(s)) >= 3
}

// wordless tells whether a letter belongs to a script that parts no words.
func wordless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// groupWords are what people call a collection of what is here: they say
// nothing about the things in it.
var groupWords = sync.OnceValue(func() map[string]bool {
	return words(`story, stories, star, bank, flash, card, cards, flashcard, flashcards, interview, interviews, behavioral, behavioural, prep, preparation, notes, note, my, your, our, the, a, an, and, of, for, to, in,
		answers, answer, question, questions, examples, example, list, collection, template, method, format, job, practice, library, sample, samples, q,
		geschichten, geschichte, meine, karteikarten, karten, vorstellungsgesprach, bewerbungsgesprach, vorbereitung, fragen, antworten, notizen, sammlung, beispiele, und, fur, die, das, der,
		histoires, histoire, mes, fiches, fiche, entretien, entretiens, reponses, exemples, banque, de, d, et, les, des, la, le, du,
		historias, historia, mis, tarjetas, entrevista, entrevistas, preguntas, respuestas, banco, ejemplos, notas, y, las, los, el, para,
		storie, storia, mie, schede, colloquio, domande, risposte, esempi, minhas, cartoes, perguntas, respostas, exemplos, i, le, o, os, as, e`)
})

// isGroup tells whether a heading says only that there is a collection below.
func isGroup(s string) bool {
	k := strings.Fields(key(s))
	for _, w := range k {
		if !groupWords()[w] {
			return false
		}
	}
	return len(k) > 0
}

// questionWordsIn tells whether a heading or a file's name speaks of questions.
func saysQuestions(s string) bool {
	for w := range strings.FieldsSeq(key(s)) {
		switch w {
		case "question", "questions", "fragen", "interviewfragen", "fragenkatalog", "preguntas", "domande", "perguntas", "qa", "faq":
			return true
		}
	}
	return false
}

// saysStories tells whether a heading speaks of stories.
func saysStories(s string) bool {
	for w := range strings.FieldsSeq(key(s)) {
		switch w {
		case "story", "stories", "star", "flashcard", "flashcards", "geschichte", "geschichten", "histoires", "historias", "storie", "karteikarten", "fiches", "tarjetas":
			return true
		}
	}
	return false
}

// guideWords are what people call the parts that tell how to use the notes.
var guideWords = sync.OnceValue(func() map[string]bool {
	return words(`instruction, instructions, template, templates, guide, guideline, guidelines, tip, tips, checklist, legend, matrix, coverage, overview, contents, content, table, toc, index, usage, how, works, work, use, using, this, it, about,
		readme, resources, references, rules, progress, tracker, tracking, statistics, stats, blank, empty, status, framework, explanation, steps, next, plan, schedule, practice, write, fill, add, new, reminder, reminders, do, dos, don, ts, t, with,
		anleitung, hinweise, hinweis, vorlage, vorlagen, inhaltsverzeichnis, inhalt, ubersicht, tipps, legende, so, geht, s, funktioniert, es, matrix, abdeckung, regeln, leer, leere, verwendung,
		instructions, consignes, modele, modeles, gabarit, sommaire, table, matieres, conseils, mode, emploi, matrice, couverture, apercu, legende, comment, utiliser, vide, astuces,
		instrucciones, plantilla, plantillas, modelo, indice, consejos, como, usar, funciona, resumen, matriz, cobertura, leyenda, uso, vacia, guia,
		istruzioni, modello, modelli, consigli, come, usare, copertura, legenda, vuoto, instrucoes, dicas, sumario, como, guia`)
})

// isGuide tells whether a heading stands above instructions, a template or an
// overview: above nothing that a story is told in.
func isGuide(s string) bool {
	found := false
	for w := range strings.FieldsSeq(key(s)) {
		guide := guideWords()[w]
		if !guide && !groupWords()[w] {
			return false
		}
		found = found || guide
	}
	return found
}

// isTemplate tells whether a heading stands above a template.
func isTemplate(s string) bool {
	for w := range strings.FieldsSeq(key(s)) {
		switch w {
		case "template", "templates", "vorlage", "vorlagen", "modele", "gabarit", "plantilla", "plantillas", "modello", "modelo":
			return true
		}
	}
	return false
}

// sampleWord reads what stands above an answer that is only an example, and
// gives the tag that says so.
func sampleWord(s string) (tag string, ok bool) {
	switch k := key(s); k {
	case "sample", "example", "beispiel", "muster", "exemple", "ejemplo", "esempio", "exemplo":
		return k, true
	case "sample answer", "sample story", "model answer":
		return "sample", true
	case "example answer", "example story":
		return "example", true
	case "beispielantwort", "musterantwort":
		return "beispiel", true
	case "exemple de reponse":
		return "exemple", true
	case "ejemplo de respuesta", "respuesta de ejemplo":
		return "ejemplo", true
	}
	return "", false
}
