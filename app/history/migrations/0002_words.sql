-- The words of the script that was the prompt, as it was then, by section: JSON,
-- {"situation":60,…}. Empty where the prompt was another. A pace is measured by it.
ALTER TABLE starts ADD COLUMN words TEXT NOT NULL DEFAULT '';

CREATE INDEX starts_words ON starts (key) WHERE words <> '';
