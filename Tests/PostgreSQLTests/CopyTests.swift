import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(30))) struct CopyTests {
  private struct Stop: Error {}

  private static func target() async throws -> Connection {
    let connection = try await Shared.connect()
    try await connection.script(
      "CREATE TEMP TABLE target (n int, t text CONSTRAINT short CHECK (length(t) < 5000), b bytea)")
    return connection
  }

  @Test func nastyTextArrivesAsItIs() async throws {
    let connection = try await Self.target()
    let texts = [
      "", "\\", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\r", "中文𠀀", "\\x41", "ends with \\",
      "\u{7f}\u{1}\u{b}\u{8}\u{c}",
      "\t", "\n", "\"quotes\" 'both'", String(repeating: "\\\t\n\r", count: 1_000),
    ]
    let stored = try await connection.copyIn("COPY target FROM STDIN") { writer in
      for (index, text) in texts.enumerated() { try writer.write([index, text, [UInt8](text.utf8)]) }
      try writer.write([nil, nil, nil])
    }
    #expect(stored == texts.count + 1)
    let rows = try await connection.query("SELECT t, b FROM target WHERE n IS NOT NULL ORDER BY n")
    #expect(try rows.map { try $0.decode("t", as: String.self) } == texts)
    #expect(try rows.map { try $0.decode("b", as: [UInt8].self) } == texts.map { [UInt8]($0.utf8) })
  }

  @Test func memoryStaysConstant() async throws {
    let connection = try await Self.target()
    let text = String(repeating: "字", count: 330)
    try await connection.copyIn("COPY target FROM STDIN") { try $0.write([0, text, nil]) }
    let before = try residentMegabytes()
    // 300 MB; other tests of this process take memory, too.
    let stored = try await connection.copyIn("COPY target (n, t) FROM STDIN") { writer in
      for index in 0..<300_000 { try writer.write([index, text]) }
    }
    #expect(stored == 300_000)
    #expect(try residentMegabytes() - before < 200)
  }

  @Test func throwingStoresNothing() async throws {
    let connection = try await Self.target()
    await #expect(throws: Stop.self) {
      try await connection.copyIn("COPY target (n) FROM STDIN") { writer in
        for index in 0..<50_000 { try writer.write([index]) }
        throw Stop()
      }
    }
    #expect(try await connection.query("SELECT FROM target").isEmpty)
  }

  @Test func theServersRefusalIsThrown() async throws {
    let connection = try await Self.target()
    let error = await failure {
      try await connection.copyIn("COPY target (n, t) FROM STDIN", name: "load") { writer in
        try writer.write([1, String(repeating: "x", count: 5_000)])
      }
    }
    #expect(error?.constraint == "short")
    #expect(error?.statement == "load")
    let malformed = await failure { try await connection.copyIn("COPY target (n) FROM STDIN") { try $0.write(["x"]) } }
    #expect(malformed?.sqlState == "22P02")
    #expect(malformed.map { "\($0)" }?.contains("target") != true)
    #expect(try await connection.query("SELECT FROM target").isEmpty)
  }

  @Test func valuesThatCannotBeStoredAreRefusedByField() async throws {
    var settings = try await Shared.database.value.settings()
    settings.maximumValueBytes = 1_000
    let connection = try await Connection.connect(settings)
    try await connection.script("CREATE TEMP TABLE target (a text, b text)")
    let large = String(repeating: "x", count: 1_001)
    let cases: [([(any SQLEncodable)?], DatabaseError.Kind)] = [
      (["a", "b\0"], .invalidText), (["a", RawText(bytes: [0xff])], .invalidText), (["a", large], .tooLarge),
      (["a", Date(timeIntervalSince1970: 1e15)], .invalidText),
      // The row counts as a whole, escapes included.
      ([String(repeating: "x", count: 600), String(repeating: "x", count: 600)], .tooLarge),
      ([String(repeating: "\t", count: 600), nil], .tooLarge),
    ]
    for (row, kind) in cases {
      #expect(
        await failure { try await connection.copyIn("COPY target FROM STDIN") { try $0.write(row) } }?.kind == kind)
    }
    #expect(try await connection.query("SELECT FROM target").isEmpty)
  }

  @Test func otherStatementsAreRefused() async throws {
    let connection = try await Self.target()
    #expect(await failure { try await connection.copyIn("SELECT 1") { _ in } }?.kind == .misuse)
    #expect(await failure { try await connection.copyIn("COPY target TO STDOUT") { _ in } }?.kind == .misuse)
    #expect(
      await failure { try await connection.copyIn("COPY nowhere FROM STDIN") { _ in } }?.sqlState
        == SQLState.undefinedTable)
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test func rawBytesPassThrough() async throws {
    let connection = try await Self.target()
    try await connection.copyIn("COPY target (n, t) FROM STDIN (FORMAT csv)") { writer in
      try writer.write(raw: Array("1,\"a,b\"\n2,\n".utf8))
    }
    let rows = try await connection.query("SELECT t FROM target ORDER BY n")
    #expect(try rows[0]["t"] == "a,b")
    #expect(rows[1].isNull("t") == true)
  }

  @Test func cancellingTheTaskEndsTheCopy() async throws {
    let connection = try await Self.target()
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await connection.copyIn("COPY target (n) FROM STDIN") { writer in
        while true {
          try writer.write([1])
          start.finish()
        }
      }
    }
    for await _ in started {}
    task.cancel()
    #expect(await failure { _ = try await task.value }?.kind == .cancelled)
    #expect(try await connection.query("SELECT FROM target").isEmpty)
  }
}
