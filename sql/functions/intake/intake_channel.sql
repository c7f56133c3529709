CREATE OR REPLACE FUNCTION review.intake_channel(of_province text, of_id_type text, of_id_number text, new_channel text, agreed jsonb DEFAULT NULL, session bytea DEFAULT NULL)
RETURNS SETOF review.application_draft
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('channel');
  a application := own_editable(of_province, of_id_type, of_id_number, 'channel', session);
  former constant text := a.channel;
BEGIN
  IF coalesce(new_channel, '') = '' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "channel"}');
  END IF;
  IF new_channel <> former OR agreed IS NOT NULL THEN
    -- The answers are those that were read: whoever has them open elsewhere may go on saving.
    UPDATE application t SET channel = new_channel, commitment = coalesce(agreed_at(agreed, clock_timestamp()), a.commitment), draft_version = a.draft_version + 1
    WHERE t.id = a.id RETURNING t.* INTO a;
    PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'channel_changed', a,
      detail => jsonb_build_object('before', former, 'channel', a.channel));
  END IF;
  RETURN NEXT drafted(a);
END
$$;
COMMENT ON FUNCTION review.intake_channel IS
  'Goes on with the person''s draft through another channel: answers and files stay as they are. agreed: what the new channel asks for before filling, where it was '
  'agreed to now; else what was agreed to before stays. session: SHA-256 of a local account''s token. Intake, administrator, owner. RC403, RC404, RC409 wrong_state, RC460.';
GRANT EXECUTE ON FUNCTION review.intake_channel TO review_intake;
