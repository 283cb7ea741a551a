-- What a recording gives is said of an attempt like all else, in changes. Of
-- what was listened to and what was measured there is little among them: both
-- are found without looking through all.

CREATE INDEX changes_listened ON changes (attempt) WHERE field = 'listened';
CREATE INDEX changes_delivery ON changes (attempt) WHERE field = 'delivery';
