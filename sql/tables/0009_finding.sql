-- People are found: names in one folded form, phones in one, whatever was typed and whatever is stored.

-- As in functions/texts/folded.sql and folded_phone.sql, which come later: columns are generated from them.
CREATE OR REPLACE FUNCTION review.folded(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  -- First what Unicode has no form for: characters that older systems kept in the private area (GB 18030, FE50 to FEA0), and radicals that
  -- come out of PDF files, circles for 〇, and marks that Unicode would take apart; then its own folding (NFKC); then the marks between the
  -- parts of a name, blanks, and what nobody sees, which may have stood between a letter and its accent: folded once more.
  SELECT lower(normalize(regexp_replace(normalize(translate(given,
      E'\uE815\uE816\uE817\uE818\uE819\uE81A\uE81B\uE81C\uE81D\uE81E\uE81F\uE820\uE821\uE822\uE823\uE824'
      '\uE825\uE826\uE827\uE828\uE829\uE82A\uE82B\uE82C\uE82D\uE82E\uE82F\uE830\uE831\uE832\uE833\uE834'
      '\uE835\uE836\uE837\uE838\uE839\uE83A\uE83B\uE83C\uE83D\uE83E\uE83F\uE840\uE841\uE842\uE843\uE844'
      '\uE845\uE846\uE847\uE848\uE849\uE84A\uE84B\uE84C\uE84D\uE84E\uE84F\uE850\uE851\uE852\uE853\uE854'
      '\uE855\uE856\uE857\uE858\uE859\uE85A\uE85B\uE85C\uE85D\uE85E\uE85F\uE860\uE861\uE862\uE863\uE864'
      '\u2E81\u2E85\u2E92\u2E9F\u2EA0\u2EC1\u2EC4\u2EC5\u2EC6\u2EC9\u2ECB\u2ED3\u2ED4\u2ED8\u2ED9\u2EDA'
      '\u2EDB\u2EDC\u2EDD\u2EE2\u2EE4\u2EE5\u2EE6\u2EE8\u2EE9\u2EEC\u2EEE\u2EF0\u2EF3\u9F91\u25CB\u25EF\u02D9\u00B4',
      E'\u2E81\U00020087\U00020089\U000200CC\u2E84\u3473\u3447\u2E88\u2E8B\u9FB4\u359E\u361A\u360E\u2E8C\u2E97\u396E'
      '\u3918\u9FB5\u39CF\u39DF\u3A73\u39D0\u9FB6\u9FB7\u3B4E\u3C6E\u3CE0\u2EA7\U000215D7\u9FB8\u2EAA\u4056'
      '\u415F\u2EAE\u4337\u2EB3\u2EB6\u2EB7\U0002298F\u43B1\u43AC\u2EBB\u43DD\u44D6\u4661\u464C\u9FB9\u4723'
      '\u4729\u477C\u478D\u2ECA\u4947\u497A\u497D\u4982\u4983\u4985\u4986\u499F\u499B\u49B7\u49B6\u9FBA'
      '\U000241FE\u4CA3\u4C9F\u4CA0\u4CA1\u4C77\u4CA2\u4D13\u4D14\u4D15\u4D16\u4D17\u4D18\u4D19\u4DAE\u9FBB'
      '\u5382\u4EBB\u5DF3\u6BCD\u6C11\u864E\u897F\u89C1\u89D2\u8D1D\u8F66\u957F\u95E8\u9752\u97E6\u9875'
      '\u98CE\u98DE\u98DF\u9A6C\u9B3C\u9C7C\u9E1F\u9EA6\u9EC4\u9F50\u9F7F\u9F99\u9F9F\u4DAE\u3007\u3007'), NFKC),
    E'[\\s''\\u00B7\\u0387\\u2022\\u2027\\u2219\\u22C5\\u25CF\\u2E31\\u30FB\\u00B0\\uFF65\\u16EB\\.\\u3002\\u02BC\\u2018\\u2019\\u201B\\u2032\\u2010-\\u2015\\u2043\\u2212\\u3000\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B-\\u200F'
     '\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\u2800\\uFEFF\\uFFA0\\uFFF0-\\uFFFC\\U00013430-\\U0001345F\\U00016FE4\\U0001BCA0-\\U0001BCA3\\U0001D173-\\U0001D17A\\U000E0000-\\U000E0FFF-]', '', 'g'), NFKC))
$$;

CREATE OR REPLACE FUNCTION review.folded_phone(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE
    WHEN d.digits ~ '^(00)?861[3-9][0-9]{9}$' THEN right(d.digits, 11)
    -- The zero of the area is left out behind the country's code.
    WHEN d.plain ~ '^[^0-9]*(\+|00)86' THEN '0' || ltrim(regexp_replace(d.digits, '^(00)?86', ''), '0')
    ELSE nullif(d.digits, '')
  END
  FROM (SELECT p.plain, regexp_replace(p.plain, '[^0-9]', '', 'g') AS digits
        FROM (SELECT normalize(given, NFKC) AS plain) AS p) AS d
$$;

ALTER TABLE review.applicant DROP COLUMN folded_name;
ALTER TABLE review.applicant
  ADD COLUMN folded_name text GENERATED ALWAYS AS (review.folded(name)) STORED,
  ADD COLUMN folded_phone text GENERATED ALWAYS AS (review.folded_phone(phone)) STORED;
COMMENT ON COLUMN review.applicant.folded_name IS 'The name as it is compared and looked up.';
COMMENT ON COLUMN review.applicant.folded_phone IS 'The phone as it is compared and looked up.';
CREATE INDEX applicant_folded_name ON review.applicant (folded_name text_pattern_ops);
CREATE INDEX applicant_folded_phone ON review.applicant (folded_phone text_pattern_ops);
DROP INDEX review.applicant_phone;
