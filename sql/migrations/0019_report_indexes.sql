-- What reports read over whole provinces, without the rows around it.

-- Steps that come in and go out: a quarter of all events, which flow and turnaround would otherwise pick out of all of them.
CREATE INDEX event_steps ON review.event (department_code, at) INCLUDE (action, application_id, revision)
  WHERE action IN ('submitted', 'withdrawn', 'reopened', 'transferred');

-- Returns: a quarter of all decisions, which the report on reasons begins with.
CREATE INDEX decision_returns ON review.decision (department_code, decided_at) INCLUDE (id, application_id, revision, decided_by)
  WHERE outcome = 'returned';
