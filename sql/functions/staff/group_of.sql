CREATE OR REPLACE FUNCTION review.group_of(staff_role text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE staff_role WHEN 'reviewer' THEN 'review_reviewer' WHEN 'manager' THEN 'review_manager' WHEN 'helpdesk' THEN 'review_helpdesk'
    WHEN 'administrator' THEN 'review_admin' WHEN 'intake' THEN 'review_intake' WHEN 'dispatcher' THEN 'review_dispatcher' END
$$;
COMMENT ON FUNCTION review.group_of IS 'Internal. The PostgreSQL group role that opens the door for a staff role.';
