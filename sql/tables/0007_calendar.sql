-- Stands in for the calendar's file until that is here.
SELECT 1;
