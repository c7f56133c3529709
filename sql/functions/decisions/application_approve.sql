CREATE OR REPLACE FUNCTION review.application_approve(application_number text, seen_revision integer, seen_hash text, key uuid)
RETURNS SETOF review.decided LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
  SELECT * FROM decide(application_number, 'approved', seen_revision, seen_hash, NULL, NULL, key)
$$;
COMMENT ON FUNCTION review.application_approve IS
  'Approves the revision with the content hash that the caller saw. Claims by itself what nobody holds. The same key again: the same '
  'answer, repeated = true, nothing written. Reviewer, manager. RC403, RC404, RC405, RC409 wrong_state (withdrawn), RC410 lease_held, '
  'RC411 revision_changed, RC412 already_decided, RC427 not_seen (opened or claimed by the caller, in an earlier transaction), RC451 key_reused.';
GRANT EXECUTE ON FUNCTION review.application_approve TO review_reviewer, review_manager;
