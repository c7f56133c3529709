import Domain

/// Runs one command line from its words to what is printed.
struct CommandRunner: Sendable {
  let context: ConsoleContext

  /// What became of a line.
  struct Outcome: Sendable {
    var exitCode = ExitCode.done
    var endsSession = false
    /// Nil when the command went through, even if part of its work was refused.
    var failure: ConsoleFailure?
    /// Whether the line may be written to the history file.
    var mayBeRecorded = false
  }

  /// Runs a line and reports what went wrong, if anything.
  func run(_ line: String) async -> Outcome { await run { () throws(ConsoleFailure) in try InputLine(line) } }

  /// `words` come from the shell, which has dealt with quotes.
  func run(words: [String]) async -> Outcome { await run { InputLine(words: words.map(Word.init)) } }

  private func run(_ read: () throws(ConsoleFailure) -> InputLine) async -> Outcome {
    var (outcome, context) = await attempt(read)
    if let failure = outcome.failure {
      report(failure, context)
      outcome.exitCode = failure.exitCode
    }
    return outcome
  }

  /// Runs a line without reporting its failure, for a caller that knows more about it, as a script's line number.
  func attempt(_ line: String) async -> (Outcome, ConsoleContext) {
    await attempt { () throws(ConsoleFailure) in try InputLine(line) }
  }

  private func attempt(_ read: () throws(ConsoleFailure) -> InputLine) async -> (Outcome, ConsoleContext) {
    var context = context
    var outcome = Outcome()
    do {
      let line = try read()
      context.requestedFormat = Self.formatAskedFor(in: line)
      guard var invocation = try await parsed(line, context) else { return (outcome, context) }
      outcome.mayBeRecorded = !invocation.isPersonal
      context.requestedFormat = invocation.format
      context.isConfirmed = context.isConfirmed || invocation.isConfirmed
      context.wantsFull = invocation.wantsFull
      if invocation.wantsHelp {
        show(HelpCommand.page(of: invocation.command.spec, context.standards, context.language), context)
        return (outcome, context)
      }
      try await checkRole(invocation.command.spec, context)
      try await askForMissing(&invocation, context)
      let started = ContinuousClock.now
      let output = try await invocation.command.run(context, invocation.input)
      // `set` may have changed how things look.
      show(output, context)
      if context.settings.showsTiming { sayDuration(ContinuousClock.now - started, context) }
      outcome.exitCode = output.exitCode
      outcome.endsSession = output.endsSession
    } catch {
      outcome.failure = ConsoleFailure(error)
      outcome.exitCode = outcome.failure?.exitCode ?? .failed
    }
    return (outcome, context)
  }

  /// What is written names bureaus, and the database may know more of them than the program does.
  private func parsed(_ line: InputLine, _ context: ConsoleContext) async throws -> Invocation? {
    func parse() throws -> Invocation? {
      try CommandParser(table: context.table, standards: context.standards).parse(line)
    }
    _ = await context.database.learn()
    do { return try parse() } catch ConsoleFailure.badValue(let spec, let typed, let expected) {
      guard context.table.command(for: line.words)?.command.spec.needsDatabase == true else {
        throw ConsoleFailure.badValue(spec, typed: typed, expected: expected)
      }
      await context.database.learnIfThere()
      return try parse()
    }
  }

  /// Says a failure on standard error.
  func report(_ failure: ConsoleFailure, _ context: ConsoleContext) {
    var style = context.style
    if !style.isTerminal { style.width = nil }
    context.terminal.say(FailureRenderer(style: style, showsDebug: context.showsDebug).render(failure))
  }

  private func show(_ output: CommandOutput, _ context: ConsoleContext) {
    let style = context.style
    let renderer = Renderer(style: style)
    let data = renderer.render(output)
    let isMarked = style.format == .csv && style.isForSpreadsheets && context.terminal.isOutputEmpty()
    if !data.isEmpty { context.terminal.write((isMarked ? "\u{FEFF}" : "") + data) }
    let talk = renderer.talk(output)
    if !talk.isEmpty { context.terminal.say(talk) }
  }

  private func sayDuration(_ duration: Duration, _ context: ConsoleContext) {
    let milliseconds = Int(duration / .milliseconds(1))
    let notice = Notice.hint(Text(zh: "用时 \(milliseconds) 毫秒", en: "took \(milliseconds) ms"))
    context.terminal.say(Renderer(style: context.style).notice(notice))
  }

  /// Says at once that a command is not for this role. The database would refuse it too, or show nothing, which is
  /// worse. The owner of a database is no staff and makes the first administrator, so that is left to the database.
  private func checkRole(_ spec: CommandSpec, _ context: ConsoleContext) async throws {
    guard spec.needsDatabase, let roles = spec.roles else { return }
    guard let me = try await context.database.me() else {
      if roles.contains(.administrator) { return }
      throw ConsoleFailure.notStaff(user: context.database.user)
    }
    guard roles.contains(me.role) else { throw ConsoleFailure.notForRole(me.role, spec) }
  }

  /// On a terminal what is missing is asked for, once and in order; elsewhere it is an error.
  private func askForMissing(_ invocation: inout Invocation, _ context: ConsoleContext) async throws {
    for parameter in invocation.missing {
      guard context.terminal.canAsk else {
        throw ConsoleFailure.missingArgument(parameter, command: invocation.command.spec)
      }
      try await invocation.command.check(context, invocation.input)
      let question = parameter.question(context.language) + (context.language == .zh ? "：" : ": ")
      switch await context.terminal.ask(question, false) {
      case .line(let typed):
        guard !typed.trimmingBlanks().isEmpty else {
          throw ConsoleFailure.missingArgument(parameter, command: invocation.command.spec)
        }
        let words: [Word]
        switch parameter.arity {
        case .many, .any: words = try InputLine(typed).words
        case .one, .optional, .rest, .optionalRest: words = [Word(typed.trimmingBlanks())]
        }
        for word in words {
          try parameter.accept(word, by: context.standards)
          invocation.input.words[parameter.name, default: []].append(word)
        }
      case .ended: throw ConsoleFailure.declined
      case .interrupted: throw ConsoleFailure.cancelled
      }
    }
  }

  /// The format named in a line that may turn out to be wrong, so that its failure comes in that format.
  private static func formatAskedFor(in line: InputLine) -> OutputFormat? {
    for (index, word) in line.words.enumerated() {
      guard let option = word.option, ["format", "格式"].contains(option.name) else { continue }
      let value = option.value ?? (index + 1 < line.words.count ? line.words[index + 1] : nil)
      return value.flatMap { typed in
        OutputFormat.allCases.first { $0.rawValue == typed.folded.lowercased() || $0.choice.chinese == typed.folded }
      }
    }
    return nil
  }
}
