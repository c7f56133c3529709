CREATE OR REPLACE FUNCTION review.first_contact(answers jsonb, email_fields text[], phone_fields text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(
    (SELECT answers ->> f.id FROM unnest(email_fields) WITH ORDINALITY AS f (id, n)
     WHERE answers ->> f.id ~ '^[^\s@<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' ORDER BY f.n LIMIT 1),
    (SELECT answers ->> f.id FROM unnest(phone_fields) WITH ORDINALITY AS f (id, n)
     WHERE answers ->> f.id ~ '^[+]?[0-9][0-9 ()-]{6,19}$' ORDER BY f.n LIMIT 1))
$$;
COMMENT ON FUNCTION review.first_contact IS
  'Internal. The first e-mail address among the fields, else the first phone; null where they hold none, whatever else is written there (NULL, 无, 1.69E+10).';
