import Domain

/// `version` (版本): what is running.
enum VersionCommand: Command {
  static let spec = CommandSpec(
    "version", "版本", summary: Text(zh: "程序版本", en: "the program's version"), needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    .card(
      Card(fields: [
        .init("version", Text(zh: "版本", en: "Version"), .text(Version.number)),
        .init("swift", Text(zh: "语言模式", en: "Language mode"), .text("Swift 6")),
      ]))
  }
}
