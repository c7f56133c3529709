import Domain
import Foundation
import Synchronization

/// Says on standard error how far long work is, how fast it goes and how long it will still take: on a terminal one line
/// that is drawn over, elsewhere a line a minute. Work that takes less than a second is not spoken of.
final class ProgressLine: Sendable {
  private enum Manner { case drawn, written, silent }

  private struct State {
    var title: Text
    var step: Text?
    var done = 0
    /// How many there are; nil where only the fraction is known.
    var total: Int?
    /// Of all the work, 0 to 1.
    var fraction = 0.0
    /// When this title began.
    var begun: Date
    var lastShown: Date?
    /// Terminal cells that the line takes now.
    var cells = 0
    var isOver = false
  }

  private let manner: Manner
  private let language: Language
  private let width: @Sendable () -> Int?
  private let started: Date
  private let now: @Sendable () -> Date
  private let say: @Sendable (String) -> Void
  private let state: Mutex<State>

  init(_ title: Text, _ context: ConsoleContext) {
    let isDrawn = context.terminal.isErrorTerminal && context.environment["TERM"] != "dumb"
    // A program that reads JSON may read standard error, too.
    let isSilent = context.format == .json && !context.terminal.isErrorTerminal
    manner = isDrawn ? .drawn : isSilent ? .silent : .written
    language = context.language
    width = context.terminal.width
    now = context.now
    started = context.now()
    say = context.terminal.say
    state = Mutex(State(title: title, begun: started))
  }

  /// Lends a line to `work` and ends it however that ends. The time goes on while the work says nothing.
  static func during<Result>(
    _ title: Text, _ context: ConsoleContext, _ work: (ProgressLine) async throws -> Result
  ) async rethrows -> Result {
    let line = ProgressLine(title, context)
    let clock = Task {
      while (try? await Task.sleep(for: .milliseconds(500))) != nil { line.update { _ in } }
    }
    defer {
      clock.cancel()
      line.end()
    }
    return try await work(line)
  }

  /// Something else is done from now on, counted from nothing.
  func turn(to title: Text) {
    let moment = now()
    update { $0 = State(title: title, begun: moment, lastShown: $0.lastShown, cells: $0.cells) }
  }

  /// - Parameters:
  ///   - done: how many things (workbooks, rows) of `total` are done.
  ///   - step: what is being done now.
  func show(_ done: Int, of total: Int, _ step: Text? = nil) {
    update { state in
      state.done = done
      state.total = total
      state.fraction = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 0
      state.step = step
    }
  }

  /// - Parameters:
  ///   - done: how many things (lines, applications) are done.
  ///   - fraction: of all the work, 0 to 1.
  func show(_ done: Int, fraction: Double) {
    update { state in
      state.done = done
      state.fraction = min(max(fraction, 0), 1)
    }
  }

  /// Leaves the line as it stands; nothing is shown from then on.
  func end() {
    state.withLock { state in
      if !state.isOver, manner == .drawn, state.lastShown != nil { say("\n") }
      state.isOver = true
    }
  }

  private func update(_ change: (inout State) -> Void) {
    guard manner != .silent else { return }
    let moment = now()
    // The lock is held while it is said, so that an older line never comes after a newer one.
    state.withLock { state in
      change(&state)
      guard !state.isOver, isDue(state, moment) else { return }
      state.lastShown = moment
      let seconds = moment.timeIntervalSince(state.begun)
      switch manner {
      case .silent: break
      case .written: say(Self.text(state, seconds: seconds, isDrawn: false, language) + "\n")
      case .drawn:
        // The last column stays free, because a terminal may break the line there.
        let line = Self.text(state, seconds: seconds, isDrawn: true, language).cut(toCells: (width() ?? 80) - 1)
        let cells = CellWidth.of(line)
        say("\r" + line + String(repeating: " ", count: max(0, state.cells - cells)))
        state.cells = cells
      }
    }
  }

  private func isDue(_ state: State, _ moment: Date) -> Bool {
    let pause = manner == .drawn ? 0.2 : 60
    guard let last = state.lastShown else { return moment.timeIntervalSince(started) >= max(pause, 1) }
    return moment.timeIntervalSince(last) >= pause || (manner == .drawn && state.fraction >= 1)
  }

  private static func text(_ state: State, seconds: Double, isDrawn: Bool, _ language: Language) -> String {
    var text = state.title(language)
    guard state.fraction > 0 else {
      let taken = duration(seconds, language)
      return text + (state.step.map { " " + $0(language) } ?? "")
        + (language == .zh ? "，已用 \(taken)" : ", \(taken) so far")
    }
    if isDrawn {
      let cells = Int(state.fraction * 20)
      text += " [" + String(repeating: "#", count: cells) + String(repeating: "-", count: 20 - cells) + "]"
    }
    text += " \(Int(state.fraction * 100))% \(state.done)" + (state.total.map { "/\($0)" } ?? "")
    if let step = state.step, state.fraction < 1 { text += " \(step(language))" }
    guard seconds >= 1, state.done > 0 else { return text }
    text += (language == .zh ? "，" : ", ") + rate(Double(state.done) / seconds, language)
    guard state.fraction < 1 else { return text }
    let left = duration((seconds / state.fraction - seconds).rounded(.up), language)
    return text + (language == .zh ? "，还需 \(left)" : ", \(left) left")
  }

  private static func rate(_ perSecond: Double, _ language: Language) -> String {
    let isSlow = perSecond < 1
    let figure = isSlow ? perSecond * 60 : perSecond
    let number = figure < 10 ? String(format: "%.1f", figure) : String(Int(figure))
    return switch language {
    case .zh: (isSlow ? "每分钟 " : "每秒 ") + number
    case .en: number + (isSlow ? "/min" : "/s")
    }
  }

  private static func duration(_ seconds: Double, _ language: Language) -> String {
    let whole = Int(seconds)
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return switch language {
    case .zh: hours > 0 ? "\(hours) 小时 \(minutes) 分" : minutes > 0 ? "\(minutes) 分 \(rest) 秒" : "\(rest) 秒"
    case .en: hours > 0 ? "\(hours)h\(minutes)m" : minutes > 0 ? "\(minutes)m\(rest)s" : "\(rest)s"
    }
  }
}
