CREATE OR REPLACE FUNCTION review.submission_open(ticket bigint) RETURNS SETOF review.opened
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('open');
  entry constant event := ticket_entry(ticket, 'open');
BEGIN
  RETURN QUERY
    SELECT o.* FROM application a CROSS JOIN LATERAL opened_as(a, entry.revision, entry.action = 'unmasked') AS o
    WHERE a.id = entry.application_id AND a.department_code = ANY (departments_of(me));
END
$$;
COMMENT ON FUNCTION review.submission_open IS
  'The submission that the ticket names, with the content hash that a decision must name; the profile''s masked fields masked, unless the ticket was '
  'asked for the whole with a purpose. No row when it has gone to another bureau since. Reviewer, manager. RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.submission_open TO review_reviewer, review_manager;
