-- What one event tells may go by several channels: one message each.

DROP INDEX review.notification_decision;
CREATE UNIQUE INDEX notification_decision ON review.notification (decision_id, channel);
COMMENT ON TABLE review.notification IS
  'One message to the applicant about one event by one channel; the outbox that the dispatcher empties. What one event tells by several channels has one '
  'created_at.';

ALTER TYPE review.change ADD ATTRIBUTE also jsonb;
COMMENT ON TYPE review.change IS
  'An application after a step, with the message that the step sent, if any. also: the same by further channels, [{id, channel}]; null = none.';
ALTER TYPE review.decided ADD ATTRIBUTE also jsonb;
COMMENT ON TYPE review.decided IS
  'A decision made, and whom it tells what. repeated: the same call had been answered before, nothing was written now. also: the same by further '
  'channels, [{id, channel}]; null = none.';

COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, channel, recipient_field (field id, null for the portal), '
  'longest_message (characters, null = any), also [{channel, recipient_field, longest_message}] (further channels in order), '
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none), row_slots {slot: list} (slots that take one file a row), '
  'resubmission (all_steps or marked_items: of the latter the reviewer is told what else was changed).';
