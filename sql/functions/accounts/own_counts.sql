CREATE OR REPLACE FUNCTION review.own_counts(whose review.account) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT old.match_key IS NULL OR coalesce(told_contact(old.answers, whose.confirmed_contact), false) OR EXISTS (
    SELECT FROM applicant o JOIN application t ON t.applicant_id = o.id
    WHERE (o.province, o.id_type, o.id_number) = (whose.province, whose.id_type, whose.id_number) AND is_approved(t))
  FROM (SELECT (archive_of(whose.province, whose.id_type, whose.id_number)).*) AS old
$$;
COMMENT ON FUNCTION review.own_counts IS
  'Internal. Whether it still proves something that all there was of a person came through this account: not where an archive has come since, which an import '
  'still under way may hide at that moment, unless the account''s address stands there too or a bureau has approved.';
