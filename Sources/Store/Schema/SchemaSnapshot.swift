import PostgreSQL

/// What the database has of the schema: each object with all that defines it, as the server writes it.
struct SchemaSnapshot {
  private let definitions: [String: String]

  init(_ transaction: borrowing Transaction) throws(DatabaseError) {
    var definitions: [String: String] = [:]
    for statement in [Self.sources, Self.relations, Self.types, Self.others] {
      for row in try transaction.query(statement, name: "schema snapshot") {
        definitions[try row.decode("object")] = try row.decode("definition", as: String.self)
      }
    }
    // Rows that are law.
    for table in ["transition", "event_action"] where try transaction.exists("review.\(table)") {
      for row in try transaction.query("SELECT to_jsonb(t)::text AS row FROM review.\(table) AS t", name: "rows of law")
      {
        definitions["row of \(table) \(try row.decode("row", as: String.self))"] = ""
      }
    }
    self.definitions = definitions
  }

  /// Where this one, which was found, is not that one, which should be; by object.
  func differences(from wanted: SchemaSnapshot) -> [SchemaDifference] {
    let objects = Set(definitions.keys).union(wanted.definitions.keys).sorted()
    let found: [SchemaDifference] = objects.compactMap { object in
      switch (definitions[object], wanted.definitions[object]) {
      case (nil, _): SchemaDifference(object: object, kind: .missing)
      case (_, nil): SchemaDifference(object: object, kind: .extra)
      case (let found, let right): found == right ? nil : SchemaDifference(object: object, kind: .changed)
      }
    }
    // A table that came or went says it for all that it has.
    let tables = found.filter { $0.kind != .changed && $0.object.hasPrefix("table ") }.map { $0.object.dropFirst(6) }
    return found.filter { each in
      !tables.contains { each.object.hasPrefix("column \($0).") || each.object.hasSuffix(" on \($0)") }
    }
  }

  /// Whether the object makes queries quicker and changes nothing else: statistics, an index that is not unique and calls no function.
  func isTuning(_ object: String) -> Bool {
    let definition = definitions[object] ?? ""
    return object.hasPrefix("statistics object ")
      || definition.hasPrefix("CREATE INDEX ") && !definition.hasSuffix("calls functions")
  }

  private static func rights(_ list: String) -> String {
    "coalesce((SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(\(list)) AS x), '')"
  }

  /// What stands in `functions/` and `doors/`, but views.
  private static let sources = """
    SELECT format('function %s', p.oid::regprocedure) AS object,
      concat_ws(E'\\n', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), obj_description(p.oid, 'pg_proc'),
        \(rights("coalesce(p.proacl, acldefault('f', p.proowner))"))) AS definition
    FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace AND p.prokind IN ('f', 'p')
    UNION ALL
    SELECT format('policy %I on %s', p.polname, p.polrelid::regclass),
      concat_ws(E'\\n', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
        (SELECT string_agg(coalesce(r.rolname, 'public'), ' ' ORDER BY r.rolname)
         FROM unnest(p.polroles) AS x LEFT JOIN pg_roles r ON r.oid = x), obj_description(p.oid, 'pg_policy'))
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'review'::regnamespace
    UNION ALL
    SELECT format('trigger %I on %s', t.tgname, t.tgrelid::regclass),
      concat_ws(E'\\n', pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger'))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = 'review'::regnamespace
    UNION ALL
    SELECT format('rule %I on %s', r.rulename, r.ev_class::regclass), pg_get_ruledef(r.oid)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = 'review'::regnamespace AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'schema review', concat_ws(E'\\n', pg_get_userbyid(n.nspowner), obj_description(n.oid, 'pg_namespace'),
      \(rights("coalesce(n.nspacl, acldefault('n', n.nspowner))")))
    FROM pg_namespace n WHERE n.nspname = 'review'
    UNION ALL
    SELECT format('default rights of %s on %s', pg_get_userbyid(d.defaclrole), d.defaclobjtype), d.defaclacl::text
    FROM pg_default_acl d WHERE d.defaclnamespace IN (0, 'review'::regnamespace)
    """

