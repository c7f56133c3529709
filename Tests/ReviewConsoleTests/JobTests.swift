import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import ReviewConsole

/// The main job on a real database: commands as they are typed, output as it is read.
@Suite("The main job", .serialized, .timeLimit(.minutes(30)))
struct JobTests {
  @Test("from the queue to the decision, and back")
  func main() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("待审 --format json")
      #expect(reviewer.numbers.count == 3)
      #expect(await reviewer.run("next").exitCode == .done)
      #expect(reviewer.output.contains("基本信息"))
      // Whoever holds it sees it whole; everybody else does not.
      #expect(reviewer.output.contains("33010219850311100X"))

      // The lease of somebody else, and what was not seen.
      let manager = world.console(.manager)
      await manager.run("queue")
      #expect(await manager.run("approve 1").failure?.code == "not_seen")
      #expect(await manager.run("show 1").exitCode == .done)
      #expect(manager.output.contains("3****************X") && !manager.output.contains("33010219850311100X"))
      #expect(await manager.run("approve 1").failure?.code == "lease_held")

      // Refused: no such code, remark missing, no such target. Nothing changed.
      #expect(await reviewer.run("return . --reason Z99").failure?.code == "unknown_reason")
      #expect(await reviewer.run("return . --reason P01:nonsense").failure?.code == "unknown_target")
      let several = await reviewer.run("return . --reason E01:专业")
      #expect(several.failure?.explanation.message.zh.contains("全日制所学专业") == true)
      #expect(await reviewer.run("return .").failure?.code == "missing_argument")
      let returned = await reviewer.run(
        "退回 。 --原因 p01：photo --原因 E01：education.full_time.major＝专业与证书不一致 --附言 “改好后 再提交” --format json")
      #expect(returned.exitCode == .done)
      #expect(reviewer.output.contains(#""outcome":"returned","revision":1,"notification":1"#))
      #expect(reviewer.output.contains("专业与证书不一致"))
      #expect(!returned.mayBeRecorded)

