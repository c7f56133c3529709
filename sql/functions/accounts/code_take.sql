CREATE OR REPLACE FUNCTION review.code_take(purpose text, of_province text, of_id_type text, of_number text, typed_code text) RETURNS review.reset_code
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  of_key constant bytea := account_hash(purpose, of_province, of_id_type, of_number);
  live reset_code;
BEGIN
  SELECT * INTO live FROM reset_code c WHERE c.key = of_key FOR UPDATE;
  IF live.key IS NULL OR live.expires_at <= clock_timestamp() OR live.tries >= (CASE purpose WHEN 'voucher' THEN 100 ELSE 5 END) THEN
    RETURN NULL;
  ELSIF live.code <> account_hash('code', typed_code) OR live.address IS NULL AND purpose <> 'voucher' THEN
    UPDATE reset_code c SET tries = c.tries + 1 WHERE c.key = of_key;
    RETURN NULL;
  END IF;
  PERFORM code_forget(of_key);
  RETURN live;
END
$$;
COMMENT ON FUNCTION review.code_take IS
  'Internal. The code that was typed, used up by that; null when it is wrong, used, too old or tried too often. purpose: reset, contact, voucher.';
