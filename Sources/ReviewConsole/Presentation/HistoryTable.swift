import Domain
import Store

/// A timeline: who did, and who looked.
struct HistoryTable: Sendable {
  let entries: [HistoryEntry]
  let context: ConsoleContext

  init(entries: some Sequence<HistoryEntry>, context: ConsoleContext) {
    self.entries = Array(entries)
    self.context = context
  }

  var table: Table {
    let language = context.language
    return Table(
      title: Text(zh: "经过", en: "History"),
      columns: [
        .init("at", Text(zh: "时间", en: "WHEN")),
        .init("actor", Text(zh: "谁", en: "WHO"), yields: 1, minimum: 8),
        .init("action", Text(zh: "做了什么", en: "DID")),
        .init("revision", Text(zh: "版", en: "REV"), alignment: .right),
        .init("department", Text(zh: "部门", en: "BUREAU"), audience: .machines),
        .init("purpose", Text(zh: "用途", en: "PURPOSE"), audience: .machines),
        .init("note", Text(zh: "备注", en: "NOTE"), audience: .machines),
        .init("more", Text(zh: "说明", en: "MORE"), audience: .people, yields: 2, minimum: 8),
      ],
      rows: entries.map { entry in
        [
          .time(entry.at), .text(who(entry), machine: .string(entry.actor)),
          .named(Self.name(of: entry.action)(language), code: entry.action), .integer(entry.revision),
          Formatting.department(entry.departmentCode, context.standards.departments), .text(entry.purpose),
          .text(entry.note), .text(more(entry)),
        ]
      }, whenEmpty: Text(zh: "还没有记录。", en: "Nothing is on record."))
  }

  private func who(_ entry: HistoryEntry) -> String {
    switch entry.actor {
    case Actor.applicant.rawValue: Actor.applicant.name(context.language)
    case Actor.clock.rawValue: Actor.clock.name(context.language)
    default: entry.actorName.map { "\($0) \(entry.actor)" } ?? entry.actor
    }
  }

  private func more(_ entry: HistoryEntry) -> String? {
    if let note = entry.note { return note }
    if entry.action == "due_moved", let before = entry.detail["before"]?.string,
      let due = entry.detail["due_on"]?.string
    {
      return "\(before) → \(due)"
    }
    if let purpose = entry.purpose { return (context.language == .zh ? "用途：" : "for: ") + purpose }
    return entry.detail["note"]?.string ?? entry.detail["reason"]?.string
  }

  /// Entries of who looked, which is much more often than anything happens.
  static let looks: Set = [
    "opened", "unmasked", "looked_up", "history_read", "names_read", "notifications_read", "exported", "refused",
  ]

  /// The audit's word for people.
  static func name(of action: String) -> Text {
    let names: [String: Text] = [
      "started": Text(zh: "开始填报", en: "started"),
      "discarded": Text(zh: "放弃草稿", en: "draft discarded"),
      "change_begun": Text(zh: "开始变更", en: "change begun"),
      "change_given_up": Text(zh: "放弃变更", en: "change given up"),
      "channel_changed": Text(zh: "换渠道继续", en: "went on through another channel"),
      "submitted": Text(zh: "提交", en: "submitted"), "withdrawn": Text(zh: "撤销提交", en: "withdrawn"),
      "claimed": Text(zh: "领取", en: "claimed"), "taken_over": Text(zh: "接手", en: "taken over"),
      "released": Text(zh: "释放", en: "released"), "lease_expired": Text(zh: "领取到期", en: "lease expired"),
      "approved": Text(zh: "通过", en: "approved"), "returned": Text(zh: "退回", en: "returned"),
      "transferred": Text(zh: "转办", en: "transferred"), "reopened": Text(zh: "撤回", en: "reopened"),
      "noted": Text(zh: "备注", en: "noted"), "opened": Text(zh: "查看", en: "opened"),
      "unmasked": Text(zh: "查看完整号码", en: "unmasked"), "looked_up": Text(zh: "查询", en: "looked up"),
      "notifications_read": Text(zh: "查看通知", en: "read messages"), "resent": Text(zh: "重发通知", en: "resent"),
      "exported": Text(zh: "导出", en: "exported"), "history_read": Text(zh: "查看经过", en: "read the history"),
      "names_read": Text(zh: "列出姓名", en: "listed names"), "prolonged": Text(zh: "续领", en: "prolonged"),
      "asked": Text(zh: "要查询", en: "asked"), "refused": Text(zh: "没有看成", en: "refused"),
      "imported": Text(zh: "导入档案", en: "archive imported"),
      "due_moved": Text(zh: "期限推后", en: "due later"),
      "vouched": Text(zh: "担保", en: "vouched"), "account_closed": Text(zh: "注销账户", en: "account closed"),
    ]
    return names[action] ?? Text(zh: action, en: action)
  }
}
