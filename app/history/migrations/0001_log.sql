-- What is recorded: starts, events and changes are only ever added to.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The machines whose changes are in here; meta names this one.
CREATE TABLE machines (
    key INTEGER PRIMARY KEY,
    id  TEXT NOT NULL UNIQUE
) STRICT;

-- An attempt as it was begun. The key is its start in milliseconds since 1970,
-- or the next one that is free: the order of the keys is the order of the starts.
CREATE TABLE starts (
    key         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE, -- UUIDv7
    story       TEXT    NOT NULL,        -- slug
    title       TEXT    NOT NULL,
    question_id TEXT    NOT NULL,
    question    TEXT    NOT NULL,
    plan        TEXT    NOT NULL,        -- JSON, times in ns
    prompt      TEXT    NOT NULL,
    mode        TEXT    NOT NULL,
    started     INTEGER NOT NULL,        -- ns since 1970, UTC
    zone        INTEGER NOT NULL         -- the zone's offset then, s east of UTC
) STRICT;

-- What happened in it, as it happened.
CREATE TABLE events (
    attempt INTEGER NOT NULL REFERENCES starts (key),
    seq     INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    moment  INTEGER NOT NULL, -- ns since 1970, UTC
    spoken  INTEGER NOT NULL, -- ns
    section INTEGER NOT NULL,
    cue     TEXT    NOT NULL,
    given   INTEGER NOT NULL,
    PRIMARY KEY (attempt, seq)
) STRICT, WITHOUT ROWID;

-- What a person says of it. Of the changes of one field the one with the
-- highest id holds.
CREATE TABLE changes (
    id      BLOB    NOT NULL PRIMARY KEY, -- UUIDv7, made of the time below
    machine INTEGER NOT NULL REFERENCES machines (key),
    time    INTEGER NOT NULL,             -- hybrid logical: ms since 1970 × 4096 + counter
    attempt INTEGER NOT NULL REFERENCES starts (key),
    field   TEXT    NOT NULL,
    value   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX changes_attempt ON changes (attempt);

-- What is still in motion: the time spoken at the last beat, and the note
-- while it is being typed. A note that rests becomes a change.
CREATE TABLE live (
    attempt INTEGER PRIMARY KEY REFERENCES starts (key),
    spoken  INTEGER NOT NULL DEFAULT 0, -- ns
    note    TEXT
) STRICT;

CREATE INDEX live_notes ON live (attempt) WHERE note IS NOT NULL;

-- Starts and events are removed in one case only: an attempt under five
-- seconds, of which nothing was ever said. Its key is put in here first, all of
-- it is removed in the same transaction, and this table is empty again.
CREATE TABLE dropping (
    attempt INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER dropping_only_short BEFORE INSERT ON dropping
WHEN EXISTS (SELECT 1 FROM events WHERE attempt = NEW.attempt AND spoken >= 5000000000)
  OR EXISTS (SELECT 1 FROM live WHERE attempt = NEW.attempt AND (spoken >= 5000000000 OR note IS NOT NULL))
  OR EXISTS (SELECT 1 FROM changes WHERE attempt = NEW.attempt)
BEGIN SELECT RAISE(ABORT, 'only an attempt under five seconds, of which nothing was said, can be removed'); END;

CREATE TRIGGER starts_never_change BEFORE UPDATE ON starts
BEGIN SELECT RAISE(ABORT, 'starts are never changed'); END;
CREATE TRIGGER starts_stay BEFORE DELETE ON starts
WHEN NOT EXISTS (SELECT 1 FROM dropping WHERE attempt = OLD.key)
BEGIN SELECT RAISE(ABORT, 'starts are never removed'); END;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM dropping WHERE attempt = OLD.attempt)
BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

CREATE TRIGGER changes_never_change BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are never changed'); END;
CREATE TRIGGER changes_stay BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are never removed'); END;

-- What is derived from the above, for the screens. All of it can be rebuilt.

CREATE TABLE attempts (
    key      INTEGER PRIMARY KEY REFERENCES starts (key),
    story    TEXT    NOT NULL,
    mode     TEXT    NOT NULL,
    question TEXT    NOT NULL, -- the question's id
    number   INTEGER NOT NULL, -- among those of its story, the oldest 1
    ended    TEXT    NOT NULL,
    began    INTEGER NOT NULL, -- when the answer itself began, ns since 1970
    spoken   INTEGER NOT NULL, -- ns
    paused   INTEGER NOT NULL, -- ns
    splits   TEXT    NOT NULL, -- JSON: [[ns, ended by], …] in the plan's order
    ratings  TEXT    NOT NULL, -- JSON: {section: rating}
    note     TEXT    NOT NULL,
    coverage REAL    NOT NULL, -- per cent, where rated
    rated    INTEGER NOT NULL,
    deleted  INTEGER NOT NULL,
    kept     INTEGER NOT NULL,
    counted  INTEGER NOT NULL  -- neither deleted nor abandoned nor unfinished
) STRICT;

CREATE INDEX attempts_list ON attempts (key, deleted, mode, rated);
CREATE INDEX attempts_story ON attempts (story, key, deleted, mode, rated);
CREATE INDEX attempts_questions ON attempts (story, question) WHERE counted = 1;
CREATE INDEX attempts_covered ON attempts (story, key, coverage) WHERE counted = 1 AND rated = 1;
CREATE INDEX attempts_unfinished ON attempts (key) WHERE ended = 'unfinished';

CREATE TABLE stories (
    story    TEXT    NOT NULL PRIMARY KEY,
    attempts INTEGER NOT NULL, -- that are not deleted
    last     INTEGER,          -- start of the last of them, ns since 1970
    coverage REAL              -- of the last that was rated and counts
) STRICT, WITHOUT ROWID;

-- The words of each attempt, and what it is, for the search.
CREATE VIRTUAL TABLE words USING fts5 (
    title, question, note, facets,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
