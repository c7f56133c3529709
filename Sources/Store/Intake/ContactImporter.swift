public import Domain
public import Foundation

/// Takes in how bureaus are reached (R16): a CSV file with the columns `department` (code or full name) and `phone`, and optionally
/// `address` and `hours`.
public struct ContactImporter: FileImporter {
  let store: ReviewStore
  let run: UUID

  /// - Parameter run: names the import in the database; the same for all its lines.
  public init(store: ReviewStore, run: UUID) {
    self.store = store
    self.run = run
  }

  /// Nothing goes in when the first line does not name the columns rightly.
  public func run(
    file path: String, onRefused: (_ line: Int, _ problems: [Problem]) throws -> Void,
    onProgress: (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportProgress {
    var reader = try CSVReader(path: path)
    let columns = try FixedColumns(
      try reader.next(), needed: ["department", "phone"], optional: ["address", "hours"])
    let lines = CSVImport(
      judge: { Self.judge($0, columns) }, repeated: { LookupText.repeated("department", line: $1) },
      send: { [store, run] _, contacts throws(StoreFailure) in try await store.importContacts(contacts, run: run) })
    return try await lines.run(&reader, onRefused: onRefused, onProgress: onProgress)
  }

  private static func judge(_ record: CSVRecord, _ columns: FixedColumns) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in
      let fields = try record.fields(columns.count)
      var problems: [Problem] = []
      let found = Departments.bundled.matching(InputText.folded(columns.text("department", in: fields)))
      if found.count != 1 { problems.append(LookupText.department(isAmbiguous: found.count > 1)) }
      let phone = InputText.withPlainHyphens(columns.text("phone", in: fields))
      if !isDialled(phone) { problems.append(LookupText.phone) }
      for (field, longest) in [("address", 200), ("hours", 100)] {
        let text = columns.text(field, in: fields)
        problems += LookupText.fault(in: text, field: field, isNeeded: false, longest: longest).map { [$0] } ?? []
      }
      guard problems.isEmpty, let department = found.first else { throw ImportLine.Refused(problems) }
      return ImportLine.Entry(
        line: record.line, key: department.code,
        [
          "department": .string(department.code), "phone": .string(phone),
          "address": .string(columns.text("address", in: fields)), "hours": .string(columns.text("hours", in: fields)),
        ])
    }
  }

  /// An office's number as offices write it: several, with extensions (转), an area code. Its rule is not that of an applicant's phone.
  private static func isDialled(_ text: String) -> Bool {
    (5...60).contains(text.count) && text.filter(\.isNumber).count >= 5
      && text.allSatisfy { $0.isASCII && $0.isNumber || "+-() （）转、，,;；/".contains($0) }
  }
}
