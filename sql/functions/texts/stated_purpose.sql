CREATE OR REPLACE FUNCTION review.stated_purpose(given text, is_needed boolean, about jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  plain constant text := plain_text(given, 'purpose', 100);
BEGIN
  IF is_needed AND coalesce(length(plain), 0) < 2 THEN
    PERFORM refuse('RC425', 'purpose_missing', about);
  END IF;
  RETURN masked_numbers(plain);
END
$$;
COMMENT ON FUNCTION review.stated_purpose IS
  'Internal. Why somebody looks, 2 to 100 characters; whole numbers of phones and persons in it are masked before it is written. RC425 purpose_missing, '
  'RC463 bad_text.';
