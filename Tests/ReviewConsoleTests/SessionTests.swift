import Domain
import Foundation
import PostgreSQL
import Store
import Synchronization
import Testing

@testable import ReviewConsole

@Suite("Scripts")
struct ScriptTests {
  private func run(_ script: String, _ table: CommandTable = .standard) async -> (ExitCode, TestConsole) {
    let console = TestConsole(table: table)
    let lines = Mutex(
      script.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...])
    let runner = ScriptRunner(runner: CommandRunner(context: console.context), name: "脚本")
    return (await runner.run { () throws(ConsoleFailure) in lines.withLock { $0.popFirst() } }, console)
  }

  @Test func comments() async {
    let (code, console) = await run("\u{FEFF}# first\r\n\n  \nset lang en # really\r\nset lang --format json\r")
    #expect(code == .done)
    #expect(console.output.contains(#""value":"en""#))
  }

  @Test func stopsAtTheFirstError() async {
    let (code, console) = await run("set width 100\n# x\nset wdith 90\nset lang en")
    #expect(code == .scriptStopped)
    #expect(console.talk.contains("脚本 第 3 行：没有设置项“wdith”。 [unknown_setting]"))
    #expect(console.session.settings.language == .zh)
  }

  /// A command that does part of its work.
  private enum HalfCommand: Command {
    static let spec = CommandSpec("half", "半", summary: Text(zh: "做一半", en: "does half"))

    static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
      var output = CommandOutput.said(.done(Text(zh: "一半", en: "half")))
      output.exitCode = .failed
      return output
    }
  }

  @Test func stopsWhereNotAllWasDone() async {
    let table = CommandTable(commands: [HalfCommand.self, SetCommand.self])
    let (code, console) = await run("set width 100\nhalf\nset lang en", table)
    #expect(code == .scriptStopped)
    #expect(console.talk.contains("脚本 第 2 行没有全部完成，脚本到此停止。"))
    #expect(console.session.settings.language == .zh)
  }

  @Test func quitEnds() async {
    let (code, console) = await run("quit\nset lang en")
    #expect(code == .done)
    #expect(console.session.settings.language == .zh)
  }

  @Test func failureInJSON() async {
    let (code, console) = await run("set wdith 90 --format json")
    #expect(code == .scriptStopped)
    #expect(console.talk.hasPrefix(#"{"error":{"code":"unknown_setting""#))
  }
}

@Suite("Lists and references")
struct ListMemoryTests {
  @Test func rows() throws {
    var list = ListMemory()
    #expect(throws: ConsoleFailure.self) { try list.numbers(inRows: 1...1) }
    list.remember(["ZJ26-000123-K", "ZJ26-000124-3", "JS26-000123-9"])
    #expect(try list.numbers(inRows: 2...3) == ["ZJ26-000124-3", "JS26-000123-9"])
    #expect(throws: ConsoleFailure.self) { try list.numbers(inRows: 3...4) }
    #expect(throws: ConsoleFailure.self) { try list.numbers(inRows: 0...1) }
    #expect(list.numbers(shortenedTo: "124") == ["ZJ26-000124-3"])
    #expect(list.numbers(shortenedTo: "000123") == ["ZJ26-000123-K", "JS26-000123-9"])
    #expect(list.numbers(shortenedTo: "123k") == ["ZJ26-000123-K"])
    #expect(list.numbers(shortenedTo: "") == [])
  }
}

@Suite("The history file")
struct HistoryFileTests {
  @Test func privateAndHarmless() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(path: folder.path + "/history")
    #expect(file.read() == [])
    file.append("queue --overdue", after: nil)
    file.append("queue --overdue", after: "queue --overdue")
    file.append("show 11010519491231002X", after: nil)
    file.append("show １３８００００００００", after: nil)
    file.append("待审", after: nil)
    #expect(file.read() == ["queue --overdue", "待审"])
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func places() {
    #expect(HistoryFile(environment: ["REVIEW_STATE_DIR": "/s", "XDG_STATE_HOME": "/x"]).path == "/s/history")
    #expect(HistoryFile(environment: ["XDG_STATE_HOME": "/x"]).path == "/x/review-console/history")
    #expect(HistoryFile(environment: ["HOME": "/h"]).path == "/h/.local/state/review-console/history")
  }
}

@Suite("Looks")
struct StyleTests {
  @Test(
    "colour by terminal and environment",
    arguments: [
      (80, [:], true), (nil, [:], false), (80, ["NO_COLOR": "1"], false), (80, ["NO_COLOR": ""], true),
      (nil, ["CLICOLOR_FORCE": "1"], true), (nil, ["CLICOLOR_FORCE": "0"], false), (80, ["TERM": "dumb"], false),
    ] as [(Int?, [String: String], Bool)])
  func colour(_ width: Int?, _ environment: [String: String], _ expected: Bool) {
    #expect(TestConsole(width: width, environment: environment).style.usesColour == expected)
  }

