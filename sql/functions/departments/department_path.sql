CREATE OR REPLACE FUNCTION review.department_path() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    NEW.ancestors := coalesce((SELECT d.ancestors FROM department d WHERE d.code = NEW.parent_code), '{}') || NEW.code;
    RETURN NEW;
  END IF;
  UPDATE department SET parent_code = parent_code WHERE parent_code = NEW.code AND ancestors <> NEW.ancestors || code;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.department_path IS 'Trigger. Keeps department.ancestors right whatever order the rows arrive in.';
