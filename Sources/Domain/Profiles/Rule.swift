/// A rule over more than one answer (R10, R11), with its own sentence.
public struct Rule: Sendable {
  /// Also the code of the problem it reports.
  public let id: String
  /// What may be wrong.
  public let kind: Kind
  /// The field, group or slot that the problem names.
  public let target: String
  /// Whether it stops the submission.
  public let severity: Severity
  /// The sentence for the applicant; `{missing}` stands for what a group lacks.
  public let message: Text
  /// Only where this holds; nil = always.
  public let condition: Condition?
  /// The list whose rows are each looked at; nil = the form as a whole.
  public let each: String?
  /// Whether it stops the applicant at once instead of at submission (R11).
  public let isGate: Bool

  /// What may be wrong.
  public enum Kind: Sendable {
    /// The condition holds, and must not.
    case refuse(Condition)
    /// The dates must be in order; `years` more lie between them. Equal dates count as in order unless `strict`.
    case order(earlier: String, later: String, years: Int, strict: Bool)
    /// Age in whole years today must lie in the range.
    case age(field: String, ClosedRange<Int>)
    /// All answers of a group, or none; what is needed inside says the fields' `required: with_group`.
    case allOrNothing(group: String)
    /// A code whose entry has something in `column` needs a row of `list` with that value in `field`.
    case needsRow(code: String, column: String, list: String, field: String)
    /// The two codes were put into each other's field.
    case swapped(String, String)
    /// Of these slots, as far as the answers open them, one at least has a file.
    case anyFile([String])
    /// No two rows of the list hold at the same time: `from` and `to` are their dates, a row without `to` goes on. A row may begin on the
    /// day on which another one ends.
    case noOverlap(list: String, from: String, to: String)
  }

  /// The fields that it looks at.
  var fields: [String] {
    let judged: [String] =
      switch kind {
      case .refuse(let condition): condition.fields
      case .order(let earlier, let later, _, _): [earlier, later]
      case .age(let field, _): [field]
      case .needsRow(let code, _, _, let field): [code, field]
      case .swapped(let one, let other): [one, other]
      case .noOverlap(_, let from, let to): [from, to]
      case .allOrNothing, .anyFile: []
      }
    return judged + (condition?.fields ?? [])
  }
}
