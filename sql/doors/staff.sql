-- Colleagues' names, for "who holds it": all of them for all staff, so that no plan tells more; nothing for a role that only another database of the cluster knows.
ALTER TABLE review.staff ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review.staff TO review_reviewer, review_manager, review_helpdesk, review_admin;
CREATE POLICY colleagues ON review.staff FOR SELECT TO review_reviewer, review_manager, review_helpdesk, review_admin
  USING ((SELECT review.my_role()) IS NOT NULL);
