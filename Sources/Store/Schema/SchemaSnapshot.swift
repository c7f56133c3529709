import PostgreSQL

/// What the database has of functions and doors: each object with all that defines it, as the server writes it.
struct SchemaSnapshot {
  private let definitions: [String: String]

  init(_ transaction: borrowing Transaction) throws(DatabaseError) {
    var definitions: [String: String] = [:]
    for row in try transaction.query(Self.statement, name: "schema snapshot") {
      definitions[try row.decode("object")] = try row.decode("definition", as: String.self)
    }
    self.definitions = definitions
  }

  /// Where this one, which was found, is not that one, which should be; by object.
  func differences(from wanted: SchemaSnapshot) -> [SchemaDifference] {
    let objects = Set(definitions.keys).union(wanted.definitions.keys).sorted()
    return objects.compactMap { object in
      switch (definitions[object], wanted.definitions[object]) {
      case (nil, _): SchemaDifference(object: object, kind: .missing)
      case (_, nil): SchemaDifference(object: object, kind: .extra)
      case (let found, let right): found == right ? nil : SchemaDifference(object: object, kind: .changed)
      }
    }
  }

  /// Tables, views and functions of the schema that are not its owner's.
  static func ownedByOthers(_ transaction: borrowing Transaction) throws(DatabaseError) -> [SchemaDifference] {
    try transaction.query(
      """
      SELECT x.object FROM pg_namespace n CROSS JOIN LATERAL (
        SELECT format('function %s', p.oid::regprocedure) AS object FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proowner <> n.nspowner
        UNION ALL
        SELECT format('%s %s', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END, c.oid::regclass) FROM pg_class c
        WHERE c.relnamespace = n.oid AND c.relowner <> n.nspowner AND c.relkind IN ('r', 'p', 'v')) AS x
      WHERE n.nspname = 'review' ORDER BY 1
      """, name: "owners"
    ).map { row throws(DatabaseError) in SchemaDifference(object: try row.decode("object"), kind: .changed) }
  }

  /// Foreign keys that are not enforced, because a superuser switched the server's own triggers off. Nobody else can switch them on.
  static func constraintsOff(_ transaction: borrowing Transaction) throws(DatabaseError) -> [SchemaDifference] {
    try transaction.query(
      """
      SELECT DISTINCT format('constraint %I on %s', k.conname, k.conrelid::regclass) AS object
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_constraint k ON k.oid = t.tgconstraint
      WHERE t.tgisinternal AND t.tgenabled <> 'O' AND c.relnamespace = 'review'::regnamespace ORDER BY 1
      """, name: "constraints off"
    ).map { row throws(DatabaseError) in SchemaDifference(object: try row.decode("object"), kind: .changed) }
  }

  private static let rights = "coalesce((SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(%) AS x), '')"
  private static func rights(_ list: String) -> String { rights.replacing("%", with: list) }

  private static let statement = """
    SELECT format('function %s', p.oid::regprocedure) AS object,
      concat_ws(E'\\n', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), obj_description(p.oid, 'pg_proc'),
        \(rights("coalesce(p.proacl, acldefault('f', p.proowner))"))) AS definition
    FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace AND p.prokind IN ('f', 'p')
    UNION ALL
    SELECT format('policy %I on %s', p.polname, p.polrelid::regclass),
      concat_ws(E'\\n', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
        (SELECT string_agg(coalesce(r.rolname, 'public'), ' ' ORDER BY r.rolname)
         FROM unnest(p.polroles) AS x LEFT JOIN pg_roles r ON r.oid = x))
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'review'::regnamespace
    UNION ALL
    SELECT format('trigger %I on %s', t.tgname, t.tgrelid::regclass), concat_ws(E'\\n', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = 'review'::regnamespace
    UNION ALL
    SELECT format('rule %I on %s', r.rulename, r.ev_class::regclass), pg_get_ruledef(r.oid)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = 'review'::regnamespace AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT format('%s %s', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END, c.oid::regclass),
      concat_ws(E'\\n', CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END, array_to_string(c.reloptions, ' '),
        pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
        \(rights("coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", c.relowner))")),
        (SELECT string_agg(a.attname || ' ' || x::text, ' ' ORDER BY a.attnum, x::text)
         FROM pg_attribute a CROSS JOIN LATERAL unnest(a.attacl) AS x WHERE a.attrelid = c.oid AND NOT a.attisdropped))
    FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT 'schema review', concat_ws(E'\\n', pg_get_userbyid(n.nspowner),
      \(rights("coalesce(n.nspacl, acldefault('n', n.nspowner))")))
    FROM pg_namespace n WHERE n.nspname = 'review'
    UNION ALL
    SELECT format('default rights of %s on %s', pg_get_userbyid(d.defaclrole), d.defaclobjtype), d.defaclacl::text
    FROM pg_default_acl d WHERE d.defaclnamespace IN (0, 'review'::regnamespace)
    """
}
