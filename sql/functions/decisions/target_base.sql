CREATE OR REPLACE FUNCTION review.target_base(target text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN strpos(target, '[') = 0 AND strpos(target, '/') = 0 THEN target
  ELSE regexp_replace(regexp_replace(target, '\[[0-9]{0,3}\]', ''), '/[0-9]{1,3}$', '') END $$;
COMMENT ON FUNCTION review.target_base IS
  'Internal. A field or slot id without its index, of which it has one at most: qualifications[2].level → qualifications.level, qualification_certificate/2 → qualification_certificate.';
