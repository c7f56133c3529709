import Foundation

/// What was measured, printed as it comes.
struct Measurements {
  private(set) var allGoalsMet = true
  /// False when something could not be measured.
  var isComplete = true

  init() { line("测什么 WHAT", "结果 FIGURE", "目标或比值 GOAL OR RATIO") }

  /// A duration in milliseconds that must stay under a goal.
  mutating func add(_ what: String, milliseconds: Double, under goal: Double) {
    let isMet = milliseconds < goal
    if !isMet { allGoalsMet = false }
    line(what, Self.text(milliseconds) + " ms", "< \(Self.text(goal)) ms  " + (isMet ? "✔" : "✘"))
  }

  /// A ratio that must reach a goal.
  mutating func add(_ what: String, ratio: Double, atLeast goal: Double) {
    let isMet = ratio >= goal
    if !isMet { allGoalsMet = false }
    line(what, Self.text(ratio), "≥ \(Self.text(goal))  " + (isMet ? "✔" : "✘"))
  }

  /// A ratio that must not pass a goal.
  mutating func add(_ what: String, ratio: Double, atMost goal: Double) {
    let isMet = ratio <= goal
    if !isMet { allGoalsMet = false }
    line(what, Self.text(ratio), "≤ \(Self.text(goal))  " + (isMet ? "✔" : "✘"))
  }

  /// Memory that must stay under a goal.
  mutating func add(_ what: String, megabytes: Double, under goal: Double) {
    let isMet = megabytes < goal
    if !isMet { allGoalsMet = false }
    line(what, Self.text(megabytes) + " MiB", "< \(Self.text(goal)) MiB  " + (isMet ? "✔" : "✘"))
  }

  /// A figure without a goal.
  mutating func add(_ what: String, _ figure: String, _ remark: String = "") { line(what, figure, remark) }

  /// Tells on standard error what is going on.
  func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Three digits that count.
  static func text(_ value: Double) -> String {
    value >= 100
      ? String(format: "%.0f", value) : value >= 10 ? String(format: "%.1f", value) : String(format: "%.3g", value)
  }

  private func line(_ what: String, _ figure: String, _ remark: String) {
    func padded(_ text: String, _ width: Int) -> String {
      // A Chinese character takes two cells.
      let cells = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
      return text + String(repeating: " ", count: max(1, width - cells))
    }
    print(padded(what, 56) + padded(figure, 26) + remark)
    fflush(nil)
  }
}

/// Runs work over and over for about `seconds`, and gives the time of one turn in milliseconds: the median of the rounds.
func time(seconds: Double = 1, perRound: Int, _ work: () -> Void) -> Double {
  work()
  var rounds: [Double] = []
  let begun = ContinuousClock.now
  while rounds.count < 3 || ContinuousClock.now - begun < .seconds(seconds) {
    let start = ContinuousClock.now
    work()
    rounds.append((ContinuousClock.now - start).milliseconds / Double(perRound))
  }
  return rounds.sorted()[rounds.count / 2]
}

extension Duration {
  var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15 }
  var seconds: Double { milliseconds / 1e3 }
}
