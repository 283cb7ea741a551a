// Package history keeps every timed answer and what was thought of it.
//
// # A log, and what is derived from it
//
// What happens in an attempt is written as it happens: its start (Begin), each
// mark, back, pause and the end (Append), and every few seconds the time spoken
// (Beat). What a person says of it afterwards (Rate, SetNote, Grade, Delete,
// Restore, Keep) is a change: a row with the attempt, a field and its value from then on.
// Starts, events and changes are only ever added; the database itself refuses
// anything else. So a later rating does not erase the earlier one, and a
// deletion can be undone.
//
// What the screens read, a [Record], is derived from that log by
// rehearsal.Replay and the last change of each field. The result is kept in
// tables of its own, brought up to date in the transaction that adds to the
// log, and can be made anew at any time ([Store.Rebuild]). docs/history.md
// describes the tables.
//
// # Opening
//
// A window holds its data folder and opens the history in it:
//
//	lock, err := history.Lock(dir)          // ErrLocked: another window has it
//	store, report, err := history.Open(ctx, dir, history.Options{})
//	// Show report.Messages. Offer what store.Unfinished gives. Then, in the background:
//	if report.BackupDue {
//		_, err = store.Backup(ctx)
//	}
//	err = store.Check(ctx)
//
// Open takes milliseconds, whatever the size. It survives a database that was
// cut, overwritten or removed: that one is set aside, the newest good backup
// takes its place, and the report says in sentences what happened and what is
// missing. Damage that only Check finds is mended at the next start.
//
// A command that reads beside the window uses [OpenReader], which changes
// nothing and takes a missing database for an empty one.
//
// # Writing
//
// Each method of [Store] that writes is one transaction, which is on the disk
// when the method returns. The screens do not wait for the disk: they hand
// everything to a [Recorder], which stores it in its order, tries again while
// the disk is full, and says when that begins and ends. Many things at once, as
// in a test or an import, go through [Store.Batch].
//
// # Time
//
// Moments are kept in UTC, with the zone's offset beside them. The changes have
// a hybrid logical clock: it follows the wall and never goes back, so that the
// last change is the last one even where the machine's clock was put back. Their
// ids are UUIDv7 made of that clock; with the machine's name in each change, two
// machines' histories can be put together one day.
//
// # Reading
//
// [Store.Attempts] gives a page of what a [Filter] chooses, [Store.Count] its
// number, [Store.Stories] what the library shows. All are answered from indexes,
// the search for a text from one of words; with 100,000 attempts a page and its
// count take some milliseconds. [WriteJSON], [WriteCSV] and [WriteText] print
// records; docs/history-json.md describes the first two.
package history
