CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date $$;
COMMENT ON FUNCTION review.today IS 'The date in China, whatever the server''s and the session''s time zone.';
GRANT EXECUTE ON FUNCTION review.today TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
