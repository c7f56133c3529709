CREATE OR REPLACE FUNCTION review.archive_verify(of_province text, of_id_type text, of_number text, digests jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('archive_verify');
  found_archive constant archive := archive_of(of_province, of_id_type, of_number);
  is_right constant boolean := coalesce(found_archive.password_hash = lower(digests ->> found_archive.password_scheme), false);
BEGIN
  PERFORM write_deed(me, 'looked_up', 'archive', 'login', jsonb_build_object(
    'province', of_province, 'number', mask(of_number), 'right', is_right));
  RETURN is_right;
END
$$;
COMMENT ON FUNCTION review.archive_verify IS
  'Whether a typed password is the archive''s: digests holds its hexadecimal digests by scheme ({"md5": …, "sha1": …, "sha256": …}), so that the '
  'caller need not know the scheme and the hash never leaves. False without an archive or a password. Recorded. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.archive_verify TO review_intake;
