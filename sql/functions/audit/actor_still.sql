CREATE OR REPLACE FUNCTION review.actor_still() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  IF EXISTS (SELECT FROM staff s WHERE s.name = session_user AND (NOT s.active OR s.rights_since > transaction_timestamp())) AND NOT is_owner() THEN
    PERFORM refuse('RC403', 'not_permitted', '{"role": null, "action": "still"}');
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.actor_still IS
  'Trigger, at the commit: whoever did it must still be who he was when the transaction began, whatever locks were waited for in between. RC403.';
