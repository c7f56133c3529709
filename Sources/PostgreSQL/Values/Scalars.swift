public import Foundation

extension String: SQLEncodable, SQLDecodable {
  /// Itself.
  public var sqlText: String { self }
  /// Itself.
  public init?(sqlText: String) { self = sqlText }
}

extension Substring: SQLEncodable {
  /// A string of its own.
  public var sqlText: String { String(self) }
}

extension FixedWidthInteger where Self: Sendable {
  /// Decimal digits.
  public var sqlText: String { String(self) }
  /// nil when it is no integer or does not fit.
  public init?(sqlText: String) { self.init(sqlText) }
}

extension Int: SQLEncodable, SQLDecodable {}
extension Int64: SQLEncodable, SQLDecodable {}
extension Int32: SQLEncodable, SQLDecodable {}
extension Int16: SQLEncodable, SQLDecodable {}
extension UInt32: SQLEncodable, SQLDecodable {}

extension Double: SQLEncodable, SQLDecodable {
  /// Shortest text that reads back the same; `NaN`, `Infinity`, `-Infinity` as PostgreSQL spells them.
  public var sqlText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    return String(self)
  }

  /// Also reads `numeric`, rounded to the nearest.
  public init?(sqlText: String) {
    switch sqlText {
    case "NaN": self = .nan
    case "Infinity": self = .infinity
    case "-Infinity": self = -.infinity
    default: self.init(sqlText)
    }
  }
}

extension Bool: SQLEncodable, SQLDecodable {
  /// `t` or `f`.
  public var sqlText: String { self ? "t" : "f" }
  /// `t` or `f`, else nil.
  public init?(sqlText: String) {
    switch sqlText {
    case "t": self = true
    case "f": self = false
    default: return nil
    }
  }
}

extension UUID: SQLEncodable, SQLDecodable {
  /// Lower case, as PostgreSQL prints it.
  public var sqlText: String { uuidString.lowercased() }
  /// nil when it is no UUID.
  public init?(sqlText: String) { self.init(uuidString: sqlText) }
}

extension Data: SQLEncodable, SQLDecodable {
  /// bytea in hexadecimal.
  public var sqlText: String { Array(self).sqlText }
  /// bytea, hexadecimal or escape format.
  public init?(sqlText: String) {
    guard let bytes = [UInt8](sqlText: sqlText) else { return nil }
    self.init(bytes)
  }
  /// bytea in hexadecimal.
  public func write(into buffer: inout SQLTextBuffer) { buffer.append(hexadecimal: self) }
  /// bytea, hexadecimal or escape format.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> Data? { ByteaText.decode(sqlBytes).map { Data($0) } }
}
