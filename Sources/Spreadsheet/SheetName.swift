/// The name of a sheet, valid in Excel: 1 to 31 UTF-16 units without `[ ] : * ? / \`, not `History`.
///
/// Apostrophes are refused too, although Excel allows them inside: doubled for quoting they could overrun the 128 bytes
/// that libxlsxwriter 1.1.4 keeps for a range.
public struct SheetName: Hashable, Sendable {
  /// The name as it stands on the tab.
  public let text: String

  static let limit = 31
  private static let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\", "'"]

  /// Takes the name as it is; refuses what Excel would.
  public init(_ text: String) throws(WorkbookFailure) {
    guard !text.isEmpty, text.utf16.count <= Self.limit, text.lowercased() != "history",
      text.first?.isWhitespace == false, text.last?.isWhitespace == false,
      !text.contains(where: Self.forbidden.contains), !text.unicodeScalars.contains(where: CellText.isControl)
    else { throw .sheetNameInvalid(text) }
    self.text = text
  }

  /// Makes any text a name: forbidden characters become `_`, what is too long is cut, an empty one becomes `Sheet`.
  public init(fitting text: String) {
    var name = ""
    for character in text {
      let bad =
        Self.forbidden.contains(character) || character.unicodeScalars.contains(where: CellText.isControl)
      let next: Character = bad ? "_" : character
      if name.utf16.count + next.utf16.count > Self.limit { break }
      name.append(next)
    }
    while name.last?.isWhitespace == true { name.removeLast() }
    while name.first?.isWhitespace == true { name.removeFirst() }
    self.text = name.isEmpty || name.lowercased() == "history" ? "Sheet" : name
  }

  /// The name as it stands in a formula, always quoted.
  var quoted: String { "'\(text)'" }
}
