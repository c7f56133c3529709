/// One record of a CSV file.
public struct CSVRecord: Sendable {
  /// Why a record has no fields.
  public enum Fault: String, Sendable {
    /// A quote was opened and never closed.
    case unclosedQuote = "unclosed_quote"
    /// Something other than a comma or line end stands behind a closing quote.
    case textAfterQuote = "text_after_quote"
    /// It is longer than `CSVReader.longest`.
    case tooLong = "line_too_long"
    /// It is not UTF-8.
    case notUTF8 = "broken_text"
  }

  /// The line of the file on which it begins, from 1.
  public let line: Int
  /// Its fields, or why it has none.
  public let content: Result<[String], FaultFound>

  /// A fault that can be thrown.
  public struct FaultFound: Error {
    /// Which.
    public let fault: Fault
  }

  init(line: Int, fault: Fault) {
    self.line = line
    content = .failure(FaultFound(fault: fault))
  }

  /// Takes the fields apart; `bytes` is one whole record without its line end, with quotes in order.
  init(line: Int, bytes: ArraySlice<UInt8>) {
    self.line = line
    let fields = bytes.contains(Self.quote) ? Self.quoted(bytes) : Self.plain(bytes)
    content = fields.map(Result.success) ?? .failure(FaultFound(fault: .notUTF8))
  }

  /// A field as a line of CSV takes it: in quotes where it holds a comma, a quote or a line's end (RFC 4180).
  public static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it (OWASP, CSV injection). A plain
  /// number, negative or signed, is data and stays.
  public static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return text }
    return isPlainNumber(text) ? text : "'" + text
  }

  private static func isPlainNumber(_ text: String) -> Bool {
    let digits = text.dropFirst(text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 48...57 ~= $0 } }
  }

  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")

  private static func plain(_ bytes: ArraySlice<UInt8>) -> [String]? {
    var fields: [String] = []
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] == comma {
      guard let text = String(validating: bytes[start..<index], as: UTF8.self) else { return nil }
      fields.append(text)
      start = index + 1
    }
    guard let text = String(validating: bytes[start...], as: UTF8.self) else { return nil }
    fields.append(text)
    return fields
  }

  private static func quoted(_ bytes: ArraySlice<UInt8>) -> [String]? {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var isAtStart = true
    var rest = bytes
    func end() -> Bool {
      guard let text = String(validating: field, as: UTF8.self) else { return false }
      fields.append(text)
      field.removeAll(keepingCapacity: true)
      isAtStart = true
      return true
    }
    while let byte = rest.popFirst() {
      if isQuoted {
        if byte != quote {
          field.append(byte)
        } else if rest.first == quote {
          field.append(quote)
          rest.removeFirst()
        } else {
          isQuoted = false
        }
      } else if byte == comma {
        guard end() else { return nil }
      } else if byte == quote, isAtStart {
        isQuoted = true
        isAtStart = false
      } else {
        field.append(byte)
        isAtStart = false
      }
    }
    return end() ? fields : nil
  }
}
