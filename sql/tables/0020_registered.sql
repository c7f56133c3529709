-- How many persons bureaus have on their registers, which coverage is reckoned against; and an index for the report on turnaround.

CREATE TABLE review.registered (
  department_code review.key NOT NULL REFERENCES review.department,
  on_day date NOT NULL,
  persons integer NOT NULL CHECK (persons >= 0),
  updated_at timestamptz NOT NULL,
  updated_by review.key NOT NULL,
  PRIMARY KEY (department_code, on_day)
);
COMMENT ON TABLE review.registered IS
  'Persons on a bureau''s register (在册) as bureaus count them, without those of the bureaus below; entered by administrators. Reports take the latest figure '
  'that is no later than the end of their period.';

-- What makes a decision begin later than its submission, or be due later, is rare: figures_reviews picks it out of all entries.
CREATE INDEX event_moved ON review.event (department_code, at) INCLUDE (application_id, revision) WHERE action IN ('reopened', 'due_moved');
