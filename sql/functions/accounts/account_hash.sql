CREATE OR REPLACE FUNCTION review.account_hash(VARIADIC parts text[]) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT sha256(s.secret || sha256(s.secret || convert_to(array_to_json(parts)::text, 'UTF8'))) FROM account_setting s);
END
$$;
COMMENT ON FUNCTION review.account_hash IS 'Internal. A hash of texts that nobody can make who does not know this database''s secret.';
