// Package journal writes and reads the files by which machines tell each other
// of their histories: in a folder that any program may copy from machine to
// machine, without a database and without a lock.
//
// # The folder
//
// Each machine has a folder of its own in it, which nobody else writes to, and
// in that its journal: segments, numbered files that only grow. When one is
// large enough the next is begun, so that a program that copies whole files
// copies little.
//
//	folder/
//	  0b29e…-6f1c2a9d/            a machine, and its journal
//	    00000001.jsonl
//	    00000002.jsonl
//
// # The lines
//
// A line is a checksum and a [Record] as JSON: all that is known of one
// attempt, but of what was said of it only what is new. So a line needs no other
// line: whatever arrives can be taken at once, in any order and any number of
// times. What fails its checksum (the end of a file that is still being copied,
// a hole in it) is passed over, and looked at again when the file has changed.
//
// Copies that a file-sync program made of a conflict ("00000001
// (conflict).jsonl") hold lines like any other and are read too; its temporary
// files are not.
package journal
