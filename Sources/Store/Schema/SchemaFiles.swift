import Crypto
public import Foundation
import SQL

/// The schema that a program brings: the history of its tables, and the source of everything else.
public struct SchemaFiles: Sendable {
  /// `tables/NNNN_name.sql`, in order: each runs once.
  public let tables: [Migration]
  /// `functions/TOPIC/NAME.sql`: a function each, run again whenever the file differs.
  public let functions: [SchemaFile]
  /// `doors/NAME.sql`: rights, policies, triggers and views, made anew whenever one of them differs.
  public let doors: [SchemaFile]
  /// `takeover/NNNN_name.sql`: what brings a database of an earlier history, complete to the file of that name, to the first of `tables`.
  public let takeover: SchemaFile?
  /// The number of this schema among those of all programs.
  public let build: Int
  /// The lowest number of a program that may work with it.
  public let admits: Int
  /// SHA-256 over the paths and contents of all files, hexadecimal.
  public let checksum: String

  /// The program's own.
  ///
  /// - Throws: `.unreadable` also where a folder is missing: an installation that is not whole must not empty a schema.
  public static func bundled() throws(MigrationFailure) -> SchemaFiles {
    let files = try SchemaFiles(SQL.folder, build: SQL.build, admits: SQL.admits)
    for (folder, isEmpty) in [
      ("tables", files.tables.isEmpty), ("functions", files.functions.isEmpty), ("doors", files.doors.isEmpty),
    ] where isEmpty { throw .unreadable(file: folder) }
    return files
  }

  /// Reads a folder.
  ///
  /// - Throws: `.unreadable`, `.misnumbered`; `.duplicate` when two files declare a function of one name.
  public init(_ folder: URL, build: Int = 1, admits: Int = 1) throws(MigrationFailure) {
    tables = try Migration.ordered(try SchemaFile.all(in: folder, below: "tables"))
    functions = try SchemaFile.all(in: folder, below: "functions")
    doors = try SchemaFile.all(in: folder, below: "doors")
    takeover = try SchemaFile.all(in: folder, below: "takeover").last
    self.build = build
    self.admits = admits
    let twice = Dictionary(grouping: functions, by: \.name).filter { $0.value.count > 1 }
    guard twice.isEmpty else { throw .duplicate(names: twice.keys.sorted()) }
    var hash = SHA256()
    for file in tables.map(\.file) + functions + doors {
      hash.update(data: Data("\(file.path) \(file.checksum)\n".utf8))
    }
    checksum = hash.finalize().hexadecimal
  }
}
