CREATE OR REPLACE FUNCTION review.plain_text(given text, field text, at_most integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  plain constant text := nullif(btrim(given, E' \t\n\r\u3000'), '');
BEGIN
  IF length(plain) > at_most THEN
    PERFORM refuse('RC463', 'bad_text', jsonb_build_object('field', plain_text.field, 'most', at_most, 'length', length(plain)));
  -- Controls but tab and line feed, invisible marks, marks that turn the direction of writing, and tags.
  ELSIF plain ~ E'[\\u0001-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F'
    '\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u2800\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\U000110BD\\U000110CD\\U00016FE4\\U00013430-\\U0001345F\\U0001BCA0-\\U0001BCA3\\U0001D173-\\U0001D17A\\U000E0000-\\U000E0FFF]' THEN
    PERFORM refuse('RC463', 'bad_text', jsonb_build_object('field', plain_text.field));
  END IF;
  RETURN plain;
END
$$;
COMMENT ON FUNCTION review.plain_text IS
  'Internal. What a colleague wrote, without blanks around it; null when nothing is left. RC463 bad_text {field, most} for what is longer, and for '
  'control characters, which would write on other people''s screens.';
