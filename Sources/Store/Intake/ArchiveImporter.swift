public import Domain
public import Foundation
import PostgreSQL

/// Takes in archives of an older system (R23): a CSV file whose first line names canonical field ids, and beside them
/// `province`, `password_hash` and `password_scheme`. A wrong line is refused whole and the others go in; taking a file
/// again changes what has changed and nothing else.
///
/// Lines are judged a batch ahead of the database, on all cores. Memory is a few batches, and 40 bytes a line to notice
/// a person who stands twice in the file.
public struct ArchiveImporter: Sendable {
  /// How far it is.
  public struct Progress: Sendable, Hashable {
    /// Archives that were not there before.
    public internal(set) var added = 0
    /// Archives that were there and differed.
    public internal(set) var updated = 0
    /// Archives that were there as they are.
    public internal(set) var unchanged = 0
    /// Lines that did not go in.
    public internal(set) var refused = 0
    /// Of the file.
    public internal(set) var bytesRead = 0
    /// Of the file.
    public internal(set) var bytesInAll = 0

    /// All that was looked at.
    public var lines: Int { added + updated + unchanged + refused }
  }

  let store: ReviewStore
  let profiles: [String: Profile]
  let today: Day
  let run: UUID

  /// An importer that judges by the forms in force on `today`.
  /// - Parameter run: names the import in the database; the same for all its lines.
  public init(store: ReviewStore, profiles: [Profile] = Profile.bundled, today: Day, run: UUID) {
    self.store = store
    self.today = today
    self.run = run
    let provinces = Set(profiles.filter { $0.settings.legacy != nil }.map(\.province))
    let current = provinces.compactMap { Profile.current($0, on: today, among: profiles) }
    self.profiles = Dictionary(
      uniqueKeysWithValues: current.filter { $0.settings.legacy != nil }.map { ($0.province, $0) })
  }

  /// Lines judged and sent together.
  static let batch = 2_000

  /// Goes through a file.
  ///
  /// - Parameters:
  ///   - onRefused: hears of every refused line, by its number in the file (from 1, the first line counted), in order.
  ///   - onProgress: hears how far it is after each batch.
  /// - Throws: when the file cannot be read or is none of archives (before anything goes in), and when the database
  ///   fails; what went in before stays in.
  public func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (Progress) -> Void = { _ in }
  ) async throws -> Progress {
    var reader = try CSVReader(path: path)
    guard let header = try reader.next() else {
      throw ImportFailure.header(.missing(known: []))
    }
    let columns = try ArchiveColumns(header, profiles: profiles.keys.sorted().compactMap { profiles[$0] })
    let judge = ArchiveJudge(columns: columns, profiles: profiles, today: today)
    var seen = SeenPersons()
    var progress = Progress()
    progress.bytesInAll = reader.size
    var judging: [(task: Task<[ArchiveLine], Never>, bytesRead: Int)] = []
    let ahead = max(2, ProcessInfo.processInfo.activeProcessorCount + 1)
    var isAtEnd = false
    while true {
      while !isAtEnd, judging.count < ahead {
        try Task<Never, Never>.checkCancelled()
        let records = try Self.records(&reader)
        isAtEnd = records.count < Self.batch
        judging.append((Task { records.map(judge.judge) }, reader.bytesRead))
      }
      if judging.isEmpty { return progress }
      let next = judging.removeFirst()
      try await take(await next.task.value, &seen, &progress, onRefused)
      progress.bytesRead = next.bytesRead
      onProgress(progress)
    }
  }

  private static func records(_ reader: inout CSVReader) throws(ImportFailure) -> [CSVRecord] {
    var records: [CSVRecord] = []
    records.reserveCapacity(batch)
    while records.count < batch, let record = try reader.next() { records.append(record) }
    return records
  }

  private func take(
    _ lines: [ArchiveLine], _ seen: inout SeenPersons, _ progress: inout Progress,
    _ onRefused: (Int, [Problem]) throws -> Void
  ) async throws {
    var accepted: [String: [String]] = [:]
    var first = 0
    for line in lines {
      var problems: [Problem] = []
      switch line.outcome {
      case .refused(let found): problems = found
      case .accepted(let archive):
        if let other = seen.note(archive, line: line.line) {
          let field = profiles[archive.province]?.settings.legacy?.matchField ?? "line"
          problems = [ArchiveText.repeated(field, line: other)]
        } else {
          accepted[archive.province, default: []].append(archive.json)
          if first == 0 { first = line.line }
        }
      }
      if !problems.isEmpty {
        progress.refused += 1
        try onRefused(line.line, problems)
      }
    }
    for (province, archives) in accepted.sorted(by: { $0.key < $1.key }) {
      do throws(StoreFailure) {
        let counts = try await store.importArchives(archives, of: province, run: run)
        progress.added += counts.added
        progress.updated += counts.updated
        progress.unchanged += counts.unchanged
      } catch {
        throw ImportFailure.store(line: first, error)
      }
    }
  }
}

/// The persons of a file so far.
private struct SeenPersons {
  private struct Place {
    let line: UInt32
    let content: Int32
  }

  private var places: [Int: Place] = [:]

  /// The line on which the same person stood with other contents; nil where there was none.
  mutating func note(_ archive: ArchiveLine.Archive, line: Int) -> Int? {
    let content = Int32(truncatingIfNeeded: archive.content)
    guard let place = places[archive.person] else {
      places[archive.person] = Place(line: UInt32(truncatingIfNeeded: line), content: content)
      return nil
    }
    return place.content == content ? nil : Int(place.line)
  }
}
