import Domain

/// The columns of a file whose first line names some of a few words, in any order.
struct FixedColumns: Sendable {
  private let places: [String: Int]
  let count: Int

  /// - Parameter aliases: other words for columns, folded, and which they mean.
  init(
    _ record: CSVRecord?, needed: [String], optional: [String], aliases: [String: String] = [:]
  ) throws(ImportFailure) {
    let known = needed + optional
    let names = ((try? record?.content.get()) ?? []).map { InputText.folded($0).lowercased() }.map { aliases[$0] ?? $0 }
    guard names.contains(where: { known.contains($0) }) else { throw .header(.missing(known: known)) }
    let unknown = names.indices.filter { !known.contains(names[$0]) }
    guard unknown.isEmpty else {
      throw .header(.unknown(unknown.map { .init(named: names[$0], at: $0) }, known: known))
    }
    let repeated = Dictionary(grouping: names) { $0 }.values.filter { $0.count > 1 }.map { $0[0] }
    guard repeated.isEmpty else { throw .header(.repeated(repeated.sorted())) }
    let missing = needed.filter { !names.contains($0) }
    guard missing.isEmpty else { throw .header(.incomplete(missing)) }
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    count = names.count
  }

  /// What a line has in a column, without blanks at both ends; empty where the file has no such column.
  func text(_ name: String, in fields: [String]) -> String {
    guard let place = places[name] else { return "" }
    let text = fields[place]
    guard let start = text.firstIndex(where: { !$0.isWhitespace }) else { return "" }
    let end = text.lastIndex { !$0.isWhitespace } ?? start
    return String(text[start...end])
  }
}

extension ImportFailure.Column {
  /// A column as it may be repeated in a message; `index` counts from 0.
  init(named name: String, at index: Int) {
    self.init(position: index + 1, name: Self.looksLikeName(name) ? name : nil)
  }

  /// A file without a first line begins with somebody's data, which no message may repeat.
  private static func looksLikeName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), text.utf8.count <= 60
    else { return false }
    let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isPlain && digits <= 4
  }
}
