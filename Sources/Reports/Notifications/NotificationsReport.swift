public import Domain
public import PostgreSQL

/// 通知送达: whether the applicants got to know.
public struct NotificationsReport: Report {
  /// `notifications`.
  public let id = "notifications"
  /// 通知送达.
  public let name = Text(zh: "通知送达", en: "Messages delivered")
  /// What it answers.
  public let question = Text(
    zh: "发给申报人的通知送达了多少，还有多少待发、失败，多久送达，哪种通知、哪个渠道、哪个部门有问题？",
    en:
      "How many messages reached the applicants, how many wait or failed, how long did they take, and which kind, channel "
      + "or bureau has trouble?")
  /// The heading.
  public let title = Text(zh: "会计人员信息审核通知送达情况表", en: "Messages to the applicants")
  /// By the day of the message.
  public let dates: [ReportFilters.Dated] = [.sent]
  /// None.
  public let limits: Set<ReportFilters.Limit> = []

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = NotificationTables(frame: frame, figures: try NotificationFigures(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: NotificationTables.notes)
  }
}
