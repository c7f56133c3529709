CREATE OR REPLACE FUNCTION review.described(a review.application, message review.notification DEFAULT NULL) RETURNS review.change
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (a.number, a.state, a.revision, (SELECT s.content_hash FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision),
    a.department_code, a.due_on, a.holder, a.claimed_at, a.lease_expires_at,
    message.id, message.channel, told_also(message))::change;
END
$$;
COMMENT ON FUNCTION review.described IS 'Internal. What functions answer about an application after a step.';
