import Domain

/// `quit` (退出): leaves the console.
enum QuitCommand: Command {
  static let spec = CommandSpec(
    "quit", "退出", aliases: ["exit", "q"],
    summary: Text(zh: "离开审核台", en: "leaves the console"),
    details: Text(
      zh: "已领取而没有办理的申报仍在您名下，到期自动释放；不想等可以先 释放（release）。",
      en: "What you have claimed and not decided stays yours until the lease ends; release gives it back at once."),
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    CommandOutput(endsSession: true)
  }
}
