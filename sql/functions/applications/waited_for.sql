CREATE OR REPLACE FUNCTION review.waited_for(canonical text, mine text[]) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  found_row application;
BEGIN
  BEGIN
    SELECT * INTO found_row FROM application a WHERE a.number = canonical AND a.department_code = ANY (mine) FOR NO KEY UPDATE;
  EXCEPTION WHEN lock_not_available THEN
    PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('number', canonical, 'holder', h.holder, 'since', h.since)
      FROM application a LEFT JOIN LATERAL row_holder(a.xmax) AS h ON true WHERE a.number = canonical));
  END;
  IF found_row.id IS NULL THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN found_row;
END
$$;
COMMENT ON FUNCTION review.waited_for IS
  'Internal. Locks an application that somebody else''s transaction holds: waits five seconds for it, whatever the session has set. RC413 row_held {number, '
  'holder, since} then; RC404 not_found where there is none.';
