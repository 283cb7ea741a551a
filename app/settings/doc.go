// Package settings is what a person has chosen, and where things are.
//
// # The file
//
// Settings live in settings.toml, which is the person's as much as Starling's:
// it may be written by hand, kept in version control, shared between machines.
// So Load and Save treat it as one treats another's notes.
//
//   - Load takes what it can. A value that is out of range, misspelt or of the
//     wrong kind is told as a Problem, with its line and what to write instead,
//     and its default holds; nothing else in the file is affected. A key that
//     is not known is told with the one that was probably meant. The Settings
//     that come back are always whole and in range, so that nobody else has to
//     check them.
//   - Save changes values, not files. It finds the place of each value that
//     differs (scan.go), puts the new one there (edit.go), and leaves comments,
//     order, spacing, line endings and unknown keys as they are. A key that is
//     not in the file is added beside its neighbours, and only if it differs
//     from its default.
//   - What Save is about to write it first reads back. If that does not give
//     the same settings (the file is broken, or laid out in a way that one
//     value cannot be changed alone), the file is kept beside under a dated
//     name and a new one, with a comment for every key, takes its place.
//   - The file is replaced as a whole, by rename, so that a power cut leaves
//     the old one or the new one. It is readable by its owner alone.
//
// A program that runs for hours beside an editor uses Change, which reads the
// file again before it alters one thing.
//
// To add a setting: a field in Settings with its default in Defaults, a line in
// keys (keys.go), and a line with a comment in new.toml. The tests say when one
// of the three is missing.
//
// # The places
//
// DefaultPaths asks the desktop; Below moves everything of Starling's own into
// one folder; For applies the stories folder that the settings name. The order
// in which a flag, a setting and the default win is the command line's affair.
//
// # What it does not know
//
// The package imports none of the others. Words that rehearsal has too (prompts,
// modes, kinds of cue, the names of presets) are spelt out here, and a test in
// package app holds the two lists together.
package settings
