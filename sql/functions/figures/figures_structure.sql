CREATE OR REPLACE FUNCTION review.figures_structure(departments text[], first_day date, last_day date, of_state text, by_decision boolean)
RETURNS TABLE (department_code text, dimension text, category text, persons bigint, crossed boolean, qualification text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
  mine constant text[] := departments_of(reader('figures', 'reviewer', 'manager'));
  asked constant text[] := bureaus_among(mine, departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    WITH person AS (
      SELECT a.department_code, x.*
      FROM application a CROSS JOIN LATERAL structure_of(a) AS x
      WHERE a.department_code = ANY (asked) AND a.state IN ('approved', 'returned', 'submitted', 'in_review')
        AND effective_state(a.state, a.lease_expires_at) = of_state
        AND CASE WHEN by_decision THEN a.decided_at ELSE a.submitted_at END >= since
        AND CASE WHEN by_decision THEN a.decided_at ELSE a.submitted_at END < until
        -- Few have several approved ones: they are found first, so that not everybody is looked up.
        AND (of_state <> 'approved'
          OR a.applicant_id NOT IN (
            SELECT s.applicant_id FROM application s WHERE s.state = 'approved' AND s.department_code = ANY (mine)
            GROUP BY 1 HAVING count(*) > 1)
          OR NOT EXISTS (
            SELECT FROM application b WHERE b.applicant_id = a.applicant_id AND b.state = 'approved' AND b.department_code = ANY (mine)
              AND (b.approved_at, b.id) > (a.approved_at, a.id)))
      UNION ALL
      SELECT f.department_code, x.*
      FROM in_force_beside(asked) f CROSS JOIN LATERAL structure_of(f) AS x
      WHERE of_state = 'approved'
        AND CASE WHEN by_decision THEN f.decided_at ELSE f.submitted_at END >= since
        AND CASE WHEN by_decision THEN f.decided_at ELSE f.submitted_at END < until
        AND NOT EXISTS (
          SELECT FROM application b WHERE b.applicant_id = f.applicant_id AND b.state = 'approved' AND b.department_code = ANY (mine)
            AND (b.approved_at, b.id) > (f.approved_at, f.id))
    ), part AS MATERIALIZED (
      -- Every person is put into four heaps instead of fifteen; what is then added up are some ten thousand rows.
      SELECT p.department_code, p.sex, p.age, p.education, p.degree, p.qualification, p.title, p.post, p.unit_type, p.work_status, p.cpa, p.political,
        p.experience, count(*) AS persons,
        CASE WHEN grouping(p.age) = 0 THEN 1 WHEN grouping(p.unit_type) = 0 THEN 2 WHEN grouping(p.title) = 0 THEN 3 ELSE 4 END AS heap
      FROM person p
      GROUP BY GROUPING SETS ((p.department_code, p.age, p.education, p.qualification), (p.department_code, p.unit_type, p.qualification, p.sex, p.cpa),
        (p.department_code, p.title, p.post, p.degree), (p.department_code, p.work_status, p.political, p.experience))
    )
    SELECT h.department_code::text, c.dimension, c.category, sum(h.persons)::bigint, false, NULL::text
    FROM part h CROSS JOIN LATERAL (VALUES (1, 'age', h.age), (1, 'education', h.education), (1, 'qualification', h.qualification),
      (2, 'unit_type', h.unit_type), (2, 'sex', h.sex), (2, 'cpa', h.cpa), (3, 'title', h.title), (3, 'post', h.post), (3, 'degree', h.degree),
      (4, 'work_status', h.work_status), (4, 'political', h.political), (4, 'experience', h.experience)) AS c (heap, dimension, category)
    WHERE c.heap = h.heap
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT NULL, c.dimension, c.category, sum(h.persons)::bigint, true, h.qualification
    FROM part h CROSS JOIN LATERAL (VALUES (1, 'age', h.age), (1, 'education', h.education), (2, 'unit_type', h.unit_type)) AS c (heap, dimension, category)
    WHERE c.heap = h.heap
    GROUP BY c.dimension, c.category, h.qualification;
END
$$;
COMMENT ON FUNCTION review.figures_structure IS
  'Accountants by department and by each dimension of structure_of(); crossed, of all departments, by age, education or type of unit and '
  'qualification. Of persons with several approved applications only the one that was approved last '
  'counts; who has a change under way counts by what is in force. by_decision: whether the period is about the decision. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_structure TO review_reviewer, review_manager;
