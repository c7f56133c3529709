public import Domain
public import Foundation

/// Takes in what forms look up: a CSV file with a few named columns, the first of which says what the line is about.
public struct LookupImporter: FileImporter {
  let needed: [String]
  let optional: [String]
  /// Other words for columns.
  var aliases: [String: String] = [:]
  /// What a line becomes in the database, by its columns.
  let validate: @Sendable (CSVRecord, FixedColumns) -> ImportLine
  let send: @Sendable ([String]) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int)

  /// Units (R14): `code` and `name`, optionally `unit_type` and `region`.
  /// - Parameter run: names the import in the database; the same for all its lines.
  public static func units(store: ReviewStore, standards: Standards, today: Day, run: UUID) -> LookupImporter {
    LookupImporter(
      needed: ["code", "name"], optional: ["unit_type", "region"],
      validate: { UnitLine.validate($0, $1, standards, today: today) },
      send: { lines throws(StoreFailure) in try await store.importUnits(lines, run: run) })
  }

  /// How bureaus are reached (R16): `department` (code or full name) and `phone`, optionally `address` and `hours`.
  /// - Parameter run: names the import in the database; the same for all its lines.
  public static func contacts(store: ReviewStore, standards: Standards, run: UUID) -> LookupImporter {
    LookupImporter(
      needed: ["department", "phone"], optional: ["address", "hours"],
      validate: { ContactLine.validate($0, $1, standards.departments) },
      send: { lines throws(StoreFailure) in try await store.importContacts(lines, run: run) })
  }

  /// Persons on the registers of bureaus: `department` (code or full name), `date` and `registered`.
  /// - Parameters:
  ///   - today: nobody is on a register of a day to come.
  ///   - run: names the import in the database; the same for all its lines.
  public static func registered(store: ReviewStore, standards: Standards, today: Day, run: UUID) -> LookupImporter {
    LookupImporter(
      needed: ["department", "date", "registered"], optional: [], aliases: RegisteredLine.aliases,
      validate: { RegisteredLine.validate($0, $1, standards.departments, today: today) },
      send: { lines throws(StoreFailure) in try await store.importRegistered(lines, run: run) })
  }

  /// Nothing goes in when the first line does not name the columns rightly.
  public func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportProgress {
    var reader = try CSVReader.opening(path)
    let columns = try FixedColumns(try reader.record(), needed: needed, optional: optional, aliases: aliases)
    let lines = CSVImport(
      validate: { [validate] in validate($0, columns) },
      repeated: { [needed] in LookupText.repeated(needed[0], line: $1) },
      send: { [send] _, lines throws(StoreFailure) in try await send(lines) })
    return try await lines.run(&reader, onRefused: onRefused, onProgress: onProgress)
  }
}
