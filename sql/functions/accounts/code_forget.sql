CREATE OR REPLACE FUNCTION review.code_forget(of_key bytea) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  UPDATE notification n SET body = '（已失效）', next_attempt_at = NULL,
    state = CASE WHEN n.state IN ('pending', 'sending') THEN 'failed' ELSE n.state END
  FROM reset_code c WHERE (c.key = of_key OR c.person = of_key) AND n.id = c.notification_id;
  DELETE FROM reset_code c WHERE c.key = of_key OR c.person = of_key;
$$;
COMMENT ON FUNCTION review.code_forget IS 'Internal. One code, or all of a person and purpose, that counts no more, and its message without it.';
