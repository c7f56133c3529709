import Foundation
public import PostgreSQL

/// What one check found.
public struct Finding: Sendable, Hashable {
  /// What was looked at.
  public let check: Check
  /// What is not as it should be, in words of the server: a setting, a login, a file.
  public let found: [String]
  /// Whether this login may not see it, or not all of it.
  public let isUnseen: Bool
}

/// Looks at what the program cannot enforce. It changes nothing.
public enum Checkup {
  /// Every check, in order.
  ///
  /// - Parameters:
  ///   - connection: best of the owner of the schema, or of a superuser, who sees more.
  ///   - attachments: where the files of applicants lie.
  public static func run(
    _ connection: Connection, attachments: ContentStore
  ) async throws(DatabaseError) -> [Finding] {
    var findings: [Finding] = []
    for check in Check.allCases {
      guard let sql = check.sql else {
        findings.append(files(under: attachments.root, check))
        continue
      }
      do throws(DatabaseError) {
        let found = try await connection.query(sql, name: check.rawValue).map { row throws(DatabaseError) in
          try row.decode(0, as: String?.self)
        }
        findings.append(
          Finding(check: check, found: found.compactMap { $0 }, isUnseen: found.contains { $0 == nil }))
      } catch {
        // A function of this program that the database has not got yet.
        guard error.sqlState == SQLState.insufficientPrivilege || error.sqlState == SQLState.undefinedFunction else {
          throw error
        }
        findings.append(Finding(check: check, found: [], isUnseen: true))
      }
    }
    return findings
  }

  /// Nobody but the programs' own user may enter the folder of attachments.
  private static func files(under root: String, _ check: Check) -> Finding {
    guard
      let mode = (try? FileManager.default.attributesOfItem(atPath: root))?[.posixPermissions] as? NSNumber
    else { return Finding(check: check, found: [], isUnseen: true) }
    let open = mode.intValue & 0o077 != 0
    return Finding(
      check: check, found: open ? ["\(root) \(String(mode.intValue, radix: 8))"] : [], isUnseen: false)
  }
}
