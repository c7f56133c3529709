CREATE OR REPLACE FUNCTION review.lookup_reading(wanted text, OUT kind text, OUT number text, OUT phone text, OUT documents text[], OUT name text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  typed constant text := CASE WHEN length(wanted) <= 200 THEN wanted ELSE '' END;
  plain constant text := regexp_replace(regexp_replace(normalize(coalesce(typed, ''), NFKC),
    '[\s\u00AD\u034F\u061C\u180B-\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u2800\uFEFF\uFFF0-\uFFFC]', '', 'g'), '[\u2010-\u2015\u2043\u2212]', '-', 'g');
  compact text := upper(replace(plain, '-', ''));
BEGIN
  IF compact ~ '^[0-9]{17}[×✕✖ХХΧΧ]$' THEN
    compact := left(compact, 17) || 'X';
  END IF;
  name := folded(typed);
  IF length(regexp_replace(plain, '[^0-9]', '', 'g')) BETWEEN 7 AND 20 AND plain ~* '^(?:[0-9+()#*/.,-]|转接?|分机号?|ext)+$' THEN
    phone := folded_phone(plain);
  END IF;
  IF plain ~ '[0-9]' THEN
    documents := ARRAY[plain, upper(plain), compact, (document_of('01', compact)).id_number];
  END IF;
  IF compact ~ '^[A-Z]{2}[0-9]{8,}[0-9A-Z]$' AND EXISTS (SELECT FROM profile p WHERE p.number_letters = left(compact, 2)) THEN
    kind := 'number';
    number := compact;
  ELSIF phone ~ '^(1[3-9][0-9]{9}|0[1-9][0-9]{8,})$' THEN
    kind := 'phone';
  ELSIF plain ~ '[0-9]{5}' OR phone IS NOT NULL THEN
    kind := 'id_number';
  ELSIF name ~ '[^\u0001-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u2BFF\u3001-\u3004\u3008-\u3020\uFE00-\uFE6F]' THEN
    kind := 'name';
  ELSE
    kind := 'nothing';
  END IF;
END
$$;
COMMENT ON FUNCTION review.lookup_reading IS
  'Internal. What a text may be that somebody looks up: number (of an application), phone, id_number, name, or nothing that is looked up; and the '
  'forms in which it is compared, null where it cannot be that.';
