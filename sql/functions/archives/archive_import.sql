CREATE OR REPLACE FUNCTION review.archive_import(of_province text, run uuid, lines jsonb)
RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := owner_actor('import_archives');
  at constant timestamptz := clock_timestamp();
  unproved bigint;
  dropped bigint;
  about bigint[];
  entry bigint;
BEGIN
  IF run IS NULL OR jsonb_typeof(lines) IS DISTINCT FROM 'array' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  ELSIF NOT EXISTS (SELECT FROM profile p WHERE p.province = of_province) THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "province"}');
  END IF;
  PERFORM FROM account a JOIN jsonb_to_recordset(lines) AS l (id_type key, match_key key, original_number key)
    ON a.province = of_province AND a.id_type = l.id_type AND a.id_number IN (l.match_key, l.original_number)
  ORDER BY a.id FOR NO KEY UPDATE OF a;
  BEGIN
    -- An old password that proves nothing takes the one of an earlier file with it.
    UPDATE archive a SET password_hash = NULL, password_scheme = NULL, scrypt_n = NULL, scrypt_r = NULL, scrypt_p = NULL
    FROM jsonb_to_recordset(lines) AS l (id_type key, match_key key, password_hash text)
    WHERE l.password_hash = '' AND a.province = of_province AND a.id_type = l.id_type AND a.match_key = l.match_key AND a.password_hash IS NOT NULL;
    GET DIAGNOSTICS dropped = ROW_COUNT;
    -- In the order of the key, so that two imports at once wait for each other and never in a circle.
    WITH put AS (
      INSERT INTO archive AS known (province, id_type, match_key, original_number, answers, password_hash, password_scheme, scrypt_n, scrypt_r,
                                    scrypt_p, imported_at, imported_by, import, source_line)
      SELECT DISTINCT ON (l.id_type, l.match_key)
        of_province, l.id_type, l.match_key, l.original_number, l.answers, CASE WHEN c.id_number IS NULL THEN nullif(l.password_hash, '') END,
        CASE WHEN c.id_number IS NULL THEN l.password_scheme END, CASE WHEN c.id_number IS NULL THEN l.scrypt_n END,
        CASE WHEN c.id_number IS NULL THEN l.scrypt_r END, CASE WHEN c.id_number IS NULL THEN l.scrypt_p END, at, me.name, run, l.line
      FROM jsonb_to_recordset(lines) AS l (line bigint, id_type key, match_key key, original_number key, answers jsonb,
                                           password_hash text, password_scheme key, scrypt_n integer, scrypt_r integer, scrypt_p integer)
      -- An old password of before the bureau closed the account may be in other hands.
      LEFT JOIN account_closing c ON c.province = of_province AND c.id_type = l.id_type AND c.id_number IN (l.match_key, l.original_number)
      ORDER BY l.id_type, l.match_key, l.line
      ON CONFLICT (province, id_type, match_key) DO UPDATE SET
        former = known.former || (SELECT coalesce(jsonb_agg(DISTINCT v), '[]') FROM jsonb_path_query(known.answers, 'strict $.**') AS v
          WHERE jsonb_typeof(v) = 'string' AND length(v #>> '{}') BETWEEN 2 AND 200 AND NOT known.former @> jsonb_build_array(v) AND known.answers <> excluded.answers),
        answers = excluded.answers, original_number = coalesce(excluded.original_number, known.original_number),
        password_hash = coalesce(excluded.password_hash, known.password_hash),
        password_scheme = coalesce(excluded.password_scheme, known.password_scheme),
        scrypt_n = CASE WHEN excluded.password_hash IS NULL THEN known.scrypt_n ELSE excluded.scrypt_n END,
        scrypt_r = CASE WHEN excluded.password_hash IS NULL THEN known.scrypt_r ELSE excluded.scrypt_r END,
        scrypt_p = CASE WHEN excluded.password_hash IS NULL THEN known.scrypt_p ELSE excluded.scrypt_p END,
        imported_at = excluded.imported_at, imported_by = excluded.imported_by, import = excluded.import,
        source_line = excluded.source_line
      WHERE known.answers <> excluded.answers OR known.original_number IS DISTINCT FROM
          coalesce(excluded.original_number, known.original_number)
        OR (known.password_hash, known.password_scheme) IS DISTINCT FROM
          (coalesce(excluded.password_hash, known.password_hash), coalesce(excluded.password_scheme, known.password_scheme))
      RETURNING known.xmax = 0 AS is_new, id_type, match_key, original_number, answers),
    -- An account is no longer proved by being all there was of the person: this is from before it, unless its address stands there too, or
    -- a bureau has seen what came through it.
    doubted AS (
      UPDATE account a SET proof = NULL, proved_at = NULL FROM put p
      WHERE p.is_new AND a.province = of_province AND a.id_type = p.id_type AND a.id_number IN (p.match_key, p.original_number) AND a.proof = 'own'
        AND coalesce(NOT told_contact(p.answers, a.confirmed_contact), true)
        AND NOT EXISTS (
          SELECT FROM applicant o JOIN application t ON t.applicant_id = o.id
          WHERE (o.province, o.id_type, o.id_number) = (a.province, a.id_type, a.id_number) AND is_approved(t))
      RETURNING a.id)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new), (SELECT count(*) FROM doubted),
      (SELECT array_agg(t.id) FROM put p
       JOIN applicant o ON o.province = of_province AND o.id_type = p.id_type AND o.id_number IN (p.match_key, p.original_number)
       JOIN application t ON t.applicant_id = o.id)
    INTO added, updated, unproved, about FROM put;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  unchanged := jsonb_array_length(lines) - added - updated;
  entry := write_staff_event(me, 'imported', 'archives', NULL, jsonb_build_object(
    'import', run, 'province', of_province, 'first_line', lines #> '{0,line}', 'last_line', lines #> '{-1,line}',
    'added', added, 'updated', updated, 'unchanged', unchanged)
    || jsonb_strip_nulls(jsonb_build_object('unproved', nullif(unproved, 0), 'passwords_dropped', nullif(dropped, 0))));
  INSERT INTO event_about (event_id, application_id) SELECT entry, t FROM unnest(about) AS t;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.archive_import IS
  'Takes in lines of an archive file: [{line, id_type, match_key, original_number, answers, password_hash, password_scheme, scrypt_n, scrypt_r, '
  'scrypt_p}], validated by the caller, passwords inside scrypt (archive_salts). A known person''s archive is replaced where it differs; an old password or number stays where the line has none, '
  'and a password of '''' takes it away (passwords_dropped). An account that counted by itself needs a proof from now on (detail: unproved); of whoever''s '
  'account a bureau closed no old password comes back. run names the import, whose entry is about the applications of these people. Safe to repeat. Owner: an archive '
  'says who somebody is, and by what the person comes in. RC403, RC460 bad_document.';
