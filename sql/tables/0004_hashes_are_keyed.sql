-- What a colleague is shown beside masked answers is no hash that he could try numbers against, and a look-up is asked before it is answered.

UPDATE review.submission s SET content_hash = encode(sha256(k.secret || sha256(k.secret || convert_to(array_to_json(ARRAY['content', s.answers::text || coalesce(
    (SELECT string_agg(format(E'\n%s/%s=%s', a.slot, a.n, a.sha256), '' ORDER BY a.slot COLLATE "C", a.n)
     FROM review.attachment a WHERE (a.application_id, a.revision) = (s.application_id, s.revision)), '')])::text, 'UTF8'))), 'hex')
FROM review.account_setting k;

INSERT INTO review.event_action (action, meaning) VALUES ('asked', 'a colleague asked for a person; what was found is entered as looked_up');
