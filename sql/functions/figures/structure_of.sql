-- LANGUAGE sql, without SET: the planner inlines it, so that one pass over the table has all of it; what depends on today alone it finds once.
CREATE OR REPLACE FUNCTION review.structure_of(a review.application) RETURNS TABLE (
  sex text, age text, education text, degree text, qualification text, title text, post text, unit_type text, work_status text, cpa text,
  political text, experience text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  SELECT a.sex, width_bucket((SELECT extract(year FROM review.today())::integer) - a.birth_year, ARRAY[26, 31, 36, 41, 46, 51, 56, 61])::text,
    greatest(a.education_level, a.part_time_level), a.degree, a.qualification_level, a.title, a.post, a.unit_type, a.work_status,
    CASE WHEN a.cpa THEN '1' WHEN NOT a.cpa THEN '0' END, a.political,
    (6 - width_bucket(a.work_started_on - 1, (
      SELECT array_agg((review.today() - make_interval(years => y))::date ORDER BY y DESC) FROM unnest(ARRAY[1, 3, 6, 11, 21, 31]) AS y)))::text
$$;
COMMENT ON FUNCTION review.structure_of IS
  'Internal. What the report on structure tells accountants apart by: codes, and spans of years (age by year of birth: up to 25, to 30 … over 60; of work: '
  'under 1, to 2, 5, 10, 20, 30, over 30), numbered from 0; null where it is not filled in.';
