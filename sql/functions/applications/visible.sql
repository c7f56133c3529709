CREATE OR REPLACE FUNCTION review.visible(application_number text, me review.staff) RETURNS review.application
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(application_number);
  a constant application := seen_by(me, canonical);
BEGIN
  IF a.id IS NULL THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN a;
END
$$;
COMMENT ON FUNCTION review.visible IS 'Internal. The application, unlocked, for reading. RC404 not_found also for what lies outside the caller''s departments.';
