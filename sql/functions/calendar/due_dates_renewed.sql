CREATE OR REPLACE FUNCTION review.due_dates_renewed(since date, who text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  moved bigint := 0;
  more bigint;
BEGIN
  FOR pass IN 1 .. 2 LOOP
    IF pass = 2 THEN
      -- Submissions under way counted by the calendar of before: their end is waited for, and those that come now wait for this pass only.
      LOCK TABLE holiday IN EXCLUSIVE MODE;
    END IF;
    -- Each day of submission and form is counted once, however many applications have them. Rows are locked in the order of their ids; what was
    -- decided, withdrawn or submitted anew while that waited is looked at again as it is then. Written as a difference, so that the planner
    -- compares days by a hash and not each of them with an index.
    WITH due AS MATERIALIZED (
      SELECT x.province, x.version, x.day, add_working_days(x.day, coalesce((p.settings ->> 'working_days')::integer, 5)) AS day_due
      FROM (SELECT DISTINCT a.province, a.profile_version AS version, (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day
            FROM application a WHERE a.state IN ('submitted', 'in_review') AND a.due_on >= since) AS x
      JOIN profile p ON p.province = x.province AND p.version = x.version),
    held AS (
      SELECT a.id, a.due_on AS before, d.day_due
      FROM application a JOIN due d
        ON d.province = a.province AND d.version = a.profile_version AND d.day = (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date
      WHERE a.state IN ('submitted', 'in_review') AND a.due_on >= since AND d.day_due - a.due_on > 0
      ORDER BY a.id FOR NO KEY UPDATE OF a),
    later AS (
      UPDATE application t SET due_on = h.day_due FROM held h WHERE t.id = h.id
      RETURNING t.id, t.revision, t.department_code, t.due_on, h.before)
    INSERT INTO event (actor, action, application_id, revision, department_code, detail)
    SELECT who, 'due_moved', l.id, l.revision, l.department_code, jsonb_build_object('due_on', l.due_on, 'before', l.before) FROM later l;
    GET DIAGNOSTICS more = ROW_COUNT;
    moved := moved + more;
  END LOOP;
  RETURN moved;
END
$$;
COMMENT ON FUNCTION review.due_dates_renewed IS
  'Internal. Counts the due dates of what is pending again by the calendar as it now is, those not before since, the first day that changed. An applicant '
  'was told each of them: none moves earlier. Answers how many moved, each with an entry due_moved. Waits for rows as long as the caller''s lock_timeout says.';
