CREATE OR REPLACE FUNCTION review.masked_numbers(given text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  -- Digits of several scripts, and between two of them up to four characters that are no letters.
  SELECT regexp_replace(normalize(given, NFKC), format('(%1$s)(?:%2$s{0,4}%1$s){9,16}%2$s{0,4}(%1$s|[Xx])',
    '[0-9\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u3007零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两]',
    '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7\u2000-\u2BFF\u3000-\u3004\u3008-\u303F\uFE10-\uFE6F\uFF01-\uFF0F]'),
    '\1*********\2', 'g')
$$;
COMMENT ON FUNCTION review.masked_numbers IS
  'Internal. A text in which whole numbers of phones and persons are masked: eleven digits and more, also in groups and in figures of other scripts. Nothing else goes into the audit.';
