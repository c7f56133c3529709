-- Tables that nobody but the owner reads: row level security without a policy, so that a grant made by mistake opens nothing.
-- Functions hand out of them what a caller may know, and record it. A policy that let some rows past would not do: conditions of the caller's own that
-- are leakproof run before it, and the plan (EXPLAIN ANALYZE) then tells what rows there are of others.
ALTER TABLE review.routine ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.applicant ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.archive ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.draft_attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.notice_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.submission_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account_closing ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.login_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.reset_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.number_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.event_about ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.ticket_meter ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.department_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.registered ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.application ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.before_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.decision_reason ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.notification_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.export_record ENABLE ROW LEVEL SECURITY;
