CREATE OR REPLACE FUNCTION review.account_login_begin(of_province text, of_id_type text, of_number text, of_address text)
RETURNS TABLE (salt bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('login');
  cost account_setting;
BEGIN
  SELECT * INTO cost FROM account_setting;
  PERFORM attempt_begin(account_hash('address', of_address), cost.free_failures_address, interval '30 seconds');
  PERFORM attempt_begin(account_hash('person', of_province, of_id_type, of_number), cost.free_failures, interval '12 minutes');
  RETURN QUERY
    SELECT coalesce(a.salt, substring(account_hash('salt', of_province, of_id_type, of_number) FOR 16)),
           coalesce(a.scrypt_n, cost.scrypt_n), coalesce(a.scrypt_r, cost.scrypt_r), coalesce(a.scrypt_p, cost.scrypt_p)
    FROM (SELECT) AS nobody
    LEFT JOIN account a ON a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number;
END
$$;
COMMENT ON FUNCTION review.account_login_begin IS
  'The salt and cost with which a typed password is to be hashed; for a person without an account made up, the same every time. Counts as a '
  'failure until account_login says otherwise. Intake, owner. RC403, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_login_begin TO review_intake;
