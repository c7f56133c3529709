import Domain
import Foundation
import PostgreSQL
import Store
import Synchronization
import TestSupport
import Testing

@testable import ReviewConsole

/// A console without a terminal: what it wrote is text. Whatever a test did not provide fails it when touched.
final class TestConsole: Sendable {
  private struct State {
    var output = ""
    var talk = ""
    var answers: [Terminal.Answer] = []
    var questions: [String] = []
  }

  private let state = Mutex(State())
  let session: Session
  private let isTerminal: Bool
  private let width: Int?
  private let environment: [String: String]
  private let table: CommandTable
  private let database: DatabaseSession

  /// - Parameter width: a terminal of so many cells; nil for a pipe.
  init(
    width: Int? = nil, language: Language = .zh, answers: [String]? = nil, environment: [String: String] = [:],
    table: CommandTable = .standard, connecting: (@Sendable () async throws -> Connection)? = nil
  ) {
    var environment = environment
    // Nothing of the machine's own database is ever touched.
    environment["REVIEW_STATE_DIR"] = environment["REVIEW_STATE_DIR"] ?? "/nonexistent/review-console-tests"
    database = DatabaseSession(
      url: nil, user: nil, environment: environment, catalogue: DatabaseCatalogue(.bundled),
      say: { _ in }, askPassword: { _ in nil },
      connecting: connecting ?? { throw ConsoleFailure.noConnection(.cannotConnect) })

    var settings = Settings()
    settings.language = language
    session = Session(settings: settings)
    isTerminal = width != nil
    self.width = width
    self.environment = environment
    self.table = table
    canAsk = answers != nil
    state.withLock { $0.answers = (answers ?? []).map(Terminal.Answer.line) }
  }

  private let canAsk: Bool

  func empty() {
    state.withLock {
      $0.output = ""
      $0.talk = ""
    }
  }

  var output: String { state.withLock { $0.output } }
  var talk: String { state.withLock { $0.talk } }
  var questions: [String] { state.withLock { $0.questions } }

  var context: ConsoleContext {
    ConsoleContext(
      session: session,
      terminal: Terminal(
        canAsk: canAsk, isOutputTerminal: isTerminal, isErrorTerminal: isTerminal,
        width: { [width] in width },
        write: { [self] text in state.withLock { $0.output += text } },
        say: { [self] text in state.withLock { $0.talk += text } },
        ask: { [self] prompt, _ in
          state.withLock { state in
            state.questions.append(prompt)
            guard !state.answers.isEmpty else {
              Issue.record("nobody expected the question “\(prompt)”")
              return .ended
            }
            return state.answers.removeFirst()
          }
        }),
      table: table, database: database, environment: environment, now: { Self.now },
      zone: Timestamp.china)
  }

  /// 2026-11-21 16:00 in China, a Saturday.
  static let now = Date(timeIntervalSince1970: 1_795_248_000)

  @discardableResult
  func run(_ line: String) async -> CommandRunner.Outcome { await CommandRunner(context: context).run(line) }

  var style: RenderingStyle { context.style }
}

/// A style for renderers alone.
func style(
  _ format: OutputFormat = .table, width: Int? = nil, terminal: Bool = false, colour: Bool = false,
  language: Language = .zh, full: Bool = false, plain: Bool = false
) -> RenderingStyle {
  RenderingStyle(
    format: format, language: language, width: width, usesColour: colour, isTerminal: terminal, isFull: full,
    isPlain: plain, now: TestConsole.now, zone: Timestamp.china)
}
