import Domain
import Foundation

/// Runs the lines of a file or a pipe; stops at the first error and says its line.
struct ScriptRunner: Sendable {
  let runner: CommandRunner
  /// How the script is called in messages: its path, or standard input.
  let name: String

  /// Runs lines until they end, one fails or `quit` is among them.
  /// - Parameter next: the next line without its line break; nil at the end.
  func run(_ next: @Sendable () async throws(ConsoleFailure) -> String?) async -> ExitCode {
    var number = 0
    while true {
      let line: String?
      do { line = try await next() } catch {
        runner.report(error, runner.context)
        return error.exitCode
      }
      guard var line else { return .done }
      number += 1
      // A file from Windows begins with a byte order mark and ends its lines with CR LF.
      if number == 1, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
      if line.last?.isNewline == true { line.removeLast() }
      let (outcome, context) = await runner.attempt(line)
      if let failure = outcome.failure {
        runner.report(.script(name: name, line: number, failure), context)
        return .scriptStopped
      }
      if outcome.exitCode != .done {
        let stopped = Text(
          zh: "\(name) 第 \(number) 行没有全部完成，脚本到此停止。",
          en: "\(name), line \(number): not all was done; the script stops here.")
        context.terminal.say(Renderer(style: context.style).notice(.warning(stopped)))
        return .scriptStopped
      }
      if outcome.endsSession { return .done }
    }
  }
}

/// Lines of standard input, read on a thread of their own: a blocked read must not hold one of the few threads that
/// run Swift's tasks.
enum InputLines {
  private static let queue = DispatchQueue(label: "review-console.input")

  /// The next line without its line break; nil at the end of the input.
  static func next() async -> String? {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: readLine(strippingNewline: true)) }
    }
  }
}
