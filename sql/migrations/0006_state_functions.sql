-- Leases and the steps that are not decisions. Every function locks the application first, so that the second of two callers
-- sees what the first one did, and uses clock_timestamp(), because waiting for that lock may take longer than a lease.

CREATE TYPE review.change AS (
  number text, state text, revision integer, content_hash text, department_code text, applicant text, due_on date,
  holder text, claimed_at timestamptz, lease_expires_at timestamptz,
  notification_id bigint, channel text, recipient_masked text, body text);
COMMENT ON TYPE review.change IS 'An application after a step, with the message that the step sent, if any.';

CREATE FUNCTION review.locked(application_number text, me review.staff) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(application_number);
  found_row application;
BEGIN
  SELECT * INTO found_row FROM application a
  WHERE a.number = canonical AND a.department_code = ANY (departments_of(me))
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN found_row;
END
$$;
COMMENT ON FUNCTION review.locked IS
  'Internal. Locks the application for the rest of the transaction. RC404 not_found also for what lies outside the caller''s departments.';

CREATE FUNCTION review.setting(of_application review.application, name text, fallback integer) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce((SELECT (p.settings ->> name)::integer FROM profile p
                   WHERE p.province = of_application.province AND p.version = of_application.profile_version), fallback)
$$;
COMMENT ON FUNCTION review.setting IS 'Internal. A number from the settings of the profile version under which the application was filled.';

CREATE FUNCTION review.settled(a review.application) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  settled application := a;
BEGIN
  IF a.state = 'in_review' AND a.lease_expires_at <= clock_timestamp() THEN
    UPDATE application t SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL
    WHERE t.id = a.id RETURNING t.* INTO settled;
    PERFORM write_event('clock', 'lease_expired', settled,
                   detail => jsonb_build_object('holder', a.holder, 'until', a.lease_expires_at));
  END IF;
  RETURN settled;
END
$$;
COMMENT ON FUNCTION review.settled IS
  'Internal. The locked application after a lease that ran out has been ended (written by whoever touches the row next, as "clock").';

CREATE FUNCTION review.next_state(a review.application, wanted_action text, me review.staff) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  target text;
  latest event;
BEGIN
  SELECT t.to_state INTO target FROM transition t
  WHERE t.from_state = a.state AND t.action = wanted_action AND t.actor = me.role;
  IF FOUND THEN
    RETURN target;
  END IF;
  IF NOT EXISTS (SELECT FROM transition t WHERE t.action = wanted_action AND t.actor = me.role) THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', wanted_action));
  END IF;
  SELECT * INTO latest FROM event e
  WHERE e.application_id = a.id AND e.action IN ('submitted', 'withdrawn', 'claimed', 'taken_over', 'released', 'lease_expired',
                                                 'approved', 'returned', 'transferred', 'reopened')
  ORDER BY e.id DESC LIMIT 1;
  PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
    'number', a.number, 'state', a.state, 'action', wanted_action,
    'actor', coalesce(latest.actor, a.decided_by), 'at', coalesce(latest.at, a.decided_at)));
END
$$;
COMMENT ON FUNCTION review.next_state IS
  'Internal. Asks the state table. RC403 not_permitted when the role never may, RC409 wrong_state (with who brought it there) otherwise.';

CREATE FUNCTION review.refuse_held(a review.application) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM refuse('RC410', 'lease_held', jsonb_build_object(
    'number', a.number, 'holder', a.holder, 'since', a.claimed_at, 'until', a.lease_expires_at));
END
$$;
COMMENT ON FUNCTION review.refuse_held IS 'Internal. RC410 lease_held: somebody else has it, since when and until when.';

CREATE FUNCTION review.described(a review.application, message review.notification DEFAULT NULL) RETURNS review.change
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a.number, a.state, a.revision, (SELECT s.content_hash FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision),
    a.department_code, a.applicant_name, a.due_on, a.holder, a.claimed_at, a.lease_expires_at,
    message.id, message.channel, message.recipient_masked, message.body
$$;
COMMENT ON FUNCTION review.described IS 'Internal. What functions answer about an application after a step.';

CREATE FUNCTION review.leased(a review.application, me review.staff, what text, detail jsonb DEFAULT '{}') RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  taken application;
BEGIN
  UPDATE application t SET state = 'in_review', holder = me.name, claimed_at = clock_timestamp(),
    lease_expires_at = clock_timestamp() + make_interval(mins => setting(a, 'lease_minutes', 30))
  WHERE t.id = a.id RETURNING t.* INTO taken;
  PERFORM write_event(me.name, what, taken, detail => detail || jsonb_build_object('until', taken.lease_expires_at));
  RETURN taken;
END
$$;
COMMENT ON FUNCTION review.leased IS 'Internal. Gives the lease to the caller for profile.settings.lease_minutes (30 where it says nothing).';

CREATE FUNCTION review.application_claim(application_number text, take_over boolean DEFAULT false) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('claim', 'reviewer', 'manager');
  a application := settled(locked(application_number, me));
BEGIN
  IF a.state = 'in_review' AND a.holder = me.name THEN
    UPDATE application t SET lease_expires_at = clock_timestamp() + make_interval(mins => setting(a, 'lease_minutes', 30))
    WHERE t.id = a.id RETURNING t.* INTO a;
  ELSIF a.state = 'in_review' AND take_over THEN
    IF me.role <> 'manager' THEN
      PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'take_over'));
    END IF;
    a := leased(a, me, 'taken_over', jsonb_build_object('from', a.holder));
  ELSIF a.state = 'in_review' THEN
    PERFORM refuse_held(a);
  ELSE
    PERFORM next_state(a, 'claim', me);
    a := leased(a, me, 'claimed');
  END IF;
  RETURN NEXT described(a);
