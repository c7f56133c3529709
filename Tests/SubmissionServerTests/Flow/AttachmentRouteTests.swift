import Foundation
import Testing

@testable import Store
@testable import SubmissionServer

/// Files: what is kept, what is refused, who may see it, and that nothing is left behind.
@Suite struct AttachmentRouteTests {
  static let base = "/v1/zhejiang/application/attachments"
  static let jpeg = ["Content-Type": "image/jpeg"]

  static func begin(_ server: TestEndpoint, _ token: String) async throws {
    _ = try await server.send("POST", "/v1/zhejiang/application/notice", json: [:], token: token)
    _ = try await server.send("POST", "/v1/zhejiang/application", json: [:], token: token)
  }

  static func leftovers(_ server: TestEndpoint) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: server.services.contents.incoming)) ?? []
  }

  @Test("stored, shown to its owner only, replaced, deleted")
  func life() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1)
      let picture = try TestEndpoint.picture("portrait-woman-blue-1")
      #expect(
        try await server.send("PUT", Self.base + "/photo", body: picture, token: token, headers: Self.jpeg).status
          == 404)
      try await Self.begin(server, token)
      let stored = try await server.send("PUT", Self.base + "/photo", body: picture, token: token, headers: Self.jpeg)
      #expect(stored.status == 201, "\(stored.text)")
      let tag = try #require(stored.headers["etag"])
      let shown = try await server.send("GET", Self.base + "/photo/1", token: token)
      #expect(shown.body == picture && shown.headers["content-type"] == "image/jpeg")
      #expect(shown.headers["x-content-type-options"] == "nosniff")
      #expect(shown.headers["content-disposition"]?.hasPrefix("inline; filename=") == true)
      #expect(shown.headers["cache-control"]?.contains("private") == true)
      #expect(
        try await server.send("GET", Self.base + "/photo", token: token, headers: ["If-None-Match": tag]).status == 304)
      let other = try people.token(2)
      try await Self.begin(server, other)
      #expect(try await server.send("GET", Self.base + "/photo", token: other).status == 404)
      let replaced = try await server.send(
        "PUT", Self.base + "/photo", body: try TestEndpoint.picture("portrait-woman-blue-2"), token: token,
        headers: Self.jpeg)
      #expect(replaced.status == 200 && replaced.headers["etag"] != tag)
      #expect(try await server.send("GET", Self.base, token: token).json["attachments"]?.array?.count == 1)
      #expect(try await server.send("DELETE", Self.base + "/photo", token: token).status == 204)
      #expect(try await server.send("DELETE", Self.base + "/photo", token: token).status == 404)
      #expect(Self.leftovers(server).isEmpty)
    }
  }

  @Test("what is no good picture of the slot is refused with every reason, by its content")
  func refused() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(3)
      try await Self.begin(server, token)
      let picture = try TestEndpoint.picture("portrait-woman-blue-1")
      let cases: [(String, [UInt8], String)] = [
        ("photo", [], "invalid_file"), ("photo", Array("<svg onload=alert(1)>".utf8), "invalid_file"),
        ("photo", Array(picture.prefix(picture.count / 2)), "invalid_file"),
        ("photo", picture + Array("<?php echo 1 ?>".utf8), "invalid_file"),
        ("photo", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "invalid_file"),
        ("unit_certificate", [UInt8](repeating: 0xFF, count: (5 << 20) + 1), "content_too_large"),
      ]
      for (slot, body, code) in cases {
        let answer = try await server.send("PUT", "\(Self.base)/\(slot)", body: body, token: token, headers: Self.jpeg)
        #expect(answer.code == code, "\(slot) \(body.count): \(answer.status)")
        if code == "invalid_file" { #expect(answer.json["errors"]?.array?.isEmpty == false) }
      }
      let typed = try await server.send(
        "PUT", Self.base + "/photo", body: picture, token: token, headers: ["Content-Type": "text/html"])
      #expect(typed.status == 415)
      for slot in [
        "nothing", "photo/2", "photo/0", "photo/01", "photo/-1", "photo/1e0", "photo/99999999999", "photo%2F1",
        "..%2Fphoto",
      ] {
        let answer = try await server.send(
          "PUT", "\(Self.base)/\(slot)", body: picture, token: token, headers: Self.jpeg)
        #expect([400, 404].contains(answer.status), "\(slot) \(answer.status)")
      }
      #expect(try await server.send("GET", Self.base, token: token).json["attachments"] == [])
      #expect(Self.leftovers(server).isEmpty)
    }
  }

  @Test("an upload that breaks off leaves nothing, and the next one is unharmed")
  func interrupted() async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(4)
      try await Self.begin(server, token)
      for announced in ["Content-Length: 900000", "Transfer-Encoding: chunked"] {
        let connection = try await RawConnection.open(server.port)
        try await connection.send(
          "PUT \(Self.base)/photo HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: image/jpeg\r\n\(announced)\r\n\r\n"
            + (announced.hasPrefix("T") ? "10\r\n0123456789abcdef\r\n" : String(repeating: "x", count: 70_000)))
        for _ in 0..<200 where Self.leftovers(server).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        connection.close()
      }
      for _ in 0..<300 where !Self.leftovers(server).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      #expect(Self.leftovers(server).isEmpty)
      #expect(try await server.send("GET", Self.base, token: token).json["attachments"] == [])
      let whole = try await server.send(
        "PUT", Self.base + "/photo", body: try TestEndpoint.picture("portrait-woman-blue-1"), token: token,
        headers: Self.jpeg)
      #expect(whole.status == 201)
    }
  }

  @Test("a name from somebody else's machine is made harmless")
  func names() {
    #expect(FileName.tidied("C:\\x\\证件照.jpg") == "证件照.jpg")
    #expect(FileName.tidied("../../etc/passwd") == "passwd")
    #expect(FileName.tidied("a\u{202E}gpj.exe\r\n\"") == "agpj.exe\"")
    #expect(FileName.tidied("..") == nil && FileName.tidied("") == nil && FileName.tidied("///") == nil)
    let header = FileName.disposition("inline", "2寸\"\r\nX: y.jpg")
    #expect(header.hasPrefix("inline; filename=\"2_") && !header.contains("\r") && !header.contains("X: y"))
  }
}
