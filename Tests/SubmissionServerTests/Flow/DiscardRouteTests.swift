import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// A draft thrown away by its applicant, over HTTP.
@Suite(.timeLimit(.minutes(30))) struct DiscardRouteTests {
  static let path = "/v1/zhejiang/application"

  @Test("what was never submitted goes whole, is on record, and one may begin again")
  func gone() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      // Nothing to discard is no failure, with and without a tag.
      #expect(try await server.send("DELETE", Self.path, token: token).status == 204)
      #expect(try await server.send("DELETE", Self.path).status == 401)
      try await server.fill(token)
      let draft = try await server.send("GET", Self.path, token: token)
      let number = try #require(draft.json["number"]?.string)
      #expect(draft.json["possible"]?.array?.contains("discard") == true)
      for stale in ["\"a1\"", "\"x\"", "W/\"a2\"", "rubbish"] {
        let refused = try await server.send("DELETE", Self.path, token: token, headers: ["If-Match": stale])
        #expect(refused.status == 412 && refused.code == "draft_changed", "\(stale)")
      }
      let tag = try #require(draft.headers["etag"])
      #expect(try await server.send("DELETE", Self.path, token: token, headers: ["If-Match": tag]).status == 204)
      #expect(try await server.send("DELETE", Self.path, token: token, headers: ["If-Match": tag]).status == 204)
      #expect(try await server.send("GET", Self.path, token: token).code == "no_application")
      for (method, path) in [("GET", "/attachments"), ("GET", "/status"), ("POST", "/submit")] {
        let answer = try await server.send(
          method, Self.path + path, json: method == "POST" ? TestEndpoint.agreed : nil, token: token)
        #expect(answer.status == 404 && answer.code == "no_application", "\(path)")
      }
      let owner = try await server.database.connect()
      for table in ["application", "applicant", "draft_attachment", "notice_reading"] {
        #expect(try await owner.count("SELECT count(*) FROM review.\(table)") == 0, "\(table)")
      }
      #expect(
        try await owner.text(
          "SELECT string_agg(actor || ' ' || action, ', ' ORDER BY id) FROM review.event WHERE application_id IS NOT NULL"
        )
          == "applicant started, applicant discarded")
      let detail = try #require(
        try await owner.text("SELECT subject || detail FROM review.event WHERE action = 'discarded'"))
      #expect(detail.contains(number) && !detail.contains(TestApplicants.idNumber(1)))
      await owner.close()
      // From the first page on, under another number.
      #expect(try await server.send("POST", Self.path, json: [:], token: token).code == "notice_unread")
      try await server.fill(token)
      let begun = try await server.send("GET", Self.path, token: token)
      #expect(begun.json["number"]?.string != number && begun.json["attachments"]?.array?.count == 1)
      #expect(
        try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).status == 200)
    }
  }

  @Test("what was taken back is again what was submitted; while the bureau has it nothing is discarded")
  func restored() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(2)
      try await server.fill(token)
      _ = try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
      let sent = try await server.send("GET", Self.path, token: token)
      let refused = try await server.send("DELETE", Self.path, token: token)
      #expect(refused.status == 409 && refused.code == "wrong_state", "\(refused.text)")
      #expect(refused.json["possible"] == ["withdraw", "status"])
      _ = try await server.send("POST", Self.path + "/withdraw", json: [:], token: token)
      _ = try await server.send(
        "PATCH", Self.path + "/answers", json: ["work.postal_code": "310009"], token: token, headers: ["If-Match": "*"])
      _ = try await server.send(
        "PUT", Self.path + "/attachments/photo", body: try TestEndpoint.picture("portrait-woman-white-1"), token: token,
        headers: ["Content-Type": "image/jpeg"])
      for _ in 1...2 { #expect(try await server.send("DELETE", Self.path, token: token).status == 204) }
      let back = try await server.send("GET", Self.path, token: token)
      #expect(back.json["state"] == "draft" && back.json["revision"] == 1)
      #expect(back.json["answers"] == sent.json["answers"])
      func hashes(_ answer: TestEndpoint.Answer) -> [JSONValue?] {
        answer.json["attachments"]?.array?.map { $0["sha256"] } ?? []
      }
      #expect(hashes(back) == hashes(sent) && hashes(back).count == 1)
      #expect(
        try await server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token).status == 200)
    }
  }

  @Test("beside an upload and a submission it comes before or after, and nothing is left half")
  func races() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let picture = try TestEndpoint.picture("portrait-woman-blue-1")
      for person in 10..<16 {
        let token = try people.token(person)
        try await server.fill(token)
        async let upload = server.send(
          "PUT", Self.path + "/attachments/photo", body: picture, token: token, headers: ["Content-Type": "image/jpeg"])
        async let submit = server.send("POST", Self.path + "/submit", json: TestEndpoint.agreed, token: token)
        async let discard = server.send("DELETE", Self.path, token: token)
        let ends = try await (upload.status, submit.status, discard.status)
        #expect([200, 404, 409].contains(ends.0), "\(ends)")
        #expect(ends.1 == 200 ? ends.2 == 409 : ends.2 == 204, "\(ends)")
        #expect(try await server.send("GET", Self.path, token: token).status == (ends.1 == 200 ? 200 : 404))
      }
      let owner = try await server.database.connect()
      #expect(
        try await owner.count(
          "SELECT count(*) FROM review.draft_attachment d WHERE NOT EXISTS (SELECT FROM review.application a WHERE a.id = d.application_id)"
        ) == 0)
      #expect(
        try await owner.count(
          "SELECT count(*) FROM review.applicant p WHERE NOT EXISTS (SELECT FROM review.application a WHERE a.applicant_id = p.id)"
        ) == 0)
      await owner.close()
    }
  }
}
