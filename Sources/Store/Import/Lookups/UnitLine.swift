import Domain

/// A line of a file of units.
enum UnitLine {
  static func validate(_ record: CSVRecord, _ columns: FixedColumns, _ standards: Standards, today: Day) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in
      let fields = try record.fields(columns.count)
      var problems: [Problem] = []
      let check = Numbers.check(columns.text("code", in: fields), as: .unitCode, today: today, by: standards)
      problems += check.errors.map { $0.problem(field: "code") }
      let name = columns.text("name", in: fields)
      problems += LookupText.fault(in: name, field: "name", isNeeded: true, longest: 200).map { [$0] } ?? []
      let type = InputText.folded(columns.text("unit_type", in: fields))
      if !type.isEmpty, standards.codeLists["unit_type"]?.contains(type) != true {
        problems.append(LookupText.unknownType)
      }
      let region = InputText.folded(columns.text("region", in: fields))
      if !region.isEmpty, standards.regions[region] == nil, standards.regions.elsewhere(region) == nil {
        problems.append(LookupText.unknownRegion)
      }
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
