import Foundation
import Store

/// A small schema of a test's own: files by their paths.
struct SchemaFolder {
  var files: [String: String]
  var build = 1
  var admits = 1

  /// A table with rights, a policy and a view that lean on functions, as the real schema has them.
  static let small = SchemaFolder(files: [
    "tables/0001_first.sql": """
    CREATE SCHEMA IF NOT EXISTS review;
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    CREATE TABLE review.migration (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL);
    CREATE TABLE review.routine (
      file text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp());
    CREATE TABLE review.build (
      id boolean PRIMARY KEY DEFAULT true, number integer NOT NULL, admits integer NOT NULL, files text NOT NULL,
      reference text NOT NULL, migrated_at timestamptz NOT NULL DEFAULT clock_timestamp());
    """,
    "tables/0002_second.sql": """
    CREATE TABLE review.colour (
      code text PRIMARY KEY, name text, shade jsonb, rank int NOT NULL DEFAULT 7, parent text REFERENCES review.colour);
    """,
    "functions/paint/dark.sql": function("dark(shade integer)", "boolean", "SELECT bright(shade) < 3"),
    "functions/paint/bright.sql": function(
      "bright(shade integer)", "integer", "SELECT shade + 1", to: "review_manager"),
    "doors/colour.sql": """
    ALTER TABLE review.colour ENABLE ROW LEVEL SECURITY;
    GRANT USAGE ON SCHEMA review TO review_manager;
    GRANT SELECT (code, rank) ON review.colour TO review_manager;
    CREATE POLICY dark_ones ON review.colour FOR SELECT TO review_manager USING (review.dark(rank));
    CREATE VIEW review.palette AS SELECT code, review.bright(rank) AS brightness FROM review.colour;
    """,
  ])

  static func function(_ head: String, _ result: String, _ body: String, to role: String? = nil) -> String {
    let name = head.prefix { $0 != "(" }
    return """
      CREATE OR REPLACE FUNCTION review.\(head) RETURNS \(result) LANGUAGE sql
      SET search_path = pg_catalog, review, pg_temp AS $$ \(body) $$;
      COMMENT ON FUNCTION review.\(name) IS 'A function of a test.';
      \(role.map { "GRANT EXECUTE ON FUNCTION review.\(name) TO \($0);" } ?? "")
      """
  }

  /// The same with other files; nil takes one away.
  func with(_ changes: [String: String?], build: Int? = nil, admits: Int? = nil) -> SchemaFolder {
    SchemaFolder(
      files: files.merging(changes.compactMapValues(\.self)) { $1 }.filter { path, _ in changes[path] != .some(nil) },
      build: build ?? self.build, admits: admits ?? self.admits)
  }

  /// As a program would bring it.
  func load() throws -> SchemaFiles {
    let folder = FileManager.default.temporaryDirectory.appending(path: "review-schema-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try SchemaFiles(folder, build: build, admits: admits)
  }

  /// A program that brings it.
  func migrator(_ reference: ReferenceSource = .none) throws -> Migrator { try Migrator(load(), reference: reference) }
}
