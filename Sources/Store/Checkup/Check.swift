/// Something that the program cannot enforce and whoever runs the database must set: `docs/security.md` says why.
public enum Check: String, Sendable, CaseIterable {
  case transport, trust, passwordRules = "password_rules", encryption, verifiers
  case ownerSuperuser = "owner_superuser", ownerPrograms = "owner_programs", ownerMakesRoles = "owner_makes_roles"
  case staffPowers = "staff_powers", strangers, ended, publicSchema = "public_schema"
  case prepared, idle, idleNow = "idle_now", failedLogins = "failed_logins", statementLog = "statement_log"
  case durability, checksums, temporaryFiles = "temporary_files", attachments, calendar

  /// Whether it is a fault, to be mended; advice otherwise.
  public var isFault: Bool {
    switch self {
    case .passwordRules, .strangers, .ownerMakesRoles, .publicSchema, .prepared, .idle, .idleNow, .failedLogins,
      .checksums, .temporaryFiles, .calendar:
      false
    default: true
    }
  }

  /// One row of text for each thing that is not as it should be, in words of the server; none where all is well. A null row, or a refusal
  /// (42501), where this login may not see it. Nil where the database is not what is asked.
  var sql: String? {
    switch self {
    case .transport:
      """
      SELECT host(inet_client_addr()) WHERE inet_client_addr() IS NOT NULL
        AND NOT inet_client_addr() <<= ANY ('{127.0.0.0/8,::1/128}'::inet[])
        AND NOT (SELECT s.ssl FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid())
      """
    case .trust:
      """
      SELECT format('pg_hba.conf:%s %s %s %s', line_number, type, array_to_string(user_name, ','), coalesce(address, 'local'))
      FROM pg_hba_file_rules WHERE auth_method = 'trust' ORDER BY line_number
      """
    case .passwordRules:
      """
      SELECT format('pg_hba.conf:%s %s %s %s %s', line_number, type, array_to_string(user_name, ','), address, auth_method)
      FROM pg_hba_file_rules
      WHERE auth_method IN ('password', 'md5') OR error IS NOT NULL
        OR type IN ('host', 'hostnossl') AND auth_method <> 'reject'
          AND NOT (address = 'localhost' OR (address, netmask) IN (('127.0.0.1', '255.255.255.255'),
            ('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')))
      ORDER BY line_number
      """
    case .encryption:
      """
      SELECT 'password_encryption = ' || setting FROM pg_settings WHERE name = 'password_encryption' AND setting <> 'scram-sha-256'
      """
    case .verifiers:
      """
      SELECT r.rolname FROM pg_authid r JOIN review.staff s ON \(Self.isStaff)
      WHERE r.rolcanlogin AND (r.rolpassword IS NULL OR r.rolpassword !~ '^SCRAM-SHA-256[$]'
        OR substring(r.rolpassword FROM '[$]([0-9]{1,9}):')::integer < 4096)
      ORDER BY 1
      """
    case .ownerSuperuser: "SELECT r.rolname FROM pg_roles r WHERE r.oid = \(Self.owner) AND r.rolsuper"
    case .ownerPrograms:
      """
      SELECT g.rolname FROM pg_roles g WHERE g.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files')
        AND pg_has_role(\(Self.owner), g.oid, 'MEMBER')
        AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.oid = \(Self.owner)) ORDER BY 1
      """
    case .ownerMakesRoles:
      """
      SELECT 'PostgreSQL ' || current_setting('server_version') || ', ' || r.rolname FROM pg_roles r
      WHERE r.oid = \(Self.owner) AND r.rolcreaterole AND current_setting('server_version_num')::integer < 160000
      """
    case .staffPowers:
      """
      SELECT r.rolname || ': ' || concat_ws(', ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
        CASE WHEN r.rolcreatedb THEN 'CREATEDB' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN \(Self.mayCreate) THEN 'CREATE ON DATABASE' END,
        files.functions, m.also)
      FROM pg_roles r CROSS JOIN LATERAL (\(Self.functionsThatReachFiles)) AS files
      CROSS JOIN LATERAL (SELECT string_agg(g.rolname, ', ' ORDER BY g.rolname) AS also FROM pg_roles g
        WHERE (g.rolname ~ '^pg_' OR g.oid = \(Self.owner)) AND g.oid <> r.oid AND NOT r.rolsuper AND pg_has_role(r.oid, g.oid, 'MEMBER')
          AND g.rolname <> 'pg_database_owner') AS m
      WHERE r.rolname::text COLLATE "C" IN (SELECT s.name FROM review.staff s UNION ALL SELECT unnest(\(Self.groups)))
        AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication OR m.also IS NOT NULL
          OR \(Self.mayCreate) OR files.functions IS NOT NULL)
      ORDER BY 1
      """
    case .strangers:
      """
      SELECT r.rolname || ': ' || string_agg(g, ', ' ORDER BY g) FROM pg_roles r, unnest(\(Self.groups)) AS g
      WHERE r.rolcanlogin AND NOT r.rolsuper AND r.oid <> \(Self.owner)
        AND EXISTS (SELECT FROM pg_roles x WHERE x.rolname = g AND pg_has_role(r.oid, x.oid, 'MEMBER'))
        AND NOT EXISTS (SELECT FROM review.staff s
          WHERE \(Self.isStaff) AND review.group_of(s.role) = g)
      GROUP BY r.rolname
      UNION ALL
      SELECT r.rolname || ': ' || string_agg(g.rolname, ', ' ORDER BY g.rolname) FROM pg_roles r
      JOIN pg_roles g ON (g.oid = \(Self.owner) OR g.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files',
        'pg_write_server_files', 'pg_execute_server_program')) AND g.oid <> r.oid AND pg_has_role(r.oid, g.oid, 'MEMBER')
      WHERE r.rolcanlogin AND NOT r.rolsuper AND r.oid <> \(Self.owner)
        AND NOT EXISTS (SELECT FROM review.staff s WHERE \(Self.isStaff))
      GROUP BY r.rolname
      UNION ALL
      SELECT r.rolname || ': ' || concat_ws(', ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END)
      FROM pg_roles r WHERE r.oid <> 10 AND r.rolcanlogin AND (r.rolsuper OR r.rolbypassrls) AND r.oid <> \(Self.owner)
        AND NOT EXISTS (SELECT FROM review.staff s WHERE \(Self.isStaff))
      UNION ALL
      SELECT m.member::regrole || ': ' || g.rolname || ' WITH ADMIN OPTION' FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
      WHERE m.admin_option AND g.rolname = ANY (\(Self.groups)) AND m.member <> \(Self.owner)
        AND NOT (SELECT x.rolsuper FROM pg_roles x WHERE x.oid = m.member)
      ORDER BY 1
      """
    case .ended:
      """
      SELECT r.rolname FROM pg_roles r JOIN review.staff s ON \(Self.isStaff)
      WHERE NOT s.active AND (r.rolcanlogin OR EXISTS (SELECT FROM unnest(\(Self.groups)) AS g JOIN pg_roles x ON x.rolname = g
        WHERE NOT r.rolsuper AND pg_has_role(r.oid, x.oid, 'MEMBER')))
      ORDER BY 1
      """
    case .publicSchema:
      """
      SELECT 'GRANT CREATE ON SCHEMA public TO PUBLIC' FROM pg_namespace n,
        LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
      WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'
      """
    case .prepared:
      """
      SELECT 'max_prepared_transactions = ' || setting FROM pg_settings WHERE name = 'max_prepared_transactions' AND setting <> '0'
      UNION ALL SELECT format('%s: %s (%s)', p.gid, p.owner, to_char(p.prepared, 'YYYY-MM-DD HH24:MI'))
      FROM pg_prepared_xacts p WHERE p.database = current_database()
      """
    case .idle:
      """
      SELECT r.rolname FROM pg_roles r JOIN review.staff s ON \(Self.isStaff)
      WHERE s.active AND coalesce(
        (SELECT split_part(c, '=', 2) FROM \(Self.settings)
         WHERE d.setrole IN (r.oid, 0) AND c LIKE 'idle_in_transaction_session_timeout=%'
         ORDER BY d.setrole = 0, d.setdatabase = 0 LIMIT 1),
        (SELECT g.reset_val FROM pg_settings g WHERE g.name = 'idle_in_transaction_session_timeout')) !~ '[1-9]'
      ORDER BY 1
      """
    case .temporaryFiles:
      "SELECT 'temp_file_limit = -1' FROM pg_settings WHERE name = 'temp_file_limit' AND setting = '-1'"
    case .idleNow:
      """
      SELECT CASE WHEN a.state IS NULL AND a.usename <> session_user THEN NULL
        ELSE format('%s, %s, %s', a.usename, coalesce(host(a.client_addr), 'local'), to_char(a.xact_start, 'YYYY-MM-DD HH24:MI')) END
      FROM pg_stat_activity a
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
        AND (a.state IS NULL OR a.state ~ '^idle in transaction' AND a.state_change < clock_timestamp() - interval '5 minutes')
      ORDER BY a.xact_start
      """
    case .failedLogins:
      """
      SELECT name || ' = ' || setting FROM pg_settings
      WHERE name = 'log_connections' AND setting IN ('off', '') OR name = 'log_line_prefix' AND (setting !~ '%u' OR setting !~ '%[hr]')
      ORDER BY 1
      """
    case .statementLog:
      """
      SELECT name || ' = ' || setting FROM pg_settings WHERE name = 'log_statement' AND setting <> 'none'
        OR name = 'log_min_error_statement' AND setting NOT IN ('fatal', 'panic', 'log')
        OR name IN ('log_min_duration_statement', 'log_min_duration_sample') AND setting <> '-1'
      UNION ALL
      SELECT coalesce(nullif(d.setrole, 0)::regrole::text, current_database()) || ': ' || c FROM \(Self.settings) WHERE c ~ '^(log_statement=(?!none)|log_min_duration_(statement|sample)=(?!-1)|debug_print_(parse|rewritten|plan)=on)'
      ORDER BY 1
      """
    case .durability:
      """
      SELECT name || ' = ' || reset_val FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND reset_val = 'off'
      UNION ALL
      SELECT coalesce(nullif(d.setrole, 0)::regrole::text, current_database()) || ': ' || c FROM \(Self.settings) WHERE c ~ '^synchronous_commit=off'
      ORDER BY 1
      """
    case .checksums: "SELECT 'data_checksums = off' WHERE current_setting('data_checksums') = 'off'"
    case .attachments: nil
    case .calendar: "SELECT y::text FROM review.unknown_year() AS y WHERE y IS NOT NULL"
    }
  }

