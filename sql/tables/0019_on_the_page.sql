-- What stands on the applicant's page is there as soon as it is written: nobody has to send it, and nobody ever will.
UPDATE review.notification SET channel = 'page' WHERE channel = 'portal';
UPDATE review.notification SET state = 'delivered', delivered_at = created_at, next_attempt_at = NULL
WHERE channel = 'page' AND state <> 'delivered';
ALTER TABLE review.notification ADD CONSTRAINT notification_on_page CHECK (channel <> 'page' OR state = 'delivered');
COMMENT ON COLUMN review.notification.channel IS
  'sms, email: the dispatcher sends it; page: it is read there, and delivered as soon as it is written.';
