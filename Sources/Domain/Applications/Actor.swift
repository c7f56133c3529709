/// Who acts: the applicant, a member of staff by role, or the clock.
public enum Actor: String, CaseIterable, Sendable {
  case applicant, reviewer, manager, helpdesk, administrator, clock

  /// The roles a member of staff can have.
  public static let staffRoles: [Actor] = [.reviewer, .manager, .helpdesk, .administrator]

  /// The word for people.
  public var name: Text {
    switch self {
    case .applicant: Text(zh: "申报人", en: "applicant")
    case .reviewer: Text(zh: "审核员", en: "reviewer")
    case .manager: Text(zh: "主管", en: "manager")
    case .helpdesk: Text(zh: "咨询员", en: "helpdesk")
    case .administrator: Text(zh: "管理员", en: "administrator")
    case .clock: Text(zh: "系统时钟", en: "clock")
    }
  }
}
