-- Who did what: append-only even for the owner. Read by history(), unusual() and audit().
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON review.event
  FOR EACH ROW EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final_whole BEFORE TRUNCATE ON review.event
  FOR EACH STATEMENT EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON review.event_about
  FOR EACH ROW EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final_whole BEFORE TRUNCATE ON review.event_about
  FOR EACH STATEMENT EXECUTE FUNCTION review.event_is_final();
-- Entries say what was done to applications: these are not swept away beneath them.
CREATE TRIGGER event_is_final_whole BEFORE TRUNCATE ON review.application
  FOR EACH STATEMENT EXECUTE FUNCTION review.event_is_final();
