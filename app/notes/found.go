package notes

import (
	"starling/app/story"
)

// Found is what one file of notes holds.
type Found struct {
	// File is the name of the file, as it was given.
	File string
	// Stories are the stories in it, in the order of the file.
	Stories []Draft
	// Questions are the questions in it by category, each with its text alone:
	// ids are given when they are put into a bank (see Prepare).
	Questions []story.Category
	// Reports tell what was passed over, what has no place, and what to look at.
	Reports []Report
}

// Draft is a story as the notes tell it.
type Draft struct {
	// Story has neither slug nor path, and no ids of questions. Parse reads what
	// Encode makes of it without a problem. It is marked as a draft where one of
	// the four sections of STAR has nothing in it, or may have the wrong text.
	Story story.Story
	// Line is where the story begins in the file, from 1.
	Line int
	// Questions are the texts of the questions that it answers; each is among
	// the questions of the file.
	Questions []string

	mark fingerprint
}

// Kind says what a report is about.
type Kind int

// The kinds of reports.
const (
	// Skipped was left out on purpose: a template, instructions, a table, a
	// comment, places to fill in, an empty story.
	Skipped Kind = iota
	// Unplaced is text that belongs to no story and no question.
	Unplaced
	// Check was put in its place by a guess; a person should look at it.
	Check
	// Failed could not be imported, and the report says why.
	Failed
)

// Report tells a person of something in the notes that did not simply become
// part of a story.
type Report struct {
	// File is the name of the notes, Line the line in it, from 1; 0 where the
	// report is about the file as a whole.
	File string
	Line int
	Kind Kind
	// Text is one sentence for the person: an empty story, "Story #2", makes no file.
	Text string
	// Content is the text in question, whole; empty where Text has all of it.
	Content string
}

// Place is "notes.md:12", as editors know to jump to.
func (r Report) Place() string {
	if r.Line == 0 {
		return r.File
	}
	return r.File + ":" + itoa(r.Line)
}

// String is the report on one line, with its place.
func (r Report) String() string { return r.Place() + ": " + r.Text }
