CREATE OR REPLACE FUNCTION review.looker(kind text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN actor(kind, VARIADIC CASE
    WHEN kind IN ('open', 'history', 'names', 'counter') THEN ARRAY['reviewer', 'manager']
    WHEN kind IN ('lookup', 'notifications') THEN ARRAY['reviewer', 'manager', 'helpdesk']
    ELSE '{}' END);
END
$$;
COMMENT ON FUNCTION review.looker IS 'Internal. The caller, who may look at this kind of thing: asked before the ticket and before the reading. RC403, RC428.';
