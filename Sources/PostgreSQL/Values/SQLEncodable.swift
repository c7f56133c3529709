/// A type that can be a parameter or a COPY field, in PostgreSQL's text input format.
///
/// A type of one's own needs `sqlText` alone.
public protocol SQLEncodable: Sendable {
  /// The value in PostgreSQL's text input format.
  var sqlText: String { get }

  /// Writes the same text, for types that can do it without a string of their own.
  func write(into buffer: inout SQLTextBuffer)
}

extension SQLEncodable {
  /// Appends `sqlText`.
  public func write(into buffer: inout SQLTextBuffer) { buffer.append(sqlText) }
}

extension SQLEncodable where Self: RawRepresentable, RawValue == String {
  /// The word of a case.
  public var sqlText: String { rawValue }
}

/// Collects the text form of values, and refuses what PostgreSQL cannot take before anything is sent.
public struct SQLTextBuffer: ~Copyable {
  /// Why a value cannot be sent.
  enum Problem: Equatable {
    case tooLarge, nul, invalidUTF8, unrepresentable
  }

  private(set) var bytes: [UInt8] = []
  private(set) var problem: Problem?
  private var start = 0
  private let limit: Int

  /// `limit` is the most bytes that one value may have.
  init(limit: Int) { self.limit = limit }

  /// Appends a string; the buffer remembers NUL and excess as a problem.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append(checked: $0) }
  }

  /// Appends bytes that should be UTF-8; the buffer remembers it as a problem when they are not.
  public mutating func append(utf8 slice: some Collection<UInt8>) {
    guard slice.count <= limit else { return note(.tooLarge) }
    guard let text = String(validating: slice, as: UTF8.self) else { return note(.invalidUTF8) }
    append(text)
  }

  /// Appends bytea's hexadecimal form.
  public mutating func append(hexadecimal octets: some Collection<UInt8>) {
    guard bytes.count - start + 2 + octets.count * 2 <= limit else { return note(.tooLarge) }
    bytes.reserveCapacity(bytes.count + 2 + octets.count * 2)
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(UInt8(ascii: "x"))
    for octet in octets {
      bytes.append(Self.digit(octet >> 4))
      bytes.append(Self.digit(octet & 15))
    }
  }

  /// Says that the value has no form in SQL (a date beyond PostgreSQL's range).
  public mutating func refuse() { note(.unrepresentable) }

  mutating func beginValue() {
    start = bytes.count
    problem = nil
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    beginValue()
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  private mutating func append(checked text: UnsafeBufferPointer<UInt8>) {
    guard bytes.count - start + text.count <= limit else { return note(.tooLarge) }
    guard unsafe !text.contains(0) else { return note(.nul) }
    unsafe bytes.append(contentsOf: text)
  }

  private mutating func note(_ found: Problem) { problem = problem ?? found }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "a")
  }
}

extension SQLTextBuffer.Problem {
  /// The refusal, naming the place (`parameter $3`, `COPY field 2`) but not the value.
  func error(at place: String, limit: Int, statement: String?) -> DatabaseError {
    switch self {
    case .tooLarge:
      DatabaseError(kind: .tooLarge, message: "\(place) has more than \(limit) bytes", statement: statement)
    case .nul:
      DatabaseError(
        kind: .invalidText, message: "\(place) holds a NUL character, which PostgreSQL cannot store",
        statement: statement)
    case .invalidUTF8:
      DatabaseError(kind: .invalidText, message: "\(place) is not valid UTF-8", statement: statement)
    case .unrepresentable:
      DatabaseError(kind: .invalidText, message: "\(place) has no form in SQL", statement: statement)
    }
  }
}