      // Approved once; the second time it is said who did it.
      await reviewer.run("queue")
      await reviewer.run("show 1")
      #expect(await reviewer.run("approve 1").exitCode == .done)
      #expect(reviewer.talk.contains("已通过"))
      // Whoever pays for text messages reads how long this one is.
      let body = try #require(
        try await world.owner.text("SELECT body FROM review.notification WHERE event = 'approved'"))
      let parts = body.count <= 70 ? 1 : (body.count + 66) / 67
      #expect(reviewer.talk.contains("（\(body.count) 字，计 \(parts) 条短信）"), "\(reviewer.talk)")
      let again = await reviewer.run("approve 1")
      #expect(again.failure?.code == "already_decided")
      #expect(again.exitCode == .failed)

      reviewer.empty()
      await reviewer.run("notifications --format json")
      #expect(reviewer.output.contains(#""event":"approved""#))
      #expect(reviewer.output.contains(#""event":"returned""#))
    }
  }

  @Test("what is read on the page is there at once, and nobody sends it")
  func onThePage() async throws {
    try await World.withQueue { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"channel\": \"page\", \"recipient_field\": null}'")
      let reviewer = world.console(.reviewer)
      for line in ["queue", "show 1", "approve 1"] { #expect(await reviewer.run(line).exitCode == .done, "\(line)") }
      #expect(reviewer.talk.contains("已在网站页面上，申报人登录即可看到") && !reviewer.talk.contains("条短信"), "\(reviewer.talk)")
      reviewer.empty()
      await reviewer.run("notifications --format json")
      let message = try #require(try JSONValue(strictly: Array(reviewer.output.utf8)).array?.first)
      #expect(message["channel"] == "page" && message["state"] == "delivered" && message["delivered_at"] != .null)
      let id = try #require(message["id"]?.integer)
      #expect(await reviewer.run("resend \(id)").exitCode == .done)
      #expect(reviewer.talk.contains("不用重发"), "\(reviewer.talk)")
    }
  }

  @Test(
    "commands are for their roles",
    arguments: [
      (World.Person.helpdesk, "queue", ExitCode.notPermitted), (.reviewer, "reopen 1 --note x", .notPermitted),
      (.reviewer, "staff", .notPermitted), (.manager, "staff", .done),
      (.administrator, "queue", .notPermitted),
      (.helpdesk, "lookup 王小明 --purpose 来电", .done), (.reviewer, "stats summary", .done),
      (.administrator, "staff --format json", .done), (.reviewer, "status --format json", .done),
      (.manager, "queue --limit 2 --format csv", .done), (.reviewer, "history 1", .failed),
    ])
  func roles(_ person: World.Person, _ line: String, _ expected: ExitCode) async throws {
    try await World.withQueue { world in
      let console = world.console(person)
      #expect(await console.run(line).exitCode == expected, "\(console.talk)")
    }
  }

  @Test("several at once: the list is asked about, each is told, one refusal does not stop the others")
  func bulk() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      await reviewer.run("show 1")
      await reviewer.run("show 3")
      #expect(await reviewer.run("approve 1-3").failure?.code == "confirmation_needed")
      reviewer.empty()
      let outcome = await reviewer.run("approve 1-3 --yes --format json")
      #expect(outcome.exitCode == .failed)
      #expect(outcome.failure == nil)
      #expect(reviewer.output.components(separatedBy: #""outcome":"approved""#).count == 3)
      #expect(reviewer.output.contains(#""code":"not_seen""#))
    }
  }

  @Test("the queue goes on where it stopped, and row numbers are those of the last list")
  func paging() async throws {
    try await World.withQueue { world in
      let console = world.console(.reviewer)
      await console.run("queue --limit 2")
      let first = console.session.list.numbers ?? []
      #expect(first.count == 2)
      let cursor = console.talk.firstMatch(of: /[0-9-]{10}_[0-9]+_[0-9]+/).map { String($0.output) } ?? ""
      console.empty()
      await console.run("queue --limit 2 --after \(cursor)")
      let second = console.session.list.numbers ?? []
      #expect(second.count == 1)
      #expect(Set(first).isDisjoint(with: second))
      #expect(!console.talk.contains("其余"))
      #expect(await console.run("queue --after rubbish").exitCode == .usage)
      // The hint is the same list, and says nothing where there is no more.
      console.empty()
      await console.run("queue --limit 1 --sort submitted --department 330102")
      let hint = try #require(console.talk.firstMatch(of: /其余：(待审 [^\n]*)/)).output.1
      #expect(hint.hasPrefix("待审 --部门 330102 --排序 提交 --条数 1 --之后 "), "\(hint)")
      #expect(await console.run(String(hint)).exitCode == .done)
      console.empty()
      await console.run("queue --limit 3")
      #expect(!console.talk.contains("其余"))
      #expect(await console.run("queue --limit 2 --format json").exitCode == .done)
      #expect(console.talk.contains("只给出前 2 件"))
    }
  }

  @Test("a connection that was killed is made again, and a decision is not made twice")
  func reconnecting() async throws {
    try await World.withQueue { world in
      let console = world.console(.reviewer)
      await console.run("queue")
      await console.run("show 1")
      try await world.killSessions(of: .reviewer)
      #expect(await console.run("approve 1").exitCode == .done)
      try await world.killSessions(of: .reviewer)
      #expect(await console.run("queue").exitCode == .done)
      #expect(console.session.list.numbers?.count == 2)
    }
  }

  @Test("an import reports each wrong line with its problems")
  func importing() async throws {
    try await World.withQueue { world in
      let console = world.console(.administrator)
      let file = world.folder + "/more.jsonl"
      try "{broken\n\n{\"province\": \"zhejiang\"}\n".write(toFile: file, atomically: true, encoding: .utf8)
      let outcome = await console.run("import submissions '\(file)' --format json")
      #expect(outcome.exitCode == .failed)
      #expect(console.output.hasPrefix(#"{"accepted":[],"refused":[{"line":1,"problems":[{"field":"submission""#))
      #expect(console.output.contains(#"{"line":3,"#))
      #expect(await console.run("import submissions /nonexistent").failure?.code == "file_missing")
    }
  }

  @Test("units and contacts are imported by administrators, with what was refused on screen, in JSON and in a file")
  func importingLookups() async throws {
    try await World.withQueue { world in
      let console = world.console(.administrator)
      let units = world.folder + "/units.csv"
      let list = world.folder + "/refused.csv"
      try "code,name\n91330113MA2XX0019U,某某有限公司\n123,某某\n".write(toFile: units, atomically: true, encoding: .utf8)
      let outcome = await console.run("导入 单位 '\(units)' --拒收清单 '\(list)' --format json")
      #expect(outcome.exitCode == .failed)
      #expect(
        console.output.hasPrefix(#"{"added":1,"updated":0,"unchanged":0,"refused_lines":1,"refused":[{"line":3,"#))
      #expect(try String(contentsOfFile: list, encoding: .utf8).contains("3,code,length,"))
      console.empty()
      let contacts = world.folder + "/contacts.csv"
      try "department,phone\n330102,0571-0330102\n".write(toFile: contacts, atomically: true, encoding: .utf8)
      #expect(await console.run("import contacts '\(contacts)'").exitCode == .done)
      #expect(console.talk.contains("新增 1，更新 0，未变 0。"))
      #expect(await console.run("import contacts '\(units)'").failure?.code != nil)
      let reviewer = world.console(.reviewer)
      #expect(await reviewer.run("import units '\(units)'").exitCode == .notPermitted)
    }
  }
}

@Suite("Ctrl-C", .timeLimit(.minutes(30)))
struct CancellingTests {
  /// A command that takes long.
  enum SleepCommand: Command {
    static let spec = CommandSpec("sleep", "睡", summary: Text(zh: "等", en: "waits"))

    static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
      _ = try await context.read { try await $0.connection.query("SELECT pg_sleep(3600)") }
      return CommandOutput()
    }
  }

  /// Statements of this database that are in `pg_sleep`.
  private static func sleeping(_ owner: Connection) async throws -> Int {
    try await owner.count(
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
  }

  @Test("cancelling the task ends the query on the server, and the console goes on")
  func cancel() async throws {
    try await TestServer.shared.withDatabase { database in
      let console = TestConsole(table: CommandTable(commands: [SleepCommand.self, SetCommand.self])) {
        try await database.connect()
      }
      let task = Task { await console.run("sleep") }
      let owner = try await database.connect()
      let isUnderWay = try await soon { try await Self.sleeping(owner) == 1 }
      #expect(isUnderWay)
      task.cancel()
      let outcome = await task.value
      #expect(outcome.failure?.code == "cancelled")
      #expect(await console.run("set lang").exitCode == .done)
      #expect(try await Self.sleeping(owner) == 0)
      await owner.close()
    }
  }
}

@Suite("The printed reference")
struct ReferenceDocumentTests {
  @Test("docs/commands.md is what the command table says; if not: review-console help --markdown > docs/commands.md")
  func upToDate() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/commands.md")
    let written = try String(contentsOf: file.standardized, encoding: .utf8)
    #expect(written == Reference(table: .standard, standards: .bundled).markdown(.zh))
  }
}
