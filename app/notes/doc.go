// Package notes reads a person's own notes, Markdown as people write it, into
// stories and questions, and imports those into a folder of stories. It knows
// package story and nothing else of Starling.
//
// # What is found
//
// [Read] gives what a file of notes holds, a [Found]: drafts of stories,
// questions by category, and reports of what was passed over, has no place or
// should be looked at. Nothing is lost on the way: every word of the notes is
// in a story, in a question or in a report, but for labels, marks, templates
// and tables that have nothing to do with a story, whose lines are told.
//
// The way through a file is
//
//	bytes → decode → UTF-8 → newPage → goldmark → blocks → outline → entries → stories, questions
//
// decode finds out the encoding and puts right what an earlier program took
// for another (encoding.go, onebyte.go, mojibake.go). newPage takes out
// definitions of links and makes harmless what would keep the parser busy for
// ever (page.go). blocks are headings, paragraphs, lists, code and tables
// without their markup, each line with its number (markdown.go, inline.go), and
// what people mean by bullets that Markdown does not know (lists.go).
//
// outline makes entries of them: what stands below one heading that is no
// label (outline.go). What an entry is follows from the labels in it
// (census.go) and from the headings around it (read.go): a story, a question
// with notes to it (questions.go), a category, instructions, or text without a
// place.
//
// A label is "Situation:", "S (Situation):", "### Résultats (15%)" or any other
// of some hundred words (dictionary.go), in the ways in which people write them
// (label.go, cutlabel.go). A teller goes through the blocks of an entry and puts
// each text where the last label says (tell.go, accept.go, put.go): bullets
// become points, prose becomes script, fields that a story file does not have
// become notes. A place to fill in is told from text that only stands in square
// brackets (placeholder.go). At the end the paragraphs of a full script are
// given to sections (finish.go).
//
// # Importing
//
// [Prepare] finds out what importing would do, an [Import], and
// [Import.Write] does it, all of it or nothing:
//
//	im, err := notes.Prepare(ctx, []string{"flashcard.md"}, dir)
//	show(im.Summary())
//	written, err := im.Write(ctx)
//
// The first line of each imported file says where the story came from, with a
// fingerprint of it as it was read. By that it is known again when the same
// notes are imported once more, whatever the person has made of the file since
// (present.go). Questions are added to the bank so that its other bytes stay
// (bank.go).
package notes
