package import Domain

/// A column of the ledger.
package struct LedgerColumn: Sendable {
  /// What its cells hold.
  package enum Form: Sendable {
    case text
    /// Stored words that people read as others: codes, 是 and 否.
    case names([String: Text])
    /// Several of them at once, a JSON array.
    case several([String: Text])
    /// A region's code, shown as 市 and 区.
    case region(Regions)
    /// Hidden in a masked export.
    case hidden(Mask)
    case integer
    /// `YYYY-MM-DD`.
    case day
    /// Seconds since 1970.
    case instant
    /// A repeatable group: its entries in one cell.
    case list(LedgerList)
    /// The reasons of the latest return with what was told beside them, as `review.return_in_words` has them.
    case lastReturn(ReturnWords)
  }

  /// Stable, as in `show --format json`.
  let id: String
  let title: Text
  let form: Form
  /// SQL over a row `l` of `review.ledger()`, or over `x`, its answers; text, or what `form` says.
  let expression: String

  package init(_ id: String, _ title: Text, _ form: Form, _ expression: String) {
    self.id = id
    self.title = title
    self.form = form
    self.expression = expression
  }
}

/// How the entries of a repeatable group stand in one cell.
package struct LedgerList: Sendable {
  let profile: Profile
  let list: ListField
  /// Whether hidden fields are hidden.
  let isMasked: Bool
  let language: Language

  /// `中级 会计 2015-06-01；初级 会计 2012-05-20`; the stored text where it cannot be read.
  func text(_ stored: [UInt8]) -> String {
    guard let rows = (try? JSONValue(strictly: stored))?.array else { return String(decoding: stored, as: UTF8.self) }
    return rows.compactMap(entry).joined(separator: language == .zh ? "；" : "; ")
  }

  private func entry(_ row: JSONValue) -> String? {
    guard let members = row.object else { return nil }
    let parts = list.fields.compactMap { field -> String? in
      guard field.export != .never, let value = members[field.key], value != .null
      else { return nil }
      let shown = profile.display(value, of: field)(language)
      // Numbers come masked from the database.
      guard isMasked, let mask = field.hiddenByExport else { return shown }
      return mask.hide(shown)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
