/// An object of the schema that is not what the program's files make of it.
public struct SchemaDifference: Sendable, Hashable {
  /// How it differs.
  public enum Kind: String, Sendable, CaseIterable {
    /// The files make it, the database has it not.
    case missing
    /// The database has it, no file makes it.
    case extra
    /// It is another one.
    case changed
  }

  /// `function review.mask(text)`, `policy own_actions on review.event`, `table review.staff` (its owner, rights and row level security),
  /// `column review.staff.name`, `role review_manager`, `setting row_security of …`.
  public let object: String
  /// How it differs.
  public let kind: Kind
}
