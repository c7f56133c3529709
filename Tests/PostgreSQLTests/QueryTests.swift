import Foundation
import PostgreSQL
import TestSupport
import Testing

/// One database for the tests that leave nothing behind.
enum Shared {
  static let database = Task { try await TestServer.shared.makeEmptyDatabase() }

  static func connect(onNotice: @escaping @Sendable (Notice) -> Void = { _ in }) async throws -> Connection {
    try await database.value.connect(onNotice: onNotice)
  }
}

@Suite struct QueryTests {
  @Test func valuesTravelBothWays() async throws {
    let connection = try await Shared.connect()
    let date = Date(timeIntervalSince1970: 1_790_000_000.123456)
    let uuid = UUID()
    let text = "中文 \"quoted\" \\ back\nline\ttab 𠀀"
    let row = try await connection.query(
      """
      SELECT $1::text AS text, $2::bigint AS number, $3::boolean AS flag, $4::double precision AS real, $5::uuid AS id,
        $6::timestamptz AS at, $7::bytea AS bytes, $8::text[] AS words, $9::bigint[] AS numbers, $10::text AS missing
      """,
      [
        text, Int.min, true, 0.1, uuid, date, [UInt8](0...255), ["a,b", "", "NULL", "\"\\{}", "中"], [1, -2],
        nil as String?,
      ])[0]
    #expect(try row["text"] == text)
    #expect(try row["number"] == Int.min)
    #expect(try row["flag"] == true)
    #expect(try row["real"] == 0.1)
    #expect(try row["id"] == uuid)
    let at: Date = try row["at"]
    #expect(abs(at.timeIntervalSince(date)) < 0.000_001)
    #expect(try row["bytes"] == [UInt8](0...255))
    #expect(try row["bytes"] == Data(0...255))
    #expect(try row["words"] == ["a,b", "", "NULL", "\"\\{}", "中"])
    #expect(try row["numbers"] == [1, -2])
    #expect(try row.decode("missing", as: String?.self) == nil)
    #expect(row.isNull("missing") == true)
    #expect(row.isNull("absent") == nil)
  }
}
