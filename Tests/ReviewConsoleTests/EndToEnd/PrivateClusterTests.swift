import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// The main job with the program itself, on the private cluster that it makes: what is typed, what comes out of which
/// stream, how it ends.
@Suite("The program on a private cluster", .serialized, .demoState, .timeLimit(.minutes(30)))
struct PrivateClusterTests {
  struct Pending: Decodable {
    let number, department, state: String
    let revision: Int
    let holder: String?
  }

  /// What waits and nobody holds, the oldest due first.
  private func free(_ state: DemoState, department: String? = nil) async throws -> [String] {
    let queue = try await state.console("manager.330100", "queue", "--limit", "500", "--format", "json")
    return try queue.document(as: [Pending].self)
      .filter { $0.holder == nil && $0.state == "submitted" && department.map($0.department.hasPrefix) ?? true }
      .map(\.number)
  }

  @Test("ten submissions come in by a file: seven accepted, three refused with their problems")
  func takesInAFile() async throws {
    let state = try DemoState.current()
    let result = try await state.console("admin", "import", "submissions", Self.submissions, "--format", "json")
    #expect(result.exitCode == 1)
    let document = try result.document()
    #expect(document["accepted"]?.array?.count == 7)
    let refused = try #require(document["refused"]?.array)
    #expect(refused.map { $0["line"]?.integer } == [5, 7, 10])
    let codes = refused.map { $0["problems"]?.array?.compactMap { $0["code"]?.string } ?? [] }
    #expect(codes == [["check_character"], ["incomplete_part_time", "required", "required"], ["required"]])

    // The same file again: nothing comes in twice.
    let before = try await state.fingerprint()
    let again = try await state.console("admin", "import", "submissions", Self.submissions, "--format", "json")
    #expect(again.exitCode == 1)
    #expect(try again.document()["accepted"]?.array?.isEmpty == true)
    #expect(try await state.fingerprint() == before)
  }

  @Test("from the queue to the decision, message, transfer and back")
  func decides() async throws {
    let state = try DemoState.current()
    let queue = try await state.console("reviewer.330102", "queue", "--format", "json")
    #expect(queue.exitCode == 0)
    let pending = try queue.document(as: [Pending].self)
    #expect(!pending.isEmpty && pending.allSatisfy { $0.department == "330102" })

    // next and return with two reasons in one run.
    let returned = try await state.console(
      "reviewer.330102",
      commands: ["next", "退回 . --原因 P01：photo --reason E01:education.full_time.major=专业与证书不一致"])
    #expect(returned.exitCode == 0, "\(returned.talk)")
    let decision = try #require(try returned.lastDocument().array?.first)
    let number = try #require(decision["number"]?.string)
    #expect(decision["outcome"] == "returned")
    #expect(decision["revision"]?.integer != nil)
    let id = try #require(decision["notification"]?.integer)

    let messages = try await state.console("reviewer.330102", "notifications", number, "--format", "json").document()
    let message = try #require(messages.array?.first { $0["id"]?.integer == id })
    #expect(message["event"] == "returned")
    #expect(message["body"]?.string?.contains("专业与证书不一致") == true)

    // Seen and approved by the manager, in one run; reopened within the window; the history knows all of it.
    let other = try #require(try await free(state, department: "3301").first)
    let approved = try await state.console("manager.330100", commands: ["show \(other)", "approve ."])
    #expect(approved.exitCode == 0, "\(approved.talk)")
    #expect(try approved.lastDocument().array?.first?["outcome"] == "approved")
    let reopened = try await state.console("manager.330100", "撤回", other, "--理由", "材料看错", "--format", "json")
    #expect(reopened.exitCode == 0, "\(reopened.talk)")
    #expect(try reopened.document()["state"] == "in_review")
    let history = try await state.console("manager.330100", "history", other, "--format", "json").document()
    let actions = history.array?.compactMap { $0["action"]?.string } ?? []
    #expect(actions.contains("submitted") && actions.contains("opened"))
    #expect(actions.suffix(3) == ["approved", "reopened", "history_read"])

    // Handed to another bureau: gone from this queue, there in that one.
    let moved = try #require(try await free(state, department: "330102").first)
    let transfer = try await state.console(
      "reviewer.330102", "transfer", moved, "330106", "--note", "单位注册地在西湖区", "--format", "json")
    #expect(transfer.exitCode == 0, "\(transfer.talk)")
    #expect(try transfer.document()["department"] == "330106")
    #expect(try await free(state, department: "330106").contains(moved))
    #expect(try await state.console("reviewer.330102", "show", moved).exitCode == 1)
  }

