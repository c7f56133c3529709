public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// Takes in archives of an older system (R23): a CSV file whose first line names canonical field ids, and beside them
/// `province`, `password_hash` and `password_scheme`. A wrong line is refused whole and the others go in; taking a file
/// again changes what has changed and nothing else.
public struct ArchiveImporter: FileImporter {
  let store: ReviewStore
  let profiles: [String: Profile]
  let today: Day
  let run: UUID

  /// An importer that judges by the forms in force on `today`.
  /// - Parameter run: names the import in the database; the same for all its lines.
  public init(store: ReviewStore, profiles: [Profile], today: Day, run: UUID) {
    self.store = store
    self.today = today
    self.run = run
    let provinces = Set(profiles.filter { $0.settings.legacy != nil }.map(\.province))
    let current = provinces.compactMap { profiles.current($0, on: today) }
    self.profiles = Dictionary(
      uniqueKeysWithValues: current.filter { $0.settings.legacy != nil }.map { ($0.province, $0) })
  }

  /// Nothing goes in when the first line does not name the columns rightly.
  public func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportProgress {
    var reader = try CSVReader.opening(path)
    guard let header = try reader.record() else {
      throw ImportFailure.header(.missing(known: []))
    }
    let columns = try ArchiveColumns(header, profiles: profiles.keys.sorted().compactMap { profiles[$0] })
    let validator = ArchiveValidator(columns: columns, profiles: profiles, today: today)
    let matchFields = profiles.mapValues { $0.settings.legacy?.matchField ?? "line" }
    let lines = CSVImport(
      validate: validator.validate,
      repeated: { ArchiveText.repeated(matchFields[$0.group] ?? "line", line: $1) },
      send: { [store, run] province, archives throws(StoreFailure) in
        try await store.importArchives(archives, of: province, run: run)
      })
    return try await lines.run(&reader, onRefused: onRefused, onProgress: onProgress)
  }
}
