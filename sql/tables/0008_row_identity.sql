-- Stands in for the identity of rows's file until that is here.
SELECT 1;
