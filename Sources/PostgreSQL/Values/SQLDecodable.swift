/// A type that a column's text form can become.
///
/// A type of one's own needs `init?(sqlText:)` alone.
public protocol SQLDecodable: Sendable {
  /// The value that PostgreSQL's text output means; nil when it is none of this type.
  init?(sqlText: String)

  /// The value for bytes in text format, for types that can do it faster than through a string.
  static func decode(sqlBytes: ArraySlice<UInt8>) -> Self?

  /// What NULL becomes; nil when the type has no place for it.
  static var sqlNull: Self? { get }
}

extension SQLDecodable {
  /// Through a string; nil also when the bytes are not valid UTF-8.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> Self? {
    String(validating: sqlBytes, as: UTF8.self).flatMap(Self.init(sqlText:))
  }

  /// NULL is refused.
  public static var sqlNull: Self? { nil }
}

extension SQLDecodable where Self: RawRepresentable, RawValue == String {
  /// Nil for a word that is none of them.
  public init?(sqlText: String) { self.init(rawValue: sqlText) }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
  /// As the wrapped type does.
  public init?(sqlText: String) {
    guard let value = Wrapped(sqlText: sqlText) else { return nil }
    self = .some(value)
  }

  /// As the wrapped type does.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> Wrapped?? {
    Wrapped.decode(sqlBytes: sqlBytes).map { .some($0) }
  }

  /// nil is a value.
  public static var sqlNull: Wrapped?? { .some(nil) }
}
