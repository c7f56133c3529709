import Foundation
import TestSupport
import Testing

extension World {
  /// Puts others in, with the same numbers in another province and under another kind of document, and all that is kept about them: a
  /// statement that forgets its key finds them first.
  func addNeighbours() async throws {
    let sql = try #require(
      Bundle.module.url(forResource: "neighbours", withExtension: "sql", subdirectory: "Resources/Chronicles"))
    try await owner.script(
      String(contentsOf: sql, encoding: .utf8).replacing("{database}", with: database.name))
  }
}
