-- Applications: nobody reads their tables (closed.sql); functions hand out of them what a caller may know.
-- Units learn their names from approvals, whoever approves; not from a change that is undone, which sets the revision back.
CREATE TRIGGER unit_learn AFTER UPDATE OF state ON review.application
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.revision = OLD.revision) EXECUTE FUNCTION review.unit_learn();
