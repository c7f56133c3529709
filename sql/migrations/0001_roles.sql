-- The schema, the groups of people and programs that may enter it, and the one way in which a function refuses.
-- Roles are cluster-wide: another database of the same cluster may have made the groups already, or be making them now.

CREATE SCHEMA IF NOT EXISTS review;
COMMENT ON SCHEMA review IS 'ReviewConsole: applications of accounting personnel, their review, and who did what. See sql/README.md.';

CREATE TABLE IF NOT EXISTS review.migration (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE review.migration IS 'Migrations applied to this database, with the checksum of each file as it was run.';

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['review_reviewer', 'review_manager', 'review_helpdesk', 'review_admin',
                                'review_intake', 'review_dispatcher'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- made by somebody else in the same instant
    END;
  END LOOP;
END
$$;

CREATE FUNCTION review.refuse(code text, word text, detail jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = word, DETAIL = detail::text;
END
$$;
COMMENT ON FUNCTION review.refuse IS
  'Internal. Ends the call with SQLSTATE RCnnn, a stable word as message and data as JSON in DETAIL (table of codes: sql/README.md). '
  'Nothing of the call remains.';
