import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// The form of an archive file: quotes, line ends, encodings, headers, rubbish.
@Suite struct ArchiveFormTests {
  private func run(_ bytes: [UInt8]) async throws -> (outcome: ArchiveFile.Outcome, remarks: [String?]) {
    let file = try ArchiveFile(bytes)
    defer { file.remove() }
    return try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      let outcome = try await file.run(owner)
      let remarks = try await owner.query(
        "SELECT answers ->> 'personal.remark' AS remark FROM review.archive ORDER BY match_key"
      ).map { try $0.decode("remark", as: String?.self) }
      await owner.close()
      return (outcome, remarks)
    }
  }

  private func run(_ text: String) async throws -> (outcome: ArchiveFile.Outcome, remarks: [String?]) {
    try await run(Array(text.utf8))
  }

  /// Why a file is not read at all.
  private func failure(_ bytes: [UInt8]) async throws -> ImportFailure? {
    do {
      _ = try await run(bytes)
      return nil
    } catch let failure as ImportFailure {
      return failure
    }
  }

  private let header = "identity.id_number,personal.remark"
  private func n(_ person: Int) -> String { ArchiveFile.number(person) }

  @Test("quotes, commas, line breaks and both line ends, with and without a byte order mark")
  func quoting() async throws {
    let text = "\(header)\r\n\(n(1)),\"a,b\"\r\n\(n(2)),\"他说\"\"好\"\"\"\n\"\(n(3))\",\"一\n二\r\n三\"\r\n\n \(n(4)) ,x\"y"
    for mark in [[], [UInt8]([0xEF, 0xBB, 0xBF])] {
      let found = try await run(mark + Array(text.utf8))
      #expect(found.outcome == .init(added: 4, problems: []))
      #expect(found.remarks == ["a,b", "他说\"好\"", "一\n二\n三", "x\"y"])
    }
    let lines = try await run("\(header)\n\(n(1)),\"一\n二\"\n\(n(2)),z,\n")
    #expect(lines.remarks == ["一\n二"])
    #expect(lines.outcome.problems == ["4: line column_count"])
  }

  @Test("a wrong quote costs its own line and no other")
  func wrongQuotes() async throws {
    let found = try await run(
      "\(header)\n\(n(1)),\"never closed\n\(n(2)),b\n\(n(3)),\"c\"d\n\(n(4)),e\n")
    #expect(found.outcome == .init(added: 2, problems: ["2: line unclosed_quote", "4: line text_after_quote"]))
    #expect(found.remarks == ["b", "e"])
  }

  @Test("huge lines are passed over in bounded memory, open quotes in them too")
  func hugeLines() async throws {
    let huge = String(repeating: "长", count: 1_000_000)
    let found = try await run(
      "\(header)\n\(n(1)),\(huge)\n\(n(2)),b\n\(n(3)),\"\(huge)\n\(n(4)),d\n\(n(5)),\"\(huge)\"\n\(n(6)),f\n")
    #expect(
      found.outcome.problems == ["2: line line_too_long", "4: line line_too_long", "6: line line_too_long"])
    #expect(found.remarks == ["b", "d", "f"])
  }

  @Test("rubbish bytes are a problem of their line; another encoding is told before anything goes in")
  func encodings() async throws {
    let rubbish = Array("\(header)\n\(n(1)),好\n\(n(2)),".utf8) + [0xFF, 0xC0, 0x00] + Array("\n\(n(3)),c\n".utf8)
    let found = try await run(rubbish)
    #expect(found.outcome == .init(added: 2, problems: ["3: line broken_text"]))
    let nul = try await run(Array("\(header)\n\(n(1)),a\u{0}b\n".utf8))
    #expect(nul.outcome.problems == ["2: personal.remark control_character"])
    // 张甲，李乙 in GB18030.
    let chinese: [UInt8] = [0xD5, 0xC5, 0xBC, 0xD7, 0xA3, 0xAC, 0xC0, 0xEE, 0xD2, 0xD2]
    guard case .encoding("GB18030")? = try await failure(Array("\(header)\n\(n(1)),".utf8) + chinese + [0x0A]) else {
      Issue.record("GB18030 was not told")
      return
    }
    guard case .encoding("UTF-16")? = try await failure([0xFF, 0xFE, 0x69, 0x00]) else {
      Issue.record("UTF-16 was not told")
      return
    }
  }

  @Test("first lines that name no columns, unknown ones, the same twice, or too few")
  func headers() async throws {
    func problem(_ text: String) async throws -> ImportFailure.HeaderProblem? {
      if case .header(let problem)? = try await failure(Array(text.utf8)) { problem } else { nil }
    }
    for text in ["", "\n\n", "\(n(1)),张甲\n", "a,b\n"] {
      guard case .missing? = try await problem(text) else {
        Issue.record("\(text.count) characters")
        continue
      }
    }
    guard case .unknown(let columns, let known)? = try await problem("identity.id_number,identity.nam,\(n(2)),备注\n")
    else {
      Issue.record("unknown columns")
      return
    }
    #expect(columns.map(\.position) == [2, 3, 4] && columns.map(\.name) == ["identity.nam", nil, nil])
    #expect(known.contains("identity.name") && known.contains("password_hash"))
    #expect(try await problem("identity.id_number,personal.remark,Personal.Remark\n") == .repeated(["personal.remark"]))
    #expect(try await problem("identity.name\n") == .incomplete(["identity.id_number"]))
    #expect(try await problem("identity.id_number,password_hash\n") == .incomplete(["password_scheme"]))
    #expect(try await problem("identity.id_number\n") == nil)
  }

  @Test("rows of a list, truth values and codes are read by the field's type")
  func types() async throws {
    let file = try ArchiveFile(
      "province,identity.id_number,qualifications.level,qualifications[1].type,cpa.holder,work.status\n"
        + "shanxi,\(n(1)),1,1,是,１\nshanxi,\(n(2)),9x,,maybe,\n")
    defer { file.remove() }
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      #expect(
        try await file.run(owner)
          == .init(added: 1, problems: ["3: qualifications[1].level unknown_code", "3: cpa.holder wrong_type"]))
      let answers: JSONValue = try await owner.query("SELECT answers FROM review.archive")[0].decode(0)
      #expect(answers["cpa.holder"] == true && answers["work.status"] == "1")
      #expect(answers["qualifications"] == [["level": "1", "type": "1"]])
      await owner.close()
    }
  }

  @Test("any bytes at all end in a count or a clear failure")
  func anyBytes() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let parts: [[UInt8]] = [
      Array("\"".utf8), Array(",".utf8), Array("\n".utf8), Array("\r\n".utf8), Array("\r".utf8), Array("张".utf8),
      [0xD5, 0xC5],
      [0x00], [0xFF], Array(n(1).utf8), Array(ArchiveFile.oldNumber(2).utf8), Array("\"\"".utf8), Array(" ".utf8),
      Array(String(repeating: "9", count: 300).utf8), [0xEF, 0xBB, 0xBF],
    ]
    let files = try (0..<150).map { _ in
      var bytes = Array("\(header)\n".utf8)
      for _ in 0..<next(120) { bytes += parts[next(parts.count)] }
      return try ArchiveFile(bytes)
    }
    defer { for file in files { file.remove() } }
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      for (round, file) in files.enumerated() {
        do { _ = try await file.run(owner) } catch ImportFailure.encoding {} catch {
          Issue.record("seed \(seed) round \(round): \(type(of: error))")
        }
      }
      await owner.close()
    }
  }
}
