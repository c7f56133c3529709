CREATE OR REPLACE FUNCTION review.told_enough(a review.application, action text, did text, by text DEFAULT NULL, about jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF (SELECT count(*) >= 5 FROM event e WHERE e.application_id = a.id AND e.action = did AND e.at > clock_timestamp() - interval '1 day'
        AND (by IS NULL OR e.actor = by) AND e.detail @> about) THEN
    PERFORM refuse('RC429', 'too_many_requests', jsonb_build_object('number', a.number, 'seconds_left', 86400, 'action', action));
  END IF;
END
$$;
COMMENT ON FUNCTION review.told_enough IS
  'Internal. Before something of which the applicant is told each time: five times a day of one application, of one colleague (by) or about one thing (detail) where '
  'they are given. RC429 too_many_requests.';
