CREATE OR REPLACE FUNCTION review.has_looked(me review.staff, a review.application, at_revision integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (
      SELECT FROM event e WHERE e.application_id = a.id AND e.revision = at_revision AND e.actor = me.name
        AND e.action IN ('opened', 'unmasked', 'claimed', 'taken_over', 'prolonged', 'reopened')
        AND on_record(e.recorded_in)));
END
$$;
COMMENT ON FUNCTION review.has_looked IS
  'Internal. Whether a colleague has looked at that revision, on record for good: in a transaction that is committed.';
