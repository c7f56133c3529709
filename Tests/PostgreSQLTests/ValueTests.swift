import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite struct ValueTests {
  /// PostgreSQL itself says what a moment is.
  @Test(arguments: [
    "1970-01-01 00:00:00+00", "2026-02-28 23:59:59.999999+00", "2024-02-29 12:00:00+00", "1900-03-01 00:00:00+00",
    "0001-01-01 00:00:00+00", "9999-12-31 23:59:59+00", "294276-12-31 00:00:00+00", "4000-02-29 01:02:03.5+00",
    "0044-03-15 12:00:00+00 BC", "1969-12-31 23:59:59.5+00",
  ])
  func momentsAgreeWithTheServer(text: String) async throws {
    let connection = try await Shared.connect()
    for zone in ["UTC", "Asia/Shanghai", "Asia/Kolkata", "America/St_Johns"] {
      try await connection.query("SELECT set_config('TimeZone', $1, false)", [zone])
      let row = try await connection.query(
        "SELECT $1::timestamptz AS at, extract(epoch FROM $1::timestamptz) AS seconds", [text])[0]
      let at: Date = try row["at"]
      let seconds: Double = try row["seconds"]
      #expect(abs(at.timeIntervalSince1970 - seconds) < 0.001)
      let back = try await connection.query("SELECT $1::timestamptz = $2::timestamptz AS same", [at, text])[0]
      if abs(seconds) < 1e11 { #expect(try back["same"] == true) }
    }
  }

  @Test(arguments: [
    "", "infinity", "2026-01-01", "2026-01-01 00:00:00", "2026-13-01 00:00:00+00", "2026-01-01T00:00:00+00",
    "2026-01-01 24:00:00+00", "2026-01-01 00:00:00.1234567+00", "2026-01-01 00:00:00+00 AD", "x",
  ])
  func whatIsNoMomentIsRefused(text: String) { #expect(Date(sqlText: text) == nil) }

  @Test(arguments: [
    "", "{", "}", "a", "{a", "{a,}", "{,a}", "{\"a}", "{\"a\"b}", "{{a},{b}}", "{a,NULL}", "[0:1]={a,b}",
  ])
  func whatIsNoArrayOfTextIsRefused(text: String) { #expect([String](sqlText: text) == nil) }

  @Test func arraysAgreeWithTheServer() async throws {
    let connection = try await Shared.connect()
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("ab ,{}\"\\\n\t中NULL'")
    for _ in 0..<50 {
      let words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        String((0..<Int.random(in: 0...4)).map { _ in alphabet.randomElement() ?? "a" })
      }
      let row = try await connection.query("SELECT $1::text[] AS words, cardinality($1::text[]) AS n", [words])[0]
      #expect(try row["words"] == words)
      #expect(try row["n"] == words.count)
    }
  }

  @Test func byteaIsReadInBothFormats() async throws {
    let connection = try await Shared.connect()
    let bytes = [UInt8](0...255)
    for format in ["hex", "escape"] {
      try await connection.query("SELECT set_config('bytea_output', $1, false)", [format])
      #expect(try await connection.query("SELECT $1::bytea AS b", [bytes])[0]["b"] == bytes)
    }
    for wrong in ["\\x0", "\\xzz", "\\9", "\\40", "\\777"] { #expect([UInt8](sqlText: wrong) == nil) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
  func doublesTravelBothWays(number: Double) async throws {
    let back: Double = try await Shared.connect().query("SELECT $1::double precision AS x", [number])[0]["x"]
    #expect(back.bitPattern == number.bitPattern || (back.isNaN && number.isNaN))
  }
}
