CREATE OR REPLACE FUNCTION review.told_also(message review.notification) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF message.id IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT jsonb_agg(jsonb_build_object('id', n.id, 'channel', n.channel) ORDER BY n.id)
    FROM notification n WHERE n.application_id = message.application_id AND n.id > message.id AND n.created_at = message.created_at);
END
$$;
COMMENT ON FUNCTION review.told_also IS
  'Internal. The same message by further channels, [{id, channel}]; null = none. Volatile, because it reads what the same statement wrote.';