  @Test(
    "options of the program are taken from anywhere in the command line",
    arguments: [
      (["queue", "--user", "a", "--overdue"], ["--user", "a", "queue", "--overdue"]),
      (["-c", "--user", "--lang=en"], ["--lang=en", "-c", "--user"]),
      (["queue", "--语言", "en", "--limit", "3"], ["--语言", "en", "queue", "--limit", "3"]),
      (["note", "3", "--", "--user", "x"], ["note", "3", "--", "--user", "x"]),
      (["queue", "--format", "json"], ["queue", "--format", "json"]),
    ])
  func programOptions(_ typed: [String], _ expected: [String]) {
    #expect(ProgramArguments.movingProgramOptionsToFront(typed) == expected)
  }
}

@Suite("Failures")
struct FailureTests {
  @Test("every refusal has words in both languages and its exit code", arguments: Refusal.Word.allCases)
  func explained(_ word: Refusal.Word) {
    let facts: [String: JSONValue] = [
      "number": "ZJ26-000123-K", "holder": "reviewer.330102", "since": "2026-11-21T15:20:00+08:00",
      "state": "approved", "action": "return", "revision": 2, "seen_revision": 1,
    ]
    for facts in [facts, [:]] {
      let failure = ConsoleFailure.refused(Refusal(word, facts))
      #expect(failure.code == word.rawValue)
      let expected: ExitCode = word == .notPermitted ? .notPermitted : word == .mistypedNumber ? .usage : .failed
      #expect(failure.exitCode == expected)
      #expect(!failure.explanation.message.zh.isEmpty)
      #expect(!failure.explanation.message.en.isEmpty)
      #expect(!failure.explanation.message.zh.contains("Optional"))
    }
  }

  @Test func leaseHeld() {
    let refusal = Refusal(
      .leaseHeld,
      [
        "number": "ZJ26-000123-K", "holder": "reviewer.330102", "since": "2026-11-21T15:20:00+08:00",
        "until": "2026-11-21T07:50:00.25Z",
      ])
    let text = FailureRenderer(style: style()).render(.refused(refusal))
    #expect(
      text == """
        ✗ ZJ26-000123-K 正由 reviewer.330102 审核（11-21 15:20 起），到 11-21 15:50 为止。 [lease_held]
          下一步：请审下一件：领取（next）。

        """)
  }

  @Test("technical words only with --debug")
  func debug() {
    let failure = ConsoleFailure.database(code: "XX000", message: "internal thing")
    #expect(!FailureRenderer(style: style()).render(failure).contains("internal thing"))
    #expect(FailureRenderer(style: style(), showsDebug: true).render(failure).contains("internal thing"))
  }

  @Test("errors of the parts below become failures with the right exit code")
  func sources() {
    let lost = StoreFailure.database(DatabaseError(kind: .connectionLost, message: "x"))
    #expect(ConsoleFailure(lost).exitCode == .noConnection)
    #expect(ConsoleFailure(lost).code == "connection_lost")
    let refused = StoreFailure.database(DatabaseError(kind: .refused, sqlState: "42501", message: "x"))
    #expect(ConsoleFailure(refused).exitCode == .notPermitted)
    let stranger = StoreFailure.refused(Refusal(.notPermitted, ["role": .null]))
    #expect(ConsoleFailure(stranger).code == "not_staff")
    #expect(ConsoleFailure(CancellationError()).code == "cancelled")
    #expect(ConsoleFailure(AccessFailure.cluster(.busy(lock: "x"))).exitCode == .noConnection)
    #expect(ConsoleFailure(DatabaseError(kind: .authentication, message: "x")).code == "wrong_password")
    #expect(ConsoleFailure(DatabaseError(kind: .refused, sqlState: "42P01", message: "x")).code == "schema_missing")
  }
}

@Suite("Which application is meant")
struct ReferenceTests {
  @Test(arguments: [
    ("123k", "123-K"), ("000123", "000123-"), ("ZJ26000123", "ZJ26-000123-"), ("zj26-000123-k", "ZJ26-000123-K"),
    ("1234", "1234-"),
  ])
  func pattern(_ typed: String, _ expected: String) { #expect(ConsoleContext.pattern(of: typed) == expected) }

  @Test func wrongCheckCharacter() async {
    let console = TestConsole()
    await #expect(throws: ConsoleFailure.self) { try await console.context.resolve([.number("ZJ26-000123-A")]) }
  }

  @Test func listAndCurrent() async throws {
    let console = TestConsole()
    console.session.remember(list: ["ZJ26-000001-I", "ZJ26-000002-G", "ZJ26-000003-E"])
    #expect(try await console.context.resolve([.rows(2...3), .rows(2...2)]) == ["ZJ26-000002-G", "ZJ26-000003-E"])
    #expect(try await console.context.resolve([.number("2g")]) == ["ZJ26-000002-G"])
    await #expect(throws: ConsoleFailure.self) { try await console.context.resolve([.current]) }
    console.session.markSeen("ZJ26-000003-E", .init(revision: 1, contentHash: "x"))
    #expect(try await console.context.resolve([.current]) == ["ZJ26-000003-E"])
  }
}
