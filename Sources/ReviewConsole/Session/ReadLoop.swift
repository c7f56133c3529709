import Domain

/// The conversation at a terminal: prompt, line, result, again.
struct ReadLoop: Sendable {
  let runner: CommandRunner
  let editor: LineEditor
  let interrupts: Interrupts
  let history: HistoryFile

  init(runner: CommandRunner, editor: LineEditor, interrupts: Interrupts) {
    self.runner = runner
    self.editor = editor
    self.interrupts = interrupts
    history = HistoryFile(environment: runner.context.environment)
  }

  func run() async -> ExitCode {
    let context = runner.context
    let completer = Completer(table: context.table, standards: context.standards)
    let earlier = history.read()
    var last = earlier.last
    editor.prepare(lines: earlier) { completer.complete($0, context.language) }
    greet()
    await signIn()
    var interruptedOnce = false
    while true {
      switch await editor.readCommand(prompt: await prompt()) {
      case .ended:
        context.terminal.say("\n")
        return .done
      case .interrupted:
        if interruptedOnce { return .done }
        interruptedOnce = true
        say(.hint(Text(zh: "再按一次 Ctrl-C 或输入 退出（quit）离开。", en: "Press Ctrl-C again, or quit, to leave.")))
      case .line(let line):
        interruptedOnce = false
        guard !line.trimmingBlanks().isEmpty else { continue }
        editor.remember(line)
        let task = Task { await runner.run(line) }
        let outcome = await interrupts.cancelling(task) { await task.value }
        if outcome.mayBeRecorded { history.append(line, after: last) }
        last = line
        if outcome.endsSession { return .done }
      }
    }
  }

  /// Logs in, however long it takes to type a password. What hinders it is said; the next command tries again.
  private func signIn() async {
    let context = runner.context
    let task = Task { try await context.me() }
    guard case .failure(let error) = await interrupts.cancelling(task, { await task.result }) else { return }
    runner.report(ConsoleFailure(error), context)
  }

  /// The prompt must come whatever the database does: it waits two seconds for the counts, and Ctrl-C ends that too.
  private func prompt() async -> String {
    let context = runner.context
    let task = Task { await Prompt(context: context).text() }
    let patience = Task {
      try await Task.sleep(for: .seconds(2))
      task.cancel()
    }
    defer { patience.cancel() }
    return await interrupts.cancelling(task) { await task.value }
  }

  private func greet() {
    say(
      .hint(
        Text(
          zh: "会计人员信息审核台 \(Version.number)。帮助（help）列出命令，Tab 补全，退出（quit）离开。",
          en: "ReviewConsole \(Version.number). help lists commands, Tab completes, quit leaves.")))
  }

  private func say(_ notice: Notice) {
    runner.context.terminal.say(Renderer(style: runner.context.style).notice(notice))
  }
}
