-- Applicants are who they say: an account counts once somebody has proved whose it is, addresses once a code came back from them, and names
-- are compared in one folded form.

-- As in functions/texts/folded.sql, which comes later: columns are generated from it.
CREATE FUNCTION review.folded(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  -- First what Unicode has no form for: characters that older systems kept in the private area (GB 18030, FE50 to FEA0), and radicals that
  -- come out of PDF files; then its own folding (NFKC); then the marks between the parts of a name, blanks, and what nobody sees.
  SELECT regexp_replace(lower(normalize(translate(given,
      E'\uE815\uE816\uE817\uE818\uE819\uE81A\uE81B\uE81C\uE81D\uE81E\uE81F\uE820\uE821\uE822\uE823\uE824'
      '\uE825\uE826\uE827\uE828\uE829\uE82A\uE82B\uE82C\uE82D\uE82E\uE82F\uE830\uE831\uE832\uE833\uE834'
      '\uE835\uE836\uE837\uE838\uE839\uE83A\uE83B\uE83C\uE83D\uE83E\uE83F\uE840\uE841\uE842\uE843\uE844'
      '\uE845\uE846\uE847\uE848\uE849\uE84A\uE84B\uE84C\uE84D\uE84E\uE84F\uE850\uE851\uE852\uE853\uE854'
      '\uE855\uE856\uE857\uE858\uE859\uE85A\uE85B\uE85C\uE85D\uE85E\uE85F\uE860\uE861\uE862\uE863\uE864'
      '\u2E81\u2E85\u2E92\u2E9F\u2EA0\u2EC1\u2EC4\u2EC5\u2EC6\u2EC9\u2ECB\u2ED3\u2ED4\u2ED8\u2ED9\u2EDA'
      '\u2EDB\u2EDC\u2EDD\u2EE2\u2EE4\u2EE5\u2EE6\u2EE8\u2EE9\u2EEC\u2EEE\u2EF0\u2EF3\u9F91',
      E'\u2E81\U00020087\U00020089\U000200CC\u2E84\u3473\u3447\u2E88\u2E8B\u9FB4\u359E\u361A\u360E\u2E8C\u2E97\u396E'
      '\u3918\u9FB5\u39CF\u39DF\u3A73\u39D0\u9FB6\u9FB7\u3B4E\u3C6E\u3CE0\u2EA7\U000215D7\u9FB8\u2EAA\u4056'
      '\u415F\u2EAE\u4337\u2EB3\u2EB6\u2EB7\U0002298F\u43B1\u43AC\u2EBB\u43DD\u44D6\u4661\u464C\u9FB9\u4723'
      '\u4729\u477C\u478D\u2ECA\u4947\u497A\u497D\u4982\u4983\u4985\u4986\u499F\u499B\u49B7\u49B6\u9FBA'
      '\U000241FE\u4CA3\u4C9F\u4CA0\u4CA1\u4C77\u4CA2\u4D13\u4D14\u4D15\u4D16\u4D17\u4D18\u4D19\u4DAE\u9FBB'
      '\u5382\u4EBB\u5DF3\u6BCD\u6C11\u864E\u897F\u89C1\u89D2\u8D1D\u8F66\u957F\u95E8\u9752\u97E6\u9875'
      '\u98CE\u98DE\u98DF\u9A6C\u9B3C\u9C7C\u9E1F\u9EA6\u9EC4\u9F50\u9F7F\u9F99\u9F9F\u4DAE'), NFKC)),
    E'[\\s\\u00B7\\u0387\\u2022\\u2027\\u2219\\u22C5\\u2E31\\u30FB\\u00B0\\u02D9\\uFF65\\u16EB\\.\\u3002\\u3000\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B-\\u200F'
     '\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\U000E0000-\\U000E0FFF]', '', 'g')
$$;

ALTER TABLE review.applicant ADD COLUMN folded_name text GENERATED ALWAYS AS (review.folded(name)) STORED;
COMMENT ON COLUMN review.applicant.folded_name IS 'The name as it is compared and looked up.';
CREATE INDEX applicant_folded_name ON review.applicant (folded_name text_pattern_ops);
DROP INDEX review.applicant_name;

ALTER TABLE review.account
  ADD COLUMN proof review.key CHECK (proof IN ('own', 'archive_password', 'code', 'vouched')), ADD COLUMN proved_at timestamptz,
  ADD COLUMN confirmed_contact text, ADD COLUMN scheme review.key CHECK (scheme IN ('md5', 'sha1', 'sha256')),
  ADD CHECK ((proof IS NULL) = (proved_at IS NULL));
COMMENT ON COLUMN review.account.proof IS
  'What shows whose it is: own (all there is of the person came through it), archive_password, code (to the address of before), vouched (by a bureau). '
  'Null: it counts only while there is nothing of the person here.';
COMMENT ON COLUMN review.account.confirmed_contact IS 'The address from which a code came back: where codes for a new password go. Null = none does.';
COMMENT ON COLUMN review.account.scheme IS 'What of the password is inside scrypt: its hexadecimal digest of an older system; null = the password itself.';
UPDATE review.account a SET proof = 'own', proved_at = a.created_at
WHERE EXISTS (
  SELECT FROM review.applicant p JOIN review.application t ON t.applicant_id = p.id
  WHERE p.province = a.province AND p.id_type = a.id_type AND p.id_number = a.id_number AND t.started_at >= a.created_at
    AND NOT EXISTS (SELECT FROM review.event e WHERE e.application_id = t.id AND e.action = 'submitted' AND e.actor <> 'applicant'));

CREATE TABLE review.account_place (
  account_id bigint NOT NULL REFERENCES review.account ON DELETE CASCADE,
  place bytea NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, place)
);
COMMENT ON TABLE review.account_place IS
  'Addresses, hashed, from which an account''s owner has logged in: guesses from elsewhere do not slow the owner there.';

