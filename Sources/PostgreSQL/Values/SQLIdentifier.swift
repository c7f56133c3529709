/// A name of a table, column or role as a statement takes it, whatever is in it.
///
/// Values are parameters; names cannot be, so these are quoted where they do not come from the source itself.
public struct SQLIdentifier: Sendable, CustomStringConvertible {
  private let name: String

  /// The identifier with this name, which may hold any character but U+0000.
  public init(_ name: String) { self.name = name }

  /// Several, as a list of columns takes them.
  public static func list(_ names: some Sequence<String>) -> String {
    names.map { SQLIdentifier($0).description }.joined(separator: ", ")
  }

  /// In double quotes, with those inside doubled (SQL:2016 5.2, delimited identifier).
  public var description: String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
