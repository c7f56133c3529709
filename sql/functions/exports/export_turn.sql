CREATE OR REPLACE FUNCTION review.export_turn(me review.staff) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  PERFORM metered(me, 'export');
EXCEPTION WHEN lock_not_available THEN
  PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('action', 'export', 'name', me.name, 'holder', me.name, 'since', h.since)
    FROM ticket_meter t LEFT JOIN LATERAL row_holder(t.xmax) AS h ON true WHERE (t.login, t.kind) = (me.name, 'export')));
END
$$;
COMMENT ON FUNCTION review.export_turn IS
  'Internal. Lets a login begin one export after the other, under the lock of its meter, and counts it. RC413 row_held {name, holder, since} where another of its sessions keeps one open for five seconds.';
