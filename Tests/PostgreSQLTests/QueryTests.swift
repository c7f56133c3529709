import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30))) struct QueryTests {
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

  @Test func nullIntoNonOptionalNamesColumnAndType() async throws {
    let row = try await Shared.connect().query("SELECT NULL::text AS holder")[0]
    let error = await failure { let _: Int = try row["holder"] }
    #expect(error?.kind == .decoding)
    #expect(error?.message.contains("\"holder\"") == true)
    #expect(error?.message.contains("Int") == true)
  }

  @Test(arguments: ["12x", "", "99999999999999999999", " 1"])
  func textThatIsNoIntegerIsRefused(text: String) async throws {
    let row = try await Shared.connect().query("SELECT $1::text AS n", [text])[0]
    let error = await failure { let _: Int = try row["n"] }
    #expect(error?.kind == .decoding)
    // The value may be personal data.
    #expect(text.isEmpty || text == " 1" || error?.message.contains(text) == false)
  }

  @Test func absentColumnIsNamed() async throws {
    let row = try await Shared.connect().query("SELECT 1 AS a")[0]
    #expect(await failure { let _: Int = try row["b"] }?.message.contains("\"b\"") == true)
    #expect(await failure { let _: Int = try row[1] }?.kind == .decoding)
    #expect(await failure { let _: Int = try row[-1] }?.kind == .decoding)
  }

  @Test func nulInTextIsRefusedBeforeItIsSent() async throws {
    let connection = try await Shared.connect()
    let error = await failure { _ = try await connection.query("SELECT $1::text", ["秘密\0x"], name: "probe") }
    #expect(error?.kind == .invalidText)
    #expect(error?.message.contains("parameter $1") == true)
    #expect(error?.statement == "probe")
    #expect(error.map { "\($0)" }?.contains("秘密") == false)
    #expect(await failure { _ = try await connection.query("SELECT '\0'") }?.kind == .invalidText)
    #expect(await failure { try await connection.script("SELECT '\0'") }?.kind == .invalidText)
    #expect(await failure { _ = try await connection.query("SELECT $1::text[]", [["a\0b"]]) }?.kind == .invalidText)
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test(arguments: [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xe4, 0xb8]] as [[UInt8]])
  func invalidUTF8InAParameterIsRefused(bytes: [UInt8]) async throws {
    let connection = try await Shared.connect()
    #expect(
      await failure { _ = try await connection.query("SELECT $1::text", [RawText(bytes: bytes)]) }?.kind == .invalidText
    )
  }

  @Test func invalidUTF8InAResultIsRefused() async throws {
    // On a server of somebody else's there may be no right to make such a database.
    guard let cluster = try await TestServer.shared.cluster() else { return }
    let settings = try cluster.settings(user: "postgres")
    let superuser = try await Connection.connect(try settings.overriding(["dbname": "postgres"]))
    // A database without an encoding may hold any bytes.
    try await superuser.script("CREATE DATABASE bytes_only ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    let connection = try await Connection.connect(try settings.overriding(["dbname": "bytes_only"]))
    // The server checks what it sends to a client that speaks UTF-8 …
    #expect(await failure { try await connection.query("SELECT chr(228) AS text") }?.kind == .invalidText)
    // … unless a statement has told it otherwise.
    try await connection.script("SET client_encoding TO SQL_ASCII")
    let row = try await connection.query("SELECT chr(228) AS text")[0]
    let error = await failure { let _: String = try row["text"] }
    #expect(error?.kind == .decoding)
    #expect(error?.message.contains("UTF-8") == true)
    await connection.close()
    try await superuser.script("DROP DATABASE bytes_only")
  }

  @Test func clientEncodingIsUTF8WhateverIsAskedFor() async throws {
    let settings = try await Shared.database.value.settings().overriding(["client_encoding": "LATIN1"])
    let connection = try await Connection.connect(settings)
    #expect(await connection.parameterStatus("client_encoding") == "UTF8")
    #expect(try await connection.query("SELECT '中' AS c")[0]["c"] == "中")
  }

  @Test func valuesBeyondTheLimitAreRefusedBeforeTheyAreSent() async throws {
    var settings = try await Shared.database.value.settings()
    #expect(settings.maximumValueBytes == 1_073_741_823 - 1024)
    settings.maximumValueBytes = 1_000
    let connection = try await Connection.connect(settings)
    let error = await failure {
      _ = try await connection.query("SELECT $1::text", [String(repeating: "a", count: 1_001)])
    }
    #expect(error?.kind == .tooLarge)
    #expect(error?.sqlState == nil)
    // bytea doubles on its way.
    #expect(
      await failure { _ = try await connection.query("SELECT $1::bytea", [[UInt8](repeating: 0, count: 500)]) }?.kind
        == .tooLarge)
    // All parameters travel in one message.
    let half = String(repeating: "a", count: 500)
    #expect(
      await failure { _ = try await connection.query("SELECT $1::text, $2::text", [half, half]) }?.kind == .tooLarge)
    #expect(try await connection.query("SELECT length($1::text) AS n", [half])[0]["n"] == 500)
  }

  @Test func refusalsCarryStateConstraintAndName() async throws {
    let connection = try await Shared.connect()
    try await connection.script(
      "CREATE TEMP TABLE person (id int CONSTRAINT person_once UNIQUE, age int CONSTRAINT grown CHECK (age > 17))")
    try await connection.execute("INSERT INTO person VALUES ($1, $2)", [4711, 30])
    let twice = await failure {
      try await connection.execute("INSERT INTO person VALUES ($1, $2)", [4711, 31], name: "add person")
    }
    #expect(twice?.kind == .refused)
    #expect(twice?.sqlState == "23505")
    #expect(twice?.constraint == "person_once")
    #expect(twice?.statement == "add person")
    #expect(twice?.detail?.contains("4711") == true)
    #expect(twice.map { "\($0)" }?.contains("4711") == false)
    let check = await failure { try await connection.execute("INSERT INTO person VALUES ($1, $2)", [1, 3]) }
    #expect(check?.constraint == "grown")
    #expect(
      await failure { _ = try await connection.query("SELECT * FROM nowhere") }?.sqlState == SQLState.undefinedTable)
  }

  @Test func descriptionsHideWhatTheServerQuotes() async throws {
    let connection = try await Shared.connect()
    let secret = "11010519491231002X"
    let error = try #require(await failure { _ = try await connection.query("SELECT $1::bigint", [secret]) })
    #expect(error.message.contains(secret))
    var dumped = ""
    dump(error, to: &dumped)
    for text in ["\(error)", String(reflecting: error), dumped] { #expect(!text.contains(secret)) }
    #expect("\(error)".contains("22P02"))
  }

  @Test func noticesGoToTheirReceiver() async throws {
    let notices = Collected<Notice>()
    let connection = try await Shared.connect { notices.append($0) }
    try await connection.script("DO $$ BEGIN RAISE WARNING '注意 %', 7; END $$")
    #expect(notices.all == [Notice(severity: "WARNING", sqlState: "01000", message: "注意 7")])
  }

  @Test func preparedStatementsSurviveAChangeOfTheTable() async throws {
    let connection = try await Shared.connect()
    try await connection.script("CREATE TEMP TABLE shape (a int); INSERT INTO shape VALUES (1)")
    for _ in 0..<2 { #expect(try await connection.query("SELECT * FROM shape", prepare: true).columns.count == 1) }
    #expect(try await connection.query("SELECT count(*) AS n FROM pg_prepared_statements")[0]["n"] == 1)
    try await connection.script("ALTER TABLE shape ADD b int")
    #expect(try await connection.query("SELECT * FROM shape", prepare: true).columns.count == 2)
    try await connection.script("DEALLOCATE ALL")
    #expect(try await connection.query("SELECT * FROM shape", prepare: true).columns.count == 2)
    for index in 0..<250 { _ = try await connection.query("SELECT \(index)", prepare: true) }
    let kept: Int = try await connection.query("SELECT count(*) AS n FROM pg_prepared_statements")[0]["n"]
    #expect(kept <= 200)
  }

  @Test(arguments: ["COPY (SELECT 1) TO STDOUT", "COPY pg_temp.sink FROM STDIN", "", "-- nothing"])
  func statementsThatAreNoQueriesAreRefusedAndLeaveTheConnectionUsable(sql: String) async throws {
    let connection = try await Shared.connect()
    try await connection.script("CREATE TEMP TABLE sink (a int)")
    #expect(await failure { _ = try await connection.query(sql) }?.kind == .misuse)
    #expect(try await connection.query("SELECT 1 AS one")[0]["one"] == 1)
  }

  @Test func manyStatementsNeedScript() async throws {
    let connection = try await Shared.connect()
    #expect(await failure { _ = try await connection.query("SELECT 1; SELECT 2") }?.sqlState == "42601")
    try await connection.script("SELECT 1; SELECT 2")
    // One failure undoes the whole script.
    #expect(await failure { try await connection.script("CREATE TABLE half (a int); SELECT 1/0") }?.sqlState == "22012")
    #expect(try await connection.query("SELECT to_regclass('half') IS NULL AS gone")[0]["gone"] == true)
  }

  @Test func tooManyParametersAreAnError() async throws {
    let connection = try await Shared.connect()
    let error = await failure {
      _ = try await connection.query("SELECT 1", [(any SQLEncodable)?](repeating: 1, count: 65_536))
    }
    #expect(error != nil)
    #expect(try await connection.query("SELECT 1").count == 1)
  }
}
