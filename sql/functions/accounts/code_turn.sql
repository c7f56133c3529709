CREATE OR REPLACE FUNCTION review.code_turn(purpose text, of_province text, of_id_type text, of_number text, of_address text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM turn_take(account_hash('turn', purpose, of_province, of_id_type, of_number, of_address), 5);
  -- Registering is answered alike at home and elsewhere, for it would tell that there is an account, and from where.
  IF purpose <> 'register' AND EXISTS (
      SELECT FROM account_place p WHERE p.account_id = (account_of(of_province, of_id_type, of_number)).id AND p.place = account_hash('place', of_address)) THEN
    RETURN true;
  END IF;
  BEGIN
    PERFORM turn_take(account_hash('turn', purpose, of_province, of_id_type, of_number), 60);
    RETURN true;
  EXCEPTION WHEN SQLSTATE 'RC429' THEN
    -- Nor is who asks for a new password told more.
    IF purpose <> 'reset' THEN
      RAISE;
    END IF;
    RETURN false;
  END;
END
$$;
COMMENT ON FUNCTION review.code_turn IS
  'Internal. Whether a code may be sent: at most 5 an hour for a person from one address (RC429 too_many_requests), and 60 from all those together from which '
  'the owner has not logged in before (false for purpose reset, else RC429; registering everywhere): who asks for somebody else''s does not use up the owner''s.';
