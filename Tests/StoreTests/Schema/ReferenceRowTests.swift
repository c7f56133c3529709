import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Rows that the program brings for its tables.
@Suite struct ReferenceRowTests {
  private func connect() async throws -> Connection {
    // Its roles, which are the cluster's, come with the first real migration.
    _ = try await TestServer.shared.makeDatabase()
    return try await TestServer.shared.makeEmptyDatabase().connect()
  }

  @Test func referenceRowsAreAddedChangedAndLeftAlone() async throws {
    let connection = try await connect()
    func put(_ rows: [[String?]], removesOthers: Bool = false) async throws -> Int? {
      let source = ReferenceSource(checksum: "\(rows) \(removesOthers)") {
        [
          ReferenceTable(
            "colour", columns: ["code", "name", "shade", "parent"], key: ["code"], rows: rows,
            removesOthers: removesOthers)
        ]
      }
      let changed = try await SchemaFolder.small.migrator(source).migrate(connection).changedRows["colour"]
      // The same source again is not even looked at.
      #expect(try await SchemaFolder.small.migrator(source).migrate(connection).changedRows.isEmpty)
      return changed
    }
    let red = ["r", "红\t\\", "{\"a\": 1}", nil]
    #expect(try await put([red, ["g", nil, nil, "r"]]) == 2)
    #expect(try await put([red, ["g", nil, nil, "r"]], removesOthers: true) == 0)
    #expect(try await put([red, ["g", "绿", nil, nil]]) == 1)
    try await connection.execute("UPDATE review.colour SET rank = 9 WHERE code = 'r'")
    #expect(try await put([["r", "红", nil, nil]]) == 1)
    let rows = try await connection.query("SELECT code, name, rank FROM review.colour ORDER BY code")
    #expect(try rows.map { try $0.decode("name", as: String.self) } == ["绿", "红"])
    #expect(try rows.map { try $0.decode("rank", as: Int.self) } == [7, 9])
    #expect(try await put([["r", "红", nil, nil]], removesOthers: true) == 1)
    #expect(try await connection.query("SELECT FROM review.colour").count == 1)
  }

  @Test func brokenReferenceRowsAreUndoneAndNameTheirTable() async throws {
    let connection = try await connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let source = ReferenceSource(checksum: "other") {
      [
        ReferenceTable("colour", columns: ["code"], key: ["code"], rows: [["r"]]),
        ReferenceTable("colour", columns: ["code", "parent"], key: ["code"], rows: [["g", "absent"]]),
      ]
    }
    do {
      _ = try await SchemaFolder.small.migrator(source).migrate(connection)
      Issue.record("nothing was thrown")
    } catch {
      guard case MigrationFailure.referenceFailed("colour", let cause) = error else { throw error }
      #expect(cause.sqlState == "23503")
    }
    #expect(try await connection.query("SELECT FROM review.colour").isEmpty)
    #expect(try await SchemaFolder.small.migrator(source).plan(connection) == ["reference"])
  }

  @Test func profilesBecomeRows() throws {
    let tables = ReferenceData.tables(.bundled, profiles: Profile.bundled)
    let profiles = try #require(tables.first { $0.name == "profile" })
    #expect(profiles.rows.count == Profile.bundled.count)
    for profile in Profile.bundled {
      let settings = ReferenceData.settings(of: profile)
      #expect(settings["withdraw_until"] == "submitted" && settings["working_days"] == 5)
      #expect(settings["reopen_days"] == 30 && settings["lease_minutes"] == 30)
      #expect(settings["channel"] == (profile.province == "shanxi" ? "page" : "sms"))
      for event in ["approved", "returned", "transferred", "reopened"] {
        #expect(ReferenceData.texts(of: profile)[event]?.string?.contains("{number}") == true)
      }
      #expect(ReferenceData.maskedFields(of: profile).contains("identity.id_number"))
    }
  }
}
