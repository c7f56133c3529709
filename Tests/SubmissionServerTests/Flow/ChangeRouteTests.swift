import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SubmissionServer

/// What is approved is changed by its applicant, over HTTP, and decided by a reviewer in the database.
@Suite(.timeLimit(.minutes(30))) struct ChangeRouteTests {
  static let path = "/v1/zhejiang/application"

  /// A reviewer of 上城区, and somebody whose application was approved.
  private static func withApproved(
    _ body: @Sendable @escaping (TestEndpoint, String, Reviewer) async throws -> Void
  ) async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      let owner = try await server.database.connect()
      let name = "reviewer.\(server.database.name)"
      let verifier = try await owner.encryptPassword(user: name, password: UUID().uuidString)
      try await owner.query("SELECT review.staff_add($1, 'reviewer', '330102', '审核员', $2, true)", [name, verifier])
      let reviewer = Reviewer(owner: owner, own: try await server.database.connect(as: name))
      try await server.fill(token)
      _ = try await server.send("POST", path + "/submit", json: TestEndpoint.agreed, token: token)
      try await reviewer.approve()
      try await body(server, token, reviewer)
      await reviewer.own.close()
      try? await owner.script("DROP OWNED BY \"\(name)\"; DROP ROLE \"\(name)\"")
      await owner.close()
    }
  }

  /// Decides about the only application.
  private struct Reviewer {
    let owner: Connection
    let own: Connection

    func approve() async throws { try await decide("SELECT review.application_approve($1, $2, $3, $4)", []) }
    func sendBack(_ target: String) async throws {
      let reasons = #"[{"code": "A01", "target": "\#(target)"}]"#
      try await decide("SELECT review.application_return($1, $2, $3, $5, NULL, $4)", [reasons])
    }

    private func decide(_ sql: String, _ reasons: [String]) async throws {
      let row = try await owner.query(
        "SELECT a.number, s.revision, s.content_hash FROM review.application a JOIN review.submission s ON s.application_id = a.id AND s.revision = a.revision"
      )[0]
      let (number, revision, hash) = try (
        row.decode(0, as: String.self), row.decode(1, as: Int.self), row.decode(2, as: String.self)
      )
      let last: [(any SQLEncodable)?] = reasons.isEmpty ? [UUID()] : [UUID(), reasons[0]]
      try await own.decide(sql, [number, revision, hash] + last)
    }
  }

  private static func save(_ server: TestEndpoint, _ token: String, _ answers: JSONValue) async throws {
    let saved = try await server.send(
      "PATCH", path + "/answers", json: answers, token: token, headers: ["If-Match": "*"])
    #expect(saved.status == 200, "\(saved.text)")
  }

  private func files(_ answer: TestEndpoint.Answer) -> [JSONValue?] {
    answer.json["attachments"]?.array?.map { $0["sha256"] } ?? []
  }

  @Test("approved, changed, returned, corrected, approved: what was approved stays in force until then")
  func journey() async throws {
    try await Self.withApproved { server, token, reviewer in
      let owner = reviewer.owner
      let approved = try await server.send("GET", Self.path, token: token)
      #expect(approved.json["possible"] == ["change", "status"] && approved.json["is_change"] == false)
      #expect(approved.json["in_force"]?["revision"] == 1)
      #expect(
        try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).json["possible"]
          == ["change", "status"])

      let begun = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      #expect(begun.status == 201 && begun.json["state"] == "approved" && begun.json["is_change"] == true)
      #expect(begun.json["possible"] == ["save", "attach", "submit", "discard", "status"])
      #expect(begun.json["answers"] == approved.json["answers"])
      #expect(files(begun) == files(approved) && files(begun).count == 1)
      #expect(try await server.send("POST", Self.path + "/change", json: [:], token: token).code == "wrong_state")

      // As it is it is not sent by mistake.
      let same = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(same.status == 409 && same.code == "unchanged", "\(same.text)")
      try await Self.save(server, token, ["work.residence_address": "样例路5号"])
      // While it is filled in no office sees anything of it.
      #expect(
        try await owner.text("SELECT state || revision || decided_by FROM review.application")?.hasPrefix(
          "approved1reviewer.") == true)
      let waiting = try await server.send("GET", Self.path + "/status", token: token)
      #expect(waiting.json["turn"] == "applicant" && waiting.json["decision"]?["outcome"] == "approved")
      #expect(waiting.json["change_text"]?.string?.contains("变更还没有提交") == true)

      let receipt = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(receipt.status == 200 && receipt.json["revision"] == 2, "\(receipt.text)")
      let sent = try await server.send("GET", Self.path + "/status", token: token)
      #expect(sent.json["state"] == "submitted" && sent.json["is_change"] == true)
      #expect(sent.json["in_force"]?["revision"] == 1 && sent.json["turn"] == "bureau")
      #expect(sent.json["change_text"]?.string?.contains("继续有效；变更正在审核") == true)
      try await reviewer.sendBack("work.residence_address")
      let back = try await server.send("GET", Self.path + "/status", token: token)
      #expect(back.json["state"] == "returned" && back.json["in_force"]?["revision"] == 1)
      #expect(back.json["notifications"]?.array?.first?["body"]?.string?.contains("原审核通过的信息继续有效") == true)
      #expect(back.json["possible"] == ["save", "attach", "submit", "discard", "status"])
      let draft = try await server.send("GET", Self.path, token: token)
      #expect(draft.json["answers"]?["work.residence_address"] == "样例路5号")

      try await Self.save(server, token, ["work.residence_address": "样例路6号"])
      let again = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(again.json["revision"] == 3, "\(again.text)")
      try await reviewer.approve()
      let done = try await server.send("GET", Self.path, token: token)
      #expect(done.json["state"] == "approved" && done.json["is_change"] == false)
      #expect(done.json["in_force"]?["revision"] == 3 && done.json["possible"] == ["change", "status"])
      #expect(done.json["answers"]?["work.residence_address"] == "样例路6号")
      let status = try await server.send("GET", Self.path + "/status", token: token)
      #expect(status.json["notifications"]?.array?.first?["body"]?.string?.contains("变更申请") == true)
      #expect(status.json["change_text"] == .null && status.json["decision"]?["revision"] == 3)
      #expect(
        status.json["history"]?.array?.map { $0["action"]?.string } == [
          "started", "submitted", "approved", "change_begun", "submitted", "returned", "submitted", "approved",
        ])
    }
  }

  @Test("given up while it is filled in, and when it was returned: what was approved is as it was")
  func givenUp() async throws {
    try await Self.withApproved { server, token, reviewer in
      let approved = try await server.send("GET", Self.path, token: token)
      let row =
        "SELECT (to_jsonb(a) - '{draft_version,answers_version,draft_begun,draft_saved_at,rows_given,commitment,leased_in}'::text[])::text || (SELECT p::text FROM review.applicant p) FROM review.application a"
      let before = try await reviewer.owner.text(row)
      func expectAsItWas(_ place: SourceLocation = #_sourceLocation) async throws {
        let now = try await server.send("GET", Self.path, token: token)
        #expect(now.json["state"] == "approved" && now.json["possible"] == ["change", "status"], sourceLocation: place)
        #expect(files(now) == files(approved) && files(now).count == 1, sourceLocation: place)
        for key in ["answers", "in_force", "revision", "channel"] {
          #expect(now.json[key] == approved.json[key], "\(key)", sourceLocation: place)
        }
        #expect(try await reviewer.owner.text(row) == before, sourceLocation: place)
        let status = try await server.send("GET", Self.path + "/status", token: token)
        #expect(status.json["decision"]?["outcome"] == "approved", sourceLocation: place)
      }
      let picture = try TestEndpoint.picture("portrait-woman-white-1")
      func changed() async throws {
        #expect(try await server.send("POST", Self.path + "/change", json: [:], token: token).status == 201)
        try await Self.save(
          server, token,
          [
            "work.residence_address": "样例路5号", "work.residence_region": "330106",
          ])
        let put = try await server.send(
          "PUT", Self.path + "/attachments/photo", body: picture, token: token, headers: ["Content-Type": "image/jpeg"])
        #expect(put.status == 200, "\(put.text)")
      }
      try await changed()
      #expect(try await server.send("DELETE", Self.path, token: token).status == 204)
      try await expectAsItWas()
      // There is none to give up any more.
      #expect(try await server.send("DELETE", Self.path, token: token).json["possible"] == ["change", "status"])

      // To another bureau, back from it, and given up.
      try await changed()
      let sent = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(sent.json["department"]?["code"] == "330106", "\(sent.text)")
      #expect(try await reviewer.owner.text("SELECT department_code FROM review.before_change") == "330102")
      #expect(try await server.send("DELETE", Self.path, token: token).code == "wrong_state")
      try await reviewer.owner.script(
        "UPDATE review.application SET department_code = '330102'; UPDATE review.applicant SET name = '王改', phone = '13911112222'"
      )
      try await reviewer.sendBack("work.residence_address")
      #expect(try await server.send("DELETE", Self.path, token: token).status == 204)
      try await expectAsItWas()
      #expect(try await reviewer.owner.count("SELECT count(*) FROM review.before_change") == 0)

      // What comes next is a revision of its own.
      try await changed()
      let next = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(next.json["revision"] == 3, "\(next.text)")
      #expect(try await reviewer.owner.text("SELECT revision::text FROM review.before_change") == "1")
    }
  }

  @Test("a further change that is given up leaves what the last one had replaced, for when that is taken back")
  func furtherChangeGivenUp() async throws {
    try await Self.withApproved { server, token, reviewer in
      func send(_ address: JSONValue) async throws {
        _ = try await server.send("POST", Self.path + "/change", json: [:], token: token)
        try await Self.save(server, token, ["work.residence_address": address])
        let sent = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
        #expect(sent.status == 200, "\(sent.text)")
      }
      try await send("样例路5号")
      try await reviewer.approve()
      try await send("样例路6号")
      // Who had another name and phone is found by both meanwhile.
      try await reviewer.owner.script("UPDATE review.applicant SET name = '改名甲', phone = '13911112222'")
      let number = try #require(try await reviewer.owner.text("SELECT number FROM review.application"))
      let former = try #require(
        try await reviewer.owner.text("SELECT approved_row #>> '{person,name}' FROM review.before_change"))
      for name in ["改名甲", former, "13911112222"] {
        #expect(
          try await reviewer.own.lookUp(name).map { try $0.decode("number", as: String.self) } == [number], "\(name)")
      }
      #expect(try await server.send("POST", Self.path + "/withdraw", json: [:], token: token).status == 200)
      #expect(try await server.send("DELETE", Self.path, token: token).status == 204)
      #expect(try await reviewer.owner.text("SELECT string_agg(revision::text, ' ') FROM review.before_change") == "1")
      #expect(try await server.send("GET", Self.path, token: token).json["in_force"]?["revision"] == 2)
      try await reviewer.owner.script(
        "UPDATE review.application SET state = 'in_review', approved_at = NULL, decided_at = NULL, decided_by = NULL, holder = 'x', claimed_at = now(), lease_expires_at = now() + interval '1 hour'"
      )
      #expect(try await server.send("GET", Self.path + "/status", token: token).json["in_force"]?["revision"] == 1)
    }
  }

  @Test("taken back it is a draft beside what is approved, and can be sent again")
  func withdrawn() async throws {
    try await Self.withApproved { server, token, reviewer in
      _ = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      try await Self.save(server, token, ["work.residence_address": "样例路5号"])
      _ = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      let back = try await server.send("POST", Self.path + "/withdraw", json: [:], token: token)
      #expect(back.json["state"] == "approved" && back.json["revision"] == 1, "\(back.text)")
      #expect(back.json["possible"] == ["save", "attach", "submit", "discard", "status"])
      let draft = try await server.send("GET", Self.path, token: token)
      #expect(draft.json["is_change"] == true && draft.json["in_force"]?["revision"] == 1)
      #expect(draft.json["answers"]?["work.residence_address"] == "样例路5号")
      #expect(draft.json["attachments"]?.array?.count == 1)
      let again = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(again.json["revision"] == 3, "\(again.text)")
      try await reviewer.approve()
      #expect(try await server.send("GET", Self.path, token: token).json["in_force"]?["revision"] == 3)
    }
  }

  /// The decision is taken back by a manager.
  private static func reopen(_ server: TestEndpoint, _ owner: Connection) async throws {
    let name = "manager.\(server.database.name)"
    if try await owner.count("SELECT count(*) FROM pg_roles WHERE rolname = $1", [name]) == 0 {
      let verifier = try await owner.encryptPassword(user: name, password: UUID().uuidString)
      try await owner.query("SELECT review.staff_add($1, 'manager', '330100', '主管', $2, true)", [name, verifier])
    }
    let manager = try await server.database.connect(as: name)
    let number = try await owner.text("SELECT number FROM review.application")
    try await manager.query("SELECT review.application_reopen($1, '误操作')", [number])
    await manager.close()
  }

  @Test(
    "begun before the approval was taken back, it goes on when that is approved again; what was corrected is not lost")
  func reopened() async throws {
    try await Self.withApproved { server, token, reviewer in
      let owner = reviewer.owner
      _ = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      try await Self.save(server, token, ["work.residence_address": "样例路5号"])
      let picture = try TestEndpoint.picture("portrait-woman-white-1")
      _ = try await server.send(
        "PUT", Self.path + "/attachments/photo", body: picture, token: token, headers: ["Content-Type": "image/jpeg"])
      let begun = try await server.send("GET", Self.path, token: token)
      try await Self.reopen(server, owner)
      // Meanwhile what is reviewed is what was approved.
      let meanwhile = try await server.send("GET", Self.path, token: token)
      #expect(meanwhile.json["state"] == "in_review" && meanwhile.json["is_change"] == false)
      #expect(meanwhile.json["answers"]?["work.residence_address"] != "样例路5号")
      try await owner.script("UPDATE review.application SET lease_expires_at = clock_timestamp() - interval '1 second'")
      try await reviewer.approve()
      let again = try await server.send("GET", Self.path, token: token)
      #expect(again.json["possible"] == begun.json["possible"] && again.json["is_change"] == true, "\(again.text)")
      #expect(again.json["answers"] == begun.json["answers"] && files(again) == files(begun))
      #expect(again.json["channel"] == begun.json["channel"])
      #expect(
        try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).status == 200)
      // Of what was sent nothing is begun again.
      try await reviewer.approve()
      #expect(try await owner.text("SELECT changing::text FROM review.application") == "false")

      // A correction that the bureau did not wait for is there when a change is begun.
      _ = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      try await Self.save(server, token, ["work.residence_address": "样例路6号"])
      _ = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      try await reviewer.sendBack("work.residence_address")
      try await Self.save(server, token, ["work.residence_address": "样例路7号"])
      try await Self.reopen(server, owner)
      try await owner.script("UPDATE review.application SET lease_expires_at = clock_timestamp() - interval '1 second'")
      try await reviewer.approve()
      #expect(
        try await server.send("GET", Self.path, token: token).json["answers"]?["work.residence_address"] == "样例路6号")
      let kept = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      #expect(kept.json["answers"]?["work.residence_address"] == "样例路7号", "\(kept.text)")
      let name = "manager.\(server.database.name)"
      try? await owner.script("DROP OWNED BY \"\(name)\"; DROP ROLE \"\(name)\"")
    }
  }

  @Test("of two that begin at once one does; of two that send at once one revision comes")
  func twice() async throws {
    try await Self.withApproved { server, token, reviewer in
      for step in ["/change", "/submit"] {
        if step == "/submit" { try await Self.save(server, token, ["work.residence_address": "样例路5号"]) }
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<8 {
            group.addTask {
              try await server.send(
                "POST", Self.path + step, json: step == "/change" ? [:] : TestEndpoint.agreed, token: token
              ).status
            }
          }
          return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(
          answers.count { $0 < 300 } == 1 && answers.allSatisfy { $0 < 300 || $0 == 409 || $0 == 412 }, "\(answers)")
      }
      #expect(try await reviewer.owner.text("SELECT state || revision FROM review.application") == "submitted2")
    }
  }

  /// What the guides of Jiangsu and Shanxi do not speak of is the same there: begun from what was approved, told in the province's words.
  @Test(arguments: ["jiangsu", "shanxi"]) func elsewhere(province: String) async throws {
    try await TestEndpoint.with(routes: [ChangeRoute.route, StatusRoute.route].map(\.byHeader)) { endpoint in
      let person = TestPerson(province: province, serial: 7)
      try await person.start(endpoint, answers: ["personal.address": "样例路4号"])
      let owner = try await endpoint.database.connect()
      try await owner.script(
        """
        INSERT INTO review.submission (application_id, revision, profile_version, channel, answers, commitment, warnings, content_hash, submitted_at)
        SELECT id, 1, profile_version, channel, draft, '{}', '[]', repeat('0', 64), now() FROM review.application;
        UPDATE review.application SET state = 'approved', revision = 1, draft = NULL, department_code = '\(province == "jiangsu" ? "320102" : "140105")', due_on = '2026-12-01',
          first_submitted_at = now(), submitted_at = now(), approved_at = now(), decided_at = now(), decided_by = 'somebody';
        """)
      let path = "/v1/\(province)/application"
      let read = try await endpoint.send("GET", path + "/status", headers: person.headers)
      #expect(read.json["possible"] == ["change", "status"] && read.json["change_text"] == .null, "\(read.text)")
      let agreed: JSONValue = province == "jiangsu" ? TestEndpoint.agreed : [:]
      let begun = try await endpoint.send("POST", path + "/change", json: agreed, headers: person.headers)
      #expect(begun.status == 201 && begun.json["answers"]?["personal.address"] == "样例路4号", "\(begun.text)")
      #expect(begun.json["state"] == "approved" && begun.json["is_change"] == true)
      await owner.close()
    }
  }

  @Test("where the form does not allow it, nothing is changed")
  func notAllowed() async throws {
    let file = Catalogue.bundled.folders[1].appending(path: "zhejiang.yaml")
    let yaml = try String(contentsOf: file, encoding: .utf8)
      .replacing("\n  change: true", with: "", maxReplacements: 1)
      .replacing(/\n    change: "指南.*/, with: "", maxReplacements: 1)
    let others = Profile.bundled.filter { $0.province != "zhejiang" }
    let without = try Profile.parse(yaml, name: "zhejiang.yaml")
    try await TestEndpoint.withApplicants(profiles: others + [without]) { server, people in
      let owner = try await server.database.connect()
      try await owner.script("UPDATE review.profile SET settings = settings - 'change' WHERE province = 'zhejiang'")
      let token = try people.token(1)
      try await server.fill(token)
      _ = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      try await owner.script(
        "UPDATE review.application SET state = 'approved', approved_at = now(), decided_at = now(), decided_by = 'somebody'"
      )
      let read = try await server.send("GET", Self.path, token: token)
      #expect(read.json["possible"] == ["status"] && read.json["in_force"]?["revision"] == 1)
      let refused = try await server.send("POST", Self.path + "/change", json: [:], token: token)
      #expect(refused.status == 409 && refused.code == "wrong_state" && refused.json["possible"] == ["status"])
      #expect(refused.json["detail"]?.string?.contains("请联系所属会计管理部门") == true)
      // Where to go is said to whoever only looks.
      let status = try await server.send("GET", Self.path + "/status", token: token)
      #expect(status.json["change_text"]?.string?.contains("请联系杭州市上城区财政局办理，电话见“咨询电话”") == true, "\(status.text)")
      await owner.close()
    }
  }
}
