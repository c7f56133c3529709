import Crypto
public import Foundation

/// One numbered step of the schema.
public struct Migration: Sendable, Hashable {
  /// 1, 2, 3 … without gaps.
  public let version: Int
  /// `0007_decisions`: the file's name without its ending.
  public let name: String
  /// SHA-256 of the file, hexadecimal.
  public let checksum: String
  let sql: String

  /// Reads the files `NNNN_name.sql` of a folder, in the order of their numbers.
  ///
  /// - Throws: `.unreadable` when the folder or a file cannot be read, `.misnumbered` when a name has no number, a
  ///   number occurs twice, or one is left out.
  public static func load(from folder: URL) throws(MigrationFailure) -> [Migration] {
    let files: [URL]
    do {
      files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    } catch { throw .unreadable(file: folder.lastPathComponent) }
    var migrations: [Migration] = []
    for file in files where file.pathExtension == "sql" {
      let name = file.deletingPathExtension().lastPathComponent
      guard let number = name.split(separator: "_").first, number.count == 4, let version = Int(number) else {
        throw .misnumbered(names: [name])
      }
      guard let data = try? Data(contentsOf: file), let sql = String(validating: data, as: UTF8.self) else {
        throw .unreadable(file: file.lastPathComponent)
      }
      let digest = SHA256.hash(data: data).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }
      migrations.append(Migration(version: version, name: name, checksum: digest.joined(), sql: sql))
    }
    migrations.sort { $0.version < $1.version }
    for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
      throw .misnumbered(names: migrations[max(0, index - 1)...index].map(\.name))
    }
    return migrations
  }
}
