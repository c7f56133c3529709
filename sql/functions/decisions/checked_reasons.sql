CREATE OR REPLACE FUNCTION review.checked_reasons(a review.application, reasons jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  known text[];
  settings jsonb;
  given record;
  reason return_reason;
  checked jsonb := '[]';
  called text[];
  part text[];
  likely text;
  wanted_plain text;
BEGIN
  IF reasons IS NULL OR jsonb_typeof(reasons) <> 'array' OR jsonb_array_length(reasons) = 0 THEN
    PERFORM refuse('RC420', 'reason_missing', jsonb_build_object('number', a.number));
  ELSIF jsonb_array_length(reasons) > 50 THEN
    PERFORM refuse('RC463', 'bad_text', jsonb_build_object('field', 'reasons', 'most', 50, 'length', jsonb_array_length(reasons)));
  END IF;
  SELECT array_agg(target_base(t)), p.settings INTO known, settings
  FROM profile p, unnest(p.targets) AS t WHERE p.province = a.province AND p.version = a.profile_version GROUP BY p.settings;
  FOR given IN
    SELECT e.value ->> 'code' AS code, plain_text(e.value ->> 'target', 'target', 200) AS target,
           plain_text(e.value ->> 'remark', 'remark', 500) AS remark
    FROM jsonb_array_elements(reasons) AS e (value)
  LOOP
    SELECT * INTO reason FROM return_reason r WHERE r.code = given.code;
    IF NOT FOUND OR NOT coalesce(settings -> 'reasons' ? reason.code, true) THEN
      PERFORM refuse('RC421', 'unknown_reason', jsonb_build_object('code', left(given.code, 20)));
    END IF;
    IF reason.remark_required AND given.remark IS NULL THEN
      PERFORM refuse('RC422', 'remark_missing', jsonb_build_object('code', given.code));
    END IF;
    IF target_base(given.target) <> ALL (coalesce(known, '{}')) THEN
      -- As the form calls it, or a part of that, where it calls nothing else so.
      wanted_plain := translate(given.target, '（） ', '()');
      SELECT array_agg(l.key) FILTER (WHERE l.plain = wanted_plain), array_agg(l.key ORDER BY l.key), string_agg(l.value, '、' ORDER BY length(l.value), l.key)
      INTO called, part, likely
      FROM (SELECT t.key, t.value, translate(t.value, '（） ', '()') AS plain FROM jsonb_each_text(settings -> 'target_labels') AS t) AS l
      WHERE l.plain = wanted_plain OR length(wanted_plain) >= 2 AND strpos(l.plain, wanted_plain) > 0;
      called := coalesce(called, part);
      given.target := CASE WHEN cardinality(called) = 1 THEN called[1] ELSE given.target END;
    END IF;
    IF target_base(given.target) <> ALL (coalesce(known, '{}')) THEN
      PERFORM refuse('RC423', 'unknown_target', jsonb_strip_nulls(jsonb_build_object('code', given.code, 'target', given.target, 'likely', left(likely, 200))));
    END IF;
    -- One thing said twice, by its id and by its name, is one reason.
    CONTINUE WHEN EXISTS (SELECT FROM jsonb_array_elements(checked) AS c (said) WHERE c.said ->> 'code' = given.code
      AND c.said ->> 'target' IS NOT DISTINCT FROM given.target AND (given.remark IS NULL OR c.said ->> 'remark' = given.remark));
    checked := checked || jsonb_build_object(
      'code', given.code, 'target', given.target, 'remark', given.remark, 'text', reason.text,
      'hint', coalesce(settings -> 'hints' ->> given.code, reason.hint));
  END LOOP;
  RETURN checked;
END
$$;
COMMENT ON FUNCTION review.checked_reasons IS
  'Internal. The reasons with their texts, in the order given, each once; hints are those of the form. RC420 reason_missing, RC421 unknown_reason (or none of this form), RC422 remark_missing, '
  'RC423 unknown_target (a target must be a field or slot of the application''s form, by id, by its name there or a part of it that nothing else has; likely: names that have it).';
