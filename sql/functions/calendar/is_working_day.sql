CREATE OR REPLACE FUNCTION review.is_working_day(day date) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT h.kind = 'makeup_workday' FROM holiday h WHERE h.date = day), extract(isodow FROM day) < 6);
END
$$;
COMMENT ON FUNCTION review.is_working_day IS 'By table holiday; by the weekend rule where the year''s notice is not known yet.';
GRANT EXECUTE ON FUNCTION review.is_working_day TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
