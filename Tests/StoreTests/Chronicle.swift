import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A file of steps and of what each leaves: `reviewer> SELECT …` is a step by that person of a world, and below it stand its answer
/// (`=`), and the rows of all tables that came (`+`), changed (`~`) or went (`-`). What else is in it is for its reader.
///
/// It is played in a world where others with the same numbers are there before (`neighbours.sql`), and must come out as it is written.
/// With `REVIEW_CHRONICLES=write` it is written anew: what has changed is then read in the difference.
struct Chronicle {
  private enum Part {
    case text(String)
    case step(who: String, sql: String)
  }

  private let file: URL
  private let written: [String]

  /// - Parameter name: of a file below `Resources/Chronicles`.
  init(_ name: String) throws {
    file = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Resources/Chronicles"))
    written = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// Plays it in a world of its own, and says where it first comes out otherwise.
  func play() async throws {
    try await World.with { world in
      try await world.addNeighbours()
      try await world.owner.script(
        String(contentsOf: file.deletingLastPathComponent().appending(path: "chronicle.sql"), encoding: .utf8))
      let isWriting = ProcessInfo.processInfo.environment["REVIEW_CHRONICLES"] == "write"
      var found: [String] = []
      var (latest, connection): (String?, Connection?) = (nil, nil)
      for part in parts {
        switch part {
        case .text(let line): found.append(line)
        case .step(let who, let sql):
          let begins = found.count
          found += "\(who)> \(sql)".split(separator: "\n").map(String.init)
          // Whoever comes again may have been shut out meanwhile.
          if who != latest {
            await connection?.close()
            (latest, connection) = (who, nil)
            if who != "owner" {
              connection = try await world.connect(try #require(World.Person(rawValue: who), "\(who)"))
            }
          }
          found += try await step(sql, by: connection ?? world.owner, in: world)
          let place = begins..<found.count
          if !isWriting, place.upperBound > written.count || Array(written[place]) != Array(found[place]) {
            let first = place.first { $0 >= written.count || written[$0] != found[$0] } ?? begins
            Issue.record(
              """
              \(file.lastPathComponent):\(first + 1): \(found[begins])
              written: \(first < written.count ? written[first] : "(nothing)")
              found:   \(found[first])
              """)
            await connection?.close()
            return
          }
        }
      }
      await connection?.close()
      if isWriting {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Resources/Chronicles/\(file.lastPathComponent)")
        try found.joined(separator: "\n").write(to: source, atomically: true, encoding: .utf8)
      } else {
        #expect(found == written)
      }
    }
  }

  private var parts: [Part] {
    var parts: [Part] = []
    for line in written {
      if let match = line.firstMatch(of: /^([a-z]+)> (.*)$/) {
        parts.append(.step(who: String(match.1), sql: String(match.2)))
      } else if line.hasPrefix("      "), case .step(let who, let sql) = parts.last {
        parts[parts.count - 1] = .step(who: who, sql: "\(sql)\n\(line)")
      } else if line.firstMatch(of: /^  [=+~-]/) == nil {
        parts.append(.text(line))
      }
    }
    return parts
  }

  /// The lines below a step.
  private func step(_ text: String, by connection: Connection, in world: World) async throws -> [String] {
    let sql = text.replacing(/\{p([0-9])\}/) { "'zhejiang', '99', '\(World.idNumber(Int($0.1) ?? 0))'" }
      .replacing(/\{([a-z]+)\}/) {
        World.Person(rawValue: String($0.1)) == nil && !$0.1.hasPrefix("new")
          ? String($0.0) : "\($0.1).\(world.database.name)"
      }
    _ = try await world.owner.query("SELECT chronicle.begin()")
    var answer = ""
    do {
      if sql.hasPrefix("SELECT") {
        answer =
          try await connection.text(
            "SELECT coalesce(string_agg(to_jsonb(q)::text, E'\\n'), '') FROM (\n\(sql)\n) AS q") ?? ""
      } else {
        try await connection.script(sql)
      }
    } catch let error as DatabaseError {
      let detail = error.sqlState?.hasPrefix("RC") == true ? error.detail : nil
      answer = [error.sqlState, error.message, detail].compactMap(\.self).joined(separator: " ")
        .replacing("\n", with: " ")
    }
    let told = try await world.owner.text("SELECT chronicle.end($1)", [answer]) ?? ""
    return told.split(separator: "\n").map(String.init)
  }
}
