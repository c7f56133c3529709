/// Rows of lists by their own numbers, which the database gives and never gives again: a file or a reason belongs to a row, wherever the
/// row stands.
extension Answers {
  /// The member of a row that holds its number.
  public static let rowMember = "row"

  /// The number that a row says it has; nil where it says none, or rubbish.
  static func namedRow(_ members: [String: JSONValue]) -> Int? {
    guard let number = members[rowMember]?.integer, (1...999_999_999).contains(number) else { return nil }
    return number
  }

  /// The numbers of a list's rows in their order. A row without one has that of its place, as before rows had numbers; nil where another
  /// row says that it has it.
  public func rowNumbers(_ list: String) -> [Int?] {
    let named = (self[list]?.array ?? []).map { element in element.object.map { Self.namedRow($0) } }
    let claimed = Set(named.compactMap { $0 ?? nil })
    var given: Set<Int> = []
    return named.enumerated().map { index, number in
      guard let number else { return nil }  // no row at all
      if let own = number, given.insert(own).inserted { return own }
      return claimed.contains(index + 1) ? nil : index + 1
    }
  }

  /// Where a row stands, from 1; nil when the list has no such row.
  public func place(ofRow row: Int, in list: String) -> Int? { rowNumbers(list).firstIndex(of: row).map { $0 + 1 } }
}
