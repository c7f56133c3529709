import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// A draft keeps the edition of the form that it was begun under (R26), and that edition can be drawn.
@Suite(.timeLimit(.minutes(30))) struct EditionTests {
  /// The forms of today and a next edition of Zhejiang's that is in force already.
  private static func editions() throws -> [Profile] {
    let file = Catalogue.bundled.folders[1].appending(path: "zhejiang.yaml")
    let yaml = try String(contentsOf: file, encoding: .utf8)
      .replacing("version: \"2017.1\"", with: "version: \"2026.9\"", maxReplacements: 1)
      .replacing("valid: {from: 2017-10-16", with: "valid: {from: 2026-01-01", maxReplacements: 1)
    return Profile.bundled + [try Profile.parse(yaml, name: "zhejiang-2026.yaml")]
  }

  @Test(
    "the form and the templates of an old draft are fetched by its version; of an unknown one it is said which there are"
  )
  func old() async throws {
    try await TestEndpoint.withApplicants(profiles: try Self.editions()) { server, people in
      let owner = try await server.database.connect()
      try await owner.script(
        """
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, targets, settings)
        SELECT province, '2026.9', name, number_letters, '2026-01-01', targets, settings FROM review.profile WHERE province = 'zhejiang'
        """)
      let token = try people.token(1)
      try await server.fill(token)
      let path = "/v1/zhejiang/application"
      #expect(try await server.send("GET", path, token: token).json["profile_version"] == "2026.9")
      // As one that was begun before the new edition.
      try await owner.script("UPDATE review.application SET profile_version = '2017.1'")
      await owner.close()
      let version = try #require(try await server.send("GET", path, token: token).json["profile_version"]?.string)
      #expect(version == "2017.1")
      let current = try await server.send("GET", "/v1/zhejiang/profile")
      #expect(current.json["version"] == "2026.9")
      let own = try await server.send("GET", "/v1/zhejiang/profile?version=\(version)")
      #expect(own.status == 200 && own.json["version"] == "2017.1")
      #expect(own.json == server.services.profiles.version("2017.1", of: "zhejiang")?.form)
      #expect(own.headers["etag"] != current.headers["etag"] && own.headers["etag"] != nil)
      let again = try await server.send(
        "GET", "/v1/zhejiang/profile?version=2017.1", headers: ["If-None-Match": own.headers["etag"] ?? ""])
      #expect(again.status == 304)
      let template = "/v1/zhejiang/templates/work_proof_current"
      #expect(try await server.send("GET", template + "?version=2017.1").status == 200)
      for rubbish in [
        "2027.1", "", "2017.1%20", "..", "2019.1", "%E2%80%AE2017.1", String(repeating: "9", count: 500),
        "'%20OR%201=1",
      ] {
        for document in ["/v1/zhejiang/profile", template] {
          let unknown = try await server.send("GET", "\(document)?version=\(rubbish)")
          #expect(unknown.status == 404 && unknown.code == "not_found", "\(rubbish) \(unknown.text)")
          #expect(unknown.json["versions"] == ["2017.1", "2026.9"])
          #expect(unknown.json["detail"]?.string?.contains("2017.1, 2026.9") == true)
        }
      }
      #expect(try await server.send("GET", "/v1/atlantis/profile?version=2017.1").status == 404)
      #expect(try await server.send("GET", "/v1/jiangsu/profile?version=2017.1").json["versions"] != nil)
      #expect(try await server.send("GET", "/v1/zhejiang/profile?version=%00").status == 400)
      // It is judged and submitted under its own edition.
      let receipt = try await server.send("POST", path + "/submit", json: TestEndpoint.agreed, token: token)
      #expect(receipt.status == 200, "\(receipt.text)")
      #expect(try await server.send("GET", path, token: token).json["profile_version"] == "2017.1")
    }
  }
}
