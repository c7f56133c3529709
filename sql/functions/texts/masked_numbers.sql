CREATE OR REPLACE FUNCTION review.masked_numbers(given text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  -- Days and times are set apart first. Then digits of the scripts, and between two of them up to twelve characters that are no
  -- letters. What has no such number stays as it was written.
  SELECT CASE WHEN masked = apart THEN given ELSE translate(masked, E'\uE000', '') END FROM (
    SELECT apart, regexp_replace(apart, format('(%1$s)(?:%2$s{0,12}%1$s){9,}%2$s{0,12}(%1$s|[Xx])',
    '[0-9\u0660-\u0669\u06F0-\u06F9\u07C0-\u07C9\u0966-\u096F\u09E6-\u09EF\u0A66-\u0A6F\u0AE6-\u0AEF\u0B66-\u0B6F\u0BE6-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF\u0D66-\u0D6F\u0DE6-\u0DEF\u0E50-\u0E59'
    '\u0ED0-\u0ED9\u0F20-\u0F29\u1040-\u1049\u1090-\u1099\u17E0-\u17E9\u1810-\u1819\u1946-\u194F\u19D0-\u19D9\u1A80-\u1A89\u1A90-\u1A99\u1B50-\u1B59\u1BB0-\u1BB9\u1C40-\u1C49\u1C50-\u1C59\uA620-\uA629\uA8D0-\uA8D9\uA900-\uA909\uA9D0-\uA9D9\uA9F0-\uA9F9\uAA50-\uAA59\uABF0-\uABF9'
    '\u2776-\u2793\u3007\u3021-\u3029零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两]',
    '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7\u0300-\u036F\u05BE\u060C\u06D4\u066A-\u066C\u2000-\u2775\u2794-\u2BFF\u3000-\u3006\u3008-\u3020\u302A-\u303F\u30FB\u30FC\uFE00-\uFE6F\uFF01-\uFF0F\U0001F000-\U0001FAFF号转拨丨]'), '\1*********\2', 'g') AS masked
    FROM (SELECT regexp_replace(normalize(given, NFKC),
      '(?<![0-9]\s?[-./]?)((?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9])(\s+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?(?![-./:]?[0-9])',
      E'\uE000\\1\uE000\\2\uE000', 'g') AS apart) AS d) AS m
$$;
COMMENT ON FUNCTION review.masked_numbers IS
  'Internal. A text in which whole numbers of phones and persons are masked: eleven digits and more, also in groups and in figures of most other scripts. Nothing else goes into the audit.';
