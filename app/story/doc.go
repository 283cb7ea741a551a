// Package story keeps a person's stories: what a story is, how its TOML is
// read and written, and the folder that holds them. It is the lowest layer of
// Starling: it knows nothing of clocks, sound, history or screens.
//
// # A story
//
// A [Story] is one answer in STAR form: [Situation], [Task], [Action],
// [Result] and, optionally, [Lessons]. Each [Section] has points or a script
// or both, and may name the time that it should take, its target. A story in
// which one of the four is missing is a draft (see [Story.Draft]): it can be
// listed and edited, not rehearsed, and is no error. The file's name without
// ".toml" is the story's slug, its identity in history.
//
// How targets become a plan is the business of package rehearsal; here it is
// only checked that they can.
//
// # Reading one file
//
// [Parse] reads a story from the bytes of a file. It gives a story that can be
// used, or at least one [Problem], and as many problems as can be found at
// once: a person should not have to mend a file five times. A problem says
// where, what is wrong and what to write instead:
//
//	conflict.toml:14:1: action.target: "24" has no unit; write "24s"
//
// The way through a file is
//
//	bytes → content → text → document → tree of nodes → reader → Story
//
// content lets only text through: no more than a mebibyte, UTF-8, no control
// characters. document makes a tree of it in which every value knows its
// place. For that the text is scanned in one quick pass (scan.go), which
// vouches for the plain TOML of which stories are made. Whatever it will not
// vouch for is put to the library, BurntSushi/toml, whose errors are then said
// in a person's words (syntax.go); a line that is no TOML is left out, and the
// rest is read. reader, at last, checks every key and value, and that the
// targets leave each section its time.
//
// [ParseBank] does the same for questions.toml, the [Bank] of questions. There
// one wrong question does not hide the others.
//
// # Reading a folder
//
// A [Loader] reads a folder into a [Library], and when asked again reads only
// what has changed. Nothing that is wrong with one file keeps another from
// being read: pipes, folders, links that lead nowhere, unreadable files and
// twenty thousand too many of them are problems like any other.
//
//	loader := story.NewLoader(dir, story.Options{Limit: settings.Limit})
//	library := loader.Load(ctx)
//	go story.Watch(ctx, dir, func() { show(loader.Load(ctx)) })
//
// A library never changes: a screen shows the one that it has until it is
// handed the next. [Library.Search] looks through ten thousand stories between
// two key presses, because the words were gathered when the stories were read
// (index.go); words are compared without case and diacritics (fold.go).
// [Library.Notes] tells what is worth knowing and no error.
//
// [Watch] tells when stories come, go or change. It survives what editors and
// people do: saving by way of another file, removing the folder, making it
// again.
//
// # Writing
//
// [Write] makes a new file from a story by way of [Encode], which Parse reads
// back as it was; [CopyExamples] fills an empty folder with the stories that
// come with Starling; [RemoveUnchanged] takes those away that are still as
// they came.
//
// What a person has written is never written anew. Where a story changes in
// the app, [Rewrite] puts the values that differ into the bytes of the file,
// and leaves all else as it stands: remarks, unknown keys, the order of the
// keys, blanks, quotation marks, line ends. For that the file is taken apart
// byte by byte (layout.go, source.go); values are written at their places
// (rewriter.go, retext.go, relist.go with diff.go), new keys where Encode
// would have them (rewriteadd.go); and what has come of it is read back and
// compared before it is given out (verify.go). A file for which that cannot be
// done is not touched, and the error says why. [Read] tells beforehand.
//
// [Save] does so with a file, whole or not at all, unless it has changed or
// gone meanwhile: then the person is asked, and [SaveOver] or [SaveAgain] does
// what they want. [Rename], [Duplicate], [Trash] and [Restore] never write
// over anything.
//
// [ParsePlaces] tells the lines on which the parts of a story stand.
// [SplitScript] proposes which paragraphs of a whole script belong to which
// section.
package story
