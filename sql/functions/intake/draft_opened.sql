CREATE OR REPLACE FUNCTION review.draft_opened(a review.application) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  opened application := a;
BEGIN
  IF NOT a.draft_begun THEN
    INSERT INTO draft_attachment (application_id, slot, n, sha256, bytes, kind, original_name)
    SELECT f.application_id, f.slot, f.n, f.sha256, f.bytes, f.kind, f.original_name
    FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision
    ON CONFLICT DO NOTHING;
    UPDATE application t SET draft_begun = true WHERE t.id = a.id RETURNING t.* INTO opened;
  END IF;
  RETURN opened;
END
$$;
COMMENT ON FUNCTION review.draft_opened IS 'Internal. The locked application after the files of its latest revision became the draft''s, where they were not.';
