/// A coded reason for a return (退回原因).
public struct ReturnReason: Hashable, Sendable {
  /// What the applicant has to do.
  public enum Action: String, CaseIterable, Sendable {
    case reupload, edit, both, reroute, close, escalate
  }

  /// A letter and two digits, as `P01`.
  public let code: String
  /// What it is about, as `photo`, `any_slot`, `education`, `whole`.
  public let scope: String
  /// The reason as the applicant reads it.
  public let text: Text
  /// What to do about it; empty where the reviewer's remark says all.
  public private(set) var hint: Text
  /// What the applicant has to do, for programs.
  public let action: Action
  /// Whether it says nothing without a remark.
  public let remarkRequired: Bool
  /// Field and slot ids it usually points at, most usual first; empty when any or none.
  public private(set) var targets: [String]
  /// What the hint takes for granted: fields or slots that the form must have, `service_network` where applicants come through one, `template`
  /// where a file's template is offered.
  public private(set) var presumes: [String]
  /// The guide and section, or the notice, that names the reason.
  public let source: String

  /// The same reason with a province's own hint and targets; nil keeps the usual ones.
  func with(hint: Text?, targets: [String]?) -> ReturnReason {
    var reason = self
    if let hint { (reason.hint, reason.presumes) = (hint, []) }
    if let targets { reason.targets = targets }
    return reason
  }

  /// The rows of the table of reasons.
  static func all(in table: Table) throws(DataFailure) -> [ReturnReason] {
    let file = "return_reasons"
    var columns: [String: Int] = [:]
    for name in [
      "code", "scope", "zh", "en", "hint_zh", "hint_en", "action", "remark_required", "targets", "presumes", "source",
    ] {
      columns[name] = try table.column(name, of: file)
    }
    var reasons: [ReturnReason] = []
    for (number, row) in table.rows.enumerated() {
      func cell(_ name: String) -> String { columns[name].map { row[$0] } ?? "" }
      guard let action = Action(rawValue: cell("action")) else {
        throw .badValue(file: file, row: number + 2, column: "action")
      }
      reasons.append(
        ReturnReason(
          code: cell("code"), scope: cell("scope"), text: Text(zh: cell("zh"), en: cell("en")),
          hint: Text(zh: cell("hint_zh"), en: cell("hint_en")), action: action,
          remarkRequired: cell("remark_required") == "yes",
          targets: cell("targets").split(separator: " ").map(String.init),
          presumes: cell("presumes").split(separator: " ").map(String.init), source: cell("source")))
    }
    return reasons
  }
}
