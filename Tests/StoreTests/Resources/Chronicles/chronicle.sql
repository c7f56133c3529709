-- What a chronicle writes of a step: its answer, and every row of review that came, went or changed. The owner's, in the test's database only.
CREATE SCHEMA chronicle;
GRANT USAGE ON SCHEMA chronicle TO PUBLIC;

CREATE TABLE chronicle.kept (t text, k text, r jsonb, PRIMARY KEY (t, k));
CREATE TABLE chronicle.step (n integer PRIMARY KEY, began timestamptz NOT NULL, ended timestamptz);

-- All rows by table and key. Numbers of transactions are chance.
CREATE FUNCTION chronicle.rows(of_tables text[] DEFAULT NULL) RETURNS TABLE (t text, k text, r jsonb) LANGUAGE plpgsql AS $$
DECLARE
  c record;
BEGIN
  FOR c IN
    SELECT g.relname, format('concat_ws(%L, %s)', '/', string_agg(format('x.%I', a.attname), ', ' ORDER BY array_position(i.indkey::smallint[], a.attnum))) AS key
    FROM pg_class g JOIN pg_index i ON i.indrelid = g.oid AND i.indisprimary
    JOIN pg_attribute a ON a.attrelid = g.oid AND a.attnum = ANY (i.indkey::smallint[])
    WHERE g.relnamespace = 'review'::regnamespace AND g.relkind = 'r'
      AND g.relname <> ALL (ARRAY['migration', 'routine', 'build', 'transition', 'event_action'])
      AND (of_tables IS NULL OR g.relname = ANY (of_tables))
    GROUP BY g.oid, g.relname
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT %L, %s, to_jsonb(x) - ARRAY[''recorded_in'', ''leased_in''%s] FROM review.%I AS x', c.relname, c.key,
      -- A bureau's code is chance.
      CASE c.relname WHEN 'reset_code' THEN ', CASE WHEN x.key = x.person THEN ''code'' ELSE '''' END' ELSE '' END, c.relname);
  END LOOP;
END
$$;

-- A moment by the step in which it was now, or so long before or after. Of several that fit the nearest step.
CREATE FUNCTION chronicle.moment(at timestamptz) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce((
    SELECT '@' || CASE WHEN s.n = (SELECT max(n) FROM chronicle.step) THEN 'now' ELSE s.n::text END
      || CASE WHEN o.span = interval '0' THEN '' WHEN o.span < interval '0' THEN '-' || -o.span ELSE '+' || o.span END
    FROM chronicle.step s, unnest(ARRAY['0 s', '2 s', '4 s', '8 s', '10 min', '12 min', '1 hour', '12 hours', '1 day', '30 days', '-30 min', '-48 min', '-10 days', '-1 hour', '-1 day',
      '-30 days', '78 min']::interval[]) WITH ORDINALITY AS o (span, place)
    WHERE at - o.span BETWEEN s.began AND coalesce(s.ended, clock_timestamp())
    ORDER BY o.place, s.n DESC LIMIT 1), to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'))
$$;

-- A line without what is chance: moments, the database's name, codes, the ends of hashes.
CREATE FUNCTION chronicle.plain(line text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  -- In whole seconds it may be before the step.
  FOR m IN SELECT DISTINCT x[1] FROM regexp_matches(line, '"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"', 'g') AS x
    WHERE x[1]::timestamptz >= (SELECT min(began) FROM chronicle.step) - interval '1 second' LOOP
    line := replace(line, m, '@');
  END LOOP;
  FOR m IN SELECT DISTINCT x[1] FROM regexp_matches(line, '"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d(?::?\d\d)?|Z))"', 'g') AS x LOOP
    line := replace(line, '"' || m || '"', '"' || chronicle.moment(m::timestamptz) || '"');
  END LOOP;
  FOR m IN SELECT DISTINCT x[1] FROM regexp_matches(line, '(?:at|since)": (\d{10}(?:\.\d+)?)', 'g') AS x LOOP
    line := replace(line, m, chronicle.moment(to_timestamp(m::numeric)));
  END LOOP;
  line := replace(replace(line, '.' || current_database(), ''), session_user, 'owner');
  line := replace(line, format('"id": %s', (SELECT max(id) FROM review.event)), '"id": @event');
  -- Of hashes the beginning is enough.
  line := regexp_replace(line, '([0-9a-f]{8})[0-9a-f]{24,}', '\1…', 'g');
  line := regexp_replace(line, '("leased_in": )"\d+"', '\1…', 'g');
  line := regexp_replace(line, '"seconds_left": \d+', '"seconds_left": …', 'g');
  line := regexp_replace(line, '("code": )"\d{10}"', '\1…', 'g');
  FOR m IN SELECT DISTINCT (x AT TIME ZONE 'Asia/Shanghai')::date::text FROM (VALUES
      ((SELECT max(began) FROM chronicle.step)), (clock_timestamp())) AS v (x) LOOP
    line := replace(line, '"' || m || '"', '"@today"');
  END LOOP;
  RETURN line;
END
$$;

-- What a step speaks of without naming it: the latest entry, a person's latest case and what a decision must name of it.
CREATE FUNCTION chronicle.entry() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT max(id) FROM review.event $$;
CREATE FUNCTION chronicle.number(person integer) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$
  SELECT a.number FROM review.application a JOIN review.applicant p ON p.id = a.applicant_id
  WHERE p.province = 'zhejiang' AND p.id_type = '99' AND p.id_number = 'T' || 100000000 + person ORDER BY a.id DESC LIMIT 1
$$;
CREATE FUNCTION chronicle.version(person integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
  SELECT a.draft_version FROM review.application a WHERE a.number = chronicle.number(person)
$$;
CREATE FUNCTION chronicle.hash(person integer, of_revision integer DEFAULT NULL) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$
  SELECT s.content_hash FROM review.application a JOIN review.submission s ON s.application_id = a.id AND s.revision = coalesce(of_revision, a.revision)
  WHERE a.number = chronicle.number(person)
$$;
-- Of a password that nobody knows.
CREATE FUNCTION chronicle.verifier() RETURNS text LANGUAGE sql AS $$
  SELECT format('SCRAM-SHA-256$4096:%s==$%s=:%s=', repeat('A', 22), repeat('A', 43), repeat('A', 43))
$$;
CREATE FUNCTION chronicle.document(person integer, more jsonb DEFAULT '{}', answers jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('province', 'zhejiang', 'profile_version', 'test', 'channel', 'pc', 'department', '330102',
    'identity', jsonb_build_object('id_type', '99', 'id_number', 'T' || 100000000 + person, 'name', '测试' || person, 'phone', '1380000000' || person),
    'answers', jsonb_build_object('identity.name', '测试' || person, 'identity.id_number', 'T' || 100000000 + person, 'identity.mobile', '1380000000' || person,
      'qualifications', '[{"level": "1", "certificate_number": "C000000001"}]'::jsonb) || answers,
    'attachments', jsonb_build_array(jsonb_build_object('slot', 'photo', 'n', 1, 'sha256', repeat('ab', 32), 'bytes', 70000, 'width', 500, 'height', 700, 'kind', 'jpeg')),
    'warnings', '[{"field": "photo"}]'::jsonb, 'facts', '{"sex": "2", "birth_date": "1990-01-31", "cpa": false}'::jsonb) || more
$$;
-- A file: its content is one letter.
CREATE FUNCTION chronicle.file(of_slot text, n integer, content text, name text DEFAULT NULL) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('slot', of_slot, 'n', n, 'sha256', repeat(content, 64), 'bytes', 7, 'kind', 'pdf', 'original_name', name))
$$;
CREATE FUNCTION chronicle.files(VARIADIC list jsonb[] DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('attachments', to_jsonb(list)) $$;
CREATE FUNCTION chronicle.beginning(person integer, more jsonb DEFAULT '{}', answers jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('province', 'zhejiang', 'profile_version', 'test', 'channel', 'pc', 'id_type', '99', 'id_number', 'T' || 100000000 + person,
    'name', '测试' || person, 'answers', answers) || more
$$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA chronicle TO PUBLIC;

-- Between two steps no time goes by for what is counted by the minute, however slow the machine is.
CREATE FUNCTION chronicle.begin() RETURNS integer LANGUAGE sql AS $$
  UPDATE review.login_attempt SET began_at = clock_timestamp() WHERE began_at BETWEEN clock_timestamp() - interval '20 minutes' AND clock_timestamp();
  UPDATE review.ticket_meter SET minute_since = clock_timestamp() WHERE minute_since BETWEEN clock_timestamp() - interval '20 minutes' AND clock_timestamp();
  UPDATE chronicle.kept k SET r = n.r FROM chronicle.rows('{login_attempt,ticket_meter}') AS n WHERE (n.t, n.k) = (k.t, k.k) AND n.r <> k.r;
  INSERT INTO chronicle.step (n, began) SELECT coalesce(max(n), 0) + 1, clock_timestamp() FROM chronicle.step RETURNING n
$$;

-- What came of the step: its answer in lines, then what is in the tables.
CREATE FUNCTION chronicle.end(answer text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  UPDATE chronicle.step SET ended = clock_timestamp() WHERE ended IS NULL;
  CREATE TEMP TABLE found AS SELECT * FROM chronicle.rows();
  SELECT string_agg(chronicle.plain(x.line), E'\n' ORDER BY x.place, x.t, x.k, x.line) INTO told FROM (
    SELECT 0 AS place, lpad(ordinality::text, 6) AS t, '' AS k, '  = ' || line AS line FROM regexp_split_to_table(nullif(answer, ''), E'\n') WITH ORDINALITY AS l (line, ordinality)
    UNION ALL
    SELECT 1, t, lpad(k, 12), CASE
      WHEN b.r IS NULL AND t = 'event' THEN format('  + event %s', jsonb_strip_nulls(f.r) - 'id')
      WHEN b.r IS NULL THEN format('  + %s %s %s', t, k, jsonb_strip_nulls(f.r))
      WHEN f.r IS NULL THEN format('  - %s %s', t, k)
      ELSE format('  ~ %s %s %s', t, k, (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(f.r) AS e WHERE b.r -> e.key IS DISTINCT FROM e.value)) END
    FROM found f FULL JOIN chronicle.kept b USING (t, k) WHERE f.r IS DISTINCT FROM b.r) AS x;
  DELETE FROM chronicle.kept b WHERE NOT EXISTS (SELECT FROM found f WHERE (f.t, f.k, f.r) = (b.t, b.k, b.r));
  INSERT INTO chronicle.kept SELECT f.* FROM found f WHERE NOT EXISTS (SELECT FROM chronicle.kept b WHERE (b.t, b.k) = (f.t, f.k));
  DROP TABLE found;
  RETURN coalesce(told, '');
END
$$;
INSERT INTO chronicle.kept SELECT * FROM chronicle.rows();
-- What was made before the first step.
INSERT INTO chronicle.step (n, began, ended) SELECT 0, min(created_at), clock_timestamp() FROM review.staff;
