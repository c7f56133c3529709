import PostgreSQL
import TestSupport
import Testing

/// Names inside functions.
@Suite struct SQLNamesTests {
  /// In a function in SQL a column hides the parameter of its name, in silence: a setting was read by the name of the province for a while.
  /// PL/pgSQL refuses such a name as ambiguous.
  @Test("no function in SQL has a parameter with the name of a column that it reads from")
  func hiddenParameters() async throws {
    try await World.with { world in
      let query = #"""
        SELECT DISTINCT format('%s.%s', p.proname, arg.name) AS found
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
        CROSS JOIN LATERAL unnest(p.proargnames) WITH ORDINALITY AS arg (name, n)
        JOIN pg_attribute a ON a.attname = arg.name AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = p.pronamespace AND c.relkind IN ('r', 'v')
        WHERE p.pronamespace = 'review'::regnamespace AND coalesce(p.proargmodes[arg.n], 'i') IN ('i', 'b', 'v')
          AND p.prosrc ~ format('(FROM|JOIN|UPDATE|INTO)\s+(review\.)?%s\M', c.relname)
          AND p.prosrc !~ format('INSERT INTO (review\.)?%s\M', c.relname)
        """#
      #expect(try await world.owner.query(query).map { try $0.decode(0, as: String.self) } == [])
      // It is seen where there is one.
      try await world.owner.script(
        "CREATE FUNCTION review.hidden(name text) RETURNS bigint LANGUAGE sql "
          + "SET search_path = pg_catalog, review AS 'SELECT count(*) FROM staff s WHERE s.name = name'")
      #expect(try await world.owner.query(query).map { try $0.decode(0, as: String.self) } == ["hidden.name"])
    }
  }
}
