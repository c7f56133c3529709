import PostgreSQL

/// What the owner of the schema has and lacks.
enum SchemaOwner {
  /// Why the server refused a right (42501): the login is not the owner; something in the schema is not his; or he lacks a right that is
  /// not one of the schema.
  static func lack(
    _ name: String, _ cause: DatabaseError, _ transaction: borrowing Transaction
  ) throws(DatabaseError) -> MigrationFailure {
    let row = try transaction.query(
      """
      SELECT n.nspowner::regrole::text AS owner, coalesce(pg_has_role(current_user, n.nspowner, 'MEMBER'), true) AS is_member,
        NOT o.rolcreaterole AND NOT o.rolsuper AS lacks_roles,
        NOT has_database_privilege(o.oid, current_database(), 'CREATE') AS lacks_create,
        o.oid::regrole::text AS role, quote_ident(current_database()) AS database
      FROM (SELECT coalesce(n.nspowner, (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user)) AS owner FROM (SELECT) AS one LEFT JOIN pg_namespace n ON n.nspname = 'review') AS x
      JOIN pg_roles o ON o.oid = x.owner LEFT JOIN pg_namespace n ON n.nspname = 'review'
      """, name: "schema owner")[0]
    let role: String = try row.decode("role")
    if let owner = try row.decode("owner", as: String?.self), try !row.decode("is_member", as: Bool.self) {
      return .notOwner(owner: owner)
    }
    let commands = try transaction.query(foreign, name: "owners").map { row throws(DatabaseError) in
      try row.decode("command", as: String.self)
    }
    guard commands.isEmpty else { return .notOwned(commands: commands) }
    var rights: [String] = []
    if try row.decode("lacks_roles") { rights.append("ALTER ROLE \(role) CREATEROLE;") }
    if try row.decode("lacks_create") {
      rights.append("GRANT CREATE ON DATABASE \(try row.decode("database", as: String.self)) TO \(role);")
    }
    return .lacksRight(name: name, cause, commands: rights)
  }

  /// What would make everything in the schema its owner's.
  private static let foreign = """
    SELECT format('ALTER %s %s OWNER TO %s;', x.kind, x.name, n.nspowner::regrole) AS command
    FROM pg_namespace n CROSS JOIN LATERAL (
      SELECT CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind, p.oid::regprocedure::text AS name
      FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proowner <> n.nspowner
      UNION ALL
      SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass::text
      FROM pg_class c WHERE c.relnamespace = n.oid AND c.relowner <> n.nspowner AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))
      UNION ALL
      SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype::text FROM pg_type t
      WHERE t.typnamespace = n.oid AND t.typowner <> n.nspowner AND t.typcategory <> 'A'
        AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))) AS x
    WHERE n.nspname = 'review' ORDER BY 1
    """
}
