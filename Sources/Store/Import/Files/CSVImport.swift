public import Domain
import Foundation

/// Takes in a CSV file line by line: a wrong line is refused whole and the others go in; taking a file again changes what has changed
/// and nothing else.
public protocol FileImporter: Sendable {
  /// Goes through a file.
  ///
  /// - Parameters:
  ///   - onRefused: hears of every refused line, by its number in the file (from 1, the first line counted), in order; and of lines that
  ///     went in without something, whose problems are all warnings.
  ///   - onProgress: hears how far it is after each batch.
  /// - Throws: when the file cannot be read or is none of its kind (before anything goes in), and when the database
  ///   fails; what went in before stays in.
  func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (ImportProgress) -> Void
  ) async throws -> ImportProgress
}

/// One line of a file, judged.
struct ImportLine {
  let line: Int
  let outcome: Outcome

  enum Outcome {
    case refused([Problem])
    case accepted(Entry)
  }

  /// A line as it goes into the database.
  struct Entry {
    /// Lines of one group are sent together, as those of one province; empty where there is only one.
    let group: String
    /// Tells what the lines are about apart within the file; equal for equal ones.
    let key: Int
    /// Tells contents apart, likewise.
    let content: Int
    /// An element of the argument of the SQL function.
    let json: String
    /// What was left out, and why.
    var warnings: [Problem] = []
  }

  /// Why a line is refused, while it is judged.
  struct Refused: Error {
    let problems: [Problem]

    init(_ problems: [Problem]) { self.problems = problems }
    init(_ problem: Problem) { problems = [problem] }
  }

  init(line: Int, outcome: Outcome) {
    self.line = line
    self.outcome = outcome
  }

  /// A line judged by `validate`.
  init(_ line: Int, _ validate: () throws(Refused) -> Entry) {
    self.line = line
    do throws(Refused) { outcome = .accepted(try validate()) } catch { outcome = .refused(error.problems) }
  }
}

/// What the imports of CSV files have in common. Lines are judged a batch ahead of the database, on all cores. Memory is a few batches,
/// and 40 bytes a line to notice what stands twice in the file.
struct CSVImport: Sendable {
  let validate: @Sendable (CSVRecord) -> ImportLine
  /// The problem of a line that says something else than an earlier one about the same thing.
  let repeated: @Sendable (_ entry: ImportLine.Entry, _ earlier: Int) -> Problem
  let send:
    @Sendable (_ group: String, _ lines: [String]) async throws(StoreFailure) -> (
      added: Int, updated: Int, unchanged: Int
    )

  /// Lines judged and sent together.
  static let batch = 2_000

  /// The rest of a file, behind its first line.
  func run(
    _ reader: inout CSVReader, onRefused: (Int, [Problem]) throws -> Void, onProgress: (ImportProgress) -> Void
  ) async throws -> ImportProgress {
    var seen = SeenEntries()
    var progress = ImportProgress()
    progress.bytesInAll = reader.size
    var judging: [(task: Task<[ImportLine], Never>, bytesRead: Int)] = []
    let ahead = max(2, ProcessInfo.processInfo.activeProcessorCount + 1)
    var isAtEnd = false
    while true {
      while !isAtEnd, judging.count < ahead {
        try Task<Never, Never>.checkCancelled()
        let records = try Self.records(&reader)
        isAtEnd = records.count < Self.batch
        judging.append((Task { records.map(validate) }, reader.bytesRead))
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
    while records.count < batch, let record = try reader.record() { records.append(record) }
    return records
  }

  private func take(
    _ lines: [ImportLine], _ seen: inout SeenEntries, _ progress: inout ImportProgress,
    _ onRefused: (Int, [Problem]) throws -> Void
  ) async throws {
    var accepted: [String: [String]] = [:]
    var first = 0
    for line in lines {
      var problems: [Problem] = []
      switch line.outcome {
      case .refused(let found): problems = found
      case .accepted(let entry):
        if let other = seen.note(entry, line: line.line) {
          problems = [repeated(entry, other)]
        } else {
          accepted[entry.group, default: []].append(entry.json)
          if !entry.warnings.isEmpty { try onRefused(line.line, entry.warnings) }
          if first == 0 { first = line.line }
        }
      }
      if !problems.isEmpty {
        progress.refused += 1
        try onRefused(line.line, problems)
      }
    }
    for (group, entries) in accepted.sorted(by: { $0.key < $1.key }) {
      do throws(StoreFailure) {
        let counts = try await send(group, entries)
        progress.added += counts.added
        progress.updated += counts.updated
        progress.unchanged += counts.unchanged
      } catch {
        throw ImportFailure.store(line: first, error)
      }
    }
  }
}

extension CSVReader {
  /// The reader of a file that is to be imported.
  static func opening(_ path: String) throws(ImportFailure) -> CSVReader {
    do { return try CSVReader(path: path) } catch { throw ImportFailure(error) }
  }

  /// As `next`.
  mutating func record() throws(ImportFailure) -> CSVRecord? {
    do { return try next() } catch { throw ImportFailure(error) }
  }
}

/// What a file was about so far.
private struct SeenEntries {
  private struct Place {
    let line: UInt32
    let content: Int32
  }

  private var places: [Int: Place] = [:]

  /// The line on which the same stood with other contents; nil where there was none.
  mutating func note(_ entry: ImportLine.Entry, line: Int) -> Int? {
    let content = Int32(truncatingIfNeeded: entry.content)
    guard let place = places[entry.key] else {
      places[entry.key] = Place(line: UInt32(truncatingIfNeeded: line), content: content)
      return nil
    }
    return place.content == content ? nil : Int(place.line)
  }
}
