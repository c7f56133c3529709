CREATE OR REPLACE FUNCTION review.application_next(department text DEFAULT NULL) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('claim', 'reviewer', 'manager');
  mine text[] := departments_of(me);
  ordered text[];
  candidate record;
  bureau text;
  a application;
BEGIN
  -- Nobody is held up by it: the managers see who takes more than anybody reads.
  PERFORM metered(me, 'claim');
  IF department IS NOT NULL THEN
    IF department <> ALL (mine) THEN
      PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', department));
    END IF;
    mine := ARRAY(SELECT d.code::text FROM department d WHERE application_next.department = ANY (d.ancestors) AND d.code = ANY (mine));
  END IF;

  -- Oldest due first, over all departments. A row that somebody is just taking is passed over.
  FOR candidate IN
    SELECT c.id, c.department_code FROM unnest(mine) AS d (code) CROSS JOIN LATERAL (
      SELECT t.id, t.department_code, t.due_on, t.submitted_at FROM application t
      WHERE t.department_code = d.code AND t.state IN ('submitted', 'in_review')
        AND (t.state = 'submitted' OR t.lease_expires_at <= clock_timestamp())
      ORDER BY t.due_on, t.submitted_at, t.id LIMIT 8) AS c
    ORDER BY c.due_on, c.submitted_at, c.id
  LOOP
    SELECT * INTO a FROM application t
    WHERE t.id = candidate.id AND t.department_code = candidate.department_code AND t.state IN ('submitted', 'in_review')
      AND (t.state = 'submitted' OR t.lease_expires_at <= clock_timestamp())
    FOR NO KEY UPDATE SKIP LOCKED;
    IF FOUND THEN
      PERFORM still(me);
      RETURN NEXT described(leased(settled(a), me, 'claimed', '{"by": "next"}'));
      RETURN;
    END IF;
    ordered := array_append(ordered, candidate.department_code);
  END LOOP;

  -- All of those were being taken in this instant. Look deeper, first without waiting, then waiting: nobody is told
  -- that the queue is empty while something in it is only locked.
  FOR attempt IN 1 .. 2 LOOP
    FOR bureau IN SELECT o.code FROM unnest(ordered) WITH ORDINALITY AS o (code, rank) GROUP BY o.code ORDER BY min(o.rank) LOOP
      IF attempt = 1 THEN
        SELECT * INTO a FROM application t
        WHERE t.department_code = bureau AND t.state IN ('submitted', 'in_review')
          AND (t.state = 'submitted' OR t.lease_expires_at <= clock_timestamp())
        ORDER BY t.due_on, t.submitted_at, t.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
      ELSE
        a := next_waited_for(bureau);
      END IF;
      IF a.id IS NOT NULL THEN
        PERFORM still(me);
        RETURN NEXT described(leased(settled(a), me, 'claimed', '{"by": "next"}'));
        RETURN;
      END IF;
    END LOOP;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.application_next IS
  'Claims the oldest due application that nobody holds, leases that ran out included, and answers it; no row when there is none. '
  'department: only that one and what is below it. Two callers never get the same one, and none is told "empty" because of the other. '
  'Reviewer, manager. RC403, RC413 row_held, RC430 unknown_department.';
GRANT EXECUTE ON FUNCTION review.application_next TO review_reviewer, review_manager;
