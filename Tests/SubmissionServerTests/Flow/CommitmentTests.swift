import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// What was read and ticked is kept with the revision, in the words of then (R4).
@Suite(.timeLimit(.minutes(30))) struct CommitmentTests {
  @Test("a tick at the submission is kept with id, version, time and text, in the language that was read")
  func atSubmission() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let path = "/v1/zhejiang/application"
      let token = try people.token(1)
      try await server.fill(token)
      #expect(try await server.send("GET", path, token: token).json["commitments"] == [])
      let before = Date()
      _ = try await server.send("POST", path + "/submit", json: TestEndpoint.agreed, token: token)
      let kept = try #require(try await server.send("GET", path, token: token).json["commitments"]?.array)
      let asked = try #require(
        server.services.profiles.current("zhejiang", on: server.services.today)?.commitments.first)
      #expect(kept.count == 1 && kept[0]["id"] == .string(asked.id) && kept[0]["version"] == .string(asked.version))
      #expect(kept[0]["text"] == "同意以上资料填写无误" && kept[0]["accepted"] == true && kept[0]["paragraphs"] == [])
      let at = try Date(try #require(kept[0]["at"]?.string), strategy: .iso8601)
      #expect(at.timeIntervalSince(before) > -600)
      let owner = try await server.database.connect()
      #expect(
        try await owner.text(
          "SELECT commitment ->> 'text' || (commitment ->> 'at' = to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')) FROM review.submission"
        ) == "同意以上资料填写无误true")
      // The next revision has the words that were read then.
      _ = try await server.send("POST", path + "/withdraw", json: [:], token: token)
      _ = try await server.send(
        "POST", path + "/submit", json: TestEndpoint.agreed, token: token, headers: ["Accept-Language": "en"])
      #expect(
        try await owner.text(
          "SELECT string_agg(concat_ws(' ', revision, commitment ->> 'language', commitment ->> 'text'), '; ' ORDER BY revision) FROM review.submission"
        ) == "1 zh 同意以上资料填写无误; 2 en \(asked.text.en)")
      await owner.close()
    }
  }

  @Test("a tick before filling is kept from the start, with the time of then, and goes with each revision")
  func beforeFilling() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let path = "/v1/jiangsu/application"
      let token = try people.token(2, province: "jiangsu")
      _ = try await server.send("POST", path + "/notice", json: [:], token: token)
      let owner = try await server.database.connect()
      try await owner.script("UPDATE review.notice_reading SET shown_at = shown_at - interval '1 hour'")
      #expect(try await server.send("POST", path, json: [:], token: token).code == "commitment_missing")
      let begun = try await server.send("POST", path, json: TestEndpoint.agreed, token: token)
      let kept = try #require(begun.json["commitments"]?.array, "\(begun.text)")
      #expect(kept.count == 1 && kept[0]["text"]?.string?.hasPrefix("本人已阅读并且同意以上协议") == true)
      #expect(kept[0]["at"]?.string != nil)
      #expect(try await server.send("GET", path, token: token).json["commitments"] == .array(kept))
      await owner.close()
    }
  }

  @Test(
    "Shanxi's guide gives no text to agree to: nobody is refused for not ticking it, and what is ticked is kept, in both channels"
  )
  func shanxi() async throws {
    try await ChannelRouteTests.with { server, token in
      let path = ChannelRouteTests.path
      let form = try await server.send("GET", "/v1/shanxi/profile")
      for commitment in form.json["commitments"]?.array ?? [] {
        #expect(commitment["required"] == false && commitment["paragraphs"] == [])
      }
      #expect(form.json["commitments"]?.array?.map { $0["button"]?["zh"] } == ["申请", nil])
      let answer = try await server.send("POST", path + "/submit", json: [:], token: token)
      let pointers = answer.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(answer.status == 422 && !pointers.contains("/commitment") && !pointers.isEmpty, "\(answer.text)")
      let old = try await server.send(
        "POST", path + "/submit", json: ["commitment": ["accepted": true, "version": "0"]], token: token)
      #expect(old.json["errors"]?.array?.contains { $0["pointer"] == "/commitment" } == true, "\(old.text)")
      // On the phone nothing is asked for before filling that can be read; what is ticked is kept.
      #expect(
        try await server.send("PUT", path + "/channel", json: ["channel": "wechat"], token: token).json["commitments"]
          == [])
      let ticked = try await server.send(
        "PUT", path + "/channel", json: ["channel": "wechat", "commitment": ChannelRouteTests.pledge], token: token)
      #expect(ticked.json["commitments"]?.array?.map { $0["text"] } == ["阅读并勾选承诺"], "\(ticked.text)")
    }
  }
}
