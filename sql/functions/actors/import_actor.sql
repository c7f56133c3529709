CREATE OR REPLACE FUNCTION review.import_actor(wanted_action text, run uuid, lines jsonb) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
  ELSE
    me := actor(wanted_action, 'administrator');
  END IF;
  IF run IS NULL OR jsonb_typeof(lines) IS DISTINCT FROM 'array' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END IF;
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.import_actor IS 'Internal. Who may import a file of reference rows: an administrator or the owner. RC403, RC460 bad_document.';