  @Test("show tells the whole submission, as JSON and as text")
  func shows() async throws {
    let state = try DemoState.current()
    let number = try #require(try await free(state).first)
    let shown = try await state.console("manager.330100", "show", number, "--format", "json")
    #expect(shown.exitCode == 0)
    let document = try shown.document()
    for key in [
      "number", "state", "revision", "content_hash", "department", "holder", "lease_expires_at", "answers",
      "attachments", "warnings", "reasons", "history",
    ] {
      #expect(document[key] != nil, "\(key)")
    }
    let photo = try #require(document["attachments"]?.array?.first { $0["slot"] == "photo" })
    #expect(photo["path"] == .null && photo["sha256"] == .null)
    let whole = try await state.console(
      "manager.330100", "files", number, "--purpose", "核对证件", "--format", "json")
    let path = try whole.document().array?.first { $0["slot"] == "photo" }?["path"]?.string
    #expect(FileManager.default.isReadableFile(atPath: path ?? ""))
    let text = try await state.console("manager.330100", "show", number)
    for words in [number, "基本信息", "2寸证件照", "经过"] {
      let isThere = text.output.contains(words)
      #expect(isThere, "\(words)")
    }
    #expect(text.talk.contains("下一步：通过"))
  }

  @Test("messages of invented applications are written as real ones are")
  func inventedMessages() async throws {
    let owner = try await DemoState.current().connect()
    let row = try await owner.query(
      """
      SELECT count(*) AS all, count(*) FILTER (WHERE n.body = '' OR n.body ~ '[{}]|。。') AS odd,
        count(*) FILTER (WHERE n.event = 'returned' AND n.body NOT LIKE '%' || CASE w.hint WHEN '' THEN rtrim(r.remark, '。') ELSE w.text END || '%') AS silent
      FROM review.notification n
        LEFT JOIN review.decision_reason r ON r.decision_id = n.decision_id AND r.ordinal = 1
        LEFT JOIN review.return_reason w ON w.code = r.code
      """)[0]
    await owner.close()
    #expect(try row.decode("all", as: Int.self) > 100)
    #expect(try row.decode("odd", as: Int.self) == 0 && row.decode("silent", as: Int.self) == 0)
  }

  @Test("the workbook opens elsewhere and its totals are the queue's")
  func exports() async throws {
    let state = try DemoState.current()
    let file = state.folder + "/汇总.xlsx"
    let exported = try await state.console("manager.330100", "export", "summary", file, "--format", "json")
    #expect(exported.exitCode == 0, "\(exported.talk)")
    #expect(try exported.document()["bytes"]?.integer ?? 0 > 5000)
    // Refused a second time, unless it is said that it may be replaced.
    #expect(try await state.console("manager.330100", "export", "summary", file).exitCode == 1)
    #expect(try await state.console("manager.330100", "export", "summary", file, "--yes").exitCode == 0)

    let script = """
      import json, sys, openpyxl
      out = []
      for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True):
          out.append([["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)])
      print(json.dumps(out))
      """
    let read = try await TestProcess.run(["-c", script, file], of: "/usr/bin/python3")
    #expect(read.exitCode == 0, "\(read.talk)")
    let sheets = try read.document(as: [[[String]]].self)
    let rows = sheets.flatMap { $0 }
    let heading = try #require(rows.first { $0.contains("待审核") && $0.contains("审核中") })
    let total = try #require(rows.first { row in row.prefix(2).contains { $0.hasPrefix("合") } })
    let queue = try await state.console("manager.330100", "queue", "--limit", "500", "--format", "json")
    let pending = try queue.document(as: [Pending].self)
    for (name, value) in [("待审核", "submitted"), ("审核中", "in_review")] {
      let column = try #require(heading.firstIndex(of: name))
      #expect(total[column] == "\(pending.count { $0.state == value })", "\(name)")
    }
  }

