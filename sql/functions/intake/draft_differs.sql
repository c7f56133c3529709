CREATE OR REPLACE FUNCTION review.draft_differs(a review.application) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT EXISTS (
      SELECT FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision AND a.draft <> s.answers)
    OR a.draft_begun AND EXISTS (
      SELECT FROM (SELECT d.slot, d.n, d.sha256 FROM draft_attachment d WHERE d.application_id = a.id) AS d
        FULL JOIN (SELECT f.slot, f.n, f.sha256 FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision) AS f
        ON f.slot = d.slot AND f.n = d.n AND f.sha256 = d.sha256
      WHERE d.slot IS NULL OR f.slot IS NULL)
$$;
COMMENT ON FUNCTION review.draft_differs IS 'Internal. Whether answers or files of the draft are other ones than those of the latest revision.';
