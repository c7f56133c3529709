CREATE OR REPLACE FUNCTION review.intake_discard(of_province text, of_id_type text, of_id_number text, expected_version bigint DEFAULT NULL, session bytea DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('discard');
  person_key bigint;
  a application;
  files integer;
  before application;
  of_change boolean;
BEGIN
  PERFORM account_still(of_province, of_id_type, of_id_number, session);
  -- The person's row first, as whoever begins or submits takes it.
  SELECT p.id INTO person_key FROM applicant p
  WHERE p.province = of_province AND p.id_type = of_id_type AND p.id_number = of_id_number FOR NO KEY UPDATE;
  SELECT t.* INTO a FROM application t WHERE t.applicant_id = person_key ORDER BY t.id DESC LIMIT 1 FOR NO KEY UPDATE;
  PERFORM account_still(of_province, of_id_type, of_id_number, session);
  IF a.id IS NULL THEN
    RETURN 'nothing';
  ELSIF NOT is_editable(a) THEN
    PERFORM refuse_edit(a, 'discard');
  END IF;
  of_change := a.changing OR is_change(a);
  IF NOT of_change AND a.revision > 0 AND NOT draft_differs(a) THEN
    RETURN 'nothing';
  ELSIF expected_version <> a.draft_version THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;
  before := a;
  IF a.state = 'returned' AND of_change THEN
    a := change_undone(a);
  END IF;
  -- Files that are those of the latest revision keep what looking at them told.
  WITH gone AS (
    DELETE FROM draft_attachment d WHERE d.application_id = a.id AND NOT EXISTS (
      SELECT FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision AND (f.slot, f.n, f.sha256) = (d.slot, d.n, d.sha256))
    RETURNING d.slot)
  SELECT count(*) INTO files FROM gone;
  -- By its number, too: of what is gone no id can be looked up.
  INSERT INTO event (actor, action, application_id, revision, department_code, subject, detail)
  VALUES (CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, CASE WHEN of_change THEN 'change_given_up' ELSE 'discarded' END,
          before.id, before.revision, before.department_code, before.number,
          jsonb_build_object('channel', before.channel, 'profile_version', before.profile_version, 'files', files));
  IF a.revision > 0 THEN
    UPDATE application t SET draft = NULL, draft_begun = false, draft_saved_at = NULL, draft_version = a.draft_version + 1, answers_version = a.draft_version + 1,
      changing = false, profile_version = CASE WHEN of_change THEN s.profile_version ELSE a.profile_version END,
      channel = CASE WHEN of_change THEN s.channel ELSE a.channel END
    FROM submission s WHERE t.id = a.id AND s.application_id = a.id AND s.revision = a.revision RETURNING t.* INTO a;
    a := draft_opened(a);
    RETURN 'restored';
  END IF;
  DELETE FROM application t WHERE t.id = a.id;
  DELETE FROM notice_reading r WHERE r.province = of_province AND r.id_type = of_id_type AND r.id_number = of_id_number;
  DELETE FROM applicant p WHERE p.id = person_key AND NOT EXISTS (SELECT FROM application t WHERE t.applicant_id = p.id);
  RETURN 'gone';
END
$$;
COMMENT ON FUNCTION review.intake_discard IS
  'Discards the person''s draft. Never submitted: the application goes with its answers, files, notices read and the person''s row, its number is given to nobody '
  'else, and the entry in event stays (gone). Returned or taken back: the draft is again what was submitted last (restored). A change, begun or returned, is given up, and what was approved is so without it (restored). Where there is nothing to discard, '
  'nothing happens (nothing), so that it can be asked again. expected_version: the draft that was read. session: SHA-256 of a local account''s token. Intake, '
  'administrator, owner. RC403, RC409 wrong_state while it is with the bureau or approved and no change was begun, RC462 draft_changed.';
GRANT EXECUTE ON FUNCTION review.intake_discard TO review_intake;
