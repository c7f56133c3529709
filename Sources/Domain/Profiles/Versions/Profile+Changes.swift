/// One field that differs between two revisions.
public struct AnswerChange: Hashable, Sendable {
  /// As problems name it: a row by its place in the new revision, one that is gone by its place in the old one.
  public let target: String
  /// The own number of the row that it is in; nil outside lists.
  public let row: Int?
  /// The field's label.
  public let label: Text
  /// In words; nil = was not answered.
  public let old: Text?
  /// In words; nil = is not answered.
  public let new: Text?
}

extension Profile {
  /// What changed from one revision's answers to the next, in the order of the form. Rows of a list are matched by their own numbers, where
  /// one side has none by their place: one that only moved has not changed.
  public func changes(from old: Answers, to new: Answers) -> [AnswerChange] {
    let before = answered(old)
    let after = answered(new)
    let olds = Dictionary(before.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let news = Dictionary(after.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [RowCell] = []
    var seen: Set<RowCell> = []
    for entry in after + before where seen.insert(entry.key).inserted { order.append(entry.key) }
    let changes = order.compactMap { key -> AnswerChange? in
      let (left, right) = (olds[key]?.entry, news[key]?.entry)
      guard left?.value != right?.value, let named = right ?? left else { return nil }
      guard let row = key.row, let list = fieldsByID[key.id]?.list, right == nil else {
        return AnswerChange(
          target: named.target, row: key.row, label: named.label, old: left?.display, new: right?.display)
      }
      let place = new.place(ofRow: row, in: list)
      let target = place.map { Self.target(named.target, at: $0) } ?? named.target
      let label = listsByID[list]?.isSingle == true ? named.label : label(named.target, row: row, place: place)
      return AnswerChange(target: target, row: row, label: label ?? named.label, old: left?.display, new: nil)
    }
    return changes.enumerated().sorted { (rank($0.element.target), $0.offset) < (rank($1.element.target), $1.offset) }
      .map(\.element)
  }

  /// A cell, wherever its row stands.
  private struct RowCell: Hashable {
    let id: String
    /// nil outside lists.
    let row: Int?
  }

  private func answered(_ answers: Answers) -> [(key: RowCell, entry: SectionView.Entry)] {
    var numbers: [String: [Int?]] = [:]
    return sections(for: answers).flatMap(\.entries).filter { $0.value != nil && $0.target != "department" }.map {
      entry in
      let id = Profile.target(of: entry.target)
      guard let list = fieldsByID[id]?.list, let place = Profile.number(in: entry.target) else {
        return (RowCell(id: entry.target, row: nil), entry)
      }
      let known = numbers[list] ?? answers.rowNumbers(list)
      numbers[list] = known
      // What has no number can only be told by its place.
      return (RowCell(id: id, row: place <= known.count ? known[place - 1] ?? -place : -place), entry)
    }
  }
}
