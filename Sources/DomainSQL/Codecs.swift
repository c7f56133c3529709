public import Domain
public import PostgreSQL

extension Day: SQLEncodable, SQLDecodable {
  /// A `date`, as ISO 8601.
  public var sqlText: String { iso }
  /// Nil when the text is no ISO date (PostgreSQL's `infinity` has no day).
  public init?(sqlText: String) { self.init(iso: sqlText) }
}

extension JSONValue: SQLEncodable, SQLDecodable {
  /// A `jsonb`, which orders its members itself.
  public var sqlText: String { plainJSON }
  /// Nil when the text is no JSON.
  public init?(sqlText: String) { self.init(stored: Array(sqlText.utf8)) }
  /// Straight from the bytes, which Foundation's decoder takes ten times as long for.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> JSONValue? { JSONValue(stored: Array(sqlBytes)) }

  private init?(stored bytes: [UInt8]) {
    guard let value = try? JSONValue(strictly: bytes, depth: 512) else { return nil }
    self = value
  }
}

// The words of the columns are the cases' own.
extension ApplicationState: SQLEncodable, SQLDecodable {}
extension Holiday.Kind: SQLEncodable, SQLDecodable {}
extension Department.Level: SQLEncodable, SQLDecodable {}
extension Region.Level: SQLEncodable {}
extension ReturnReason.Action: SQLEncodable {}
