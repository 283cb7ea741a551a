-- The grade that the person gave the attempt instead of that of its ratings and
-- its time: again, hard, good, easy or none; empty where they gave none.
ALTER TABLE attempts ADD COLUMN grade TEXT NOT NULL DEFAULT '';
