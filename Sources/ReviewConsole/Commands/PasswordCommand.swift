import Domain
import Store

/// `password` (密码): sets one's own password, or that of somebody whom one manages.
enum PasswordCommand: Command {
  static let name = Parameter<String>.code("name", "账号", Text(zh: "账号（默认自己）", en: "the account (default: your own)"))

  static let spec = CommandSpec(
    "password", "密码", summary: Text(zh: "修改密码", en: "sets a password"),
    details: Text(
      zh: "输入时不显示；脚本中从标准输入读一行。密码不会发送到服务器，只发送它的验证码（SCRAM）。",
      en: "It is not shown while typed; a script gives it as a line of standard input. Only its SCRAM verifier is sent."
    ),
    arguments: [name.spec],
    examples: [.init(Text(zh: "密码", en: "password"), Text(zh: "修改自己的密码", en: "your own"))])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let own = try await context.me().name
    let login = try input[name] ?? own
    let password = try await Passwords.ask(context, for: login)
    try await context.change(repeatable: true) { try await $0.setPassword(of: login, to: password) }
    _ = try await Passwords.remember(password, of: login, context)
    return CommandOutput(
      json: ["name": .string(login)],
      talk: [.done(Text(zh: "已修改 \(login) 的密码。", en: "The password of \(login) is set."))])
  }
}
