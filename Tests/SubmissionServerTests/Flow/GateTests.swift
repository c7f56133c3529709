import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// 不符合填报要求的，将不能继续填报: what a gate stops, over HTTP, and what it leaves open.
@Suite(.timeLimit(.minutes(30))) struct GateTests {
  static let path = "/v1/zhejiang/application"

  @Test("behind a gate no later page is saved, nothing is uploaded or submitted, and the answer can be put right")
  func stopped() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      _ = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
      _ = try await server.send("POST", Self.path, json: [:], token: token)
      func save(_ json: JSONValue) async throws -> TestEndpoint.Answer {
        try await server.send("PATCH", Self.path + "/answers", json: json, token: token, headers: ["If-Match": "*"])
      }
      let gated = try await save(["work.has_unit": false, "work.residence_region": "320106"])
      #expect(gated.status == 200 && gated.json["possible"] == ["save", "discard", "status"])
      for path in ["", "/status"] {
        #expect(
          try await server.send("GET", Self.path + path, token: token).json["possible"] == [
            "save", "discard", "status",
          ], "\(path)"
        )
      }
      // A later page is refused whole, with the answer that stops.
      let later = try await save(["education.full_time.level": "0", "work.postal_code": "310001"])
      #expect(later.status == 409 && later.code == "not_eligible", "\(later.text)")
      #expect(later.json["errors"]?.array?.first?["pointer"] == "/answers/work.residence_region")
      let read = try await server.send("GET", Self.path, token: token)
      #expect(
        read.json["answers"]?["work.postal_code"] == nil && read.json["answers"]?["education.full_time.level"] == nil)
      // The same page, the pages before it and clearing are open; so is a later page once the answer is right, in one request.
      #expect(try await save(["work.postal_code": "310001", "personal.country": "156"]).status == 200)
      #expect(try await save(["qualifications": nil]).status == 200)
      #expect(
        try await save(["education.full_time.level": "0", "work.residence_region": "140105"]).code == "not_eligible")
      let right = try await save(["work.residence_region": "330102", "education.full_time.level": "0"])
      #expect(right.status == 200 && right.json["possible"] == ["save", "attach", "submit", "discard", "status"])
      #expect(right.json["stopped_by"] == [])
      // Back behind the gate, what stands on later pages may come along unchanged.
      let back = try await save(["work.residence_region": "320106", "education.full_time.level": "0"])
      #expect(back.status == 200 && back.json["possible"] == ["save", "discard", "status"])
      let submitted = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(submitted.status == 422 && submitted.code == "incomplete")
    }
  }

  @Test("a file that is missing and one that is wrong are pointed at alike, also of a row")
  func pointers() async throws {
    try await RowIdentityTests.with { server, token, _ in
      let path = RowIdentityTests.path
      _ = try await server.send("DELETE", path + "/attachments/photo", token: token)
      _ = try await server.send("DELETE", path + "/attachments/qualification_certificate/2", token: token)
      let refused = try await server.send("POST", path + "/submit", json: [:], token: token)
      #expect(refused.status == 422, "\(refused.text)")
      let pointers = refused.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(Set(pointers) == ["/attachments/photo/1", "/attachments/qualification_certificate/2"], "\(pointers)")
      let wrong = try await server.send(
        "PUT", path + "/attachments/photo", body: [1, 2, 3], token: token, headers: ["Content-Type": "image/jpeg"])
      #expect(wrong.json["errors"]?.array?.first?["pointer"] == "/attachments/photo/1")
    }
  }

  @Test("a returned application goes in again unchanged only when that is meant")
  func unchanged() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(2)
      try await server.fill(token)
      #expect(
        try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).status == 200)
      let owner = try await server.database.connect()
      try await owner.script("UPDATE review.application SET state = 'returned', decided_at = now(), decided_by = 'x'")
      await owner.close()
      let asked = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(asked.status == 409 && asked.code == "unchanged", "\(asked.text)")
      #expect(asked.json["detail"]?.string?.contains("unchanged") == true)
      for rubbish: JSONValue in ["true", 1, [:]] {
        let wrong = try await server.send(
          "POST", Self.path + "/submit",
          json: ["commitment": ["accepted": true, "version": "1"], "unchanged": rubbish],
          token: token)
        #expect(wrong.status == 400, "\(wrong.text)")
      }
      let meant = try await server.send(
        "POST", Self.path + "/submit", json: ["commitment": ["accepted": true, "version": "1"], "unchanged": true],
        token: token)
      #expect(meant.status == 200 && meant.json["revision"] == 2, "\(meant.text)")
    }
  }

  @Test("the bureau of a development zone is found by its code, like any other")
  func zones() async throws {
    try await TestEndpoint.withApplicants { server, _ in
      let found = try await server.send("GET", "/v1/shanxi/departments?region=140171")
      #expect(found.status == 200 && found.json["departments"]?.array?.first?["level"] == "zone", "\(found.text)")
      for rubbish in ["140172", "330371", "14017", "x"] {
        #expect(try await server.send("GET", "/v1/shanxi/departments?region=\(rubbish)").status == 404, "\(rubbish)")
      }
    }
  }
}
