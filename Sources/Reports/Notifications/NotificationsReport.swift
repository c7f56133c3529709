import Domain
import PostgreSQL

extension Report {
  /// 通知送达: whether the applicants got to know.
  public static let notifications: Report = .init(
    id: "notifications",
    name: Text(zh: "通知送达", en: "Messages delivered"),
    question: Text(
      zh: "发给申报人的通知送达了多少，还有多少待发、失败，多久送达，哪种通知、哪个渠道、哪个部门有问题？",
      en:
        "How many messages reached the applicants, how many wait or failed, how long did they take, and which kind, channel "
        + "or bureau has trouble?"),
    title: Text(zh: "会计人员信息审核通知送达情况表", en: "Messages to the applicants"),
    dates: [.sent]
  ) { transaction, frame in
    let tables = NotificationTables(frame: frame, figures: try NotificationFigures(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: notifications.title), notes: NotificationTables.notes,
      isEmpty: frame.shown(tables.counted) == 0)
  }
}
