CREATE OR REPLACE FUNCTION review.unit_approved(of_code text, of_name text, of_type text, of_region text, of_application bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  patience constant text := current_setting('lock_timeout');
BEGIN
  -- Whatever else stands there, an approval never fails because of the unit.
  IF of_code IS NULL OR of_code !~ '^([0-9A-Z]{18}|[0-9A-Z]{9})$' OR coalesce(btrim(of_name), '') = '' OR length(btrim(of_name)) > 200 THEN
    RETURN;
  END IF;
  BEGIN
    -- Nor does it wait for whoever is at that unit: the next approval tells the same.
    PERFORM set_config('lock_timeout', '100ms', true);
    INSERT INTO unit AS known (code, name, unit_type, region, source, updated_at, other_application)
    VALUES (of_code, btrim(of_name), of_type, of_region, 'approved', clock_timestamp(), of_application)
    ON CONFLICT (code) DO UPDATE SET
      name = CASE WHEN excluded.name = known.other_name AND excluded.other_application IS DISTINCT FROM known.other_application
        THEN excluded.name ELSE known.name END,
      other_name = CASE WHEN excluded.name = known.name THEN NULL
        WHEN excluded.name = known.other_name AND excluded.other_application IS DISTINCT FROM known.other_application THEN NULL
        ELSE excluded.name END,
      other_application = excluded.other_application,
      unit_type = coalesce(excluded.unit_type, known.unit_type), region = coalesce(excluded.region, known.region),
      updated_at = excluded.updated_at
    WHERE known.source = 'approved';
    PERFORM set_config('lock_timeout', patience, true);
  EXCEPTION WHEN lock_not_available THEN
    NULL;
  END;
END
$$;
COMMENT ON FUNCTION review.unit_approved IS
  'Internal. What an approved application tells of a unit. The first approval names it; later the latest approval wins, but a different name only '
  'once two applications in a row gave it. Blank names and what is no code change nothing; an imported unit stays as it is, and one that somebody is at is passed over.';
