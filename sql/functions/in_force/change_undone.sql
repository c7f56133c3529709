CREATE OR REPLACE FUNCTION review.change_undone(a review.application) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  kept jsonb;
  was application;
BEGIN
  DELETE FROM before_change b WHERE b.application_id = a.id RETURNING b.approved_row INTO STRICT kept;
  was := jsonb_populate_record(NULL::application, kept);
  -- What the approved one had replaced is there again, for when its decision is taken back.
  INSERT INTO before_change SELECT (jsonb_populate_record(NULL::before_change, kept -> 'before')).* WHERE kept ? 'before';
  UPDATE applicant p SET name = kept #>> '{person,name}', phone = kept #>> '{person,phone}' WHERE p.id = a.applicant_id AND kept ? 'person';
  UPDATE application t SET state = 'approved', revision = was.revision, department_code = was.department_code,
    profile_version = was.profile_version, channel = was.channel, applicant_name = was.applicant_name,
    submitted_at = was.submitted_at, due_on = was.due_on,
    decided_at = was.decided_at, decided_by = was.decided_by, approved_at = was.approved_at, warnings = was.warnings,
    sex = was.sex, birth_date = was.birth_date, country = was.country, ethnic = was.ethnic, political = was.political,
    education_level = was.education_level, degree = was.degree, part_time_level = was.part_time_level,
    qualification_level = was.qualification_level, qualification_type = was.qualification_type, title = was.title,
    post = was.post, admin_post = was.admin_post, unit_type = was.unit_type, work_status = was.work_status,
    cpa = was.cpa, work_started_on = was.work_started_on, unit_region = was.unit_region
  WHERE t.id = a.id RETURNING t.* INTO a;
  RETURN a;
END
$$;
COMMENT ON FUNCTION review.change_undone IS
  'Internal. The locked application, and its person, as they were approved before its change was sent in; the draft, and the numbers that rows were given, stay.';
