public import PostgreSQL

/// Looks as the program does: on record first, committed, then read.
extension Connection {
  /// What `ticket` answers: an entry, or the word of a refusal.
  public func ticket(_ kind: String, _ arguments: String) async throws -> (id: Int?, refused: String?) {
    let row = try await query("SELECT id, refused FROM review.ticket($1, $2::jsonb)", [kind, arguments])[0]
    return (try row["id"], try row["refused"])
  }

  /// Rows of a reading function, which takes the ticket as $1; none where the look is refused.
  public func look(_ kind: String, _ arguments: String, _ sql: String) async throws -> [Row] {
    guard let id = try await ticket(kind, arguments).id else { return [] }
    return Array(try await query(sql, [id]))
  }

  /// The cards that a look-up finds; `within` narrows it, as members of a JSON object.
  public func lookUp(_ text: String, for purpose: String = "来电", within: String = "") async throws -> [Row] {
    guard let id = try await found(text, for: purpose, within: within) else { return [] }
    return Array(try await query("SELECT * FROM review.applicant_cards($1)", [id]))
  }

  /// The entry that says whom a look-up found; nil where it is refused.
  public func found(_ text: String, for purpose: String = "来电", within: String = "") async throws -> Int? {
    let more = within.isEmpty ? "" : ", \(within)"
    guard let id = try await ticket("lookup", "{\"text\": \"\(text)\", \"purpose\": \"\(purpose)\"\(more)}").id else {
      return nil
    }
    return try await count("SELECT review.applicant_find($1, $2, $3::jsonb)", [id, text, "{\(within)}"])
  }

  /// The ticket for somebody at the counter, with the number on the document.
  public func counter(_ number: String) async throws -> Int? {
    try await ticket("counter", #"{"number": "\#(number)", "purpose": "窗口"}"#).id
  }

  /// What a look-up says of itself: `name 26 20 6` is a name of which there are 26, 20 of them shown, 6 behind; nil where it is refused.
  public func lookUpCounts(_ text: String, within: String = "") async throws -> String? {
    guard let id = try await found(text, within: within) else { return nil }
    return try await self.text(
      "SELECT concat_ws(' ', kind, total, shown, behind) FROM review.applicant_found($1)", [id])
  }

  /// What the ledger has for an export that was begun: of each row a text.
  public func readLedger(_ export: Int, _ text: String) async throws -> [String] {
    try await transaction(.snapshot) { transaction in
      try transaction.execute("SELECT set_config('review.export', $1, true)", ["\(export)"])
      return try transaction.query("SELECT \(text) FROM review.ledger() ORDER BY id").map {
        try $0.decode(0, as: String.self)
      }
    }
  }

  /// A decision by whoever has looked at the revision: $1 is the number.
  @discardableResult public func decide(_ sql: String, _ parameters: [(any SQLEncodable)?]) async throws -> Rows {
    _ = try await query("SELECT review.ticket('open', jsonb_build_object('number', $1::text))", [parameters[0]])
    return try await query(sql, parameters)
  }
}

/// What the database says no with to a decision by whoever has looked at the revision.
public func refusedDecision(
  _ connection: Connection, _ sql: String, _ parameters: [(any SQLEncodable)?]
) async throws -> String? {
  try await refusal { try await connection.decide(sql, parameters) }
}
