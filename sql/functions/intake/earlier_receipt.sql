CREATE OR REPLACE FUNCTION review.earlier_receipt(a review.application, wish jsonb) RETURNS review.receipt
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  earlier submission_key;
  told receipt;
BEGIN
  SELECT k.* INTO earlier FROM submission_key k WHERE k.application_id = a.id AND k.key = wish ->> 'key';
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF earlier.fingerprint IS DISTINCT FROM wish ->> 'fingerprint' THEN
    PERFORM refuse('RC451', 'key_reused', jsonb_build_object('number', a.number, 'key', earlier.key));
  END IF;
  SELECT a.number, s.revision, earlier.due_on, s.content_hash, effective_state(a.state, a.lease_expires_at), earlier.department_code INTO told
  FROM submission s WHERE s.application_id = a.id AND s.revision = earlier.revision;
  RETURN told;
END
$$;
COMMENT ON FUNCTION review.earlier_receipt IS
  'Internal. What the request with this {key, fingerprint} was told when it submitted; null when there was none. RC451 key_reused.';
