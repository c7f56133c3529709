/// A block of fields under one heading. Channels put sections into their own steps (R2).
public struct Section: Sendable {
  /// Unique in the profile.
  public let id: String
  /// The heading, verbatim.
  public let title: Text
  /// Tips above the fields (温馨提示), verbatim.
  public let tips: [Text]
  /// Fields, lists and computed lines in the order of the screen.
  public let items: [Item]
  /// Groups inside that are answered whole or not at all, or that a problem names.
  public let groups: [FieldGroup]
  /// Ids in the order of the screen where a list of one record is interleaved with other fields; empty = as `items`.
  public let order: [String]

  /// One thing in a section.
  public enum Item: Sendable {
    case field(Field)
    case list(ListField)
    /// The department that the routing rules give, shown but never answered.
    case department(Text)
  }

  /// All fields, those of lists included.
  public var fields: [Field] {
    items.flatMap { item -> [Field] in
      switch item {
      case .field(let field): [field]
      case .list(let list): list.fields
      case .department: []
      }
    }
  }
}

/// Fields whose ids share a beginning, named together, as `education.part_time`.
public struct FieldGroup: Hashable, Sendable {
  /// Unique in the profile.
  public let id: String
  /// What people read.
  public let label: Text
}

/// A repeatable group (R9): rows of the same fields.
public final class ListField: Sendable {
  /// As `qualifications`.
  public let id: String
  /// What people read.
  public let label: Text
  /// Help under it; nil = none.
  public let help: Text?
  /// The word on the button that adds a row; nil where there is only one record.
  public let addButton: Text?
  /// Fewest and most rows.
  public let rows: ClosedRange<Int>
  /// When it is on the form; nil = always.
  public let visible: Condition?
  /// Ids carry the list's id: `qualifications.level`.
  public let fields: [Field]

  /// Whether it holds one record at most.
  public var isSingle: Bool { rows.upperBound == 1 }

  init(
    id: String, label: Text, help: Text?, addButton: Text?, rows: ClosedRange<Int>, visible: Condition?,
    fields: [Field]
  ) {
    self.id = id
    self.label = label
    self.help = help
    self.addButton = addButton
    self.rows = rows
    self.visible = visible
    self.fields = fields
  }
}
