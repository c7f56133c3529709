import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SubmissionServer

/// Certificates over HTTP: each stays with its row, whatever becomes of the others (Jiangsu, one file a qualification).
@Suite(.timeLimit(.minutes(30))) struct RowIdentityTests {
  static let path = "/v1/jiangsu/application"
  static let junior: JSONValue = [
    "level": "1", "type": "1", "method": "1", "obtained_on": "2022-10-20", "certificate_number": "T1",
  ]
  static let middle: JSONValue = [
    "level": "2", "type": "1", "method": "1", "obtained_on": "2025-10-20", "certificate_number": "T2",
  ]

  static func row(_ row: JSONValue, _ number: JSONValue) -> JSONValue {
    .object((row.object ?? [:]).merging(["row": number]) { $1 })
  }

  /// Somebody of Jiangsu with a complete draft: 初级 and 中级 with their certificates, whose hashes are lent.
  static func with(
    _ body: @Sendable @escaping (TestEndpoint, _ token: String, _ hashes: [String]) async throws -> Void
  ) async throws {
    try await TestEndpoint.withApplicants { server, people in
      let token = try people.token(1, province: "jiangsu")
      _ = try await server.send("POST", path + "/notice", json: [:], token: token)
      let owner = try await server.database.connect()
      try await owner.script("UPDATE review.notice_reading SET shown_at = shown_at - interval '1 hour'")
      await owner.close()
      let begun = try await server.send(
        "POST", path, json: ["commitment": ["accepted": true, "version": "1"]], token: token)
      #expect(begun.status == 201, "\(begun.text)")
      let saved = try await server.save(
        [
          "personal.country": "156", "personal.ethnic": "01", "personal.political": "03", "personal.address": "样例路7号",
          "personal.postal_code": "210000", "personal.region": "320106", "work.status": "2", "work.school_name": "样例大学",
          "work.school_region": "320106", "education.full_time.level": "2", "education.full_time.major": "普通",
          "education.full_time.school": "样例中学", "education.full_time.graduated_on": "2009-06-20", "title.code": "0",
          "qualifications": [junior, middle],
        ], token)
      #expect(saved.status == 200, "\(saved.text)")
      for (slot, picture) in [
        ("photo", "portrait-woman-red-1"), ("id_front", "id-front-1"), ("id_back", "id-back-1"),
        ("diploma_full_time", "diploma-full-time-college"), ("student_card", "student-card-1"),
      ] { _ = try await server.put(slot, picture, token) }
      let hashes = [
        try await server.put("qualification_certificate/1", "qualification-junior", token).hash,
        try await server.put("qualification_certificate/2", "abacus-certificate-1", token).hash,
      ]
      try await body(server, token, hashes)
    }
  }

  @Test(
    "the first row deleted: the certificate of 中级 is filed for 中级, and the other one is dropped by name",
    arguments: [true, false])
  func deleted(isNumbered: Bool) async throws {
    try await Self.with { server, token, hashes in
      let saved = try await server.save(
        ["qualifications": [isNumbered ? Self.row(Self.middle, 2) : Self.middle]], token)
      #expect(saved.json["answers"]?["qualifications"] == [Self.row(Self.middle, 2)])
      let dropped = saved.json["dropped"]?.array ?? []
      #expect(dropped.count == 1 && dropped.first?["target"] == "qualification_certificate" && dropped.first?["n"] == 1)
      #expect(
        dropped.first?["place"] == 1 && dropped.first?["message"]?.string?.contains("第1条：初级") == true, "\(dropped)")
      let places = saved.json["slots"]?.array?.filter { $0["slot"] == "qualification_certificate" } ?? []
      #expect(places.count == 1 && places.first?["n"] == 2 && places.first?["place"] == 1)
      #expect(places.first?["row_name"] == "中级" && places.first?["filled"] == true)
      let receipt = try await server.submit(token)
      #expect(receipt.status == 200 && receipt.json["dropped"] == [], "\(receipt.text)")
      #expect(try await server.certificates(1) == "2=\(hashes[1])")
    }
  }

  @Test("rows swapped: each certificate stays with its row", arguments: [true, false])
  func swapped(isNumbered: Bool) async throws {
    try await Self.with { server, token, hashes in
      let rows: JSONValue =
        isNumbered ? [Self.row(Self.middle, 2), Self.row(Self.junior, 1)] : [Self.middle, Self.junior]
      let saved = try await server.save(["qualifications": rows], token)
      #expect(saved.json["answers"]?["qualifications"] == [Self.row(Self.middle, 2), Self.row(Self.junior, 1)])
      #expect(try await server.submit(token).status == 200)
      #expect(try await server.certificates(1) == "1=\(hashes[0]) 2=\(hashes[1])")
      // The preview is called by the row's place.
      let shown = try await server.send("GET", Self.path + "/attachments/qualification_certificate/1", token: token)
      #expect(shown.headers["etag"] == "\"\(hashes[0])\"")
      #expect(shown.headers["content-disposition"]?.contains("-2.jpg") == true)
    }
  }

  @Test("a new row in the place of another has no certificate, and what is missing is said by its place")
  func replaced() async throws {
    try await Self.with { server, token, hashes in
      #expect(try await server.submit(token).status == 200)
      #expect(try await server.send("POST", Self.path + "/withdraw", json: [:], token: token).status == 200)
      let high: JSONValue = [
        "level": "3", "type": "1", "method": "2", "obtained_on": "2026-01-20", "certificate_number": "T3",
      ]
      let saved = try await server.save(["qualifications": [high, Self.row(Self.middle, 2)]], token)
      #expect(saved.json["answers"]?["qualifications"] == [Self.row(high, 3), Self.row(Self.middle, 2)])
      let refused = try await server.submit(token)
      #expect(refused.code == "incomplete")
      let errors = refused.json["errors"]?.array ?? []
      #expect(errors.count == 1 && errors.first?["detail"]?.string?.contains("第1条") == true, "\(refused.text)")
      let gone = try await server.put("qualification_certificate/1", "qualification-junior", token)
      #expect(
        gone.answer.status == 404 && gone.answer.json["detail"]?.string?.contains("3、2") == true, "\(gone.answer.text)")
      #expect(try await server.put("qualification_certificate/3", "qualification-junior", token).answer.status == 201)
      #expect(try await server.submit(token).status == 200)
      #expect(try await server.certificates(2) == "2=\(hashes[1]) 3=\(hashes[0])")
      #expect(try await server.certificates(1) == "1=\(hashes[0]) 2=\(hashes[1])")
    }
  }

  @Test("numbers that a client invents move no certificate")
  func invented() async throws {
    try await Self.with { server, token, hashes in
      for number: JSONValue in [
        0, -1, 3, 99, 1_000_000_000, "2", true, nil, [2], ["row": 2], .number(1.5), .number(1e300),
      ] {
        let saved = try await server.save(["qualifications": [Self.row(Self.junior, number), Self.middle]], token)
        #expect(saved.status == 200, "\(number) \(saved.text)")
        #expect(
          saved.json["answers"]?["qualifications"] == [Self.row(Self.junior, 1), Self.row(Self.middle, 2)], "\(number)")
      }
      let twice = try await server.save(
        ["qualifications": [Self.row(Self.junior, 1), Self.row(Self.middle, 1)]], token)
      #expect(twice.json["answers"]?["qualifications"] == [Self.row(Self.junior, 1), Self.row(Self.middle, 2)])
      #expect(try await server.submit(token).status == 200)
      #expect(try await server.certificates(1) == "1=\(hashes[0]) 2=\(hashes[1])")
      let summary = try await server.send("GET", Self.path + "/summary", token: token)
      #expect(summary.json["problems"]?.array?.contains { $0["severity"] == "error" } == false, "\(summary.text)")
    }
  }

  @Test("a file needs its row first; without a number it goes to the only row")
  func first() async throws {
    try await Self.with { server, token, hashes in
      _ = try await server.save(["qualifications": nil], token)
      let early = try await server.put("qualification_certificate", "qualification-junior", token).answer
      #expect(early.status == 404 && early.json["detail"]?.string?.contains("请先保存该条") == true, "\(early.text)")
      let saved = try await server.save(["qualifications": [Self.middle]], token)
      #expect(saved.json["answers"]?["qualifications"] == [Self.row(Self.middle, 3)])
      let put = try await server.put("qualification_certificate", "qualification-junior", token).answer
      #expect(put.status == 201 && put.json["attachment"]?["n"] == 3)
      #expect(try await server.submit(token).status == 200)
      #expect(try await server.certificates(1) == "3=\(hashes[0])")
    }
  }
}

extension TestEndpoint {
  fileprivate func save(_ answers: JSONValue, _ token: String) async throws -> Answer {
    try await send(
      "PATCH", RowIdentityTests.path + "/answers", json: answers, token: token, headers: ["If-Match": "*"])
  }

  fileprivate func put(_ place: String, _ picture: String, _ token: String) async throws -> (
    answer: Answer, hash: String
  ) {
    let answer = try await send(
      "PUT", RowIdentityTests.path + "/attachments/" + place, body: try Self.picture(picture), token: token,
      headers: ["Content-Type": "image/jpeg"])
    return (answer, answer.json["attachment"]?["sha256"]?.string ?? "")
  }

  fileprivate func submit(_ token: String) async throws -> Answer {
    try await send("POST", RowIdentityTests.path + "/submit", json: [:], token: token)
  }

  /// The certificates of a revision, `1=HASH 2=HASH`.
  fileprivate func certificates(_ revision: Int) async throws -> String? {
    let owner = try await database.connect()
    let told = try await owner.text(
      """
      SELECT string_agg(n || '=' || sha256, ' ' ORDER BY n) FROM review.attachment
      WHERE slot = 'qualification_certificate' AND revision = $1
      """, [revision])
    await owner.close()
    return told
  }
}
