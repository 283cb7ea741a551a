// Package editing is a story while it is being edited: the texts that are
// typed, what they make of the story, what was done to them and can be taken
// back, and what of it is stored. It knows no screen, no clock and no file.
//
// A [Document] holds the story as a text for each [Field]: lists are an entry a
// line, times are as they are written. So everything that a person can change
// is a change of a text, and undo, recovery after a crash and the comparison
// with a file that was changed elsewhere work on all of them alike.
//
// A text that says nothing yet ("2x" for a limit) is kept as it was typed; the
// story keeps the value that the field had last, and [Document.Faults] says
// what is wrong.
package editing
