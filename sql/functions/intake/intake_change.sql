CREATE OR REPLACE FUNCTION review.intake_change(
  of_province text, of_id_type text, of_id_number text, new_version text, new_channel text, agreed jsonb DEFAULT NULL, session bytea DEFAULT NULL)
RETURNS SETOF review.application_draft
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('change');
  a application := own_locked(of_province, of_id_type, of_id_number, session);
  at constant timestamptz := clock_timestamp();
  allowed boolean;
  is_kept boolean;
BEGIN
  SELECT p.settings @> '{"change": true}' INTO allowed FROM profile p WHERE p.province = of_province AND p.version = new_version;
  IF NOT FOUND THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "profile_version"}');
  ELSIF coalesce(new_channel, '') = '' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "channel"}');
  ELSIF NOT allowed OR a.changing
      OR NOT EXISTS (SELECT FROM transition t WHERE t.from_state = a.state AND t.action = 'change' AND t.actor = 'applicant') THEN
    PERFORM refuse_edit(a, 'change');
  END IF;
  -- What the applicant corrected, and the bureau then approved without it, is not lost; what lay about before that revision was sent is no part of it.
  is_kept := greatest(a.draft_saved_at, (SELECT max(d.added_at) FROM draft_attachment d WHERE d.application_id = a.id)) > a.submitted_at;
  DELETE FROM draft_attachment d WHERE is_kept IS NOT TRUE AND d.application_id = a.id AND NOT EXISTS (
    SELECT FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision AND (f.slot, f.n, f.sha256) = (d.slot, d.n, d.sha256));
  UPDATE application t SET changing = true, draft = CASE WHEN is_kept THEN a.draft END, draft_begun = is_kept IS TRUE AND a.draft_begun, draft_saved_at = at,
    draft_version = a.draft_version + 1, answers_version = a.draft_version + 1, profile_version = new_version, channel = new_channel,
    commitment = agreed_at(agreed, at)
  WHERE t.id = a.id RETURNING t.* INTO a;
  a := draft_opened(a);
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'change_begun', a,
    detail => jsonb_build_object('channel', a.channel, 'profile_version', a.profile_version));
  RETURN NEXT drafted(a);
END
$$;
COMMENT ON FUNCTION review.intake_change IS
  'Begins a change of what is approved, where the form allows it (profile.settings.change): the draft is what is in force (or what the applicant had corrected when the bureau approved without that), which stays so and approved until '
  'the change is sent in and decided. new_version: the form''s edition that it is filled under; agreed: what that asks for before filling. session: SHA-256 of a '
  'local account''s token. Intake, administrator, owner. RC403, RC404, RC409 wrong_state (also when one is begun already), RC460.';
GRANT EXECUTE ON FUNCTION review.intake_change TO review_intake;
