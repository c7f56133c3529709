-- Questions are found by what was asked (review.asked_of).
CREATE INDEX event_asked ON review.event USING gin ((detail -> 'about')) WHERE action = 'asked';

-- Whose change is under way is found by what was approved, too.
CREATE INDEX before_change_name ON review.before_change (review.folded(approved_row #>> '{person,name}') text_pattern_ops);
CREATE INDEX before_change_phone ON review.before_change (review.folded_phone(approved_row #>> '{person,phone}') text_pattern_ops);
