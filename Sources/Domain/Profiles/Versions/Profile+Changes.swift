/// One field that differs between two revisions.
public struct AnswerChange: Hashable, Sendable {
  /// As problems name it.
  public let target: String
  /// The field's label.
  public let label: Text
  /// In words; nil = was not answered.
  public let old: Text?
  /// In words; nil = is not answered.
  public let new: Text?
}

extension Profile {
  /// What changed from one revision's answers to the next, in the order of the form; rows of a list by their place.
  public func changes(from old: Answers, to new: Answers) -> [AnswerChange] {
    let before = answered(old)
    let after = answered(new)
    var order: [String] = []
    for entry in after + before where !order.contains(entry.target) { order.append(entry.target) }
    let olds = Dictionary(before.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
    let news = Dictionary(after.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
    return order.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .compactMap { _, target in
        let (left, right) = (olds[target], news[target])
        guard left?.value != right?.value, let label = (right ?? left)?.label else { return nil }
        return AnswerChange(target: target, label: label, old: left?.display, new: right?.display)
      }
  }

  private func answered(_ answers: Answers) -> [SectionView.Entry] {
    sections(for: answers).flatMap(\.entries).filter { $0.value != nil && $0.target != "department" }
  }
}
