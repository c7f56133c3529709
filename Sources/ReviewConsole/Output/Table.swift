import Domain

/// Rows under typed columns.
struct Table: Sendable {
  struct Column: Sendable {
    enum Alignment: Sendable { case left, right }
    enum Audience: Sendable { case all, people, machines }

    /// Stable English key, the same in CSV headers and JSON.
    let key: String
    let title: Text
    var alignment = Alignment.left
    /// Who sees it; a row number is for people, a second spelling for machines.
    var audience = Audience.all
    /// Columns of the highest number are narrowed first; 0 is never narrowed.
    var yields = 0
    /// Not narrowed below this many terminal cells.
    var minimum = 4
    /// Where the row is too wide even so, columns of the highest number are left out first; 0 is never left out.
    var drops = 0
    /// Where rows become cards, its values stand on lines of their own, unbroken: paths, which are copied.
    var isWhole = false

    init(
      _ key: String, _ title: Text, alignment: Alignment = .left, audience: Audience = .all, yields: Int = 0,
      minimum: Int = 4, drops: Int = 0, isWhole: Bool = false
    ) {
      self.key = key
      self.title = title
      self.alignment = alignment
      self.audience = audience
      self.yields = yields
      self.minimum = minimum
      self.drops = drops
      self.isWhole = isWhole
    }
  }

  var title: Text?
  var columns: [Column]
  /// Each row has a cell a column.
  var rows: [[Cell]]
  /// Said after the rows, to people: how many there are, how to see the rest.
  var summary: Text?
  /// Said instead of an empty table, to people: that there is nothing, and what to try.
  var whenEmpty: Text

  init(
    title: Text? = nil, columns: [Column], rows: [[Cell]], summary: Text? = nil,
    whenEmpty: Text = Text(zh: "没有内容。", en: "Nothing here.")
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.summary = summary
    self.whenEmpty = whenEmpty
  }

  /// An array with an object a row; keys are the columns' that machines see.
  var json: JSONDocument {
    let visible = columns.indices.filter { columns[$0].audience != .people }
    return .array(
      rows.map { row in
        .object(visible.map { JSONDocument.Member(key: columns[$0].key, value: row[$0].json) })
      })
  }
}
