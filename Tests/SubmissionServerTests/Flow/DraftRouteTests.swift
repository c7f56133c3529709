import Domain
import Foundation
import Testing

@testable import SubmissionServer

/// Notice, start, answers: what is saved, what is refused, and in which words.
@Suite(.timeLimit(.minutes(30))) struct DraftRouteTests {
  static let path = "/v1/zhejiang/application"

  @Test("what comes with the identity is there from the start, and cannot be changed")
  func locked() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      #expect(try await server.send("GET", Self.path, token: token).code == "no_application")
      #expect(try await server.send("POST", Self.path, json: [:], token: token).code == "notice_unread")
      let notice = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
      #expect(notice.json["notices"]?.array?.first?["seconds_left"] == 0)
      let begun = try await server.send("POST", Self.path, json: [:], token: token)
      #expect(begun.status == 201)
      #expect(begun.headers["etag"] == "\"a1\"")
      #expect(begun.json["answers"]?["identity.name"] == "测试甲")
      #expect(begun.json["answers"]?["identity.birth_date"] == "1991-01-01")
      let locked = begun.json["locked"]?.array?.compactMap(\.string) ?? []
      #expect(Set(["identity.name", "identity.mobile", "identity.id_type", "identity.id_number"]).isSubset(of: locked))
      #expect(try await server.send("POST", Self.path, json: [:], token: token).code == "duplicate_application")

      for (field, value) in [("identity.name", "别人"), ("identity.id_number", nil), ("identity.mobile", "16911111111")]
        as [(String, String?)]
      {
        let answer = try await server.send(
          "PATCH", Self.path + "/answers", json: [field: value.map(JSONValue.string) ?? .null], token: token,
          headers: ["If-Match": "*"])
        #expect(answer.status == 422 && answer.code == "locked_field", "\(field)")
        #expect(!answer.text.contains("别人"))
      }
      // Beside other faults it is one of them: all are told at once.
      let several = try await server.send(
        "PATCH", Self.path + "/answers",
        json: ["identity.name": "别人", "personal.ethnic": "99", "work.postal_code": 12, "nosuch": 1], token: token,
        headers: ["If-Match": "*"])
      #expect(several.status == 422 && several.code == "invalid_answers")
      #expect(
        Set(several.json["errors"]?.array?.compactMap { $0["code"]?.string } ?? [])
          == ["locked_field", "unknown_code", "wrong_type", "unknown_field"], "\(several.text)")
      // Saying the same again is no change.
      let same = try await server.send(
        "PATCH", Self.path + "/answers", json: ["identity.name": "测试甲"], token: token, headers: ["If-Match": "*"])
      #expect(same.status == 200)
    }
  }

  @Test("two windows do not overwrite each other")
  func preconditions() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(2)
      _ = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
      _ = try await server.send("POST", Self.path, json: [:], token: token)
      let answers = Self.path + "/answers"
      let without = try await server.send("PATCH", answers, json: ["work.has_unit": true], token: token)
      #expect(without.status == 428 && without.code == "precondition_required")
      let first = try await server.send(
        "PATCH", answers, json: ["work.has_unit": true], token: token, headers: ["If-Match": "\"a1\""])
      #expect(first.status == 200 && first.headers["etag"] == "\"a2\"")
      for stale in ["\"a1\"", "W/\"a2\"", "a2", "\"x\"", ""] {
        let second = try await server.send(
          "PATCH", answers, json: ["work.has_unit": false], token: token, headers: ["If-Match": stale])
        #expect(second.status == 412 || stale.isEmpty && second.status == 428, "\(stale) \(second.status)")
      }
      let read = try await server.send("GET", Self.path, token: token)
      #expect(read.json["answers"]?["work.has_unit"] == true)
      // Of two at the same time one is told.
      async let one = server.send(
        "PATCH", answers, json: ["work.postal_code": "310001"], token: token, headers: ["If-Match": "\"a2\""])
      async let other = server.send(
        "PATCH", answers, json: ["work.postal_code": "310002"], token: token, headers: ["If-Match": "\"a2\""])
      #expect(Set(try await [one.status, other.status]) == [200, 412])
    }
  }

  @Test("types and codes are checked, everything wrong at once, and nothing of it is saved")
  func answers() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(3)
      _ = try await server.send("POST", Self.path + "/notice", json: [:], token: token)
      _ = try await server.send("POST", Self.path, json: [:], token: token)
      let wrong = try await server.send(
        "PATCH", Self.path + "/answers",
        json: [
          "work.has_unit": "yes", "personal.ethnic": "99x", "work.postal_code": "310001", "no.such.field": 1,
          "qualifications": [["level": 7]],
        ], token: token, headers: ["If-Match": "*"])
      #expect(wrong.status == 422 && wrong.code == "invalid_answers")
      let pointers = wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(Set(pointers) == ["/work.has_unit", "/personal.ethnic", "/no.such.field", "/qualifications[1].level"])
      #expect(!wrong.text.contains("99x"))
      #expect(try await server.send("GET", Self.path, token: token).json["answers"]?["work.postal_code"] == nil)

      // Null clears; a gate is told at once and stops the flow, and what was typed is kept.
      let outside = try await server.send(
        "PATCH", Self.path + "/answers", json: ["work.has_unit": false, "work.residence_region": "320106"],
        token: token, headers: ["If-Match": "*"])
      #expect(outside.status == 200)
      #expect(outside.json["stopped_by"]?.array?.first?["code"] == "residence_outside_province")
      let stopped = try await server.send(
        "PUT", Self.path + "/attachments/photo", body: [1], token: token, headers: ["Content-Type": "image/jpeg"])
      #expect(stopped.status == 409 && stopped.code == "not_eligible")
      let cleared = try await server.send(
        "PATCH", Self.path + "/answers", json: ["work.residence_region": nil], token: token, headers: ["If-Match": "*"])
      #expect(cleared.json["answers"]?["work.residence_region"] == nil)
      #expect(cleared.json["stopped_by"] == [])
      #expect(
        cleared.json["fields"]?.array?.contains { $0["target"] == "work.residence_region" && $0["required"] == true }
          == true)
    }
  }

  @Test("nobody else's: another person's token sees their own, another province's none")
  func others() async throws {
    try await TestEndpoint.withApplicants { server, people in
      try await server.fill(try people.token(4))
      #expect(try await server.send("GET", Self.path, token: try people.token(5)).status == 404)
      #expect(try await server.send("GET", Self.path, token: try people.token(4, province: "jiangsu")).status == 401)
      #expect(
        try await server.send("GET", "/v1/jiangsu/application", token: try people.token(4, province: "jiangsu")).status
          == 404)
      #expect(try await server.send("GET", "/v1/jiangsu/application", token: try people.token(4)).status == 401)
      #expect(try await server.send("GET", Self.path).status == 401)
    }
  }
}
