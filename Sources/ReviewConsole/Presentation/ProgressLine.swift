import Domain
import Foundation
import Synchronization

/// One line on a terminal that says how far long work is, how fast it goes and how long it will still take; nothing elsewhere.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown: Date?
    var width = 0
  }

  private let title: Text
  private let isShown: Bool
  private let language: Language
  private let begun: Date
  private let now: @Sendable () -> Date
  private let say: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(_ title: Text, _ context: ConsoleContext) {
    self.title = title
    isShown = context.terminal.isOutputTerminal && context.environment["TERM"] != "dumb"
    language = context.language
    now = context.now
    begun = context.now()
    say = context.terminal.say
  }

  /// - Parameters:
  ///   - done: how many things (lines, applications) are done.
  ///   - fraction: of all the work, 0 to 1.
  func show(_ done: Int, fraction: Double) {
    guard isShown else { return }
    let moment = now()
    let isDue = state.withLock { state in
      if let last = state.lastShown, moment.timeIntervalSince(last) < 0.2, fraction < 1 { return false }
      state.lastShown = moment
      return true
    }
    guard isDue else { return }
    let text = line(done, min(max(fraction, 0), 1), seconds: moment.timeIntervalSince(begun))
    let blanks = state.withLock { state in
      defer { state.width = text.count }
      return max(0, state.width - text.count)
    }
    say("\r" + text + String(repeating: " ", count: blanks))
  }

  /// Leaves the line as it stands.
  func end() {
    if isShown, state.withLock({ $0.lastShown != nil }) { say("\n") }
  }

  func line(_ done: Int, _ fraction: Double, seconds: Double) -> String {
    let cells = Int(fraction * 20)
    let bar = String(repeating: "#", count: cells) + String(repeating: "-", count: 20 - cells)
    var text = "\(title(language)) [\(bar)] \(Int(fraction * 100))% \(done)"
    guard seconds >= 1, done > 0 else { return text }
    text += language == .zh ? "，每秒 \(Int(Double(done) / seconds))" : ", \(Int(Double(done) / seconds))/s"
    guard fraction > 0, fraction < 1 else { return text }
    let left = Int((seconds / fraction - seconds).rounded(.up))
    let clock = left >= 60 ? "\(left / 60)m\(left % 60)s" : "\(left)s"
    return text + (language == .zh ? "，还需 \(clock)" : ", \(clock) left")
  }
}
