import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("how far long work is") struct ProgressTests {
  /// A line whose clock the test moves, and what it said.
  private final class Stage: Sendable {
    private let state = Mutex((seconds: 0.0, said: ""))

    func line(
      terminal: Bool, format: OutputFormat = .table, language: Language = .zh, width: Int = 80
    ) -> ProgressLine {
      let console = TestConsole(language: language)
      var context = ConsoleContext(
        session: console.session,
        terminal: Terminal(
          canAsk: false, isOutputTerminal: terminal, isErrorTerminal: terminal, width: { terminal ? width : nil },
          write: { _ in }, say: { [self] text in state.withLock { $0.said += text } }, ask: { _, _ in .ended }),
        table: console.context.table, database: console.context.database, environment: [:],
        now: { [self] in TestConsole.now.addingTimeInterval(state.withLock { $0.seconds }) }, zone: Timestamp.china)
      context.requestedFormat = format
      return ProgressLine(Text(zh: "导出", en: "Export"), context)
    }

    func wait(_ seconds: Double) { state.withLock { $0.seconds += seconds } }

    /// What was said since the last call.
    var said: String {
      state.withLock { state in
        defer { state.said = "" }
        return state.said
      }
    }
  }

  private static let step = Text(zh: "上城区财政局", en: "Shangcheng")

  @Test func aTerminalSeesOneLineThatMoves() {
    let stage = Stage()
    let line = stage.line(terminal: true)
    line.show(1, of: 100, Self.step)
    stage.wait(0.9)
    line.show(9, of: 100, Self.step)
    #expect(stage.said == "")

    stage.wait(9.1)
    line.show(25, of: 100, Self.step)
    #expect(stage.said == "\r导出 [#####---------------] 25% 25/100 上城区财政局，每秒 2.5，还需 30 秒")
    // Not more often than five times a second.
    stage.wait(0.1)
    line.show(26, of: 100, Self.step)
    #expect(stage.said == "")

    // A shorter line leaves nothing of the longer one.
    stage.wait(9.9)
    line.turn(to: Text(zh: "写", en: "Write"))
    let turned = stage.said
    #expect(turned.hasPrefix("\r写，已用 0 秒  "))
    #expect(CellWidth.of(turned) == CellWidth.of("导出 [#####---------------] 25% 25/100 上城区财政局，每秒 2.5，还需 30 秒"))
    stage.wait(600)
    line.show(2, of: 60)
    #expect(stage.said.contains("3% 2/60，每分钟 0.2，还需 4 小时 50 分"))
    line.show(60, of: 60)
    #expect(stage.said.contains("100% 60/60"))
    line.end()
    #expect(stage.said == "\n")
    line.show(1, of: 2)
    line.end()
    #expect(stage.said == "")
  }

  @Test func aNarrowTerminalIsNeverOverrun() {
    for width in [10, 40, 79] {
      let stage = Stage()
      let line = stage.line(terminal: true, width: width)
      stage.wait(100)
      line.show(77, of: 100, Self.step)
      let said = stage.said
      #expect(said.hasPrefix("\r导出") && CellWidth.of(said) < width)
    }
  }

  @Test func aPipeGetsALineAMinute() {
    let stage = Stage()
    let line = stage.line(terminal: false, language: .en)
    for minute in 0..<3 {
      for second in 0..<60 {
        line.show(minute * 60 + second, of: 240, Self.step)
        stage.wait(1)
      }
    }
    line.end()
    #expect(
      stage.said == """
        Export 25% 60/240 Shangcheng, 1.0/s, 3m0s left
        Export 50% 120/240 Shangcheng, 1.0/s, 2m0s left

        """)
  }

  @Test func programsHearNothing() {
    let stage = Stage()
    let line = stage.line(terminal: false, format: .json)
    stage.wait(300)
    line.show(5, of: 10)
    line.end()
    #expect(stage.said == "")
  }
}
