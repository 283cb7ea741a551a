package ui

import "starling/app/story"

// StoryFiles is what the screens do with the files of stories. It is called
// beside the main thread; what is written is whole or not there at all.
type StoryFiles interface {
	// Read gives the bytes of a story's file.
	Read(path string) ([]byte, error)
	// Save writes a story into its file, of which base was read before, and gives
	// what the file has then. Remarks, unknown keys and the order stay. Where the
	// file has become another meanwhile the error is a *story.ChangedError, and
	// nothing is written.
	Save(path string, base []byte, s story.Story) (saved []byte, err error)
	// SaveOver is Save over what the file has become, disk, once the person has
	// chosen that; what cannot be changed in place goes to the trash.
	SaveOver(path string, disk, base []byte, s story.Story) (saved []byte, err error)
	// SaveAgain writes a file that is gone as Save would have written it.
	SaveAgain(path string, base []byte, s story.Story) (saved []byte, err error)
	// Create writes a story that has no file yet into a folder, under a name made
	// of its title that is still free.
	Create(dir string, s story.Story) (path string, saved []byte, err error)
	// Rename gives a story's file another name.
	Rename(path, slug string) (renamed string, err error)
	// Duplicate copies a story's file to a name that is free.
	Duplicate(path string) (copied string, err error)
	// Trash puts a story's file into the trash.
	Trash(path string) (story.Trashed, error)
	// Restore brings a story back from the trash.
	Restore(t story.Trashed) error
	// Reread has the folder of stories read again. It returns at once.
	Reread()
}

// Copies keep aside what is typed and not saved yet, so that a crash loses none
// of it. They are called beside the main thread.
type Copies interface {
	// Keep keeps the data of a copy in place of an earlier one, and is called in
	// any order: one whose number is not above what is kept, or was dropped, is
	// passed over.
	Keep(id string, number int, data []byte) error
	// Drop removes a copy, unless one of a higher number is kept.
	Drop(id string, number int) error
	// All gives the copies that are kept, by id.
	All() (map[string][]byte, error)
}
