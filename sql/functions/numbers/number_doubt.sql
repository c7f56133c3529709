CREATE OR REPLACE FUNCTION review.number_doubt(plain text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  alphabet constant text := '0123456789ABCDEFGHJKLMNPQRTUWXY';
  day constant text := '(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])';
  is_person boolean := false;
  is_unit boolean := false;
BEGIN
  IF plain ~ '^[0-9]{15}$' THEN
    -- As they were until 1999: no check character, but a province and a day.
    RETURN CASE WHEN plain !~ ('^[1-8][0-9]{5}[0-9]{2}' || day) THEN 'mistyped' END;
  ELSIF plain ~ '^[0-9]{16}[0-9X]?$' OR plain ~ '^[0-9]{18,19}[0-9X]$' THEN
    RETURN 'mistyped';
  ELSIF plain !~ '^[0-9A-Z]{18}$' THEN
    RETURN NULL;
  END IF;
  IF plain ~ ('^[0-9]{6}(18|19|20)[0-9]{2}' || day || '[0-9]{3}[0-9X]$') THEN
    is_person := right(plain, 1) = substr('10X98765432',
      1 + (SELECT sum(substr(plain, i, 1)::integer * ((1 << (18 - i)) % 11)) FROM generate_series(1, 17) AS i)::integer % 11, 1);
  END IF;
  IF plain !~ '[IOSVZ]' THEN
    -- GB 32100: the weights are the powers of 3.
    is_unit := strpos(alphabet, right(plain, 1)) - 1 = (31 - (SELECT sum((strpos(alphabet, substr(plain, i, 1)) - 1) * (3::numeric ^ (i - 1) % 31))
      FROM generate_series(1, 17) AS i) % 31) % 31;
  END IF;
  RETURN CASE WHEN is_person THEN NULL WHEN is_unit THEN 'credit_code' ELSE 'mistyped' END;
END
$$;
COMMENT ON FUNCTION review.number_doubt IS
  'Internal. Why nobody has a number, in capitals and without blanks: mistyped (a number of 18 characters whose check character does not fit, one of 15 '
  'digits without a day, a digit too many or too few), credit_code (of a unit); null where somebody may have it.';
