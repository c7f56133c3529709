import Domain
import Foundation
import TestSupport
import Testing

@testable import Store
@testable import SubmissionServer

/// Files of a draft over HTTP: taken in bit by bit, checked, replaced, shown to their owner alone, deleted.
@Suite(.timeLimit(.minutes(30)))
struct AttachmentRoutesTests {
  static let base = "/v1/zhejiang/application/attachments"
  static let person = TestPerson(province: "zhejiang", serial: 1)

  static func with(
    settings: ServerSettings = TestEndpoint.generous, _ body: @Sendable @escaping (TestEndpoint) async throws -> Void
  ) async throws {
    try await TestEndpoint.with(settings: settings, routes: AttachmentRoutes.routes.map(\.byHeader)) { endpoint in
      try await person.start(endpoint)
      try await body(endpoint)
    }
  }

  /// Sends a file as its owner.
  static func put(
    _ endpoint: TestEndpoint, _ place: String, _ bytes: [UInt8], by person: TestPerson = person,
    headers: [String: String] = ["Content-Type": "image/jpeg"]
  ) async throws -> TestEndpoint.Answer {
    try await endpoint.send(
      "PUT", "\(base)/\(place)", body: bytes, headers: headers.merging(person.headers) { $1 })
  }

  /// Files of the content store, finished and not.
  static func files(_ endpoint: TestEndpoint) -> (kept: [String], incoming: [String]) {
    let root = endpoint.services.contents.root
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    var isFolder: ObjCBool = false
    let files = all.filter {
      FileManager.default.fileExists(atPath: "\(root)/\($0)", isDirectory: &isFolder) && !isFolder.boolValue
    }
    return (files.filter { !$0.hasPrefix("incoming/") }, files.filter { $0.hasPrefix("incoming/") })
  }

  @Test func whatIsEncodedIsRefused() async throws {
    try await Self.with { endpoint in
      let answer = try await Self.put(
        endpoint, "photo", try TestPicture.bytes("portrait-woman-blue-1.jpg"),
        headers: ["Content-Type": "image/jpeg", "Content-Encoding": "gzip"])
      #expect(answer.status == 415 && answer.code == "unsupported_media_type")
    }
  }

  /// docs/profiles.md, slots and files: what the answers do not ask for is not taken to be dropped at the end.
  @Test func whatIsNotAskedForIsRefusedWithTheReason() async throws {
    try await Self.with { endpoint in
      let picture = try TestPicture.bytes("portrait-woman-blue-1.jpg")
      // Nothing is answered yet: it is early, and where the answers do not ask for it so far, that is said.
      #expect(try await Self.put(endpoint, "unit_certificate", picture).status == 201)
      let early = try await Self.put(endpoint, "qualification_certificate", picture)
      #expect(early.status == 201, "\(early.text)")
      #expect(early.json["warnings"]?.array?.contains { $0["code"] == "not_applicable" } == true)
      let alone = TestPerson(province: "zhejiang", serial: 2)
      try await alone.start(endpoint, answers: ["work.has_unit": false, "qualifications": [["level": "0"]]])
      for slot in ["unit_certificate", "qualification_certificate"] {
        let refused = try await Self.put(endpoint, slot, picture, by: alone)
        #expect(refused.status == 422 && refused.code == "invalid_file", "\(slot) \(refused.text)")
        #expect(refused.json["errors"]?.array?.first?["code"] == "not_applicable")
      }
      #expect(try await Self.put(endpoint, "photo", picture, by: alone).status == 201)
    }
  }

