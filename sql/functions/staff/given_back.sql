CREATE OR REPLACE FUNCTION review.given_back(of_holder text, who text, why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  a application;
BEGIN
  FOR a IN SELECT * FROM application t WHERE t.state = 'in_review' AND t.holder = of_holder FOR NO KEY UPDATE SKIP LOCKED LOOP
    UPDATE application t SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL
    WHERE t.id = a.id RETURNING t.* INTO a;
    PERFORM write_event(who, 'released', a, detail => jsonb_build_object('holder', of_holder, 'by', why));
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.given_back IS 'Internal. Puts all that somebody holds back into the queue, for whoever ends or changes the account; what somebody else is just about to change is left to him, or to the end of the lease.';
