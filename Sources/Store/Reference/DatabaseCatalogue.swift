public import Domain
public import PostgreSQL
import Synchronization

/// The catalogue of one database: the program's own, and the profiles that were put into the database. A running program looks whether
/// there are others by one number.
public final class DatabaseCatalogue: Sendable {
  /// What comes with the program.
  public let program: Catalogue

  private struct State {
    /// Of the last file that was read; 0 = none was there.
    var edition = 0
    var catalogue: Catalogue
    /// Made when first asked for.
    var profiles: [Profile]?
  }

  private let state: Mutex<State>

  /// The program's own, until a database was asked.
  ///
  /// - Parameter profiles: other forms than those of the program, until then.
  public init(_ program: Catalogue, profiles: [Profile]? = nil) {
    self.program = program
    state = Mutex(State(catalogue: program, profiles: profiles))
  }

  /// As it is known now.
  public var current: Catalogue { state.withLock { $0.catalogue } }

  /// All versions of all provinces' forms, by province and first day of validity.
  public var profiles: [Profile] {
    state.withLock { state in
      if let known = state.profiles { return known }
      let profiles = state.catalogue.profiles.all
      state.profiles = profiles
      return profiles
    }
  }

  /// Looks into the database, and reads the files where they are not those that are known.
  ///
  /// - Returns: whether they were others.
  @discardableResult
  public func refresh(_ connection: Connection) async throws(DatabaseError) -> Bool {
    let edition: Int
    do {
      let rows = try await connection.query(
        "SELECT coalesce(max(edition), 0) AS edition FROM review.profile_file", name: "profile edition")
      edition = try rows[0].decode("edition")
    } catch let error where error.sqlState == SQLState.undefinedTable {
      // A database that was not brought up to date has none.
      return false
    }
    guard edition != state.withLock({ $0.edition }) else { return false }
    let rows = try await connection.query(
      "SELECT province, version, edition, name, content, regions FROM review.profile_file ORDER BY edition",
      name: "profile files")
    var last = 0
    var files: [ProfileFile] = []
    for row in rows {
      let province: String = try row.decode("province")
      last = max(last, try row.decode("edition"))
      files.append(
        ProfileFile(
          province: province, version: try row.decode("version"), name: try row.decode("name"),
          content: try row.decode("content"), regions: Self.regions(try row.decode("regions"), of: province)))
    }
    let catalogue = program.adding(files)
    state.withLock { $0 = State(edition: last, catalogue: catalogue) }
    return true
  }

  private static func regions(_ json: JSONValue, of province: String) -> [Region] {
    (json.array ?? []).compactMap { region in
      guard let code = region["code"]?.string, let name = region["name"]?.string,
        let level = region["level"]?.string.flatMap(Region.Level.init)
      else { return nil }
      return Region(code: code, name: name, level: level, parent: region["parent"]?.string, province: province)
    }
  }
}
