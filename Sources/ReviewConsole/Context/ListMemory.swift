/// The applications of the last list, so that `3` means its third row until the next list.
struct ListMemory: Sendable {
  /// Canonical numbers, in the order shown; nil before the first list.
  private(set) var numbers: [String]?

  mutating func remember(_ numbers: [String]) { self.numbers = numbers }

  /// The numbers of these rows (from 1), in order.
  func numbers(inRows rows: ClosedRange<Int>) throws(ConsoleFailure) -> [String] {
    guard let numbers, !numbers.isEmpty else { throw .noList }
    guard rows.lowerBound >= 1, rows.upperBound <= numbers.count else {
      throw .rowOutsideList(rows.upperBound > numbers.count ? rows.upperBound : rows.lowerBound, rows: numbers.count)
    }
    return Array(numbers[(rows.lowerBound - 1)...(rows.upperBound - 1)])
  }

  /// The numbers of the list in which the shortened number occurs, without regard to hyphens and leading zeros.
  func numbers(shortenedTo fragment: String) -> [String] {
    let wanted = Self.plain(fragment)
    guard !wanted.isEmpty else { return [] }
    return (numbers ?? []).filter { Self.plain($0).hasSuffix(wanted) || Self.plain($0).dropLast().hasSuffix(wanted) }
  }

  private static func plain(_ number: String) -> String { number.uppercased().filter { $0 != "-" } }
}
