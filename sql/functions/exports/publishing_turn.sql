CREATE OR REPLACE FUNCTION review.publishing_turn(bureau text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  -- One colleague after the other, for two at once would not see each other.
  PERFORM FROM department d WHERE d.code = bureau FOR NO KEY UPDATE;
EXCEPTION WHEN lock_not_available THEN
  PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('action', 'publish', 'name', d.name, 'holder', h.holder, 'since', h.since)
    FROM department d LEFT JOIN LATERAL row_holder(d.xmax) AS h ON true WHERE d.code = bureau));
END
$$;
COMMENT ON FUNCTION review.publishing_turn IS
  'Internal. Waits until nobody else begins or finishes a publication of that bureau, and keeps others waiting until this transaction ends. RC413 row_held {name, holder, since} after five seconds.';
