import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Every way in which staff may read: what it leaves on record and what it shows of a person. The table in `sql/README.md` is what this
/// test sees; a function or table that is not tried here fails it.
@Suite struct PathsTests {
  /// A way in. `{number}`, `{hash}`, `{key}`, `{name}` stand for an application of its own, an idempotency key, and a member of staff.
  struct Path: Sendable {
    /// As the table names it.
    let name: String
    /// What has to be done before, by the same login; its last column is `{it}` in `read`.
    var first: [String] = []
    let read: String
    /// Functions that it calls.
    let functions: [String]

    init(_ name: String, first: [String] = [], _ read: String, functions: [String]) {
      (self.name, self.first, self.read, self.functions) = (name, first, read, functions)
    }

    /// A function alone.
    init(_ function: String, _ arguments: String = "", first: [String] = []) {
      self.init("`\(function)`", first: first, "SELECT * FROM review.\(function)(\(arguments))", functions: [function])
    }
  }

  private static func ticket(_ kind: String, _ arguments: String) -> String {
    "SELECT (review.ticket('\(kind)', '\(arguments)')).id"
  }

  private static let find = "SELECT review.applicant_find({it}, '{number}')"

  private static let look = ticket("open", #"{"number": "{number}"}"#)

  static let paths = [
    Path(
      "`ticket('open')` → `submission_open`", first: [look], "SELECT * FROM review.submission_open({it})",
      functions: ["ticket", "submission_open"]),
    Path(
      "`ticket('open')` with `unmask` and a purpose → `submission_open`",
      first: [ticket("open", #"{"number": "{number}", "unmask": true, "purpose": "核对"}"#)],
      "SELECT * FROM review.submission_open({it})", functions: ["ticket", "submission_open"]),
    Path(
      "`application_claim`, `application_next` → `submission_held`",
      first: ["SELECT review.application_claim('{number}')"], "SELECT * FROM review.submission_held('{number}')",
      functions: ["application_claim", "submission_held"]),
    Path(
      "`ticket('lookup')` → `applicant_find` → `applicant_cards`",
      first: [ticket("lookup", #"{"text": "{number}", "purpose": "来电"}"#), find],
      "SELECT * FROM review.applicant_cards({it})", functions: ["ticket", "applicant_find", "applicant_cards"]),
    Path(
      "`ticket('lookup')` → `applicant_find` → `applicant_found`",
      first: [ticket("lookup", #"{"text": "{number}", "purpose": "来电"}"#), find],
      "SELECT * FROM review.applicant_found({it})", functions: ["applicant_found"]),
    Path(
      "`ticket('names')` → `names`", first: [ticket("names", #"{"numbers": ["{number}"]}"#)],
      "SELECT * FROM review.names({it})", functions: ["ticket", "names"]),
    Path(
      "`ticket('history')` → `history`", first: [ticket("history", #"{"number": "{number}"}"#)],
      "SELECT * FROM review.history({it})", functions: ["ticket", "history"]),
    Path(
      "`export_begin('ledger')` → `ledger`",
      first: [
        "SELECT set_config('review.export', (SELECT review.export_begin('ledger', '[{}]', false, '上报'))::text, false)"
      ],
      "SELECT * FROM review.ledger()", functions: ["export_begin", "export_open", "ledger"]),
    Path(
      "`export_begin('ledger')` unmasked with a purpose → `ledger`",
      first: [
        "SELECT set_config('review.export', (SELECT review.export_begin('ledger', '[{}]', true, '上报'))::text, false)"
      ],
      "SELECT * FROM review.ledger()", functions: ["export_begin", "export_open", "ledger"]),
    Path("application_claim", "'{number}'"), Path("application_next"),
    Path("application_release", "'{number}'", first: ["SELECT review.application_claim('{number}')"]),
    Path("application_approve", "'{number}', 1, '{hash}', '{key}'", first: [look]),
    Path(
      "application_return", #"'{number}', 1, '{hash}', '[{"code": "T01", "target": "photo"}]', NULL, '{key}'"#,
      first: [look]),
    Path("application_transfer", "'{number}', '330106', '属地'"), Path("application_note", "'{number}', '电话核实'"),
    Path(
      "application_reopen", "'{number}', '误判'",
      first: [look, "SELECT review.application_approve('{number}', 1, '{hash}', '{key}')"]),
    Path(
      "`ticket('notifications')` → `notification_list`", first: [ticket("notifications", "{}")],
      "SELECT * FROM review.notification_list({it})", functions: ["ticket", "notification_list"]),
    Path(
      "a refused `ticket`",
      "SELECT * FROM review.ticket('open', jsonb_build_object('number', 'ZJ26999999' || review.check_character('ZJ26999999')))",
      functions: ["ticket"]),
    Path("submission_changed_fields", "'{number}', 1, 1"), Path("application_counts"),
    Path("queue"), Path("queue_counts"), Path("numbers_like", "'0'"), Path("submission_hash", "'{number}'"),
    Path("submission_changed_files", "'{number}', 1, 1"), Path("export_list"), Path("unusual"), Path("audit"),
    Path("figures_flow", "NULL, NULL, NULL, NULL"), Path("figures_reviews", "NULL, NULL, NULL, NULL"),
    Path("figures_corrections", "NULL, NULL, NULL, NULL"), Path("figures_wholes", "NULL, NULL, NULL, NULL"),
    Path("figures_backlog", "NULL, NULL, NULL, NULL, NULL"), Path("figures_oldest", "NULL, NULL, NULL, NULL, NULL, 20"),
    Path("figures_notifications", "NULL, NULL, NULL"), Path("figures_standings", "NULL, NULL, NULL"),
    Path("figures_returns", "NULL, NULL, NULL"), Path("figures_registered", "NULL, NULL"),
    Path("figures_reasons", "NULL, NULL, NULL, NULL"),
    Path("figures_structure", "NULL, NULL, NULL, 'submitted', false"),
    Path("figures_workload", "NULL, NULL, NULL, NULL"),
    Path("notification_resend", "{message}"), Path("export_begin", "'summary', '[{}]'"),
    Path(
      "export_finish", "{it}, now(), 1, 1, 1, '\(String(repeating: "a", count: 64))'",
      first: ["SELECT review.export_begin('summary', '[{}]')"]),
    Path("export_abandon", "{it}, '取消'", first: ["SELECT review.export_begin('summary', '[{}]')"]), Path("export_open"),
    Path("staff_list"), Path("staff_change", "'{name}', 'reviewer', '330106'"), Path("staff_disable", "'{name}'"),
    Path("staff_enable", "'{name}'", first: ["SELECT review.staff_disable('{name}')"]),
    Path("staff_sessions_end", "'{name}'"),
    Path("staff_add", "'new.{name}', 'reviewer', '330102', '新人', '{verifier}'"),
    Path("idle_sweep"),
    Path(
      "account_vouch", "{it}, '{id}', '身份证'",
      first: [ticket("counter", #"{"number": "{id}", "purpose": "窗口"}"#)]),
    Path(
      "account_close", "{it}, '{id}', '本人要求'",
      first: [ticket("counter", #"{"number": "{id}", "purpose": "窗口"}"#)]),
    Path("unit_import", "'{key}', '[]'"),
    Path("contact_import", "'{key}', '[]'"), Path("registered_import", "'{key}', '[]'"),
    Path("calendar_import", #"'{key}', 2027, '[{"line": 2, "date": "2027-01-01", "kind": "holiday", "name": "元旦"}]'"#),
    Path("profile_list"), Path("unknown_year"),
    Path("unit_find", "'91330000000000000X'"), Path("contact_list", "'zhejiang'"),
    Path("intake_submit", "'{document}'"),
    Path("me"), Path("my_role"),
    Path("my_departments"),
    Path("today"), Path("is_working_day", "current_date"), Path("add_working_days", "current_date, 1"),
    Path("check_character", "'ZJ26000123'"), Path("number_parse", "'{number}'"), Path("mask", "'{number}'"),
    Path("effective_state", "'submitted', NULL"), Path("refuse", "'RC404', 'x'"),
  ]

  /// Comes last: nobody logs in with a password of the world any more.
  static let ownPassword = Path("staff_password", "current_user::text, '{verifier}'")

  /// What tells of no case, and is answered in a transaction that has written, too.
  static let plain: Set = [
    "me", "my_role", "my_departments", "today", "is_working_day", "add_working_days", "unknown_year", "check_character",
    "number_parse",
    "mask", "effective_state", "refuse", "profile_list", "contact_list", "unit_find", "staff_list",
    "idle_sweep",
  ]

  static let people: [World.Person] = [.reviewer, .manager, .helpdesk, .administrator]

  /// One line of the table.
  struct Line: Hashable {
    let path: String
    let people: String
    let record: String
    let shows: String
    var text: String { "| \(path) | \(people) | \(record) | \(shows) |" }
  }

  @Test("the table in sql/README.md is what is so")
  func table() async throws {
    try await World.with { world in
      var lines: [Line] = []
      var tried: [World.Person: Set<String>] = [:]
      var person = 0
      for path in Self.paths + (try await tables(world)) + [Self.ownPassword] {
        var seen: [(record: String, shows: String, letter: String)] = []
        for reader in Self.people {
          person += 1
          guard let result = try await attempt(path, reader, person, world) else { continue }
          tried[reader, default: []].formUnion(path.functions)
          seen.append((result.record, result.shows, Self.letter(reader)))
        }
        #expect(!seen.isEmpty, "\(path.name): nobody may")
        for group in Dictionary(grouping: seen, by: { "\($0.record)|\($0.shows)" }).values {
          lines.append(
            Line(path: path.name, people: group.map(\.letter).joined(), record: group[0].record, shows: group[0].shows))
        }
      }
      for reader in Self.people {
        let granted = SQLRightsTests.functions.filter { $0.value.contains(Self.letter(reader)) }.map(\.key)
        #expect(
          tried[reader, default: []].isSuperset(of: granted),
          "\(reader): \(Set(granted).subtracting(tried[reader] ?? []))")
      }
      // What leaves nothing and shows nothing is one line for all who may.
      let silent = lines.filter { $0.record == "–" && $0.shows == "nothing" }
      let loud = lines.filter { !silent.contains($0) }.sorted {
        ($0.shows, $0.path, $0.people) < ($1.shows, $1.path, $1.people)
      }
      let rest = Line(
        path: Set(silent.map(\.path)).sorted().joined(separator: ", "), people: "as granted", record: "–",
        shows: "nothing")
      let table = (loud + [rest]).map(\.text).joined(separator: "\n")
      let readme = try String(contentsOf: Self.readme, encoding: .utf8)
      #expect(readme.contains("| path | who | on record as | shows |\n|---|---|---|---|\n\(table)\n\n"), "\(table)")
    }
  }

  /// Of a password that nobody knows.
  private static let verifier =
    "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$\(String(repeating: "A", count: 43))=:\(String(repeating: "A", count: 43))="

  private static let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../sql/README.md"
  )
  .standardized

  private static func letter(_ person: World.Person) -> String {
    String(SQLRightsTests.letter("review_" + (person == .administrator ? "admin" : person.role)))
  }

  /// Every table and view, by the columns that some of staff may read.
  private func tables(_ world: World) async throws -> [Path] {
    try await world.owner.query(
      """
      SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
        AND EXISTS (SELECT FROM unnest('{review_reviewer,review_manager,review_helpdesk,review_admin}'::text[]) AS g
          WHERE has_any_column_privilege(g, c.oid, 'SELECT')) ORDER BY 1
      """
    ).map { row in
      let name: String = try row.decode(0)
      return Path("table `\(name)`", "SELECT {columns of \(name)} FROM review.\(name)", functions: [])
    }
  }

  /// What a path leaves and shows; nil where this person may not go it.
  private func attempt(
    _ path: Path, _ reader: World.Person, _ person: Int, _ world: World
  ) async throws -> (record: String, shows: String)? {
    let receipt = try await world.submit(person)
    let colleague = "path.\(person).\(world.database.name)"
    if (path.first + [path.read]).contains(where: { $0.contains("{name}") }) {
      _ = try await world.owner.query(
        "SELECT review.staff_add($1, 'reviewer', '330102', 'x', $2, true)",
        [colleague, Self.verifier])
    }
    let connection = try await world.connect(reader)
    let before = try await world.owner.count("SELECT coalesce(max(id), 0) FROM review.event")
    var texts = [
      "number": receipt.number, "hash": receipt.hash, "key": UUID().uuidString, "id": World.idNumber(person),
      "name": colleague,
      "verifier": Self.verifier, "document": World.document(1000 + person),
    ]
    if path.read.contains("{message}") {
      let chief = try await world.connect(.chief)
      try await chief.decide(SQLDecisionTests.approve, [receipt.number, 1, receipt.hash, UUID()])
      await chief.close()
      texts["message"] = try await world.owner.text(
        "UPDATE review.notification SET state = 'failed' WHERE id = (SELECT max(id) FROM review.notification) RETURNING id"
      )
    }
    func filled(_ sql: String) async throws -> String {
      var sql = sql
      for (name, text) in texts { sql = sql.replacing("{\(name)}", with: text) }
      if let table = sql.firstMatch(of: /\{columns of (\w+)\}/) {
        let columns = try await connection.text(
          """
          SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
          WHERE a.attrelid = ('review.' || $1)::regclass AND a.attnum > 0 AND NOT a.attisdropped
            AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')
          """, [String(table.1)])
        sql = sql.replacing("{columns of \(table.1)}", with: columns ?? "*")
      }
      return sql
    }
    var rows: Rows?
    do {
      for statement in path.first {
        let answer = try await connection.query(try await filled(statement))
        texts["it"] = try answer.first?.decode(0, as: String?.self) ?? "0"
      }
      let read = try await filled(path.read)
      _ = try await connection.query("BEGIN")
      rows = try await connection.query(read)
      let hasWritten = try await connection.text("SELECT pg_current_xact_id_if_assigned()") != nil
      _ = try await connection.query("COMMIT")
      if !hasWritten, !path.functions.isEmpty, !Self.plain.isSuperset(of: path.functions) {
        // What a transaction has written, it could read and take back.
        _ = try await connection.query("BEGIN")
        _ = try await connection.query("SELECT pg_current_xact_id()")
        #expect(try await refusal(connection, read, []) == "RC428 transaction_has_written", "\(path.name)")
      }
    } catch let error as DatabaseError where error.sqlState == "42501" || error.message.contains("not_permitted") {
      await connection.close()
      return nil
    } catch let error as DatabaseError where error.sqlState?.hasPrefix("RC") == true { rows = nil }
    await connection.close()
    let actions = try await world.owner.query(
      "SELECT DISTINCT action FROM review.event WHERE id > $1 AND actor = $2 ORDER BY 1", [before, world.name(reader)])
    let record = try actions.map { row in "`\(try row.decode(0, as: String.self))`" }.joined(separator: ", ")
    return (record.isEmpty ? "–" : record, try Self.shown(rows))
  }

  /// The most that the cells tell of a person: the names, numbers and days of the world's applicants are all of one shape.
  private static func shown(_ rows: Rows?) throws -> String {
    var text = ""
    for row in rows.map(Array.init) ?? [] {
      for index in row.columns.indices { text += (try row.decode(index, as: String?.self) ?? "") + "\n" }
    }
    var shown: [String] = []
    if text.contains(/T1[0-9]{8}/) || text.contains("13800000000") || text.contains("1990-01-31") {
      shown.append("whole")
    } else if text.contains(/T\*{8}[0-9]/) || text.contains(/1\*{9}0/) {
      shown.append("masked numbers")
    }
    if text.contains("测试甲") { shown.append("name") }
    if text.contains(/(^|[^0-9a-f])1990([^0-9a-f]|$)/.anchorsMatchLineEndings()), !shown.contains("whole") {
      shown.append("year of birth")
    }
    return shown.isEmpty ? "nothing" : shown.joined(separator: ", ")
  }
}
