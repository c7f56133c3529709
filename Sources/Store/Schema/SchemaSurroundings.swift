import PostgreSQL

/// What lies around the schema and is no file's: the group roles, which are the cluster's, settings of the database and its logins, and what
/// others made that leans on the schema.
struct SchemaSurroundings {
  /// What undoes what the schema says. The program does not put it right: it is the cluster's, or somebody's own.
  private(set) var differences: [SchemaDifference] = []
  /// What may be somebody's own.
  private(set) var notices: [String] = []

  init(_ transaction: borrowing Transaction) throws(DatabaseError) {
    let staff = try transaction.exists("review.staff") ? "SELECT s.name::text FROM review.staff s" : "SELECT ''"
    for statement in [Self.roles(staff), Self.settings(staff)] {
      for row in try transaction.query(statement, name: "surroundings") {
        let object: String = try row.decode("object")
        if try row.decode("is_harmless") {
          notices.append(object)
        } else {
          differences.append(SchemaDifference(object: object, kind: .changed))
        }
      }
    }
    for row in try transaction.query(Self.others, name: "what leans on the schema") {
      notices.append(try row.decode("object"))
    }
  }

  /// What somebody made outside the schema and leans on something in it, by the server's own record: views, functions, tables' defaults …
  static func leaning(_ transaction: borrowing Transaction) throws(DatabaseError) -> [Leaning] {
    try transaction.query(leaning, name: "what leans on the schema").map { row throws(DatabaseError) in
      Leaning(
        object: try row.decode("object"), name: try row.decode("name"), on: try row.decode("on_what", as: [String].self)
      )
    }
  }

  /// Something outside the schema that leans on something in it.
  struct Leaning {
    /// `view public.mine`.
    let object: String
    /// `public.mine`.
    let name: String
    /// `review.ledger`.
    let on: [String]
  }

  private static let groups =
    "ARRAY['review_reviewer', 'review_manager', 'review_helpdesk', 'review_admin', 'review_intake', 'review_dispatcher']"

  /// - Parameter staff: selects the names of the logins of this database.
  private static func roles(_ staff: String) -> String {
    """
    SELECT format('role %I: %s', r.rolname, concat_ws(', ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
      CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
      CASE WHEN r.rolcreatedb THEN 'CREATEDB' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END,
      CASE WHEN r.rolcanlogin THEN 'LOGIN' END)) AS object, false AS is_harmless
    FROM pg_roles r WHERE r.rolname = ANY (\(groups))
      AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolcanlogin)
    UNION ALL
    SELECT format('role %I: member of %I', r.rolname, g.rolname), false
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid WHERE r.rolname = ANY (\(groups))
    UNION ALL
    SELECT format('login %I of a member of staff: %s', r.rolname, concat_ws(', ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
      CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
      CASE WHEN pg_has_role(r.oid, n.nspowner, 'MEMBER') THEN 'member of ' || n.nspowner::regrole::text END)), true
    FROM pg_roles r JOIN pg_namespace n ON n.nspname = 'review'
    WHERE r.rolname IN (\(staff)) AND r.oid <> n.nspowner
      AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR pg_has_role(r.oid, n.nspowner, 'MEMBER'))
    ORDER BY 1
    """
  }

  /// Settings that everybody, this database, the owner, the groups or members of staff begin with. Those that switch rules off are no slip.
  private static func settings(_ staff: String) -> String {
    """
    SELECT format('setting %s of %s', c.setting, concat_ws(' in ', coalesce('role ' || r.rolname, CASE WHEN s.setrole = 0 THEN 'everybody' END),
        'database ' || d.datname)) AS object,
      split_part(c.setting, '=', 1) NOT IN ('session_replication_role', 'row_security', 'role', 'session_preload_libraries',
        'local_preload_libraries', 'transform_null_equals', 'ignore_checksum_failure', 'zero_damaged_pages') AS is_harmless
    FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
    LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
    WHERE (d.oid IS NULL OR d.datname = current_database())
      AND split_part(c.setting, '=', 1) IN ('session_replication_role', 'row_security', 'role', 'session_preload_libraries',
        'local_preload_libraries', 'transform_null_equals', 'ignore_checksum_failure', 'zero_damaged_pages', 'search_path',
        'default_transaction_isolation', 'default_transaction_read_only', 'synchronous_commit', 'check_function_bodies')
      AND (s.setrole = 0 OR r.rolname = ANY (\(groups)) OR r.oid = (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review')
        OR r.rolname IN (\(staff)))
    ORDER BY 1
    """
  }

  /// Whatever stands outside the schema and leans on it by the server's record.
  private static let leaning = """
    SELECT o.type || ' ' || o.identity AS object, o.identity AS name, array_agg(DISTINCT x.on_what) AS on_what FROM (
      SELECT CASE d.classid WHEN 'pg_rewrite'::regclass THEN 'pg_class'::regclass WHEN 'pg_attrdef'::regclass THEN 'pg_class'::regclass
          WHEN 'pg_trigger'::regclass THEN 'pg_class'::regclass WHEN 'pg_policy'::regclass THEN 'pg_class'::regclass
          ELSE d.classid::regclass END AS classid,
        coalesce(w.ev_class, a.adrelid, t.tgrelid, p.polrelid, d.objid) AS objid,
        coalesce(c.oid::regclass::text, f.oid::regprocedure::text, y.oid::regtype::text) AS on_what
      FROM pg_depend d
      LEFT JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
      LEFT JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
      LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
      LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
      LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid AND c.relnamespace = 'review'::regnamespace
      LEFT JOIN pg_proc f ON d.refclassid = 'pg_proc'::regclass AND f.oid = d.refobjid AND f.pronamespace = 'review'::regnamespace
      LEFT JOIN pg_type y ON d.refclassid = 'pg_type'::regclass AND y.oid = d.refobjid AND y.typnamespace = 'review'::regnamespace
      WHERE coalesce(c.oid, f.oid, y.oid) IS NOT NULL AND d.deptype IN ('n', 'a')
        AND d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass,
          'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_constraint'::regclass)) AS x
    CROSS JOIN LATERAL pg_identify_object(x.classid, x.objid, 0) AS o
    LEFT JOIN pg_constraint k ON x.classid = 'pg_constraint'::regclass AND k.oid = x.objid
    WHERE coalesce(o.schema, k.connamespace::regnamespace::text) NOT IN ('review', 'pg_toast')
    GROUP BY 1, 2 ORDER BY 1
    """

  private static let others = """
    SELECT object FROM (\(leaning)) AS l
    UNION
    SELECT format('function %s, SECURITY DEFINER', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.nspname = 'review'
    WHERE p.prosecdef AND p.pronamespace NOT IN (n.oid, 'pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND (p.proowner = n.nspowner OR p.prosrc ~* '\\mreview\\M')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION
    SELECT format('event trigger %I, which runs %s', e.evtname, e.evtfoid::regprocedure) FROM pg_event_trigger e WHERE e.evtenabled <> 'D'
    UNION
    SELECT DISTINCT format('publication %I, which copies tables of review', p.pubname) FROM pg_publication_tables p WHERE p.schemaname = 'review'
    UNION
    SELECT 'schema public: everybody may make objects in it (REVOKE CREATE ON SCHEMA public FROM PUBLIC)' FROM pg_namespace n
    CROSS JOIN LATERAL aclexplode(n.nspacl) AS g WHERE n.nspname = 'public' AND g.grantee = 0 AND g.privilege_type = 'CREATE'
    ORDER BY 1
    """
}
