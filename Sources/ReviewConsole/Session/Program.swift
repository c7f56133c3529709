import Domain
import Foundation
import Store

/// One run of the program: what it was asked to do, with its context.
struct Program: Sendable {
  private let commands: [String]
  private let file: String?
  private let words: [String]
  private let wantsVersion: Bool
  private let context: ConsoleContext
  private let editor: LineEditor?
  private let interrupts: Interrupts

  init(_ arguments: ProgramArguments, environment: [String: String], catalogue: Catalogue) {
    commands = arguments.command
    file = arguments.file
    words = arguments.words
    wantsVersion = arguments.version
    var settings = Settings()
    settings.language = arguments.lang ?? environment["REVIEW_LANG"].flatMap(Language.init) ?? .zh
    settings.format = arguments.format ?? .table
    settings.csv = arguments.csv ?? .automatic
    settings.colour = arguments.noColor ? .never : .automatic
    interrupts = Interrupts()
    let io = StandardStreams.live
    let canAsk = io.isInputTerminal && io.isErrorTerminal && !arguments.noInput
    editor = canAsk ? LineEditor(interrupts: interrupts) : nil
    let session = Session(settings: settings)
    let terminal = io.terminal(canAsk: canAsk, editor: editor)
    context = ConsoleContext(
      session: session, terminal: terminal, table: .standard,
      database: DatabaseSession(
        url: arguments.database, user: arguments.user, environment: environment,
        catalogue: DatabaseCatalogue(catalogue),
        say: { text in terminal.say(text(session.settings.language) + "\n") },
        askPassword: { user in
          guard terminal.canAsk else { return nil }
          let prompt = session.settings.language == .zh ? "\(user ?? "")密码：" : "Password \(user ?? ""): "
          guard case .line(let typed) = await terminal.ask(prompt, true), !typed.isEmpty else { return nil }
          return typed
        }),
      environment: environment, now: { Date() },
      zone: environment["TZ"] == nil ? Timestamp.china : .current,
      showsDebug: arguments.debug, isConfirmed: arguments.yes)
  }

  /// Does what the arguments say and returns how it ended.
  func run() async -> ExitCode {
    let runner = CommandRunner(context: context)
    if wantsVersion { return await interruptible { await runner.run(words: ["version"]).exitCode } }
    if !words.isEmpty { return await interruptible { await runner.run(words: words).exitCode } }
    if !commands.isEmpty || file != nil {
      for command in commands {
        let outcome = await interruptible { await runner.run(command) }
        if outcome.exitCode != .done || outcome.endsSession { return outcome.exitCode }
      }
      return await interruptible { await runFile(runner) }
    }
    if let editor { return await ReadLoop(runner: runner, editor: editor, interrupts: interrupts).run() }
    return await interruptible {
      let name = context.language == .zh ? "标准输入" : "standard input"
      return await ScriptRunner(runner: runner, name: name).run { () throws(ConsoleFailure) in await InputLines.next() }
    }
  }

  private func runFile(_ runner: CommandRunner) async -> ExitCode {
    guard let file else { return .done }
    do {
      let lines = try ScriptFile(path: file)
      return await ScriptRunner(runner: runner, name: file).run { () throws(ConsoleFailure) in lines.next() }
    } catch {
      runner.report(error, context)
      return error.exitCode
    }
  }

  /// Ctrl-C cancels what runs; a second one leaves at once.
  private func interruptible<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
    let task = Task { await work() }
    return await interrupts.cancelling(task) { await task.value }
  }
}

/// The version of the program, as `--version` says it.
enum Version {
  static let number = "0.1.0"
}