END
$$;
COMMENT ON FUNCTION review.application_claim IS
  'Takes the exclusive right to decide (design 3, claim). By its holder: prolongs it. By a manager with take_over: takes it from who has it. '
  'Reviewer, manager. RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held.';

CREATE FUNCTION review.application_next(department text DEFAULT NULL) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('claim', 'reviewer', 'manager');
  mine text[] := departments_of(me);
  ordered text[];
  candidate record;
  bureau text;
  a application;
BEGIN
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
        SELECT * INTO a FROM application t
        WHERE t.department_code = bureau AND t.state IN ('submitted', 'in_review')
          AND (t.state = 'submitted' OR t.lease_expires_at <= clock_timestamp())
        ORDER BY t.due_on, t.submitted_at, t.id LIMIT 1 FOR NO KEY UPDATE;
      END IF;
      IF FOUND THEN
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
  'Reviewer, manager. RC403, RC430 unknown_department.';

CREATE FUNCTION review.application_release(application_number text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('release', 'reviewer', 'manager');
  before constant application := locked(application_number, me);
  a application := settled(before);
BEGIN
  IF before.state = 'in_review' AND before.holder = me.name AND a.state = 'submitted' THEN
    RETURN NEXT described(a);  -- the lease ran out before: what the caller wants is already so
    RETURN;
  END IF;
  IF a.state = 'in_review' AND a.holder <> me.name THEN
    PERFORM refuse_held(a);
  END IF;
  UPDATE application t SET state = next_state(a, 'release', me), holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  PERFORM write_event(me.name, 'released', a);
  RETURN NEXT described(a);
END
$$;
COMMENT ON FUNCTION review.application_release IS
  'Gives the lease back; the application waits again in its old place (design 3, release). Its holder only: a manager takes over first. '
  'RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held.';

CREATE FUNCTION review.application_transfer(application_number text, to_department text, reason text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('transfer', 'reviewer', 'manager');
  a application := settled(locked(application_number, me));
  before constant application := a;
  target constant text := next_state(a, 'transfer', me);
BEGIN
  IF btrim(coalesce(reason, '')) = '' THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'transfer'));
  END IF;
  IF a.state = 'in_review' AND a.holder <> me.name THEN
    PERFORM refuse_held(a);
  END IF;
  IF to_department = a.department_code OR NOT EXISTS (
      SELECT FROM department d WHERE d.code = to_department AND d.province = a.province) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', to_department, 'from', a.department_code));
  END IF;
  UPDATE application t SET state = target, department_code = to_department,
    holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  -- Entered under the bureau that did it, which sees its own deeds for good; the new one sees all of the application.
  PERFORM write_event(me.name, 'transferred', before,
                      detail => jsonb_build_object('from', before.department_code, 'to', to_department, 'note', btrim(reason)));
  RETURN NEXT described(a, notify(a, 'transferred', note => btrim(reason)));
END
$$;
COMMENT ON FUNCTION review.application_transfer IS
  'Hands the application to another department of the same province; the lease ends, the due date stays, the applicant is told (design 3). '
  'Reviewer, manager; not while somebody else holds it. RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held, RC424 note_missing, '
  'RC430 unknown_department (also its own).';

CREATE FUNCTION review.application_reopen(application_number text, reason text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('reopen', 'manager');
  a application := settled(locked(application_number, me));
  target constant text := next_state(a, 'reopen', me);
  until constant timestamptz := a.decided_at + make_interval(days => setting(a, 'reopen_days', 30));
  former constant application := a;
BEGIN
  IF btrim(coalesce(reason, '')) = '' THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'reopen'));
  END IF;
  IF clock_timestamp() > until THEN
    PERFORM refuse('RC441', 'window_closed', jsonb_build_object('number', a.number, 'until', until));
  END IF;
  UPDATE application t SET state = target, decided_at = NULL, decided_by = NULL, approved_at = NULL,
    holder = me.name, claimed_at = clock_timestamp(),
    lease_expires_at = clock_timestamp() + make_interval(mins => setting(a, 'lease_minutes', 30))
  WHERE t.id = a.id RETURNING t.* INTO a;
  PERFORM write_event(me.name, 'reopened', a, detail => jsonb_build_object(
    'outcome', former.state, 'by', former.decided_by, 'decided_at', former.decided_at, 'note', btrim(reason)));
  RETURN NEXT described(a, notify(a, 'reopened', note => btrim(reason)));
END
$$;
COMMENT ON FUNCTION review.application_reopen IS
  'Takes a decision back for review within profile.settings.reopen_days (30) of it; the manager holds it then, the applicant is told (design 3). '
  'The former decision stays on record. Manager. RC403, RC404, RC405, RC409 wrong_state, RC424 note_missing, RC441 window_closed.';

CREATE FUNCTION review.application_note(application_number text, body text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('note', 'reviewer', 'manager');
  a constant application := locked(application_number, me);
  written bigint;
BEGIN
  IF btrim(coalesce(application_note.body, '')) = '' THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'note'));
  END IF;
  INSERT INTO note (application_id, author, body) VALUES (a.id, me.name, btrim(application_note.body)) RETURNING id INTO written;
  PERFORM write_event(me.name, 'noted', a, detail => jsonb_build_object('note_id', written));
  RETURN written;
END
$$;
COMMENT ON FUNCTION review.application_note IS
  'Writes an internal remark, never shown to the applicant; answers its id. Reviewer, manager, whoever holds the lease. RC403, RC404, RC405, RC424.';
