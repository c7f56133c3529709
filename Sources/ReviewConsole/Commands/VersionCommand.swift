import Domain
import PostgreSQL

/// `version` (版本): what is running.
enum VersionCommand: Command {
  static let spec = CommandSpec(
    "version", "版本", summary: Text(zh: "程序版本", en: "the program's version"), needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    .card(
      Card(fields: [
        .init("version", Text(zh: "审核台", en: "ReviewConsole"), .text(Version.number)),
        .init("libpq_version", Text(zh: "libpq", en: "libpq"), .text(StatusCommand.version(Connection.libraryVersion))),
      ]))
  }
}
