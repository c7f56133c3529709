CREATE OR REPLACE FUNCTION review.archive_salts(of_province text, people jsonb)
RETURNS TABLE (salt bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := owner_actor('import_archives');
BEGIN
  IF jsonb_typeof(people) IS DISTINCT FROM 'array' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END IF;
  RETURN QUERY
    SELECT substring(account_hash('salt', of_province, p.person ->> 'id_type', p.person ->> 'match_key') FOR 16), s.scrypt_n, s.scrypt_r, s.scrypt_p
    FROM jsonb_array_elements(people) WITH ORDINALITY AS p (person, n) CROSS JOIN account_setting s ORDER BY p.n;
END
$$;
COMMENT ON FUNCTION review.archive_salts IS
  'With which salt and cost the old passwords of [{id_type, match_key}] go into scrypt, in this order, before archive_import takes them in. '
  'Owner. RC403, RC460 bad_document.';
