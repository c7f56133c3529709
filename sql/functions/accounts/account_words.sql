CREATE OR REPLACE FUNCTION review.account_words(of_province text, of_id_type text, of_number text, nonce bytea) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('login');
  old constant archive := archive_of(of_province, of_id_type, of_number);
BEGIN
  RETURN (
    -- Every province by name: the keys of archives and accounts begin with it.
    WITH everywhere AS (
      SELECT DISTINCT p.province FROM profile p
    ), told AS (
      SELECT v #>> '{}' AS t FROM everywhere e JOIN archive o ON o.province = e.province CROSS JOIN LATERAL jsonb_path_query(o.answers || jsonb_build_object('former', o.former), 'strict $.**') AS v
        WHERE o.id_type = of_id_type AND o.match_key IN (of_number, old.match_key) AND jsonb_typeof(v) = 'string'
      -- In every revision, of every province: somebody knew it once.
      UNION SELECT v #>> '{}' FROM applicant p JOIN application a ON a.applicant_id = p.id JOIN submission s ON s.application_id = a.id
        CROSS JOIN LATERAL jsonb_path_query(s.answers, 'strict $.**') AS v
        WHERE p.id_number IN (of_number, old.match_key) AND jsonb_typeof(v) = 'string'
      UNION SELECT v #>> '{}' FROM applicant p JOIN application a ON a.applicant_id = p.id
        CROSS JOIN LATERAL jsonb_path_query(a.draft, 'strict $.**') AS v
        WHERE p.id_number IN (of_number, old.match_key) AND jsonb_typeof(v) = 'string'
      UNION SELECT unnest(ARRAY[p.name, p.phone]) FROM applicant p WHERE p.id_number IN (of_number, old.match_key)
      UNION SELECT unnest(ARRAY[a.name, a.email, a.phone]) FROM everywhere e JOIN account a ON a.province = e.province
        WHERE a.id_type = of_id_type AND a.id_number IN (of_number, old.match_key)
      UNION SELECT unnest(ARRAY[old.match_key, old.original_number, of_number])
    ), plain AS (
      SELECT DISTINCT lower(regexp_replace(normalize(x, NFKC), '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u2BFF\u3000-\u303F\u30FB\uFE00-\uFE6F]', '', 'g')) AS w
      FROM told CROSS JOIN LATERAL unnest(ARRAY[t, CASE WHEN t LIKE '%@%' THEN split_part(t, '@', 1) END]) AS x
      WHERE length(x) BETWEEN 2 AND 200
    ), piece AS (
      SELECT w FROM plain WHERE length(w) >= 2
      -- Of an address with a number its letters: other digits behind them are the first that anybody tries.
      UNION SELECT l FROM plain CROSS JOIN LATERAL regexp_replace(w, '[0-9]', '', 'g') AS l WHERE length(l) >= 3
      UNION SELECT substr(p.w, i, n) FROM plain p CROSS JOIN generate_series(1, 20) AS i CROSS JOIN generate_series(4, 20) AS n
      WHERE p.w ~ '^[0-9]{5,20}x?$' AND i + n - 1 <= length(p.w))
    SELECT coalesce(array_agg(encode(sha256(nonce || convert_to(piece.w, 'UTF8')), 'hex')), '{}') FROM piece);
END
$$;
COMMENT ON FUNCTION review.account_words IS
  'What is known of a person, and was once, in whatever archive, revision or account, of whatever province, as SHA-256, in hexadecimal, of nonce and word (letters and digits alone, small; of numbers every '
  'piece from four digits on): with it a typed password is compared: one of an older system proves nothing where it is made of that, and a new one is refused. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_words TO review_intake;
