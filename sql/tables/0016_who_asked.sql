-- Questions are found by what was asked (review.asked_of).
CREATE INDEX event_asked ON review.event ((detail ->> 'of')) WHERE action = 'asked';
