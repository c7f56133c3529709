import Domain

/// `status` (状态): who works where, with what.
enum StatusCommand: Command {
  static let spec = CommandSpec(
    "status", "状态", summary: Text(zh: "账号、单位、连接和版本", en: "account, bureau, connection and version"),
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    .card(
      Card(fields: [
        .init("version", Text(zh: "程序版本", en: "Program"), .text(Version.number)),
        .init(
          "language", Text(zh: "界面语言", en: "Language"),
          .named(context.language == .zh ? "中文" : "English", code: context.language.rawValue)),
      ]))
  }
}
