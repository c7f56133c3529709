public import Domain

/// Why a report has no figures.
public enum ReportFailure: Error, Hashable, Sendable {
  /// No bureau of that code, or one that the caller may not see.
  case unknownDepartment(String)
  /// No bureau of that province that the caller may see.
  case unknownProvince(String)
  /// Nobody of the staff has that login.
  case unknownReviewer(String)
  /// The caller's role sees no bureau's applications.
  case noDepartments
  /// The report's period is not about that day.
  case notDatedSo(report: String, dated: ReportFilters.Dated, known: [ReportFilters.Dated])
  /// The report does not know this limit.
  case noSuchLimit(report: String, limit: ReportFilters.Limit)
  /// A period that is open at an end has none before it.
  case comparisonNeedsPeriod
  /// It is not for publication.
  case notPublished(report: String, why: Unpublished)

  /// Why something is not for publication.
  public enum Unpublished: Hashable, Sendable {
    /// It has a row for each person.
    case listsPersons
    /// It is limited to what one reviewer did.
    case ofOneReviewer
    /// It holds figures of another period, which is published by itself.
    case compares
  }

  /// What happened and what to do, for people.
  public var message: Text {
    switch self {
    case .unknownDepartment(let code):
      Text(
        zh: "没有编码为 \(code) 的会计管理部门，或者不在您的管辖范围内。请核对部门编码。",
        en: "There is no department \(code), or it is not one of yours. Check the code.")
    case .unknownProvince(let province):
      Text(
        zh: "在您的管辖范围内没有省份 \(province)。省份代号见 方案 查看（profile show）。",
        en: "No department of province \(province) is one of yours. See profile show for the provinces.")
    case .unknownReviewer(let login):
      Text(
        zh: "没有账号 \(login)，或者不在您的管辖范围内。账号见 人员（staff）。",
        en: "There is no login \(login), or it is not one of yours. See staff for the logins.")
    case .noDepartments:
      Text(
        zh: "您的角色没有可统计的会计管理部门。请由审核员或主管账号统计。",
        en: "Your role sees no department's figures. Ask with a reviewer's or manager's account.")
    case .notDatedSo(let report, _, let known):
      Text(
        zh: "报表 \(report) 的期间只能按\(known.map(\.heading.zh).joined(separator: "或"))计。请去掉 --按 或改用："
          + known.map(\.rawValue).joined(separator: "、") + "。",
        en: "The period of report \(report) can only go by: \(known.map(\.rawValue).joined(separator: ", ")).")
    case .noSuchLimit(let report, let limit):
      Text(
        zh: "报表 \(report) 不能按\(limit.name.zh)筛选。请去掉 --\(limit.rawValue)。",
        en: "Report \(report) cannot be limited by \(limit.name.en). Leave --\(limit.rawValue) out.")
    case .comparisonNeedsPeriod:
      Text(
        zh: "没有起止日期的期间不能对比。请写明期间，例如：--期间 上月（--period）。",
        en: "A period without beginning or end cannot be compared. Say which: --period last-month.")
    case .notPublished(_, .compares):
      Text(
        zh: "对比含有另一期间的数字，不能用于公开；请各期分别公开。请去掉 --对比 或 --公开。",
        en:
          "A comparison holds another period's figures, which are published by themselves. Leave --compare or --publish out."
      )
    case .notPublished(let report, .listsPersons):
      Text(
        zh: "\(report) 逐人列出，不能用于公开。请去掉 --公开，或改用 structure（会计人员结构）等统计报表。",
        en:
          "\(report) has a row for each person and cannot be published. Leave --publish out, or take a report of figures."
      )
    case .notPublished(_, .ofOneReviewer):
      Text(
        zh: "一名审核员的数字不能用于公开。请去掉 --审核员 或 --公开。",
        en: "One reviewer's figures cannot be published. Leave --reviewer or --publish out.")
    }
  }
}
