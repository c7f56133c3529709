CREATE OR REPLACE FUNCTION review.account_put(whose review.account, of_proof text) RETURNS review.account
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  made account;
BEGIN
  INSERT INTO account AS known (province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p, scheme,
    confirmed_contact, proof, proved_at)
  VALUES (whose.province, whose.id_type, whose.id_number, coalesce(whose.name, '—'), whose.email, whose.phone, whose.salt, whose.digest, whose.scrypt_n,
    whose.scrypt_r, whose.scrypt_p, whose.scheme, whose.confirmed_contact, of_proof, clock_timestamp())
  ON CONFLICT (province, id_type, id_number) DO UPDATE SET
    name = excluded.name, email = excluded.email, phone = excluded.phone, salt = excluded.salt, digest = excluded.digest,
    scrypt_n = excluded.scrypt_n, scrypt_r = excluded.scrypt_r, scrypt_p = excluded.scrypt_p, scheme = excluded.scheme,
    confirmed_contact = excluded.confirmed_contact, proof = excluded.proof, proved_at = excluded.proved_at,
    password_changed_at = clock_timestamp()
  RETURNING * INTO made;
  -- Whoever had the account before this proof is out.
  DELETE FROM account_session s WHERE s.account_id = made.id;
  DELETE FROM account_place p WHERE p.account_id = made.id;
  PERFORM code_forget(account_hash(purpose, made.province, made.id_type, made.id_number)) FROM unnest(ARRAY['reset', 'contact']) AS purpose;
  PERFORM write_account_event('account_created', made.province, made.id_number, jsonb_build_object('proof', of_proof));
  RETURN made;
END
$$;
COMMENT ON FUNCTION review.account_put IS
  'Internal. The account of a person who has proved to be that person; takes the place of whatever account was there, and ends its sessions.';
