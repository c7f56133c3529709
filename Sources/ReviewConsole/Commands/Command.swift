/// A command of the console: one file each, listed in `CommandTable`.
protocol Command: Sendable {
  static var spec: CommandSpec { get }

  /// Does the work and returns what is to be shown; prints nothing itself.
  /// Throws `ConsoleFailure` or anything that `ConsoleFailure.init(_:)` can explain.
  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput
}
