import Domain
import Foundation

/// All that a command has to do with the world.
struct ConsoleContext: Sendable {
  let session: Session
  let terminal: Terminal
  let table: CommandTable
  let database: DatabaseSession
  /// The environment of the process.
  let environment: [String: String]
  let now: @Sendable () -> Date
  let zone: TimeZone
  /// `--debug`: SQLSTATE and the C library's words are shown.
  var showsDebug = false
  /// `--yes`, of the program or of the command that runs.
  var isConfirmed = false
  /// `--full` of the command that runs.
  var wantsFull = false
  /// `--format` of the command that runs; nil for the session's.
  var requestedFormat: OutputFormat?

  /// All that is known as data, with what the database adds.
  var catalogue: Catalogue { database.catalogue.current }
  var standards: Standards { catalogue.standards }
  var settings: Settings { session.settings }
  var language: Language { settings.language }
  var format: OutputFormat { requestedFormat ?? settings.format }

  /// How output looks now: settings, environment and terminal together.
  var style: RenderingStyle {
    let settings = settings
    let isDumb = environment["TERM"] == "dumb"
    let usesColour =
      switch settings.colour {
      case .always: true
      case .never: false
      case .automatic:
        // no-color.org; CLICOLOR_FORCE of bixense.com/clicolors.
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" {
          true
        } else {
          terminal.isOutputTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
        }
      }
    let isForSpreadsheets =
      switch settings.csv {
      case .automatic: terminal.isOutputFile
      case .excel: true
      case .plain: false
      }
    return RenderingStyle(
      format: format, language: settings.language,
      width: settings.width ?? (terminal.isOutputTerminal ? terminal.width() : nil),
      usesColour: usesColour, isTerminal: terminal.isOutputTerminal, isFull: settings.isFull || wantsFull,
      isPlain: isDumb, isForSpreadsheets: isForSpreadsheets, now: now(), zone: zone)
  }

  /// Asks before something dangerous; returns when it may go on.
  /// `question` says what will happen to whom.
  func confirm(_ question: Text) async throws(ConsoleFailure) {
    if isConfirmed { return }
    guard terminal.canAsk else { throw .confirmationImpossible(question) }
    let suffix = language == .zh ? " [是/否] " : " [yes/no] "
    switch await terminal.ask(question(language) + suffix, false) {
    case .line(let answer):
      let agreed = ["y", "yes", "是", "确认", "好"].contains(FullWidth.fold(answer).lowercased().trimmingBlanks())
      if !agreed { throw .declined }
    case .ended: throw .declined
    case .interrupted: throw .cancelled
    }
  }
}

extension String {
  func trimmingBlanks() -> String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
