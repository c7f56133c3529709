CREATE OR REPLACE FUNCTION review.old_password_counts(of_province text, of_id_type text, of_number text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce((legacy_settings(of_province) ->> 'old_password')::boolean, false) AND NOT EXISTS (
    -- Also of an import that was under way when the bureau closed the account.
    SELECT FROM account_closing c WHERE c.province = of_province AND c.id_type = of_id_type
      AND c.id_number IN (of_number, (archive_of(of_province, of_id_type, of_number)).match_key))
$$;
COMMENT ON FUNCTION review.old_password_counts IS
  'Internal. Whether an archive''s password lets this person in: where the form says so, and no bureau has closed the account.';
