CREATE OR REPLACE FUNCTION review.code_take(of_person bytea, own_key bytea, typed_code text, most integer) RETURNS review.reset_code
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  typed constant bytea := account_hash('code', typed_code);
  c reset_code;
  taken reset_code;
BEGIN
  FOR c IN SELECT o.* FROM reset_code o WHERE o.person = of_person AND o.expires_at > clock_timestamp() ORDER BY o.key FOR UPDATE LOOP
    -- Who cannot be reached has a code too, which nobody knows.
    IF c.code = typed AND (c.address IS NOT NULL OR c.key = c.person)
       AND (CASE WHEN c.key = own_key THEN c.tries ELSE c.tries_elsewhere END) < most THEN
      taken := c;
    END IF;
  END LOOP;
  IF taken.key IS NULL THEN
    UPDATE reset_code o SET tries = least(o.tries + (o.key = own_key)::integer, most),
      tries_elsewhere = least(o.tries_elsewhere + (o.key <> own_key)::integer, most)
    WHERE o.person = of_person;
    RETURN NULL;
  END IF;
  PERFORM code_forget(of_person);
  RETURN taken;
END
$$;
COMMENT ON FUNCTION review.code_take IS
  'Internal. The code that was typed, one of those out for a person, and all of them used up by that; null when it is wrong, used, too old or tried too '
  'often. A code has so many tries where it was asked for (own_key) and as many from everywhere else together, so that nobody elsewhere uses up the '
  'owner''s.';
