CREATE OR REPLACE FUNCTION review.mask(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN value IS NULL OR value = '' THEN value
    WHEN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN left(value, 4)
    WHEN strpos(value, '@') > 1 THEN left(value, 1) || '***' || substr(value, strpos(value, '@'))
    WHEN length(value) >= 7 THEN left(value, 1) || repeat('*', length(value) - 2) || right(value, 1)
    ELSE repeat('*', length(value))
  END
$$;
COMMENT ON FUNCTION review.mask IS
  'Numbers of persons, phones and papers keep their first and last character, a day its year, an e-mail address its first letter and domain; what has '
  'fewer than seven characters keeps nothing. Made for what stands beside it: year of birth, sex and bureau leave more than 10,000 numbers.';
GRANT EXECUTE ON FUNCTION review.mask TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
