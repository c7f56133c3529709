CREATE OR REPLACE FUNCTION review.masked_numbers(given text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  numerals CONSTANT text := '零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两貳參叄陸兩弌弍弎';
BEGIN
  -- Most texts have none, and an export asks for a million of them.
  IF given IS NULL OR given !~ ('(?:(?:[^A-Za-z\s!-/:-@\u3400-\u9FFF\u3001\u3002\uFF08\uFF09\uFF0C]|[' || numerals || ']).*){3}') THEN
    RETURN given;
  END IF;
DECLARE
  -- Figures of the scripts; between two of them up to twelve characters that are no letters.
  figure CONSTANT text := '[0-9\u0660-\u0669\u06F0-\u06F9\u07C0-\u07C9\u0966-\u096F\u09E6-\u09EF\u0A66-\u0A6F\u0AE6-\u0AEF\u0B66-\u0B6F\u0BE6-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF\u0D66-\u0D6F\u0DE6-\u0DEF\u0E50-\u0E59'
    '\u0ED0-\u0ED9\u0F20-\u0F29\u1040-\u1049\u1090-\u1099\u17E0-\u17E9\u1810-\u1819\u1946-\u194F\u19D0-\u19D9\u1A80-\u1A89\u1A90-\u1A99\u1B50-\u1B59\u1BB0-\u1BB9\u1C40-\u1C49\u1C50-\u1C59\uA620-\uA629\uA8D0-\uA8D9\uA900-\uA909\uA9D0-\uA9D9\uA9F0-\uA9F9\uAA50-\uAA59\uABF0-\uABF9'
    '\u24EA\u24F5-\u24FE\u25CB\u2776-\u2793\u3007\u3021-\u3029' || numerals
    || '\U000104A0-\U000104A9\U00010D30-\U00010D39\U00011066-\U0001106F\U000110F0-\U000110F9\U00011136-\U0001113F\U000111D0-\U000111D9\U000112F0-\U000112F9\U00011450-\U00011459\U000114D0-\U000114D9\U00011650-\U00011659\U000116C0-\U000116C9\U00011730-\U00011739\U000118E0-\U000118E9\U00011950-\U00011959\U00011C50-\U00011C59\U00011D50-\U00011D59\U00011DA0-\U00011DA9\U00016A60-\U00016A69\U00016AC0-\U00016AC9\U00016B50-\U00016B59\U0001E140-\U0001E149\U0001E2F0-\U0001E2F9\U0001E950-\U0001E959]';
  gap CONSTANT text := '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7\u0300-\u036F\u05BE\u060C\u06D4\u066A-\u066C\u2000-\u2775\u2794-\u2BFF\u3000-\u3006\u3008-\u3020\u302A-\u303F\u30FB\u30FC\uFE00-\uFE6F\uFF01-\uFF0F\U0001F000-\U0001FAFF号转拨丨年月日]'
    || '{0,12}';
  -- The end of an ID number, and what is taken for it.
  ending CONSTANT text := '[Xx×✕✖ХхΧχ]';
  clock CONSTANT text := '[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?';
  -- Of a year: a day, also without marks, or a month.
  dated CONSTANT text := format('(?:19|20)[0-9]{2}(?:[-/.年][01]?[0-9](?:[-/.月][0-3]?[0-9](?:日?\s+%1$s|日%1$s|日)?|月?)|(?:0[1-9]|1[0-2])[0-3][0-9])', clock);
  moment CONSTANT text := format('(?:%2$s|[01]?[0-9][-/.月][0-3]?[0-9](?:日?\s+%1$s|日%1$s|日)?|%1$s)', clock, dated);
  day CONSTANT text := format('((?<![0-9])%s(?![0-9]))', dated);
  -- Blanks in a row are one: no number is torn apart by many.
  rest text := regexp_replace(normalize(given, NFKC), '(\s)\s+', '\1', 'g');
  written text := '';
  run text;
  parts text[];
  days text[];
  is_masked boolean := false;
BEGIN
  LOOP
    run := substring(rest FROM format('%1$s(?:%2$s%1$s){9,}%2$s(?:%1$s%2$s%3$s|%1$s|%3$s)', figure, gap, ending));
    EXIT WHEN run IS NULL;
    written := written || left(rest, strpos(rest, run) - 1);
    rest := substr(rest, strpos(rest, run) + length(run));
    IF run ~ format('^%1$s(?:[^0-9]{1,3}%1$s)*$', moment) AND run ~ ('(?<![0-9])' || dated || '|:') THEN
      -- Days and times, one behind the other, are no number.
      written := written || run;
      CONTINUE;
    END IF;
    is_masked := true;
    parts := regexp_split_to_array(run, day);
    days := ARRAY(SELECT m[1] FROM regexp_matches(run, day, 'g') AS m);
    -- A day stays between whole numbers, and is a part of one where less is left beside it.
    IF EXISTS (SELECT FROM unnest(parts) AS t (part) WHERE length(regexp_replace(part, '[^' || substr(figure, 2), '', 'g')) BETWEEN 1 AND 10) THEN
      parts := ARRAY[run];
    END IF;
    FOR i IN 1 .. cardinality(parts) LOOP
      written := written || regexp_replace(parts[i], format('(%1$s).*(?:%1$s%2$s%3$s|%1$s|%3$s)', figure, gap, ending), '\1*********')
        || CASE WHEN i < cardinality(parts) THEN days[i] ELSE '' END;
    END LOOP;
  END LOOP;
  written := written || rest;
  -- What somebody masked himself, and not enough: 330114********892X.
  rest := regexp_replace(written, format('(%1$s)%1$s{2,}[*＊xX×•●·]{3,}%1$s+%2$s?', figure, ending), '\1*********', 'g');
  -- What has no such number stays as it was written.
  RETURN CASE WHEN is_masked OR rest <> written THEN rest ELSE given END;
END;
END
$$;
COMMENT ON FUNCTION review.masked_numbers IS
  'Internal. A text in which whole numbers of phones and persons are masked: eleven digits and more, also in groups and in figures of other scripts; the first is left, and nothing that a mask hides elsewhere. Nothing else goes into the audit.';
