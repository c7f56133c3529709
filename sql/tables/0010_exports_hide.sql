-- Names and homes are compared with certificates on the screen, and leave the house in no masked ledger.
ALTER TABLE review.profile ADD COLUMN export_hidden_fields text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN review.profile.export_hidden_fields IS
  'Answers that a masked export hides beside masked_fields: "-work.residence_address" altogether, "~identity.name" as mask_name() does.';
