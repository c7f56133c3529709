CREATE OR REPLACE FUNCTION review.message_text(p review.profile, what text, fields jsonb, reasons jsonb, note text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  target_labels CONSTANT jsonb := coalesce(p.settings -> 'target_labels', '{}');
  template CONSTANT text := coalesce(p.texts ->> what, CASE what
    WHEN 'approved' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已审核通过。【{department}】'
    WHEN 'returned' THEN E'{name}，您好！您的会计人员信息申报（编号{number}）未通过审核，请按下列意见修改后重新提交：\n{reasons}\n审核说明：{note}\n【{department}】'
    WHEN 'transferred' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已转由{department}审核，原因：{note}。您无需重新提交。'
    ELSE '{name}，您好！您的会计人员信息申报（编号{number}）的审核结论已撤回，正在重新审核，原因：{note}。【{department}】' END);
  -- On a line of its own the list has a line for each reason; inside a sentence it is one run of words without a full stop.
  in_lines CONSTANT boolean := template ~ '(^|\n)\{reasons\}(\n|$)';
  listed text;
BEGIN
  SELECT string_agg(format(CASE WHEN in_lines THEN '%s. %s%s。%s。%s' ELSE '%s. %s%s，%s%s' END, r.ordinal,
      coalesce(coalesce(target_labels ->> (r.value ->> 'target'),
                        (target_labels ->> target_base(r.value ->> 'target'))
                          || coalesce('（第' || substring(r.value ->> 'target' FROM '[\[/]([0-9]+)') || '项）', ''),
                        r.value ->> 'target') || '：', ''),
      rtrim(r.value ->> 'text', '。'), rtrim(r.value ->> 'hint', '。'),
      coalesce(CASE WHEN in_lines THEN '说明：' || rtrim(r.value ->> 'remark', '。') || '。'
                    ELSE '（' || rtrim(r.value ->> 'remark', '。') || '）' END, '')),
      CASE WHEN in_lines THEN E'\n' ELSE '；' END ORDER BY r.ordinal)
    INTO listed FROM jsonb_array_elements(reasons) WITH ORDINALITY AS r (value, ordinal);
  -- A note is a sentence; where the template goes on with a mark of its own, that mark ends it.
  note := rtrim(note, '。') || CASE WHEN template ~ '\{note\}[。，；：、,;.]' OR note ~ '[！？!?.…]$' THEN '' ELSE '。' END;
  RETURN filled(template, fields || jsonb_build_object('reasons', listed, 'note', note));
END
$$;
COMMENT ON FUNCTION review.message_text IS
  'Internal. The text of a message about an event, by profile.texts. fields: name, number, department, due, revision. '
  'Reasons are numbered: target, text, hint, remark.';