  @Test("the helpdesk finds an application and says why it looks")
  func looksUp() async throws {
    let state = try DemoState.current()
    let number = try #require(try await free(state).first)
    let found = try await state.console("helpdesk.330100", "查询", number, "--用途", "来电咨询", "--format", "json")
    #expect(found.exitCode == 0, "\(found.talk)")
    let cards = try found.document().array
    #expect(cards?.count == 1)
    #expect(cards?.first?["number"]?.string == number)
    #expect(cards?.first?["turn"] == "department")
    let silent = try await state.console("helpdesk.330100", "lookup", number, "--format", "json")
    #expect(silent.exitCode == 64)
    #expect(silent.errorCode == "missing_argument")
  }

  @Test("scripts: from a file, from a pipe; the first error ends them and names its line")
  func scripts() async throws {
    let state = try DemoState.current()
    let file = state.folder + "/script.txt"
    try Data("\u{FEFF}# 早上\r\n\r\n状态\r\nqueeu\r\nnext\r\n".utf8).write(to: URL(filePath: file))
    let before = try await state.fingerprint()
    let stopped = try await state.console("reviewer.330102", "-f", file, "--format", "json")
    #expect(stopped.exitCode == 3)
    #expect(stopped.errorCode == "unknown_command")
    #expect(stopped.talk.contains("第 4 行"))
    #expect(try await state.fingerprint() == before)

    let piped = try await state.console("reviewer.330102", input: "待审 --格式 json\n# 完\nquit\nnext")
    #expect(piped.exitCode == 0, "\(piped.talk)")
    _ = try piped.document(as: [Pending].self)
    #expect(try await state.fingerprint() == before)
    #expect(try await state.console("reviewer.330102", "-f", "/nonexistent/script").exitCode == 1)
  }

  @Test(
    "exit codes",
    arguments: [
      (["--user", "helpdesk.330100", "queue"], 4, "not_permitted"),
      (["--user", "reviewer.330102", "reopen", "1", "--note", "x"], 4, "not_permitted"),
      (["--user", "reviewer.330102", "staff"], 4, "not_permitted"),
      (["--user", "admin", "next"], 4, "not_permitted"),
      (["--user", "reviewer.330102", "queeu"], 64, "unknown_command"),
      (["--user", "reviewer.330102", "queue", "--nonsense"], 64, "unknown_option"),
      (["--user", "reviewer.330102", "queue", "--limit", "many"], 64, "bad_value"),
      (["--user", "reviewer.330102", "show", "ZJ26-000001-0"], 64, "bad_number"),
      (["--user", "reviewer.330102", "approve", "1"], 1, "no_list"),
      (["--database", "postgresql://x@127.0.0.1:1/x", "queue"], 2, "cannot_connect"),
      (["--database", "postgresql://[", "queue"], 2, "bad_database_address"),
      (["--user", "nobody.999999", "queue"], 2, "wrong_password"),
    ])
  func exitCodes(arguments: [String], code: Int32, word: String) async throws {
    let state = try DemoState.current()
    let result = await state.finish(try state.start(nil, arguments + ["--format", "json"]))
    #expect(result.exitCode == code, "\(result.talk)")
    #expect(result.errorCode == word)
    #expect(result.output.isEmpty)
  }

  @Test("the program's own usage: an unknown option, no option's value, two commands")
  func usage() async throws {
    let state = try DemoState.current()
    for arguments in [["--nonsense"], ["--user"], ["-c", "queue", "next"], ["--lang", "fr"]] {
      let result = await state.finish(try state.start(nil, arguments))
      #expect(result.exitCode == 64, "\(arguments)")
      #expect(result.output.isEmpty && !result.talk.isEmpty)
    }
    for arguments in [["--help"], ["--version"], ["help"]] {
      let result = await state.finish(try state.start(nil, arguments))
      #expect(result.exitCode == 0, "\(arguments): \(result.talk)")
      #expect(!result.output.isEmpty)
    }
  }