CREATE TABLE review.account_closing (
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  closed_at timestamptz NOT NULL,
  PRIMARY KEY (province, id_type, id_number)
);
COMMENT ON TABLE review.account_closing IS 'When a bureau last closed an account of the person: addresses in what was submitted before get no codes.';

ALTER TABLE review.account_setting ADD COLUMN idle_minutes integer NOT NULL DEFAULT 60 CHECK (idle_minutes BETWEEN 1 AND 1440);
COMMENT ON COLUMN review.account_setting.idle_minutes IS 'After so long without a request a session is over.';
ALTER TABLE review.account_session
  ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE, ADD COLUMN used_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN review.account_session.used_at IS 'When it was last used, within a minute.';

ALTER TABLE review.reset_code ADD COLUMN address text;
COMMENT ON COLUMN review.reset_code.address IS 'Where the code went; null for a voucher, which a bureau hands out, and where there was nowhere to send it.';
UPDATE review.reset_code c SET address = n.recipient FROM review.notification n WHERE n.id = c.notification_id;

-- Nobody asked it: account_login compares old passwords.
DROP FUNCTION IF EXISTS review.archive_verify(text, text, text, jsonb);
ALTER TABLE review.archive
  ADD COLUMN scrypt_n integer, ADD COLUMN scrypt_r integer, ADD COLUMN scrypt_p integer,
  ADD CHECK ((scrypt_n IS NULL) = (scrypt_r IS NULL) AND (scrypt_n IS NULL) = (scrypt_p IS NULL) AND (scrypt_n IS NULL OR password_hash IS NOT NULL));
COMMENT ON COLUMN review.archive.password_hash IS
  'scrypt, in hexadecimal, of the hexadecimal digest of the old password that the older system kept, with the salt of archive_salts() and the cost beside '
  'it; without a cost the digest itself, of an import by an older program. Gone once the person has logged in.';

ALTER TABLE review.notification DROP CONSTRAINT notification_event_check, DROP CONSTRAINT notification_about;
ALTER TABLE review.notification
  ADD CONSTRAINT notification_event_check CHECK (
    event IN ('approved', 'returned', 'transferred', 'reopened', 'password_code', 'password_changed', 'contact_code')),
  ADD CONSTRAINT notification_about CHECK (
    (application_id IS NULL) = (event IN ('password_code', 'password_changed', 'contact_code'))
    AND (application_id IS NULL) = (department_code IS NULL));

INSERT INTO review.event_action (action, meaning) VALUES
  ('registration_refused', 'somebody asked for an account of a person of whom there was something already, without proof'),
  ('contact_confirmed', 'a code came back from the address of an account'),
  ('vouched', 'a bureau saw a person''s document and let one registration through'),
  ('account_closed', 'a bureau closed an applicant''s account');
