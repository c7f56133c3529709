public import Domain
public import Foundation

/// Takes in a list of units (R14): a CSV file with the columns `code` and `name`, and optionally `unit_type` and `region`.
public struct UnitImporter: FileImporter {
  let store: ReviewStore
  let today: Day
  let run: UUID

  /// - Parameter run: names the import in the database; the same for all its lines.
  public init(store: ReviewStore, today: Day, run: UUID) {
    self.store = store
    self.today = today
    self.run = run
  }

  /// Nothing goes in when the first line does not name the columns rightly.
  public func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportProgress {
    var reader = try CSVReader(path: path)
    let columns = try FixedColumns(
      try reader.next(), needed: ["code", "name"], optional: ["unit_type", "region"])
    let lines = CSVImport(
      judge: { [today] in Self.judge($0, columns, today: today) },
      repeated: { LookupText.repeated("code", line: $1) },
      send: { [store, run] _, units throws(StoreFailure) in try await store.importUnits(units, run: run) })
    return try await lines.run(&reader, onRefused: onRefused, onProgress: onProgress)
  }

  private static func judge(_ record: CSVRecord, _ columns: FixedColumns, today: Day) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in
      let fields = try record.fields(columns.count)
      var problems: [Problem] = []
      let check = Numbers.check(columns.text("code", in: fields), as: .unitCode, today: today)
      problems += check.errors.map { $0.problem(field: "code") }
      let name = columns.text("name", in: fields)
      problems += LookupText.fault(in: name, field: "name", isNeeded: true, longest: 200).map { [$0] } ?? []
      let type = InputText.folded(columns.text("unit_type", in: fields))
      if !type.isEmpty, CodeLists.bundled["unit_type"]?.contains(type) != true {
        problems.append(LookupText.unknownType)
      }
      let region = InputText.folded(columns.text("region", in: fields))
      if !region.isEmpty, Regions.bundled[region] == nil { problems.append(LookupText.unknownRegion) }
      guard problems.isEmpty else { throw ImportLine.Refused(problems) }
      return ImportLine.Entry(
        line: record.line, key: check.normalised,
        [
          "code": .string(check.normalised), "name": .string(name), "unit_type": type.isEmpty ? .null : .string(type),
          "region": region.isEmpty ? .null : .string(region),
        ])
    }
  }
}
