-- Applications: nobody reads their tables (closed.sql); functions hand out of them what a caller may know.
-- Units learn their names from approvals, whoever approves.
CREATE TRIGGER unit_learn AFTER UPDATE OF state ON review.application
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION review.unit_learn();
