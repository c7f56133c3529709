public import Domain
import Foundation
public import PostgreSQL

extension Day: SQLEncodable, SQLDecodable {
  /// A `date`, as ISO 8601.
  public var sqlText: String { iso }
  /// Nil when the text is no ISO date (PostgreSQL's `infinity` has no day).
  public init?(sqlText: String) { self.init(iso: sqlText) }
}

extension JSONValue: SQLEncodable, SQLDecodable {
  /// A `jsonb`, as its canonical text.
  public var sqlText: String { canonicalJSON }
  /// Nil when the text is no JSON.
  public init?(sqlText: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(sqlText.utf8)) else { return nil }
    self = value
  }
}

extension ApplicationState: SQLEncodable, SQLDecodable {
  /// The word of the state column.
  public var sqlText: String { rawValue }
  /// Nil for a word that is no state.
  public init?(sqlText: String) { self.init(rawValue: sqlText) }
}
