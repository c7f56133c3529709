/// One value of a code list.
public struct CodeEntry: Hashable, Sendable {
  /// As the answers hold it: always text, leading zeros kept.
  public let code: String
  /// What people see. English falls back to Chinese where the standard has no English.
  public let name: Text
  /// Further columns of the list by name, as `needs_level` of `tech_post`; empty values are left out.
  public let attributes: [String: String]
}

/// A standard's values, in the order of the standard. `Resources/codes/SOURCES.md` names the standard of each list.
public struct CodeList: Sendable {
  /// As `education_form`.
  public let id: String
  /// All values in order.
  public let entries: [CodeEntry]
  private let index: [String: Int]

  init(id: String, entries: [CodeEntry]) {
    self.id = id
    self.entries = entries
    index = Dictionary(entries.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value with this code; nil when the list has none.
  public subscript(code: String) -> CodeEntry? { index[code].map { entries[$0] } }

  /// Whether the list has this code.
  public func contains(_ code: String) -> Bool { index[code] != nil }
}

extension CodeList {
  /// Reads a table with the columns `code`, `zh`, `en` and any others.
  init(id: String, table: Table) throws(DataFailure) {
    let code = try table.column("code", of: id)
    let zh = try table.column("zh", of: id)
    let en = try table.column("en", of: id)
    let others = table.header.enumerated().filter { ![code, zh, en].contains($0.offset) }
    self.init(
      id: id,
      entries: table.rows.map { row in
        let further = others.filter { !row[$0.offset].isEmpty }.map { ($0.element, row[$0.offset]) }
        return CodeEntry(
          code: row[code], name: Text(zh: row[zh], en: row[en].isEmpty ? row[zh] : row[en]),
          attributes: Dictionary(further, uniquingKeysWith: { first, _ in first }))
      })
  }
}
