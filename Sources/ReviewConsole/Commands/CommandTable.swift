import Domain

/// All commands. Dispatch, help, completion and the printed reference read this one table.
struct CommandTable: Sendable {
  let commands: [any Command.Type]

  static let standard = CommandTable(commands: [
    QueueCommand.self, NextCommand.self, ShowCommand.self, FilesCommand.self, DiffCommand.self, ClaimCommand.self,
    ReleaseCommand.self, ApproveCommand.self, ReturnCommand.self, ReasonsCommand.self, TransferCommand.self,
    ReopenCommand.self, NoteCommand.self, HistoryCommand.self, LookupCommand.self, NotificationsCommand.self,
    ResendCommand.self, StatsCommand.self, ReportsCommand.self, ExportCommand.self, ExportsCommand.self,
    CheckCommand.self, UnusualCommand.self, AccountVouchCommand.self, AccountCloseCommand.self,
    StaffCommand.self, StaffAddCommand.self, StaffChangeCommand.self, StaffDisableCommand.self, StaffEnableCommand.self,
    PasswordCommand.self,
    ProfileShowCommand.self, ProfileCheckCommand.self, ProfileDiffCommand.self, ProfileAddCommand.self,
    ProfileListCommand.self, ImportCommand.self, ImportArchivesCommand.self, ImportUnitsCommand.self,
    ImportContactsCommand.self, ImportRegisteredCommand.self, ImportHolidaysCommand.self,
    DemoCommand.self, DatabaseCommand.self, DoctorCommand.self, StatusCommand.self, SetCommand.self, HelpCommand.self,
    VersionCommand.self, QuitCommand.self,
  ])

  /// What is known of each command, in the order of the table.
  var specs: [CommandSpec] { commands.map { $0.spec } }

  /// The command that the line begins with, and how many words its name takes. Two words are tried before one.
  func command(for words: [Word]) -> (command: any Command.Type, words: Int)? {
    for count in [2, 1] where words.count >= count {
      let typed = words.prefix(count).map { $0.folded.lowercased() }
      if let found = commands.first(where: { $0.spec.isCalled(typed) }) { return (found, count) }
    }
    return nil
  }

  /// Names near to what was typed, in the language in which it was typed.
  func nearest(to words: [Word]) -> [String] {
    for count in [2, 1] where words.count >= count {
      let typed = words.prefix(count).map(\.folded).joined(separator: " ")
      let names = specs.flatMap(\.allNames).filter { $0.split(separator: " ").count == count }
      let near = Nearness.nearest(to: typed, among: names)
      if !near.isEmpty { return near }
    }
    // `staff` with an unknown second word: everything that begins with it.
    guard let first = words.first?.folded.lowercased() else { return [] }
    return specs.flatMap(\.allNames).filter { $0.hasPrefix(first + " ") }
  }
}

extension CommandSpec {
  /// Whether these words, lower case and folded, are one of its names. Each word of a two-word name may be of either
  /// language: `人员 add` works.
  func isCalled(_ typed: [String]) -> Bool {
    let english = name.split(separator: " ").map(String.init)
    let chinese = chinese.split(separator: " ").map(String.init)
    if english.count == typed.count, chinese.count == typed.count,
      typed.indices.allSatisfy({ typed[$0] == english[$0] || typed[$0] == chinese[$0] })
    {
      return true
    }
    return allNames.contains { $0.split(separator: " ").map(String.init) == typed }
  }
}

/// A command of the console: one file each, listed in `CommandTable`.
protocol Command: Sendable {
  static var spec: CommandSpec { get }

  /// Does the work and returns what is to be shown; prints nothing itself.
  /// Throws `ConsoleFailure` or anything that `ConsoleFailure.init(_:)` can explain.
  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput

  /// Refuses, before anything that is missing is asked for, what would be refused whatever is typed then.
  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws
}

extension Command {
  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws {}
}
