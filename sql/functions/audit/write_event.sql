CREATE OR REPLACE FUNCTION review.write_event(
  who text, what text, about review.application, purpose text DEFAULT NULL, detail jsonb DEFAULT '{}', of_revision integer DEFAULT NULL,
  note text DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  written bigint;
BEGIN
  INSERT INTO event (actor, action, application_id, revision, department_code, purpose, detail, note)
  VALUES (who, what, about.id, coalesce(of_revision, about.revision), about.department_code, write_event.purpose,
          coalesce(write_event.detail, '{}'), masked_numbers(write_event.note))
  RETURNING id INTO written;
  RETURN written;
END
$$;
COMMENT ON FUNCTION review.write_event IS 'Internal. Writes the audit entry of an action about an application.';
