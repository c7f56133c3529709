-- Functions of nearly every request in PL/pgSQL, which keeps its plans for as long as the connection lasts. A function in SQL that cannot be
-- inlined (SET, rows as values) is parsed and planned anew whenever another function calls it: reading a draft took 1.0 ms and takes 0.45.

CREATE OR REPLACE FUNCTION review.is_owner() RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN pg_has_role(session_user, (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review'), 'MEMBER');
END
$$;

CREATE OR REPLACE FUNCTION review.is_working_day(day date) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT h.kind = 'makeup_workday' FROM holiday h WHERE h.date = day), extract(isodow FROM day) < 6);
END
$$;

CREATE OR REPLACE FUNCTION review.content_hash(answers jsonb, attachments jsonb) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN encode(sha256(convert_to(answers::text || coalesce(
    (SELECT string_agg(format(E'\n%s/%s=%s', a.slot, a.n, a.sha256), '' ORDER BY a.slot COLLATE "C", a.n)
     FROM jsonb_to_recordset(attachments) AS a (slot text, n integer, sha256 text)), ''), 'UTF8')), 'hex');
END
$$;

CREATE OR REPLACE FUNCTION review.write_event(
  who text, what text, about review.application, purpose text DEFAULT NULL, detail jsonb DEFAULT '{}', of_revision integer DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  written bigint;
BEGIN
  INSERT INTO event (actor, action, application_id, revision, department_code, purpose, detail)
  VALUES (who, what, about.id, coalesce(of_revision, about.revision), about.department_code, write_event.purpose,
          coalesce(write_event.detail, '{}'))
  RETURNING id INTO written;
  RETURN written;
END
$$;

CREATE OR REPLACE FUNCTION review.own_application(of_province text, of_id_type text, of_id_number text) RETURNS review.application
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  latest application;
BEGIN
  SELECT t.* INTO latest FROM applicant person JOIN application t ON t.applicant_id = person.id
  WHERE person.province = of_province AND person.id_type = of_id_type AND person.id_number = of_id_number
  ORDER BY t.id DESC LIMIT 1;
  RETURN latest;
END
$$;

CREATE OR REPLACE FUNCTION review.drafted(a review.application) RETURNS review.application_draft
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  answers jsonb := a.draft;
  files jsonb;
BEGIN
  IF answers IS NULL THEN
    SELECT s.answers INTO answers FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  END IF;
  IF a.draft_begun THEN
    SELECT jsonb_agg(jsonb_build_object('slot', d.slot, 'n', d.n, 'sha256', d.sha256, 'bytes', d.bytes, 'kind', d.kind, 'facts', d.facts,
      'original_name', d.original_name, 'added_at', extract(epoch FROM d.added_at)) ORDER BY d.slot, d.n)
    INTO files FROM draft_attachment d WHERE d.application_id = a.id;
  ELSE
    SELECT jsonb_agg(jsonb_build_object('slot', f.slot, 'n', f.n, 'sha256', f.sha256, 'bytes', f.bytes, 'kind', f.kind,
      'original_name', f.original_name, 'added_at', extract(epoch FROM a.submitted_at)) ORDER BY f.slot, f.n)
    INTO files FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision;
  END IF;
  RETURN (a.number, effective_state(a.state, a.lease_expires_at), a.revision, a.profile_version, a.channel, a.draft_version,
    coalesce(answers, '{}'), coalesce(files, '[]'), a.commitment, a.department_code,
    coalesce(a.started_at, a.first_submitted_at, a.draft_saved_at), coalesce(a.draft_saved_at, a.submitted_at, a.started_at)
  )::application_draft;
END
$$;
