import Domain
import Store

/// One application on one screen: where it is, whose turn it is, what was returned and why, whether the message arrived.
struct LookupScreen: Sendable {
  let card: LookupCard
  let calendar: DatabaseCalendar
  let context: ConsoleContext

  private var language: Language { context.language }

  var blocks: [CommandOutput.Block] {
    var fields: [Card.Field] = [
      .init("number", Text(zh: "申报号", en: "Number"), .text(card.number, mark: .strong)),
      .init("applicant", Text(zh: "姓名", en: "Name"), .text(card.applicant)),
      .init("id_number", Text(zh: "证件号码", en: "ID number"), .text(card.idNumber)),
      .init("phone", Text(zh: "手机", en: "Phone"), .text(card.phone)),
      .init(
        "department", Text(zh: "会计管理部门", en: "Bureau"),
        .text(card.departmentName ?? Text(zh: "还没有提交过", en: "never submitted yet")(language))),
      .init("state", Text(zh: "状态", en: "State"), Formatting.state(card.state, language)),
      .init("turn", Text(zh: "轮到谁", en: "Whose turn"), .text(turn(language), mark: .strong)),
      .init("since", Text(zh: "从何时起", en: "Since"), .time(card.since)),
      .init(
        "due_on", Text(zh: "审核期限", en: "Due"),
        Formatting.due(card.dueOn, isOpen: card.turn == "department", by: calendar, language)),
      .init("revision", Text(zh: "版本", en: "Revision"), .integer(card.revision)),
      .init("submitted_at", Text(zh: "提交时间", en: "Submitted"), .time(card.submittedAt)),
    ]
    if card.isChange, let inForce = card.inForce {
      let since = style.text(of: .time(inForce.since))
      fields.append(
        .init(
          "change", Text(zh: "变更", en: "Change"),
          .text(
            inForce.department.map { department in
              Text(
                zh: "第 \(inForce.revision) 版 \(since) 由\(department)通过，继续有效；变更已交\(card.departmentName ?? "")，内容请问该部门",
                en:
                  "revision \(inForce.revision), approved \(since) by \(department), stays in force; the change is with \(card.departmentName ?? ""): ask there"
              )(language)
            }
              ?? Text(
                zh: "第 \(inForce.revision) 版 \(since) 通过，继续有效；现在办理的是变更",
                en: "revision \(inForce.revision), approved \(since), stays in force; this is a change of it")(language),
            mark: .strong)))
    }
    if let decidedAt = card.decidedAt {
      fields.append(.init("decided_at", Text(zh: "办结时间", en: "Decided"), .time(decidedAt)))
    }
    for (index, reason) in reasons.enumerated() {
      let hint = reason["hint"]?.string.map { language == .zh ? "（怎么改：\($0)）" : " (\($0))" } ?? ""
      let place = reason["label"]?.string.map { language == .zh ? "\($0)：" : "\($0): " } ?? ""
      let remark = reason["remark"]?.string.map { "：\($0)" } ?? ""
      fields.append(
        .init(
          "reason_\(index + 1)",
          Text(zh: "退回原因 \(reason["code"]?.string ?? "")", en: "Reason \(reason["code"]?.string ?? "")"),
          .text(place + (reason["text"]?.string ?? "") + remark + hint, mark: .warning)))
    }
    if let note = card.note { fields.append(.init("note", Text(zh: "附言", en: "Note"), .text(note))) }
    for message in card.notifications.prefix(3) { fields.append(field(message)) }
    return [.card(Card(key: "application", fields: fields))]
  }

  var json: JSONDocument {
    [
      "number": .string(card.number), "applicant": .string(card.applicant), "id_number": .string(card.idNumber),
      "phone": .string(card.phone), "department": .string(card.departmentCode),
      "department_name": .string(card.departmentName), "state": .string(card.state.rawValue),
      "turn": .string(card.turn),
      "since": .string(card.since.map(Timestamp.iso)), "due_on": .day(card.dueOn), "overdue": .bool(card.overdue),
      "revision": .integer(card.revision), "first_submitted_at": .string(card.firstSubmittedAt.map(Timestamp.iso)),
      "submitted_at": .string(card.submittedAt.map(Timestamp.iso)), "holder": .string(card.holder),
      "decided_at": .string(card.decidedAt.map(Timestamp.iso)), "is_change": .bool(card.isChange),
      "in_force": card.inForce.map {
        ["revision": .integer($0.revision), "since": .string(Timestamp.iso($0.since))]
      } ?? .null,
      "reasons": JSONDocument(.array(reasons)),
      "note": .string(card.note), "notifications": JSONDocument(.array(card.notifications)),
    ]
  }

  /// The reasons of the latest return, in the language of the screen.
  private var reasons: [JSONValue] {
    let words = ReturnWords(
      context.catalogue,
      provinces: [card.departmentCode.flatMap { context.standards.departments[$0]?.province }].compactMap(\.self))
    return card.reasons.map { reason in
      guard var members = reason.object, let code = reason["code"]?.string else { return reason }
      func put(_ member: String, _ words: (String) -> Text) {
        if let stored = reason[member]?.string { members[member] = .string(words(stored)(language)) }
      }
      put("text") { words.text(of: code, stored: $0) }
      put("hint") { words.hint(of: code, stored: $0) }
      put("label") { words.label(reason["target"]?.string ?? $0, stored: $0) }
      return .object(members)
    }
  }

  private func turn(_ language: Language) -> String {
    switch card.turn {
    case "applicant": Text(zh: "申报人", en: "the applicant")(language)
    case "department": Text(zh: "审核部门", en: "the bureau")(language)
    default: Text(zh: "已办结", en: "nobody, it is decided")(language)
    }
  }

  private func field(_ message: JSONValue) -> Card.Field {
    let state = Formatting.delivery(message["state"]?.string ?? "", language)
    let parts = [
      message["event"]?.string.map { Formatting.event($0)(language) },
      message["channel"]?.string.map { Formatting.channel($0)(language) }, message["recipient"]?.string,
      style.text(of: state),
      message["created_at"]?.string.flatMap(Timestamp.parse).map { style.text(of: .time($0)) },
    ]
    let id = message["id"]?.integer.map(String.init) ?? ""
    return Card.Field(
      "notification_\(id)", Text(zh: "通知 \(id)", en: "Message \(id)"),
      .text(parts.compactMap(\.self).joined(separator: language == .zh ? "，" : ", "), mark: state.mark))
  }

  private var style: RenderingStyle { context.style }
}
