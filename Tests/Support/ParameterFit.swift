/// Which Swift types may be given for which types of the server: those whose text form says the same there.
///
/// The server takes any text that it can read, and so a number for a text or a floating point number without a word.
enum ParameterFit {
  private static let types: [String: Set<String>] = [
    // Text also brings what is JSON or a day in text form already.
    "String": ["text", "review.key", "name", "jsonb", "date"],
    "Int": ["smallint", "integer", "bigint"], "Bool": ["boolean"], "UUID": ["uuid"],
    "Date": ["timestamp with time zone"], "Day": ["date"], "JSONValue": ["jsonb"], "ApplicationState": ["text"],
    "Array<String>": ["text[]"], "Array<UInt8>": ["bytea"],
  ]

  /// Whether `swift` (nil for NULL) may be given as `sql`, which is never left open.
  static func fits(_ swift: String?, _ sql: String) -> Bool {
    guard sql != "unknown" else { return false }
    guard let swift else { return true }
    return types[swift]?.contains(sql) == true
  }
}
