import Domain
import Store

/// `resend` (重发): puts a message into the outbox again.
enum ResendCommand: Command {
  static let id = Parameter<Int>.number(
    "id", "编号", Text(zh: "通知编号，见 通知（notifications）", en: "the message's number, see notifications"), in: 1...Int.max,
    arity: .one)

  static let spec = CommandSpec(
    "resend", "重发", summary: Text(zh: "重新发送一条通知", en: "sends a message again"), arguments: [id.spec],
    examples: [.init(Text(zh: "重发 1024", en: "resend 1024"), Text(zh: "再发一次", en: "once more"))],
    roles: [.reviewer, .manager, .helpdesk])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let wanted = try input.require(id)
    let item = try await context.change(repeatable: true) { try await $0.resend(wanted) }
    // Still delivered: nothing is sent of what is read on the page.
    let said =
      item.state == "delivered"
      ? Text(
        zh: "通知 \(wanted)（\(item.number)）在网站页面上，申报人登录即可看到，不用重发；看不到的请其重新登录。",
        en:
          "Message \(wanted) (\(item.number)) stands on the status page: the applicant reads it there, nothing is to be sent."
      )
      : Text(zh: "通知 \(wanted)（\(item.number)）已排队重发。", en: "Message \(wanted) (\(item.number)) is queued again.")
    return CommandOutput(
      json: ["id": .integer(wanted), "number": .string(item.number), "state": .string(item.state)],
      talk: [item.state == "delivered" ? .hint(said) : .done(said)])
  }
}
