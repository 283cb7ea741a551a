-- What is known of the answers to each question is read from this index alone.
CREATE INDEX attempts_said ON attempts (question, story, key, began, deleted, counted, rated, coverage);
