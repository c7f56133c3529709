CREATE OR REPLACE FUNCTION review.mask_name(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(value, kept) || repeat('*', length(value) - kept)
  FROM (SELECT CASE
    WHEN length(value) >= 3 AND left(value, 2) = ANY ('{欧阳,上官,司马,诸葛,司徒,东方,独孤,南宫,夏侯,尉迟,皇甫,慕容,令狐,端木,公孙,轩辕,长孙,宇文,鲜于,闻人,申屠,太史,西门,澹台,呼延,完颜,纳兰,淳于,单于,公羊}') THEN 2
    WHEN length(value) <= 1 THEN 0
    ELSE 1 END AS kept) AS k
$$;
COMMENT ON FUNCTION review.mask_name IS 'Internal. The surname of a person, two characters where it is a compound one, and stars; of one character nothing. As masked workbooks have it.';
