import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SubmissionServer

/// Summary, submission, withdrawal, and what happens when many do it at once.
@Suite(.timeLimit(.minutes(30))) struct SubmitRouteTests {
  static let path = "/v1/zhejiang/application"

  @Test("every problem at once; then the receipt; then the status, and what is possible")
  func submit() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      _ = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
      _ = try await server.send("POST", Self.path, json: [:], token: token)
      let early = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(early.status == 422 && early.code == "incomplete")
      let missing = early.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(missing.contains("/answers/personal.country") && missing.contains("/attachments/photo/1"))
      // The tick that is missing, too, and in the same answer.
      let blank = try await server.send("POST", Self.path + "/submit", json: [:], token: token)
      #expect(blank.status == 422 && blank.code == "incomplete")
      let all = blank.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(all.sorted() == (missing + ["/commitment"]).sorted())
      try await server.fill(token)
      let unsigned = try await server.send("POST", Self.path + "/submit", json: [:], token: token)
      #expect(unsigned.status == 409 && unsigned.code == "commitment_missing")
      #expect(unsigned.json["errors"]?.array?.map { $0["pointer"] } == ["/commitment"])
      let old = try await server.send(
        "POST", Self.path + "/submit", json: ["commitment": ["accepted": true, "version": "0"]], token: token)
      #expect(old.code == "commitment_missing")

      let summary = try await server.send("GET", Self.path + "/summary", token: token)
      #expect(summary.json["ready"] == true)
      #expect(summary.json["department"]?["code"] == "330102")
      let entries = summary.json["sections"]?.array?.flatMap { $0["entries"]?.array ?? [] } ?? []
      #expect(entries.contains { $0["label"] == "民族" && $0["display"] == "汉族" })

      let receipt = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(receipt.status == 200, "\(receipt.text)")
      #expect(receipt.json["revision"] == 1 && receipt.json["state"] == "submitted")
      let status = try await server.send("GET", Self.path + "/status", token: token)
      #expect(status.json["turn"] == "bureau" && status.json["state_name"] == "正在审核中")
      #expect(status.json["possible"] == ["withdraw", "status"])
      let changed = try await server.send(
        "PATCH", Self.path + "/answers", json: ["work.postal_code": "310002"], token: token, headers: ["If-Match": "*"])
      #expect(changed.status == 409 && changed.json["possible"] == ["withdraw", "status"])
      let twice = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(twice.status == 409 && twice.code == "wrong_state")

      #expect(try await server.send("POST", Self.path + "/withdraw", json: [:], token: token).json["state"] == "draft")
      #expect(try await server.send("POST", Self.path + "/withdraw", json: [:], token: token).status == 409)
      let again = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(again.json["revision"] == 2)
    }
  }

  @Test("an identity that has changed since the draft is the one that is shown, submitted and written to")
  func renamed() async throws {
    try await TestEndpoint.withApplicants { server, people in
      try await server.fill(try people.token(5))
      let token = try people.token(5, name: "测试乙", mobile: "16911111111")
      let summary = try await server.send("GET", Self.path + "/summary", token: token)
      #expect(summary.text.contains("测试乙") && !summary.text.contains("测试甲"))
      // One rule for every answer, before and after the next save.
      let read = try await server.send("GET", Self.path, token: token)
      #expect(read.json["answers"]?["identity.name"] == "测试乙")
      #expect(read.json["answers"]?["identity.mobile"] == "16911111111" && !read.text.contains("测试甲"))
      let receipt = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(receipt.status == 200, "\(receipt.text)")
      let owner = try await server.database.connect()
      #expect(try await owner.text("SELECT answers ->> 'identity.name' FROM review.submission") == "测试乙")
      #expect(try await owner.text("SELECT answers ->> 'identity.mobile' FROM review.submission") == "16911111111")
      #expect(try await owner.text("SELECT applicant_name FROM review.application") == "测试乙")
      #expect(try await owner.text("SELECT name || phone FROM review.applicant") == "测试乙16911111111")
      await owner.close()
    }
  }

  @Test("a file and an answer that are no longer asked for are left out, and that is said")
  func dropped() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(2)
      try await server.fill(token)
      let answers = Self.path + "/answers"
      _ = try await server.send(
        "PATCH", answers,
        json: [
          "education.full_time.level": "4", "education.full_time.major": "会计", "education.full_time.school": "样例学院",
          "education.full_time.graduated_on": "2013-06-30",
        ], token: token, headers: ["If-Match": "*"])
      let put = try await server.send(
        "PUT", Self.path + "/attachments/diploma_full_time?name=../%E6%AF%95%E4%B8%9A%E8%AF%81.jpg",
        body: try TestEndpoint.picture("diploma-full-time-college"), token: token,
        headers: ["Content-Type": "image/jpeg"])
      #expect(put.status == 201, "\(put.text)")
      #expect(put.json["attachment"]?["original_name"] == "毕业证.jpg")
      _ = try await server.send(
        "PATCH", answers, json: ["education.full_time.level": "0"], token: token, headers: ["If-Match": "*"])
      let receipt = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(receipt.status == 200, "\(receipt.text)")
      let targets = Set(receipt.json["dropped"]?.array?.compactMap { $0["target"]?.string } ?? [])
      #expect(targets.isSuperset(of: ["diploma_full_time", "education.full_time.major"]))
      let owner = try await server.database.connect()
      #expect(
        try await owner.query("SELECT string_agg(slot, ',') AS slots FROM review.attachment")[0]["slots"] == "photo")
      await owner.close()
    }
  }

  @Test("the same key gets the same receipt, also at the same time; fifty without one make one revision")
  func idempotency() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let first = try people.token(3)
      try await server.fill(first)
      let answers = try await withThrowingTaskGroup(of: TestEndpoint.Answer.self) { group in
        for _ in 0..<10 {
          group.addTask {
            try await server.send(
              "POST", Self.path + "/submit", json: TestEndpoint.agreed, token: first,
              headers: ["Idempotency-Key": "one"])
          }
        }
        return try await group.reduce(into: [TestEndpoint.Answer]()) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 200 })
      #expect(Set(answers.map(\.text)).count == 1)
      let other = try await server.send(
        "POST", Self.path + "/submit", json: ["commitment": ["accepted": true]], token: first,
        headers: ["Idempotency-Key": "one"])
      #expect(other.status == 422 && other.code == "key_reused")
      for key in ["", "a b", String(repeating: "k", count: 65), "ü"] {
        let bad = try await server.send(
          "POST", Self.path + "/submit", json: TestEndpoint.agreed, token: first, headers: ["Idempotency-Key": key])
        #expect(bad.status == 400, "\(key)")
      }

      let second = try people.token(4)
      try await server.fill(second)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<50 {
          group.addTask {
            try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: second).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 200 }.count == 1)
      #expect(statuses.filter { $0 == 409 || $0 == 412 }.count == 49, "\(Set(statuses))")
      let owner = try await server.database.connect()
      #expect(try await owner.query("SELECT count(*) AS n FROM review.submission")[0]["n"] == 2)
      await owner.close()
    }
  }

  @Test("500 people at once: every one of them is in")
  func many() async throws {
    var settings = ServerSettings()
    settings.rates.perAddress.perMinute = 10_000_000
    settings.limits.connectionsPerAddress = 1000
    settings.poolQueue = 1000
    settings.poolPatience = .seconds(60)
    try await TestEndpoint.withApplicants(settings: settings) { server, people in
      let owner = try await server.database.connect()
      let picture = try TestEndpoint.picture("portrait-woman-blue-1")
      let people = try (0..<500).map { try people.token($0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for token in people {
          group.addTask {
            _ = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
            let begun = try await server.send("POST", Self.path, json: [:], token: token)
            #expect(begun.status == 201, "\(begun.text)")
            let saved = try await server.send(
              "PATCH", Self.path + "/answers", json: TestEndpoint.complete, token: token, headers: ["If-Match": "*"])
            #expect(saved.status == 200, "\(saved.text)")
          }
        }
        try await group.waitForAll()
      }
      // One person's upload stands for all: uploading is measured elsewhere.
      _ = try await server.send(
        "PUT", Self.path + "/attachments/photo", body: picture, token: people[0],
        headers: ["Content-Type": "image/jpeg"])
      try await owner.script(
        """
        INSERT INTO review.draft_attachment (application_id, slot, n, sha256, bytes, kind, facts)
        SELECT a.id, d.slot, d.n, d.sha256, d.bytes, d.kind, d.facts FROM review.application a, review.draft_attachment d
        WHERE a.id <> d.application_id
        """)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for token in people {
          group.addTask {
            try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).status
          }
        }
        return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(statuses == [200: 500])
      let row = try await owner.query(
        """
        SELECT count(*) AS n, count(DISTINCT application_id) AS a, count(DISTINCT number) AS numbers
        FROM review.submission s JOIN review.application p ON p.id = s.application_id
        """)[0]
      #expect(try (row["n"] as Int, row["a"] as Int, row["numbers"] as Int) == (500, 500, 500))
      await owner.close()
    }
  }
}
