CREATE OR REPLACE FUNCTION review.code_turn(purpose text, of_province text, of_id_type text, of_number text, of_address text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT turn_take(account_hash('turn', purpose, of_province, of_id_type, of_number, of_address), 5);
  SELECT turn_take(account_hash('turn', purpose, of_province, of_id_type, of_number), 60)
  WHERE NOT EXISTS (
    SELECT FROM account_place p WHERE p.account_id = (account_of(of_province, of_id_type, of_number)).id AND p.place = account_hash('place', of_address));
$$;
COMMENT ON FUNCTION review.code_turn IS
  'Internal. At most 5 codes an hour for a person from one address, and 60 from all those together from which the owner has not logged in before: who '
  'asks for somebody else''s does not use up the owner''s. RC429 too_many_requests.';
