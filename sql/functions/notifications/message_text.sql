CREATE OR REPLACE FUNCTION review.message_text(p review.profile, what text, fields jsonb, reasons jsonb, note text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  template CONSTANT text := coalesce(p.texts ->> what, CASE what
    WHEN 'approved' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已审核通过。【{department}】'
    WHEN 'returned' THEN E'{name}，您好！您的会计人员信息申报（编号{number}）未通过审核，请按下列意见修改后重新提交：\n{reasons}\n审核说明：{note}\n【{department}】'
    WHEN 'change_approved' THEN '{name}，您好！您的会计人员信息变更（编号{number}）已审核通过。【{department}】'
    WHEN 'change_returned' THEN E'{name}，您好！您的会计人员信息变更（编号{number}）未通过审核，此前审核通过的信息继续有效。请按下列意见修改后重新提交：\n{reasons}\n审核说明：{note}\n【{department}】'
    WHEN 'transferred' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已转由{department}审核，原因：{note}。您无需重新提交。'
    ELSE '{name}，您好！您的会计人员信息申报（编号{number}）将重新审核，您暂时不用操作。【{department}】' END);
  -- On a line of its own the list has a line for each reason; inside a sentence it is one run of words without a full stop.
  in_lines CONSTANT boolean := template ~ '(^|\n)\{reasons\}(\n|$)';
  between CONSTANT text := CASE WHEN in_lines THEN E'\n' ELSE '；' END;
  longest CONSTANT integer := (p.settings ->> 'longest_message')::integer;
  entries text[];
  todo text[];
  briefly text[];
  listed text;
  told text;
  written text;
  mark CONSTANT text := '……（全文请登录系统查看）';
  stop CONSTANT text := CASE WHEN in_lines THEN '。' ELSE '' END;
BEGIN
  SELECT array_agg(r.ordinal || '. ' || w.place
      -- Where there is nothing to say but what the reviewer wrote, that is the sentence.
      || CASE WHEN w.hint IS NULL AND w.remark IS NOT NULL THEN w.remark || stop
         ELSE concat_ws(CASE WHEN in_lines THEN '。' ELSE '，' END, w.said, w.hint) || stop
           || coalesce(CASE WHEN in_lines THEN '说明：' || w.remark || '。' ELSE '（' || w.remark || '）' END, '') END ORDER BY r.ordinal),
    array_agg(r.ordinal || '. ' || w.place || coalesce(w.hint, w.remark, w.said)
      || CASE WHEN w.hint IS NOT NULL AND w.remark IS NOT NULL THEN '（' || w.remark || '）' ELSE '' END || stop ORDER BY r.ordinal),
    array_agg(r.ordinal || '. ' || w.place || coalesce(w.hint, w.remark, w.said) || stop ORDER BY r.ordinal)
    INTO entries, todo, briefly FROM jsonb_array_elements(reasons) WITH ORDINALITY AS r (value, ordinal),
      LATERAL (SELECT coalesce(target_label(p.settings, r.value ->> 'target') || '：', '') AS place, rtrim(r.value ->> 'text', '。') AS said,
        nullif(rtrim(r.value ->> 'hint', '。'), '') AS hint, nullif(rtrim(r.value ->> 'remark', '。'), '') AS remark) AS w;
  -- A note is a sentence; where the template goes on with a mark of its own, that mark ends it.
  note := rtrim(note, '。') || CASE WHEN template ~ '\{note\}[。，；：、,;.]' OR note ~ '[！？!?.…]$' THEN '' ELSE '。' END;
  -- What the channel does not take is read in the system: first what to do about every reason, with and without the reviewer's remark, is said; then
  -- a long note is cut, then as many reasons are told as fit, in their order. The sentences of the template stay whole.
  FOREACH told IN ARRAY ARRAY[note, CASE WHEN length(note) > 60 THEN left(note, 40) || mark ELSE note END, CASE WHEN length(note) > length(mark) THEN mark ELSE note END] LOOP
    FOR form IN 1..3 + CASE WHEN told = note AND length(note) > 60 THEN 0 ELSE coalesce(cardinality(entries), 0) END LOOP
      listed := array_to_string(CASE form WHEN 1 THEN entries WHEN 2 THEN todo WHEN 3 THEN briefly
        ELSE briefly[:cardinality(entries) + 3 - form] || (format(
          CASE cardinality(entries) + 3 - form WHEN 0 THEN '共%s条原因，请登录系统查看' ELSE '另有%s条，请登录系统查看' END, form - 3) || stop) END, between);
      written := filled(template, fields || jsonb_build_object('reasons', listed, 'note', told));
      IF longest IS NULL OR length(written) <= longest THEN
        RETURN written;
      END IF;
    END LOOP;
  END LOOP;
  RETURN left(written, longest);
END
$$;
COMMENT ON FUNCTION review.message_text IS
  'Internal. The text of a message about an event, by profile.texts. fields: name, number, department, due, revision. '
  'Reasons are numbered: target, text, hint, remark; where that is too long, target and what to do. Never longer than profile.settings.longest_message.';
