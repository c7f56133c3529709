CREATE OR REPLACE FUNCTION review.target_label(settings jsonb, target text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(settings -> 'target_labels' ->> target,
    (settings -> 'target_labels' ->> target_base(target)) || coalesce('（第' || substring(target FROM '[\[/]([0-9]+)') || '条）', ''), target)
$$;
COMMENT ON FUNCTION review.target_label IS 'Internal. What a field or slot is called on the form (profile.settings.target_labels), with the number of its row or file.';