  @Test(
    "a refused decision changes nothing",
    arguments: [
      ("return . --reason Z99", "unknown_reason"),
      ("return . --reason X99", "remark_missing"),
      ("return . --reason P01:photo --reason P01:nonsense", "unknown_target"),
      ("return .", "missing_argument"),
      ("transfer . 999999 --note x", "unknown_department"),
      ("transfer . 320102 --note 去江苏", "unknown_department"),
      ("approve . --revision 7", "not_found"),
    ])
  func refused(command: String, word: String) async throws {
    let state = try DemoState.current()
    let number = try #require(try await free(state).first)
    let before = try await state.fingerprint()
    let result = try await state.console("manager.330100", commands: ["show \(number)", command])
    #expect(result.errorCode == word, "\(result.talk)")
    #expect(result.exitCode == (word == "missing_argument" ? 64 : 1))
    #expect(try await state.fingerprint() == before)
  }

  @Test("what was not seen is not decided, nor what somebody else holds")
  func notSeenAndHeld() async throws {
    let state = try DemoState.current()
    let number = try #require(try await free(state, department: "330102").first)
    let before = try await state.fingerprint()
    let unseen = try await state.console("manager.330100", commands: ["approve \(number)"])
    #expect(unseen.exitCode == 1)
    #expect(unseen.errorCode == "not_seen")
    #expect(try await state.fingerprint() == before)

    #expect(try await state.console("reviewer.330102", "claim", number).exitCode == 0)
    let held = try await state.fingerprint()
    let other = try await state.console("manager.330100", commands: ["show \(number)", "approve ."])
    #expect(other.exitCode == 1)
    #expect(other.errorCode == "lease_held")
    #expect(other.talk.contains("reviewer.330102"))
    #expect(try await state.fingerprint() == held)
    #expect(try await state.console("reviewer.330102", "release", number).exitCode == 0)
  }

  @Test("a revision that came in between is not decided unseen")
  func revisionChanged() async throws {
    let state = try DemoState.current()
    // The first line of the hand-written file: its applicant takes it back and files it again.
    let line = try #require(
      try String(contentsOf: URL(filePath: Self.submissions), encoding: .utf8).split(separator: "\n").first)
    let document = try JSONValue(strictly: Array(line.utf8))
    let idType = document["answers"]?["identity.id_type"]?.string
    let idNumber = document["answers"]?["identity.id_number"]?.string
    let owner = try await state.connect()
    let number: String = try await owner.query(
      """
      SELECT a.number FROM review.application AS a JOIN review.applicant AS p ON p.id = a.applicant_id
      WHERE p.id_type = $1 AND p.id_number = $2
      """, [idType, idNumber])[0]["number"]

    let manager = try state.start("manager.330000", ["--format", "json"])
    manager.type("show \(number)")
    #expect(try await soon { manager.outputSoFar.contains("content_hash") })

    _ = try await owner.query("SELECT review.intake_withdraw($1, $2, $3)", [number, idType, idNumber])
    await owner.close()
    // The same file brings it back to nobody; a corrected one does.
    let same = try await state.console("admin", "import", "submissions", Self.submissions, "--format", "json")
    #expect(try same.document()["accepted"]?.array == [])
    let address = try #require(document["answers"]?["work.unit_address"]?.string)
    let corrected = state.folder + "/corrected.jsonl"
    let pictures = URL(filePath: Self.submissions).deletingLastPathComponent().appending(path: "pictures")
    try FileManager.default.copyItem(at: pictures, to: URL(filePath: state.folder + "/pictures"))
    try line.replacing(address, with: address + "甲").write(toFile: corrected, atomically: true, encoding: .utf8)
    let again = try await state.console("admin", "import", "submissions", corrected, "--format", "json")
    let accepted = try again.document()["accepted"]?.array
    #expect(accepted == [["line": 1, "number": .string(number), "revision": 2]])

    let before = try await state.fingerprint()
    manager.type("approve .")
    let result = await state.finish(manager)
    #expect(result.exitCode == 3)
    #expect(result.errorCode == "revision_changed", "\(result.talk)")
    #expect(try await state.fingerprint() == before)
  }

  private static let submissions = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/Demo/Resources/submissions.jsonl").standardized.path
}
