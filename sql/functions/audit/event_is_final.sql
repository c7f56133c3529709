CREATE OR REPLACE FUNCTION review.event_is_final() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'RC407', MESSAGE = 'audit_is_append_only',
    DETAIL = jsonb_build_object('operation', TG_OP, 'table', TG_TABLE_NAME)::text;
END
$$;
COMMENT ON FUNCTION review.event_is_final IS 'Trigger. RC407 audit_is_append_only for UPDATE, DELETE and TRUNCATE, whoever asks.';
