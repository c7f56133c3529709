CREATE OR REPLACE FUNCTION review.known_contact(
  of_province text, of_id_type text, of_number text, email_fields text[], phone_fields text[], OUT name text, OUT address text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  known constant account := account_of(of_province, of_id_type, of_number);
  old constant archive := archive_of(of_province, of_id_type, of_number);
  person applicant;
  told jsonb;
  is_seen boolean;
BEGIN
  SELECT * INTO person FROM applicant p WHERE p.province = of_province AND p.id_type = of_id_type AND p.id_number = of_number;
  -- Of an account that the bureau closed nothing is believed any more.
  -- Nor where one revision has another address than the next: who put it there, the person, a colleague or somebody else, nobody knows.
  SELECT s.answers, is_approved(a) INTO told, is_seen FROM application a
  JOIN submission s ON s.application_id = a.id AND s.revision = coalesce((in_force(a) ->> 'revision')::integer, a.revision)
  WHERE a.applicant_id = person.id AND NOT EXISTS (
    SELECT FROM account_closing c WHERE c.province = of_province AND c.id_type = of_id_type AND c.id_number = of_number
      AND c.closed_at > s.submitted_at)
    AND NOT EXISTS (SELECT FROM submission o WHERE o.application_id = a.id
      AND first_contact(o.answers, email_fields, phone_fields) IS DISTINCT FROM first_contact(s.answers, email_fields, phone_fields))
  ORDER BY is_approved(a) DESC, a.id DESC LIMIT 1;
  name := coalesce(known.name, old.name, person.name);
  address := CASE WHEN known.id IS NOT NULL THEN known.confirmed_contact
    ELSE coalesce(first_contact(CASE WHEN is_seen THEN told END, email_fields, phone_fields), first_contact(old.answers, email_fields, phone_fields),
      first_contact(CASE WHEN old.match_key IS NULL THEN told END, email_fields, phone_fields)) END;
END
$$;
COMMENT ON FUNCTION review.known_contact IS
  'Internal. Whom a code about this person may reach: the account''s address that a code has confirmed; of who has no account, the address in '
  'what a bureau approved, else in the archive, else, where there is none, in the latest submission, if all revisions have the same: the one that the person had before anybody asked. Null: only the bureau helps. The work is the same for all.';
