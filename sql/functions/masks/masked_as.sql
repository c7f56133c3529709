CREATE OR REPLACE FUNCTION review.masked_as(how text, value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE how WHEN '-' THEN '***' WHEN '~' THEN review.mask_name(value) WHEN '#' THEN review.masked_numbers(value) ELSE review.mask(value) END
$$;
COMMENT ON FUNCTION review.masked_as IS 'Internal. What is left of a value: nothing of "-", the surname of "~" (mask_name), of "#" all but whole numbers (masked_numbers), else what mask() leaves.';
