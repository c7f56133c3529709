CREATE OR REPLACE FUNCTION review.lookup_hits(
  phone text, documents text[], name text, as_written text, within jsonb, bureaus text[], drafts_of text, before bigint,
  OUT hits bigint[], OUT total bigint, OUT behind bigint, OUT taken_for text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp
  -- One plan for all, by the indexes: a name that thousands have is no reason to read whole tables.
  SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  year constant integer := within ->> 'birth_year';
  number_end constant text := within ->> 'ends';
BEGIN
  WITH former AS (
    -- Who has changed name or phone with a change is found by both.
    SELECT t.applicant_id, 'phone' AS as_what FROM before_change b JOIN application t ON t.id = b.application_id
      WHERE folded_phone(b.approved_row #>> '{person,phone}') = lookup_hits.phone
    UNION ALL SELECT t.applicant_id, 'name' FROM before_change b JOIN application t ON t.id = b.application_id
      WHERE folded(b.approved_row #>> '{person,name}') = lookup_hits.name AND lookup_hits.name <> ''
  ), person AS (
    SELECT p.id, p.id_number, 'phone' AS as_what FROM applicant p WHERE p.folded_phone = lookup_hits.phone
    UNION ALL SELECT p.id, p.id_number, 'id_number' FROM applicant p WHERE p.id_number = ANY (documents)
    UNION ALL SELECT p.id, p.id_number, 'name' FROM applicant p
      WHERE p.folded_name = lookup_hits.name AND (lookup_hits.name <> '' OR p.name = as_written)
        AND (number_end IS NULL OR length(p.id_number) >= 8 AND right(upper(p.id_number), 4) = number_end)
    UNION ALL SELECT p.id, p.id_number, f.as_what FROM former f JOIN applicant p ON p.id = f.applicant_id
      WHERE number_end IS NULL OR length(p.id_number) >= 8 AND right(upper(p.id_number), 4) = number_end
  ), hit AS (
    SELECT t.id, min(person.as_what) AS as_what FROM person JOIN application t ON t.applicant_id = person.id
    WHERE (t.department_code = ANY (bureaus) OR t.department_code IS NULL AND t.province = drafts_of
        OR t.state <> 'approved' AND EXISTS (SELECT FROM before_change b WHERE b.application_id = t.id AND b.department_code = ANY (bureaus)))
      AND (year IS NULL OR year = coalesce(t.birth_year,
        CASE WHEN person.id_number ~ '^[0-9]{17}[0-9X]$' THEN substr(person.id_number, 7, 4)::integer END))
    GROUP BY t.id
  )
  SELECT ARRAY(SELECT h.id FROM hit h WHERE before IS NULL OR h.id < before ORDER BY h.id DESC LIMIT 20), count(*),
      count(*) FILTER (WHERE before IS NULL OR h.id < before), min(h.as_what)
    INTO hits, total, behind, taken_for FROM hit h;
  behind := behind - cardinality(hits);
END
$$;
COMMENT ON FUNCTION review.lookup_hits IS
  'Internal. Applications of the bureaus, or of which what is in force is theirs, whose person has that phone, one of the numbers or the name in its folded form, within what narrows it: a page of '
  '20 behind an id, newest first, how many there are of all and behind that page, and what the text was. drafts_of: the province whose drafts count, too.';
