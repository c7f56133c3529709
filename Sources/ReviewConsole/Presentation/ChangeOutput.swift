import Domain
import Store

/// What is said after a step that is no decision.
enum ChangeOutput {
  static func output(_ change: Change, done: Text) -> CommandOutput {
    let document: JSONDocument = [
      "number": .string(change.number), "state": .string(change.state.rawValue), "revision": .integer(change.revision),
      "department": .string(change.departmentCode), "holder": .string(change.holder),
      "lease_expires_at": .string(change.leaseExpiresAt.map(Timestamp.iso)), "due_on": .day(change.dueOn),
      "notification": .integer(change.message?.id), "also": also(change.message),
    ]
    return CommandOutput(json: document, talk: [.done(done)] + (change.message.map { [told($0)] } ?? []))
  }

  /// Whom the applicant's message goes to, and what it says.
  static func told(_ message: Message) -> Notice {
    let channel = Formatting.channel(message.channel)
    let size = size(message)
    let text = message.body.map { Text(zh: "：“\($0)”", en: ": “\($0)”") } ?? Text(zh: "。", en: ".")
    let also = message.also.map { (id: $0.id, channel: Formatting.channel($0.channel)) }
    // What is read on the page is there; what is sent is on its way.
    let told =
      message.channel == "page"
      ? Text(
        zh: "通知 \(message.id) 已在网站页面上，申报人登录即可看到\(text.zh)",
        en: "Notification \(message.id) is on the status page, where the applicant reads it\(text.en)")
      : Text(
        zh: "通知 \(message.id) 将经\(channel.zh)告知申报人\(message.recipient.map { " \($0)" } ?? "")\(text.zh)\(size.zh)",
        en:
          "Notification \(message.id) tells the applicant\(message.recipient.map { " \($0)" } ?? "") by \(channel.en)\(text.en)\(size.en)"
      )
    guard !also.isEmpty else { return .hint(told) }
    return .hint(
      Text(
        zh: told.zh + "同时经" + also.map { "\($0.channel.zh)（通知 \($0.id)）" }.joined(separator: "、") + "告知。",
        en: told.en + " Also by " + also.map { "\($0.channel.en) (\($0.id))" }.joined(separator: ", ") + "."))
  }

  /// Numbers and channels of the same message by further channels.
  static func also(_ message: Message?) -> JSONDocument {
    .array((message?.also ?? []).map { ["notification": .integer($0.id), "channel": .string($0.channel)] })
  }

  /// How long a text message is, as networks count it: 70 characters in one (GSM 03.40, UCS-2), 67 in each of several.
  private static func size(_ message: Message) -> Text {
    guard message.channel == "sms", let length = message.body?.utf16.count else { return Text(zh: "", en: "") }
    let parts = length <= 70 ? 1 : (length + 66) / 67
    return Text(
      zh: "（\(length) 字，计 \(parts) 条短信）", en: " (\(length) characters, \(parts) text message\(parts == 1 ? "" : "s"))")
  }
}
