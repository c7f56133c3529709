CREATE OR REPLACE FUNCTION review.number_parse(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  plain text := regexp_replace(upper(normalize(coalesce(written, ''), NFKC)), '[^A-Z0-9]', '', 'g');
  body text := left(plain, -1);
BEGIN
  IF plain !~ '^[A-Z]{2}[0-9]{8,}[0-9A-Z]$' OR check_character(body) <> right(plain, 1) THEN
    PERFORM refuse('RC405', 'mistyped_number',
      -- what does not begin like a number may be anything, an ID number too, and errors are logged
      jsonb_build_object('number', CASE WHEN plain ~ '^[A-Z]{2}' THEN left(plain, 20) END));
  END IF;
  RETURN left(body, 4) || '-' || substr(body, 5) || '-' || right(plain, 1);
END
$$;
COMMENT ON FUNCTION review.number_parse IS
  'The canonical form ZJ26-000123-X of what somebody typed (lower case, full width, without hyphens). '
  'RC405 mistyped_number when the form or the check character is wrong: never a lookup with a wrong number.';
GRANT EXECUTE ON FUNCTION review.number_parse TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
