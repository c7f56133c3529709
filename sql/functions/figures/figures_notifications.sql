CREATE OR REPLACE FUNCTION review.figures_notifications(departments text[], first_day date, last_day date)
RETURNS TABLE (department_code text, event text, channel text, day date, state text, minutes integer, messages bigint, attempts bigint,
  no_event integer, no_channel integer, no_department integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    -- Counted in two heaps, which are small; then each is added up.
    WITH message AS NOT MATERIALIZED (
      SELECT n.department_code, n.event, n.channel, n.state, n.attempts, china_day(n.created_at) AS day,
        CASE n.state WHEN 'delivered' THEN 1 + floor(date_part('epoch', n.delivered_at - n.created_at) / 60)::integer END AS minutes
      FROM notification n WHERE n.department_code = ANY (asked) AND n.created_at >= since AND n.created_at < until
    ), heap AS (
      SELECT m.department_code, m.event, m.channel, m.state, m.minutes, count(*) AS messages, sum(m.attempts) AS attempts
      FROM message m GROUP BY 1, 2, 3, 4, 5
    )
    SELECT h.department_code::text, h.event, h.channel, NULL::date, h.state::text, h.minutes, sum(h.messages)::bigint, sum(h.attempts)::bigint,
      grouping(h.event), grouping(h.channel), grouping(h.department_code)
    FROM heap h
    GROUP BY GROUPING SETS ((h.event, h.state, h.minutes), (h.channel, h.state, h.minutes), (h.department_code, h.state, h.minutes))
    UNION ALL
    SELECT NULL, NULL, NULL, m.day, m.state, m.minutes, count(*), sum(m.attempts), 1, 1, 1 FROM message m GROUP BY m.day, m.state, m.minutes;
END
$$;
COMMENT ON FUNCTION review.figures_notifications IS
  'Messages by state and the minutes until delivery, one for each channel: by what they are about, by channel, by department and by day. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_notifications TO review_reviewer, review_manager;
