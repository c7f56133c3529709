-- Many people begin in the same second of the year's first morning: whoever waited for the sequence to be made must find it by its
-- identity, because a name that was looked up in vain is remembered as missing for the rest of the transaction.
CREATE OR REPLACE FUNCTION review.number_take(letters text, on_day date, how_many integer DEFAULT 1) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  of_prefix constant text := letters || to_char(on_day, 'YY');
  counter constant text := 'number_' || lower(of_prefix);
  place oid := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
  serial bigint;
  body text;
BEGIN
  IF letters !~ '^[A-Z]{2}$' THEN
    RAISE EXCEPTION 'number letters must be two capitals';
  END IF;
  IF place IS NULL THEN
    INSERT INTO number_series (prefix) VALUES (of_prefix) ON CONFLICT DO NOTHING;
    place := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
    IF place IS NULL THEN
      EXECUTE format('CREATE SEQUENCE review.%I', counter);
      place := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
    END IF;
  END IF;
  FOR i IN 1 .. how_many LOOP
    serial := nextval(place::regclass);
    -- lpad cuts what is longer than asked; a year may outgrow six digits
    body := of_prefix || CASE WHEN serial > 999999 THEN serial::text ELSE lpad(serial::text, 6, '0') END;
    RETURN NEXT left(body, 4) || '-' || substr(body, 5) || '-' || check_character(body);
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.number_take IS
  'Internal. New application numbers from the sequence of letters and year, made on first use. Gaps are possible, repeats are not.';
