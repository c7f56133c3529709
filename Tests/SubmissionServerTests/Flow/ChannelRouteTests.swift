import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SubmissionServer

/// One applicant, one draft, whatever the channel (R2), and what was ticked in each (R4).
@Suite(.timeLimit(.minutes(30))) struct ChannelRouteTests {
  static let path = "/v1/shanxi/application"
  static let pledge: JSONValue = ["accepted": true, "version": "1"]

  /// A session of somebody in Shanxi who has just begun on the PC.
  static func with(_ body: @Sendable @escaping (TestEndpoint, String) async throws -> Void) async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let begun = try await world.endpoint.send("POST", path, json: ["channel": "pc"], token: token)
      try #require(begun.status == 201, "\(begun.text)")
      try await body(world.endpoint, token)
    }
  }

  @Test("the phone goes on with what the PC began, and the other way round; answers and files stay")
  func bothWays() async throws {
    try await Self.with { server, token in
      func save(_ json: JSONValue, _ tag: String = "*") async throws -> TestEndpoint.Answer {
        try await server.send("PATCH", Self.path + "/answers", json: json, token: token, headers: ["If-Match": tag])
      }
      let seen = try await save(["personal.country": "156", "work.status": "3"])
      let photo = try await server.send(
        "PUT", Self.path + "/attachments/photo", body: try TestEndpoint.picture("portrait-woman-blue-1"), token: token,
        headers: ["Content-Type": "image/jpeg"])
      #expect(photo.status == 201, "\(photo.text)")
      // Beginning anew is no way: there is one draft.
      #expect(
        try await server.send("POST", Self.path, json: ["channel": "wechat"], token: token).code
          == "duplicate_application")
      let phone = try await server.send(
        "PUT", Self.path + "/channel", json: ["channel": "wechat", "commitment": Self.pledge], token: token)
      #expect(phone.status == 200 && phone.json["channel"] == "wechat", "\(phone.text)")
      #expect(phone.json["answers"]?["work.status"] == "3" && phone.json["attachments"]?.array?.count == 1)
      #expect(phone.json["commitments"]?.array?.map { $0["id"] } == ["pledge_wechat"])
      // The window that is still open on the PC may save what it had before.
      let later = try await save(["personal.remark": "电脑端"], try #require(seen.headers["etag"]))
      #expect(later.status == 200 && later.json["channel"] == "wechat", "\(later.text)")
      #expect(try await save(["personal.postal_code": "030001"]).status == 200)
      // Asked again it changes nothing, and what was agreed to is not asked again.
      let tag = try await server.send("GET", Self.path, token: token).headers["etag"]
      let same = try await server.send("PUT", Self.path + "/channel", json: ["channel": "wechat"], token: token)
      #expect(same.status == 200 && same.headers["etag"] == tag)
      #expect(same.json["commitments"]?.array?.map { $0["id"] } == ["pledge_wechat"])
      let web = try await server.send("PUT", Self.path + "/channel", json: ["channel": "pc"], token: token)
      #expect(web.status == 200 && web.json["channel"] == "pc" && web.headers["etag"] != tag)
      #expect(web.json["answers"]?["personal.remark"] == "电脑端" && web.json["attachments"]?.array?.count == 1)
      let owner = try await server.database.connect()
      #expect(
        try await owner.text(
          "SELECT string_agg(concat_ws(' ', detail ->> 'before', detail ->> 'channel'), ', ' ORDER BY id) FROM review.event WHERE action = 'channel_changed'"
        ) == "pc wechat, wechat pc")
      #expect(try await owner.count("SELECT count(*) FROM review.application") == 1)
      await owner.close()
    }
  }

  @Test("rubbish is refused, and where nothing can be edited nothing moves")
  func refused() async throws {
    try await Self.with { server, token in
      let bodies: [JSONValue] = [
        [:], ["channel": "fax"], ["channel": ""], ["channel": 1], ["channel": nil], ["channel": "pc", "more": 1],
        ["channel": "wechat", "commitment": true], ["channel": "wechat", "commitment": ["accepted": "yes"]],
      ]
      for body in bodies {
        let answer = try await server.send("PUT", Self.path + "/channel", json: body, token: token)
        #expect(answer.status == 400, "\(body.canonicalJSON) \(answer.text)")
      }
      let old = try await server.send(
        "PUT", Self.path + "/channel", json: ["channel": "wechat", "commitment": ["accepted": true, "version": "0"]],
        token: token)
      #expect(old.status == 409 && old.code == "commitment_missing")
      #expect(try await server.send("GET", Self.path, token: token).json["channel"] == "pc")
      #expect(try await server.send("DELETE", Self.path, token: token).status == 204)
      let none = try await server.send("PUT", Self.path + "/channel", json: ["channel": "wechat"], token: token)
      #expect(none.status == 404 && none.code == "no_application")
    }
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(3)
      let path = "/v1/zhejiang/application"
      try await server.fill(token)
      _ = try await server.send("POST", path + "/submit", json: TestEndpoint.agreed, token: token)
      let late = try await server.send("PUT", path + "/channel", json: ["channel": "pc"], token: token)
      #expect(late.status == 409 && late.code == "wrong_state")
    }
  }
}
