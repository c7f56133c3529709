CREATE OR REPLACE FUNCTION review.submission_held(application_number text, wanted_revision integer DEFAULT NULL) RETURNS SETOF review.opened
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := viewer('open', 'reviewer', 'manager');
BEGIN
  RETURN QUERY
    SELECT o.* FROM seen_by(me, number_parse(application_number)) AS a CROSS JOIN LATERAL opened_as(a, wanted_revision, true) AS o
    WHERE a.holder = me.name AND a.lease_expires_at > clock_timestamp()
      AND on_record(a.leased_in);
END
$$;
COMMENT ON FUNCTION review.submission_held IS
  'A revision whole (the latest without one), for whoever holds the lease: that claim, committed, is the ticket. No row for everybody else, who asks '
  'ticket(''open'', …). Reviewer, manager. RC403, RC405 mistyped_number.';
GRANT EXECUTE ON FUNCTION review.submission_held TO review_reviewer, review_manager;
