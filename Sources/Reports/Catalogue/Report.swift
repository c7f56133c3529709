public import Domain
public import PostgreSQL

/// A report that managers send upward. A report is a folder: its SQL, columns, texts and layout.
public protocol Report: Sendable {
  /// What `stats` and `export` call it (`summary`).
  var id: String { get }
  /// Its name.
  var name: Text { get }
  /// What it answers.
  var question: Text { get }
  /// Every statement that it sends, so that a test can prepare them against the real schema.
  var statements: [String] { get }

  /// The figures, from one snapshot, as far as the connection's role may see them.
  ///
  /// - Throws: `ReportFailure`, `DatabaseError`.
  func compute(on connection: Connection, filters: ReportFilters) async throws -> ReportData
}

/// What a report is limited to.
public struct ReportFilters: Hashable, Sendable {
  /// The code of a bureau: it and all below it. nil is all that the caller may see.
  public var department: String?
  /// By the day of submission; nil is without bounds.
  public var period: Period?

  /// A report's limits.
  public init(department: String? = nil, period: Period? = nil) {
    self.department = department
    self.period = period
  }
}

/// Why a report has no figures.
public enum ReportFailure: Error, Hashable, Sendable {
  /// No bureau of that code, or one that the caller may not see.
  case unknownDepartment(String)
  /// The caller's role sees no bureau's applications.
  case noDepartments

  /// What happened and what to do, for people.
  public var message: Text {
    switch self {
    case .unknownDepartment(let code):
      Text(
        zh: "没有编码为 \(code) 的会计管理部门，或者不在您的管辖范围内。请核对部门编码。",
        en: "There is no department \(code), or it is not one of yours. Check the code.")
    case .noDepartments:
      Text(
        zh: "您的角色没有可统计的会计管理部门。请由审核员或主管账号统计。",
        en: "Your role sees no department's figures. Ask with a reviewer's or manager's account.")
    }
  }
}
