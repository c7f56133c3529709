CREATE OR REPLACE FUNCTION review.next_waited_for(bureau text) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  first_of application;
BEGIN
  SELECT * INTO first_of FROM application t
  WHERE t.department_code = bureau AND t.state IN ('submitted', 'in_review')
    AND (t.state = 'submitted' OR t.lease_expires_at <= clock_timestamp())
  ORDER BY t.due_on, t.submitted_at, t.id LIMIT 1 FOR NO KEY UPDATE;
  RETURN first_of;
EXCEPTION WHEN lock_not_available THEN
  PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('number', t.number, 'holder', h.holder, 'since', h.since)
    FROM (SELECT * FROM application o WHERE o.department_code = bureau AND o.state IN ('submitted', 'in_review')
            AND (o.state = 'submitted' OR o.lease_expires_at <= clock_timestamp()) ORDER BY o.due_on, o.submitted_at, o.id LIMIT 1) AS t
    LEFT JOIN LATERAL row_holder((SELECT x.xmax FROM application x WHERE x.id = t.id)) AS h ON true));
END
$$;
COMMENT ON FUNCTION review.next_waited_for IS
  'Internal. The bureau''s next case, which somebody else''s transaction holds: waits five seconds for it, whatever the session has set. RC413 row_held '
  '{number, holder, since} then; null when it is no longer there.';
