-- Other machines: what of this history still has to be written to this
-- machine's journal in the synced folder, and how far those of the others are read.
-- None of it is a record: it can be emptied, and all is then written and read again.

-- This machine's own journal; no row where no folder was ever named.
CREATE TABLE journal (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    folder  TEXT    NOT NULL, -- the synced folder
    place   TEXT    NOT NULL, -- names this machine's place: kept outside the data folder
    name    TEXT    NOT NULL, -- the journal's folder in it
    segment INTEGER NOT NULL, -- the file that was written last
    size    INTEGER NOT NULL, -- its bytes then
    filled  INTEGER NOT NULL  -- attempts up to this key have been written as they were found
) STRICT;

-- The attempts of which something is to be written.
CREATE TABLE unsent (
    attempt INTEGER PRIMARY KEY, -- its key
    since   BLOB    NOT NULL,    -- the lowest id of a change to be written
    marks   INTEGER NOT NULL     -- how often something was put here, so that what comes while writing is seen
) STRICT;

-- How far each file in the synced folder has been read; see journal.Place.
CREATE TABLE journals (
    name     TEXT    NOT NULL PRIMARY KEY,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    read     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    mark     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
