CREATE OR REPLACE FUNCTION review.checked_verifier(verifier text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF coalesce(verifier, '') !~ '^SCRAM-SHA-256\$[0-9]{1,9}:[A-Za-z0-9+/]+={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' THEN
    PERFORM refuse('RC442', 'bad_verifier');
  ELSIF substring(verifier FROM '\$([0-9]+):')::integer NOT BETWEEN 4096 AND 1000000 THEN
    PERFORM refuse('RC442', 'bad_verifier', '{"least": 4096, "most": 1000000}');
  END IF;
  RETURN verifier;
END
$$;
COMMENT ON FUNCTION review.checked_verifier IS
  'Internal. RC442 bad_verifier for anything but a SCRAM-SHA-256 verifier (PQencryptPasswordConn), a password in clear above all, for fewer than 4,096 iterations, and for more than a '
  'million, which the server would count without hearing anybody.';
