CREATE OR REPLACE FUNCTION review.effective_state(state text, lease_expires_at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN state = 'in_review' AND lease_expires_at <= now() THEN 'submitted' ELSE state END $$;
COMMENT ON FUNCTION review.effective_state IS 'The state that counts: a lease that ran out is no lease, even if nobody has touched the row since.';
GRANT EXECUTE ON FUNCTION review.effective_state TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
