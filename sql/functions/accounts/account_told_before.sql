CREATE OR REPLACE FUNCTION review.account_told_before(of_province text, address text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT account_notify('password_changed', of_province, address,
    '您好！当地会计管理部门核实证件后，您的证件号码已重新开通账号，原来的密码和联系方式不再有效。如非本人办理，请立即联系当地会计管理部门。【{system}】', NULL)
  WHERE address IS NOT NULL
$$;
COMMENT ON FUNCTION review.account_told_before IS
  'Internal. Tells the address that a person had before a bureau vouched for somebody that this way has been taken.';