  /// Whoever is one of the owner may all this as well, and is named for that.
  private static let mayCreate =
    "has_database_privilege(r.oid, current_database(), 'CREATE') AND NOT pg_has_role(r.oid, \(owner), 'MEMBER')"
  /// Of the server's own functions, which only a superuser may call unless somebody granted them.
  private static let functionsThatReachFiles = """
    SELECT string_agg(DISTINCT p.proname, ', ' ORDER BY p.proname) AS functions FROM pg_proc p
          WHERE p.pronamespace = 'pg_catalog'::regnamespace AND NOT r.rolsuper AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
            AND p.proname ~ '^(pg_read_(binary_)?file|pg_ls_.*dir|pg_stat_file|lo_(im|ex)port)$'
    """
  private static let isStaff = "s.name = r.rolname::text COLLATE \"C\""
  /// What `ALTER ROLE` and `ALTER DATABASE` have set for sessions of this database.
  private static let settings = """
    (SELECT x.* FROM pg_db_role_setting x WHERE x.setdatabase IN (0, (SELECT b.oid FROM pg_database b WHERE b.datname = current_database()))) AS d
          CROSS JOIN unnest(d.setconfig) AS c
    """
  private static let owner = "(SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review')"
  private static let groups =
    "'{review_reviewer,review_manager,review_helpdesk,review_admin,review_intake,review_dispatcher}'::text[]"
}
