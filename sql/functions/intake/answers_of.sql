CREATE OR REPLACE FUNCTION review.answers_of(a review.application) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(a.draft, (SELECT s.answers FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision))
$$;
COMMENT ON FUNCTION review.answers_of IS 'Internal. The answers of the draft, else of the latest revision; null without either.';
