// Package export writes stories and attempts for elsewhere: for another
// program, for a spreadsheet, for paper, for a coach. It is pure: it is given
// values ([Data]) and writes to a writer.
//
//	[WriteJSON]        everything, for programs: docs/export.md, docs/schema/export-v1.json
//	[WriteCSV]         attempts for a spreadsheet, as `starling history --csv`
//	[WriteStoriesCSV]  stories for a spreadsheet
//	[WriteMarkdown]    stories as flash cards and the attempts as a table; read back by `starling import`
//	[WriteHTML]        a report: one file with charts that asks for nothing from outside
//
// What a person wrote may hold anything. No text can break out of the place
// that it has in a format: in a spreadsheet none becomes a formula, in Markdown
// none becomes markup, in the report none becomes an element.
//
// With [Scope.WithoutNotes] every format leaves out what a person wrote for
// themselves alone: the notes of attempts and those of stories; and what a transcriber wrote down.
package export
