CREATE OR REPLACE FUNCTION review.figures_notifications(departments text[], first_day date, last_day date)
RETURNS TABLE (department_code text, event text, channel text, day date, state text, minutes integer, messages bigint, attempts bigint,
  no_event integer, no_channel integer, no_department integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    SELECT s.department_code::text, s.event, s.channel, s.day, s.state::text, s.minutes, count(*), sum(s.attempts),
      grouping(s.event), grouping(s.channel), grouping(s.department_code)
    FROM (
      SELECT n.department_code, n.event, n.channel, n.state, n.attempts, (n.created_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
        CASE n.state WHEN 'delivered' THEN 1 + floor(extract(epoch FROM n.delivered_at - n.created_at) / 60)::integer END AS minutes
      FROM notification n WHERE n.department_code = ANY (asked) AND n.created_at >= since AND n.created_at < until
    ) AS s
    GROUP BY GROUPING SETS ((s.event, s.state, s.minutes), (s.channel, s.state, s.minutes), (s.department_code, s.state, s.minutes),
      (s.day, s.state, s.minutes));
END
$$;
COMMENT ON FUNCTION review.figures_notifications IS
  'Messages by state and the minutes until delivery, one for each channel: by what they are about, by channel, by department and by day. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_notifications TO review_reviewer, review_manager;
