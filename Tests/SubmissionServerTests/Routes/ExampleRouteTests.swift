import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The drawings that show what belongs into a slot.
@Suite(.timeLimit(.minutes(30)))
struct ExampleRouteTests {
  /// What the form's document names is there, and well-formed, and draws nothing from elsewhere.
  @Test func whatTheFormNamesIsServed() async throws {
    try await TestEndpoint.with { endpoint in
      for profile in Profile.bundled {
        let form = try await endpoint.send("GET", "/v1/\(profile.province)/profile").json
        let named = (form["slots"]?.array ?? []).compactMap { $0["example"]?["path"]?.string }
        let shown = (form["examples"]?.array ?? []).compactMap { $0["path"]?.string }
        #expect(named == profile.slots.map { "examples/" + $0.id })
        #expect(shown == (profile.province == "zhejiang" ? ["examples/1", "examples/2", "examples/3"] : []))
        for path in named + shown {
          let answer = try await endpoint.send("GET", "/v1/\(profile.province)/\(path)")
          #expect(answer.status == 200 && answer.headers["content-type"] == "image/svg+xml", "\(path)")
          #expect(XMLParser(data: Data(answer.body)).parse(), "\(path)")
          let text = String(decoding: answer.body, as: UTF8.self)
          #expect(text.contains("（示例）</title>") && !text.contains("href") && !text.contains("<script"))
        }
      }
    }
  }

  @Test func itIsKeptAndNothingElseIsThere() async throws {
    try await TestEndpoint.with { endpoint in
      let answer = try await endpoint.send("GET", "/v1/zhejiang/examples/photo")
      #expect(String(decoding: answer.body, as: UTF8.self).contains("fill=\"#ffffff\""))
      let tag = try #require(answer.headers["etag"])
      let again = try await endpoint.send("GET", "/v1/zhejiang/examples/photo", headers: ["If-None-Match": tag])
      #expect(again.status == 304 && again.body.isEmpty)
      for name in ["nothing", "0", "4", "01", "-1", "id_front", "99999999999999999999"] {
        #expect(try await endpoint.send("GET", "/v1/zhejiang/examples/\(name)").status == 404, "\(name)")
      }
    }
  }

  /// A portrait stands before a colour that the slot takes; no two drawings are the same.
  @Test func theyDiffer() {
    let all = ExampleDrawing.allCases.map { ExamplePicture($0, title: "甲 & <乙>", background: .blue).svg }
    // How to photograph a certificate is the certificate, photographed.
    #expect(Set(all).count == all.count - 1)
    #expect(all[0].contains("#4a90d9") && all[0].contains("甲 &amp; &lt;乙>"))
    #expect(all.allSatisfy { XMLParser(data: Data($0.utf8)).parse() })
  }
}
