CREATE OR REPLACE FUNCTION review.figures_returns(departments text[], first_day date, last_day date)
RETURNS TABLE (code text, text text, times bigint, first bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  -- Counted before the texts come in, so that millions of rows are not sorted by them.
  IF first_day IS NULL AND last_day IS NULL THEN
    RETURN QUERY
      SELECT named.code, reason.text, named.times, named.first
      FROM (
        SELECT r.code::text AS code, count(*) AS times, count(*) FILTER (WHERE r.ordinal = 1) AS first
        FROM decision_reason r WHERE r.department_code = ANY (asked) GROUP BY r.code
      ) AS named JOIN return_reason reason ON reason.code = named.code
      ORDER BY named.times DESC, reason.ordinal;
  ELSE
    RETURN QUERY
      SELECT named.code, reason.text, named.times, named.first
      FROM (
        SELECT r.code::text AS code, count(*) AS times, count(*) FILTER (WHERE r.ordinal = 1) AS first
        FROM decision d JOIN decision_reason r ON r.decision_id = d.id
        WHERE d.department_code = ANY (asked) AND d.outcome = 'returned' AND d.decided_at >= since AND d.decided_at < until
        GROUP BY r.code
      ) AS named JOIN return_reason reason ON reason.code = named.code
      ORDER BY named.times DESC, reason.ordinal;
  END IF;
END
$$;
COMMENT ON FUNCTION review.figures_returns IS
  'How often returns named each reason, and how often first; with a period by the day of the return. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_returns TO review_reviewer, review_manager;
