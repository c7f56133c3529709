import Domain

/// Labelled values about one thing.
struct Card: Sendable {
  struct Field: Sendable {
    /// Stable English key.
    let key: String
    let label: Text
    let cell: Cell
    /// A line below that is never broken, so that it can be copied: a path.
    let line: String?

    init(_ key: String, _ label: Text, _ cell: Cell, line: String? = nil) {
      self.key = key
      self.label = label
      self.cell = cell
      self.line = line
    }
  }

  var title: Text?
  /// Stable key of the card among others; nil when it stands alone.
  var key: String?
  var fields: [Field]
  /// Whether labels are never broken, so that they can be copied: lines to type. Where one is too wide, all values stand below their labels.
  var keepsLabels: Bool

  init(title: Text? = nil, key: String? = nil, fields: [Field], keepsLabels: Bool = false) {
    self.title = title
    self.key = key
    self.fields = fields
    self.keepsLabels = keepsLabels
  }

  var json: JSONDocument { .object(fields.map { JSONDocument.Member(key: $0.key, value: $0.cell.json) }) }
}
