-- What a form says about sending a returned application in again.

COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, channel, recipient_field (field id, null for the portal), '
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none), row_slots {slot: list} (slots that take one file a row), '
  'resubmission (all_steps or marked_items: of the latter the reviewer is told what else was changed).';
