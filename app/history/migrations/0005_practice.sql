-- What Progress and what is due are read from, so that neither reads attempts
-- one by one. All of it follows from the rest and can be rebuilt.

-- The day that the person would have named: from 04:00 to 04:00 by the clock
-- where they were, counted from 1 January 1970.
ALTER TABLE attempts ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
-- How far the answer ran over its limit, ns; below zero before it.
ALTER TABLE attempts ADD COLUMN over INTEGER NOT NULL DEFAULT 0;
-- The section that was practised by itself; empty for an answer of several.
ALTER TABLE attempts ADD COLUMN part TEXT NOT NULL DEFAULT '';
-- Whether it counts and was an answer of more than one section.
ALTER TABLE attempts ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;

UPDATE attempts SET
    -- Divisions that round down, before 1970 too: 14,400 s are the four hours.
    day = (SELECT (t - (t % 86400 + 86400) % 86400) / 86400 FROM (
        SELECT (attempts.began - (attempts.began % 1000000000 + 1000000000) % 1000000000) / 1000000000 + s.zone - 14400 AS t)),
    over = attempts.spoken - json_extract(s.plan, '$.limit'),
    part = CASE json_array_length(s.plan, '$.sections') WHEN 1 THEN json_extract(s.plan, '$.sections[0][0]') ELSE '' END,
    whole = attempts.counted = 1 AND coalesce(json_array_length(s.plan, '$.sections'), 0) > 1
FROM starts s WHERE s.key = attempts.key;

-- A section said by itself is no coverage of its story, nor of its question.
DROP INDEX attempts_covered;
CREATE INDEX attempts_covered ON attempts (story, key, coverage) WHERE whole = 1 AND rated = 1;
DROP INDEX attempts_said;
CREATE INDEX attempts_said ON attempts (question, story, key, began, deleted, whole, rated, coverage);

CREATE INDEX attempts_days ON attempts (day, story) WHERE counted = 1;
-- The last whole answers, rated or not, of a story and of all.
CREATE INDEX attempts_whole ON attempts (began) WHERE whole = 1;
CREATE INDEX attempts_whole_rated ON attempts (began) WHERE whole = 1 AND rated = 1;
CREATE INDEX attempts_story_whole ON attempts (story, began) WHERE whole = 1;
CREATE INDEX attempts_story_rated ON attempts (story, began) WHERE whole = 1 AND rated = 1;

-- What the attempts that count add up to, by story and day, and by day. There
-- may be very many rows, so all but their number stands in one text, a line each:
--   ns spoken, whole answers that are rated, and whole answers by how far they
--     ended from the limit: before −60 s, before −30 s, −15 s, 1 s, 15 s, 30 s, 60 s, and from there on
--   the coverages of whole answers in whole per cent, each once: 25,50
--   the first that is rated: began, id, zone, coverage in 240ths
--   that of the highest coverage: 240 − coverage in 240ths, began, id, zone
--   that which ended closest to its limit: how far, began, id, zone, over
-- Of several of the last three lines the lowest is the one meant: numbers at
-- their beginning have leading zeros.
CREATE TABLE story_days (
    story    TEXT    NOT NULL,
    day      INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    totals   TEXT    NOT NULL,
    PRIMARY KEY (story, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE days (
    day      INTEGER PRIMARY KEY,
    attempts INTEGER NOT NULL,
    totals   TEXT    NOT NULL
) STRICT;

INSERT INTO story_days SELECT a.story, a.day, count(*),
    printf('%d %d %d %d %d %d %d %d %d %d', sum(a.spoken), sum(a.whole = 1 AND a.rated = 1),
        sum(a.whole = 1 AND a.over < -60000000000),
        sum(a.whole = 1 AND a.over >= -60000000000 AND a.over < -30000000000),
        sum(a.whole = 1 AND a.over >= -30000000000 AND a.over < -15000000000),
        sum(a.whole = 1 AND a.over >= -15000000000 AND a.over < 1000000000),
        sum(a.whole = 1 AND a.over >= 1000000000 AND a.over < 15000000000),
        sum(a.whole = 1 AND a.over >= 15000000000 AND a.over < 30000000000),
        sum(a.whole = 1 AND a.over >= 30000000000 AND a.over < 60000000000),
        sum(a.whole = 1 AND a.over >= 60000000000))
    || char(10) || coalesce(group_concat(DISTINCT CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END
        ORDER BY CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
        THEN printf('%019d %s %d %d', max(a.began, 0), s.id, s.zone, CAST(round(a.coverage * 2.4) AS INTEGER)) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
        THEN printf('%03d %019d %s %d', 240 - CAST(round(a.coverage * 2.4) AS INTEGER), max(a.began, 0), s.id, s.zone) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1
        THEN printf('%019d %019d %s %d %d', abs(a.over), max(a.began, 0), s.id, s.zone, a.over) END), '')
FROM attempts a JOIN starts s ON s.key = a.key WHERE a.counted = 1 GROUP BY a.day, a.story;

INSERT INTO days SELECT a.day, count(*),
    printf('%d %d %d %d %d %d %d %d %d %d', sum(a.spoken), sum(a.whole = 1 AND a.rated = 1),
        sum(a.whole = 1 AND a.over < -60000000000),
        sum(a.whole = 1 AND a.over >= -60000000000 AND a.over < -30000000000),
        sum(a.whole = 1 AND a.over >= -30000000000 AND a.over < -15000000000),
        sum(a.whole = 1 AND a.over >= -15000000000 AND a.over < 1000000000),
        sum(a.whole = 1 AND a.over >= 1000000000 AND a.over < 15000000000),
        sum(a.whole = 1 AND a.over >= 15000000000 AND a.over < 30000000000),
        sum(a.whole = 1 AND a.over >= 30000000000 AND a.over < 60000000000),
        sum(a.whole = 1 AND a.over >= 60000000000))
    || char(10) || coalesce(group_concat(DISTINCT CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END
        ORDER BY CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
        THEN printf('%019d %s %d %d', max(a.began, 0), s.id, s.zone, CAST(round(a.coverage * 2.4) AS INTEGER)) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
        THEN printf('%03d %019d %s %d', 240 - CAST(round(a.coverage * 2.4) AS INTEGER), max(a.began, 0), s.id, s.zone) END), '')
    || char(10) || coalesce(min(CASE WHEN a.whole = 1
        THEN printf('%019d %019d %s %d %d', abs(a.over), max(a.began, 0), s.id, s.zone, a.over) END), '')
FROM attempts a JOIN starts s ON s.key = a.key WHERE a.counted = 1 GROUP BY a.day;

-- What was made of a story's attempts up to the one with the key "through", by
-- those who know what it means. It is dropped when anything of these attempts
-- changes; revision counts the changes of all of them.
CREATE TABLE cards (
    story    TEXT    NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    through  INTEGER NOT NULL,
    card     TEXT    NOT NULL -- empty for none
) STRICT, WITHOUT ROWID;
