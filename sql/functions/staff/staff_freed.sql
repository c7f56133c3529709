CREATE OR REPLACE FUNCTION review.staff_freed(before review.staff, who text, why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM sessions_terminated(before.name);
  PERFORM doors_closed(before.name);
  PERFORM given_back(before.name, who, why);
  UPDATE export_record e SET open_until = clock_timestamp()
  WHERE e.id IN (SELECT o.id FROM export_record o WHERE o.actor = before.name AND o.open_until > clock_timestamp() FOR NO KEY UPDATE SKIP LOCKED);
END
$$;
COMMENT ON FUNCTION review.staff_freed IS
  'Internal. Ends what a member of staff has in hand, after the staff row was marked: what was asked before that ends with the sessions, and what is '
  'asked after it finds the change under way (still()), so that nothing in that name is committed behind it. Waits for no row.';