  /// Tables, views and sequences, but the counters of application numbers, which come with the first one; what tables have. Tables that
  /// inherit from ours lie elsewhere, and policies do not ask them.
  private static let relations = """
    SELECT format('%s %s', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END, c.oid::regclass) AS object,
      concat_ws(E'\\n', c.relkind, c.relpersistence, CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END,
        CASE WHEN c.relkind = 'v' THEN array_to_string(c.reloptions, ' ') END,
        pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity, obj_description(c.oid, 'pg_class'),
        \(rights("coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", c.relowner))")),
        (SELECT string_agg(a.attname || ' ' || x::text, ' ' ORDER BY a.attname, x::text)
         FROM pg_attribute a CROSS JOIN LATERAL unnest(a.attacl) AS x WHERE a.attrelid = c.oid AND NOT a.attisdropped)) AS definition
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'review' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND NOT (c.relkind = 'S' AND c.relname ~ '^number_[a-z]{2}[0-9]{2}$' AND c.relowner = n.nspowner
        AND NOT EXISTS (SELECT FROM aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner))
    UNION ALL
    SELECT format('column %s.%I', c.oid::regclass, a.attname),
      concat_ws(E'\\n', format_type(a.atttypid, a.atttypmod), nullif(a.attcollation, t.typcollation)::regcollation, a.attnotnull, a.attidentity,
        a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'review'::regnamespace AND (c.relkind IN ('r', 'p') OR c.relkind = 'v' AND d.oid IS NOT NULL)
    UNION ALL
    SELECT format('constraint %I on %s', k.conname, k.conrelid::regclass),
      concat_ws(E'\\n', pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint'),
        (SELECT 'switched off' WHERE EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgisinternal AND t.tgenabled <> 'O')))
    FROM pg_constraint k WHERE k.connamespace = 'review'::regnamespace AND k.conrelid <> 0 AND k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT format('index %s', i.indexrelid::regclass), concat_ws(E'\\n', pg_get_indexdef(i.indexrelid), i.indisvalid,
        CASE WHEN num_nulls(i.indexprs, i.indpred) < 2 THEN 'calls functions' END)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p')
    UNION ALL
    SELECT format('table %s, which inherits from %s', i.inhrelid::regclass, i.inhparent::regclass), ''
    FROM pg_inherits i JOIN pg_class c ON c.oid IN (i.inhparent, i.inhrelid) WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p')
    """

  /// Types that stand for themselves.
  private static let types = """
    SELECT format('type %s', t.oid::regtype) AS object,
      concat_ws(E'\\n', t.typtype, pg_get_userbyid(t.typowner), obj_description(t.oid, 'pg_type'),
        \(rights("coalesce(t.typacl, acldefault('T', t.typowner))")),
        CASE WHEN t.typtype = 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod), t.typcollation::regcollation, t.typnotnull, t.typdefault) END,
        (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid),
        (SELECT string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
        (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS definition
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace = 'review'::regnamespace AND (c.oid IS NULL OR c.relkind = 'c') AND t.typcategory <> 'A'
    """

  /// Whatever else lies in the schema or casts its types: aggregates, operators and their classes, statistics, texts' configurations.
  private static let others = """
    SELECT concat_ws(' ', o.type, o.identity) AS object, '' AS definition FROM (
      SELECT d.classid, d.objid FROM pg_depend d
      WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'review'::regnamespace AND d.deptype = 'n'
        AND d.classid NOT IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass)
      UNION ALL
      SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace AND p.prokind NOT IN ('f', 'p')
      UNION ALL
      SELECT 'pg_cast'::regclass, k.oid FROM pg_cast k
      WHERE EXISTS (SELECT FROM pg_type t WHERE t.oid IN (k.castsource, k.casttarget) AND t.typnamespace = 'review'::regnamespace)
        OR EXISTS (SELECT FROM pg_proc p WHERE p.oid = k.castfunc AND p.pronamespace = 'review'::regnamespace)) AS x
    CROSS JOIN LATERAL pg_identify_object(x.classid, x.objid, 0) AS o
    """
}
