CREATE OR REPLACE FUNCTION review.told_contact(answers jsonb, contact text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM jsonb_each_text(answers) AS told WHERE told.key ~ '(^|\.)(e?mail|mobile|phone)$' AND lower(told.value) = lower(contact))
$$;
COMMENT ON FUNCTION review.told_contact IS
  'Internal. Whether answers give this address in a field for addresses (canonical ids end in email, mobile or phone): what stands in a remark is no address.';
