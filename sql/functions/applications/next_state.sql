CREATE OR REPLACE FUNCTION review.next_state(a review.application, wanted_action text, me review.staff) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  target text;
  latest event;
BEGIN
  SELECT t.to_state INTO target FROM transition t
  WHERE t.from_state = a.state AND t.action = wanted_action AND t.actor = me.role;
  IF FOUND THEN
    RETURN target;
  END IF;
  SELECT * INTO latest FROM event e
  WHERE e.application_id = a.id AND e.action IN ('submitted', 'withdrawn', 'claimed', 'taken_over', 'released', 'lease_expired',
                                                 'approved', 'returned', 'transferred', 'reopened', 'change_given_up')
  ORDER BY e.id DESC LIMIT 1;
  PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
    'number', a.number, 'state', a.state, 'action', wanted_action,
    'actor', coalesce(latest.actor, a.decided_by), 'at', coalesce(latest.at, a.decided_at)));
END
$$;
COMMENT ON FUNCTION review.next_state IS
  'Internal. Asks the state table. RC409 wrong_state, with who brought it there, where it says no; that a role never may is actor''s to say.';