  @Test func uploadedReplacedShownDeleted() async throws {
    try await Self.with { endpoint in
      let (blue, white) = (
        try TestPicture.bytes("portrait-woman-blue-1.jpg"), try TestPicture.bytes("portrait-woman-white-1.jpg")
      )
      let own = Self.person.headers
      #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: own).status == 404)
      let first = try await Self.put(
        endpoint, "photo", blue,
        headers: [
          "Content-Type": "image/jpeg",
          "Content-Disposition": "attachment; filename=\"x.jpg\"; filename*=UTF-8''..%2F%E7%85%A7%E7%89%87.jpg",
        ])
      #expect(first.status == 201, "\(first.text)")
      let file = try #require(first.json["attachment"])
      #expect(file["slot"] == "photo" && file["n"] == 1 && file["bytes"] == .integer(blue.count))
      #expect(file["kind"] == "jpeg" && file["background"] == "blue" && file["original_name"] == "照片.jpg")
      let tag = try #require(first.headers["etag"])
      #expect(tag == "\"\(file["sha256"]?.string ?? "")\"")

      let shown = try await endpoint.send("GET", "\(Self.base)/photo/1", headers: own)
      #expect(shown.status == 200 && shown.body == blue && shown.headers["etag"] == tag)
      #expect(shown.headers["content-type"] == "image/jpeg" && shown.headers["x-content-type-options"] == "nosniff")
      #expect(shown.headers["content-length"] == "\(blue.count)")
      #expect(shown.headers["cache-control"] == "no-store")
      #expect(
        shown.headers["content-disposition"]
          == "inline; filename=\"2____________.jpg\"; filename*=UTF-8''2%E5%AF%B8%E8%AF%81%E4%BB%B6%E7%85%A7.jpg")
      for known in [tag, "W/\(tag)", "\"x\", \(tag)"] {
        let again = try await endpoint.send(
          "GET", "\(Self.base)/photo", headers: own.merging(["If-None-Match": known]) { $1 })
        #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
      }

      #expect(try await Self.put(endpoint, "photo", white).status == 200)
      #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: own).body == white)
      let list = try await endpoint.send("GET", Self.base, headers: own).json
      #expect(list["attachments"]?.array?.map { $0["background"] } == ["white"])
      let place = try #require(list["slots"]?.array?.first { $0["slot"] == "photo" })
      #expect(place["required"] == true && place["filled"] == true)
      #expect(place["asks"]?.string?.contains("413*626") == true)

      // Nobody else's business.
      let other = TestPerson(province: "zhejiang", serial: 2)
      #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: other.headers).code == "no_application")
      #expect(try await Self.put(endpoint, "photo", blue, by: other).code == "no_application")
      try await other.start(endpoint)
      #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: other.headers).code == "not_found")
      #expect(try await endpoint.send("DELETE", "\(Self.base)/photo", headers: other.headers).status == 404)

      #expect(try await endpoint.send("DELETE", "\(Self.base)/photo", headers: own).status == 204)
      #expect(try await endpoint.send("DELETE", "\(Self.base)/photo", headers: own).status == 404)
      #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: own).status == 404)
      #expect(Self.files(endpoint).incoming.isEmpty)
    }
  }

  /// Vivo's and Samsung's notes, the film of a motion picture, an archive: whatever follows, the picture alone is kept.
  @Test func whatAPhoneAppendsIsCut() async throws {
    try await Self.with { endpoint in
      let good = try TestPicture.bytes("portrait-man-blue-1.jpg")
      let film = Array("\0\0\0\u{18}ftypmp42".utf8) + [UInt8](repeating: 0x41, count: 50_000)
      let trailers: [[UInt8]] = [
        Array("vivo{\"com.vivo.camera\":{}}\0\0\0&".utf8), Array("SEFHk\0\0\0SEFT".utf8), film,
        Array("PK\u{3}\u{4}<?php".utf8), [0, 0, 0x0D, 0x0A],
      ]
      for trailer in trailers {
        let answer = try await Self.put(endpoint, "photo", good + trailer, headers: ["Content-Type": "image/jpg"])
        #expect([200, 201].contains(answer.status), "\(answer.text)")
        #expect(answer.json["attachment"]?["bytes"] == .integer(good.count))
        #expect(answer.json["attachment"]?["sha256"] == .string(ContentStore.hash(of: good)))
        #expect(try await endpoint.send("GET", "\(Self.base)/photo", headers: Self.person.headers).body == good)
      }
      #expect(Self.files(endpoint).kept.count == 1 && Self.files(endpoint).incoming.isEmpty)
      let other: [(String, String)] = [
        ("\0\0\0\u{18}ftypheic", "file_heic"), ("RIFF\0\0\0\0WEBPVP8 ", "file_webp"), ("GIF89a", "file_gif"),
        ("BM6\0\u{C}\0\0\0\0\0", "file_bmp"), ("II*\0", "file_tiff"), ("MM\0*", "file_tiff"), ("%PDF-1.7", "file_pdf"),
        ("PK\u{3}\u{4}", "file_document"), ("BMW的照片在这里", "file_unknown_format"),
      ]
      // Whatever the browser calls it: the content is judged, and what it is and how to save it is said.
      for (index, (beginning, code)) in other.enumerated() {
        let type = ["image/heic", "image/bmp", "application/pdf", "application/octet-stream"][index % 4]
        let answer = try await Self.put(
          endpoint, "photo", Array(beginning.utf8) + [UInt8](repeating: 7, count: 100_000),
          headers: ["Content-Type": type])
        let error = answer.json["errors"]?.array?.first
        #expect(answer.status == 422 && error?["code"] == .string(code), "\(answer.text)")
        let told = try #require(error?["detail"]?.string)
        #expect(
          told.contains("JPEG") != ["file_document", "file_unknown_format"].contains(code) && told.hasSuffix("请重新上传。"),
          "\(told)")
      }
    }
  }

  @Test func whatIsNotAsAskedForIsRefusedAndLeavesNothing() async throws {
    try await Self.with { endpoint in
      let good = try TestPicture.bytes("portrait-man-blue-1.jpg")
      let refused: [(String, [UInt8], Int, String)] = [
        ("photo", [], 422, "invalid_file"),
        ("photo", Array("<script>alert(1)</script>".utf8), 422, "invalid_file"),
        ("photo", Array("<svg onload=alert(1)>".utf8), 422, "invalid_file"),
        ("photo", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 422, "invalid_file"),
        ("photo", Array(good.prefix(good.count / 2)), 422, "invalid_file"),
        ("photo", try TestPicture.bytes("unit-certificate-1.jpg"), 422, "invalid_file"),
        ("photo/2", good, 404, "not_found"), ("photo/0", good, 404, "not_found"),
        ("photo/01", good, 404, "not_found"), ("photo/-1", good, 404, "not_found"),
        ("photo/x", good, 404, "not_found"), ("photo/2e0", good, 404, "not_found"),
        ("photo/9999999999999999999999", good, 404, "not_found"),
        ("nothing", good, 404, "not_found"), ("PHOTO", good, 404, "not_found"),
        ("photo[1]", good, 404, "not_found"), ("%2e%2e", good, 404, "not_found"),
        ("..%2Fphoto", good, 404, "not_found"), ("photo%00", good, 400, "malformed_request"),
      ]
      for (place, bytes, status, code) in refused {
        let answer = try await Self.put(endpoint, place, bytes)
        #expect(answer.status == status && answer.code == code, "\(place) \(bytes.count): \(answer.text)")
        if code == "invalid_file" { #expect(answer.json["errors"]?.array?.isEmpty == false) }
      }
      #expect(
        try await Self.put(endpoint, "photo", good, headers: ["Content-Type": "text/html"]).code
          == "unsupported_media_type")
      #expect(
        try await Self.put(endpoint, "photo", good, headers: ["Content-Range": "bytes 0-9/100"]).code
          == "malformed_request")
      #expect(Self.files(endpoint).kept.isEmpty && Self.files(endpoint).incoming.isEmpty)
      // Every problem at once, each with its place.
      let small = try await Self.put(endpoint, "photo", try TestPicture.bytes("flawed-degree-cut.jpg"))
      let entries = try #require(small.json["errors"]?.array)
      #expect(entries.count >= 2 && entries.allSatisfy { $0["pointer"] == "/attachments/photo/1" })
      #expect(entries.allSatisfy { $0["detail"]?.string?.isEmpty == false })
    }
  }

  @Test func noUploadWhileTheBureauHasItOrWhereAGateStops() async throws {
    try await Self.with { endpoint in
      let good = try TestPicture.bytes("portrait-man-blue-1.jpg")
      let stopped = TestPerson(province: "zhejiang", serial: 3)
      try await stopped.start(endpoint, answers: ["work.has_unit": false, "work.residence_region": "320102"])
      let gate = try await Self.put(endpoint, "photo", good, by: stopped)
      #expect(gate.status == 409 && gate.code == "not_eligible", "\(gate.text)")
      let owner = try await endpoint.database.connect()
      try await owner.script(
        """
        UPDATE review.application SET state = 'approved', revision = 1, department_code = '330102', submitted_at = now(),
          first_submitted_at = now(), due_on = review.today(), decided_at = now(), decided_by = 'x', approved_at = now()
        WHERE draft = '{}'
        """)
      await owner.close()
      let late = try await Self.put(endpoint, "photo", good)
      #expect(late.status == 409 && late.code == "wrong_state" && late.json["possible"] == ["change", "status"])
      let gone = try await endpoint.send("DELETE", "\(Self.base)/photo", headers: Self.person.headers)
      #expect(gone.code == "wrong_state")
      #expect(Self.files(endpoint).kept.isEmpty && Self.files(endpoint).incoming.isEmpty)
    }
  }

  @Test func anInterruptedUploadLeavesNothing() async throws {
    try await Self.with { endpoint in
      let bytes = [UInt8](repeating: 0x55, count: 1 << 20)
      for framing in ["Content-Length: 2000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n100000\r\n"] {
        let raw = try await RawConnection.open(endpoint.port)
        try await raw.send(
          "PUT \(Self.base)/photo HTTP/1.1\r\nHost: x\r\nX-Person: 1\r\nContent-Type: image/jpeg\r\n" + framing)
        try await raw.send(bytes)
        #expect(try await soon { Self.files(endpoint).incoming.count == 1 })
        raw.close()
        #expect(try await soon { Self.files(endpoint).incoming.isEmpty })
      }
      // Too large without saying so before: refused where the bound is, and nothing is read after it.
      let raw = try await RawConnection.open(endpoint.port)
      try await raw.send(
        "PUT \(Self.base)/photo HTTP/1.1\r\nHost: x\r\nX-Person: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<4 { try? await raw.send(Array("100000\r\n".utf8) + bytes + Array("\r\n".utf8)) }
      try #require(await raw.receives { $0.contains("413") })
      // Announced: refused before anything of it is read, which clients that go on sending may notice by an error.
      let announced = try await RawConnection.open(endpoint.port)
      try await announced.send(
        "PUT \(Self.base)/photo HTTP/1.1\r\nHost: x\r\nX-Person: 1\r\nContent-Type: image/jpeg\r\n"
          + "Content-Length: \(3 << 20 | 1)\r\n\r\n")
      #expect(
        try await announced.receives {
          $0.contains("413") && $0.contains("content_too_large") && $0.contains("“2寸证件照”的文件应")
        })
      #expect(try await announced.ends())
      #expect(try await soon { Self.files(endpoint).incoming.isEmpty })
      #expect(Self.files(endpoint).kept.isEmpty)
      let list = try await endpoint.send("GET", Self.base, headers: Self.person.headers).json
      #expect(list["attachments"] == [])
      let whole = try TestPicture.bytes("portrait-woman-blue-1.jpg")
      #expect(try await Self.put(endpoint, "photo", whole).status == 201)
    }
  }

  @Test func manyAtOnceKeepTheSameContentOnce() async throws {
    try await Self.with { endpoint in
      let good = try TestPicture.bytes("portrait-man-blue-1.jpg")
      let people = (10..<26).map { TestPerson(province: "zhejiang", serial: $0) }
      for person in people { try await person.start(endpoint) }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for person in people {
          group.addTask { try await Self.put(endpoint, "photo", good, by: person).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 201, count: people.count))
      #expect(Self.files(endpoint).kept.count == 1 && Self.files(endpoint).incoming.isEmpty)
    }
  }

  @Test("who replaces files without end is told to stop before they are sent, and others are not")
  func uploadsAreMetered() async throws {
    var settings = TestEndpoint.generous
    settings.rates.uploads.filesAnHour = 2
    try await Self.with(settings: settings) { endpoint in
      let (blue, white) = (
        try TestPicture.bytes("portrait-woman-blue-1.jpg"), try TestPicture.bytes("portrait-woman-white-1.jpg")
      )
      #expect(try await Self.put(endpoint, "photo", blue).status == 201)
      // What is not kept fills no disk.
      #expect(try await Self.put(endpoint, "photo", Array("no picture".utf8)).status == 422)
      #expect(try await Self.put(endpoint, "photo", white).status == 200)
      let refused = try await Self.put(endpoint, "photo", blue)
      #expect(refused.status == 429 && refused.code == "too_many_requests")
      let seconds = try #require(refused.headers["retry-after"].flatMap { Int($0) })
      #expect((1...1800).contains(seconds) && refused.json["seconds_left"] == .integer(seconds))
      #expect(Self.files(endpoint).incoming.isEmpty)
      let other = TestPerson(province: "zhejiang", serial: 2)
      try await other.start(endpoint)
      #expect(try await Self.put(endpoint, "photo", blue, by: other).status == 201)
    }
    settings = TestEndpoint.generous
    settings.rates.uploads.bytesADay = 1000
    try await Self.with(settings: settings) { endpoint in
      let blue = try TestPicture.bytes("portrait-woman-blue-1.jpg")
      // Larger than a day's share: one goes, the next does not.
      #expect(try await Self.put(endpoint, "photo", blue).status == 201)
      #expect(try await Self.put(endpoint, "photo", blue).status == 429)
    }
  }

  @Test func aFullDiskTakesNoFile() async throws {
    var settings = TestEndpoint.generous
    settings.minimumFreeBytes = .max
    try await Self.with(settings: settings) { endpoint in
      let refused = try await Self.put(endpoint, "photo", try TestPicture.bytes("portrait-woman-blue-1.jpg"))
      #expect(refused.status == 503 && refused.headers["retry-after"] == "30")
      #expect(Self.files(endpoint).kept.isEmpty && Self.files(endpoint).incoming.isEmpty)
    }
  }

  @Test func namesAreMadeHarmless() {
    #expect(FileName.given("attachment; filename=\"a b.jpg\"").flatMap(FileName.tidied) == "a b.jpg")
    #expect(FileName.given("inline; filename*=utf-8'zh'%E7%85%A7.png; filename=x") == "照.png")
    #expect(FileName.given("inline; filename*=gbk''%D5%D5.png; filename=x") == "x")
    for none in ["attachment", "", "attachment; filename*=utf-8''%ZZ", "attachment; name"] {
      #expect(FileName.given(none) == nil)
    }
    #expect(FileName.given(nil) == nil)
    #expect(FileName.tidied("C:\\Users\\x\\照片\u{202E}gpj.exe") == "照片gpj.exe")
    #expect(FileName.tidied("a\u{202E}gpj.exe\r\n\"") == "agpj.exe\"")
    let header = FileName.disposition("inline", "2寸\"\r\nX: y.jpg")
    #expect(header.hasPrefix("inline; filename=\"2_") && !header.contains("\r") && !header.contains("X: y"))
    for nothing in ["", "..", "/", "...", "a/..", "///"] { #expect(FileName.tidied(nothing) == nil) }
    #expect(FileName.tidied(String(repeating: "长", count: 500))?.count == 100)
  }
}
