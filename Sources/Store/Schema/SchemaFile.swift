import Crypto
import Foundation

/// One file of the schema.
public struct SchemaFile: Sendable, Hashable {
  /// Where it lies below the schema's folder, without its ending: `functions/actions/application_claim`.
  public let path: String
  /// SHA-256 of the file, hexadecimal.
  public let checksum: String
  let sql: String

  /// Its own name: `application_claim`.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether a statement of it begins or ends a transaction. Texts, comments and bodies are taken out first.
  var endsTransaction: Bool {
    let verbs = "BEGIN|START\\s+TRANSACTION|COMMIT|ROLLBACK|ABORT|END|SAVEPOINT|RELEASE|PREPARE\\s+TRANSACTION"
    guard sql.range(of: "\\b(\(verbs))\\b", options: [.regularExpression, .caseInsensitive]) != nil else {
      return false
    }
    let quoted = #"(?s)--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$.*?\$\1\$"#
    return sql.replacingOccurrences(of: quoted, with: " ", options: .regularExpression).split(separator: ";").contains {
      $0.range(of: "^\\s*(\(verbs))\\b", options: [.regularExpression, .caseInsensitive]) != nil
    }
  }

  /// - Throws: `.unreadable` when it cannot be read or is no UTF-8.
  init(_ file: URL, at path: String) throws(MigrationFailure) {
    guard let data = try? Data(contentsOf: file), let sql = String(validating: data, as: UTF8.self) else {
      throw .unreadable(file: "\(path).sql")
    }
    self.path = path
    self.sql = sql
    checksum = SHA256.hash(data: data).hexadecimal
  }

  /// The files `*.sql` of a folder and those below it, by their paths; none where there is no such folder.
  static func all(in folder: URL, below: String) throws(MigrationFailure) -> [SchemaFile] {
    let root = folder.appending(path: below, directoryHint: .isDirectory)
    guard let names = FileManager.default.enumerator(atPath: root.path(percentEncoded: false)) else { return [] }
    var files: [SchemaFile] = []
    for case let name as String in names where name.hasSuffix(".sql") {
      files.append(try SchemaFile(root.appending(path: name), at: "\(below)/\(name.dropLast(4))"))
    }
    return files.sorted { $0.path < $1.path }
  }
}

/// One numbered step of the tables' history.
public struct Migration: Sendable, Hashable {
  /// 1, 2, 3 … without gaps.
  public let version: Int
  let file: SchemaFile

  /// `0002_units`: the file's name without its ending.
  public var name: String { file.name }
  /// SHA-256 of the file, hexadecimal.
  public var checksum: String { file.checksum }

  /// In the order of their numbers.
  ///
  /// - Throws: `.misnumbered` when a name has no number, a number occurs twice, or one is left out.
  static func ordered(_ files: [SchemaFile]) throws(MigrationFailure) -> [Migration] {
    var migrations: [Migration] = []
    for file in files {
      guard let number = file.name.split(separator: "_").first, number.count == 4, let version = Int(number) else {
        throw .misnumbered(names: [file.name])
      }
      migrations.append(Migration(version: version, file: file))
    }
    migrations.sort { $0.version < $1.version }
    for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
      throw .misnumbered(names: migrations[max(0, index - 1)...index].map(\.name))
    }
    return migrations
  }
}
