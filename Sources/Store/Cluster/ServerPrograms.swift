import Foundation

/// The server's programs of one installed major version.
struct ServerPrograms: Sendable, Hashable {
  /// 15 for any 15.x.
  let version: Int
  let directory: String

  /// The least version that the schema runs on.
  static let oldest = 14
  /// Depends on whatever version the distribution carries.
  static let debianPackage = "postgresql"

  func path(_ program: String) -> String { directory + "/" + program }

  /// All that are installed, newest first.
  ///
  /// With `$REVIEW_POSTGRES_BIN` only what that names; else Debian's versioned directories, then `PATH`.
  static func installed(_ environment: [String: String]) -> (programs: [ServerPrograms], searched: [String]) {
    var directories: [String] = []
    if let chosen = environment["REVIEW_POSTGRES_BIN"], !chosen.isEmpty {
      directories = [chosen]
    } else {
      let debian = "/usr/lib/postgresql"
      directories = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []).map { "\(debian)/\($0)/bin" }
      directories += (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    }
    let programs = directories.compactMap { directory -> ServerPrograms? in
      let needed = ["postgres", "initdb", "pg_ctl"]
      guard needed.allSatisfy({ FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }),
        let version = version(of: directory)
      else { return nil }
      return ServerPrograms(version: version, directory: directory)
    }
    let searched = environment["REVIEW_POSTGRES_BIN"].map { [$0] } ?? ["/usr/lib/postgresql/*/bin", "$PATH"]
    return (programs.sorted { $0.version > $1.version }, searched)
  }

  /// For a data directory of version `data`, or the newest for a new cluster (nil).
  static func choose(
    _ environment: [String: String], data: Int?
  ) throws(ClusterFailure) -> ServerPrograms {
    let (programs, searched) = installed(environment)
    guard let newest = programs.first else {
      throw .programsMissing(searched: searched, debianPackage: data.map { "postgresql-\($0)" } ?? debianPackage)
    }
    guard let data else {
      guard newest.version >= oldest else {
        throw .versionMismatch(data: 0, installed: programs.map(\.version), debianPackage: debianPackage)
      }
      return newest
    }
    guard let match = programs.first(where: { $0.version == data }) else {
      let debian = data > 0 ? "postgresql-\(data)" : debianPackage
      throw .versionMismatch(data: data, installed: programs.map(\.version), debianPackage: debian)
    }
    return match
  }

  /// Debian's directory says it; elsewhere the program is asked.
  private static func version(of directory: String) -> Int? {
    let parts = directory.split(separator: "/")
    if directory.hasPrefix("/usr/lib/postgresql/"), parts.count == 5 { return Int(parts[3]) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: directory + "/postgres")
    process.arguments = ["-V"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // "postgres (PostgreSQL) 15.8 (Debian …)", "… 17beta1"
    return text.split(separator: " ").dropFirst(2).first.flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
