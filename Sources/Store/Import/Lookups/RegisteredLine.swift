import Domain

/// A line of a file of persons on registers.
enum RegisteredLine {
  /// Columns as bureaus head them.
  static let aliases = [
    "部门": "department", "部门代码": "department", "会计管理部门": "department", "日期": "date", "截止日期": "date", "截至日期": "date",
    "在册人数": "registered", "在册": "registered", "人数": "registered",
  ]

  static func validate(
    _ record: CSVRecord, _ columns: FixedColumns, _ departments: Departments, today: Day
  ) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in
      let fields = try record.fields(columns.count)
      var problems: [Problem] = []
      let found = departments.matching(InputText.folded(columns.text("department", in: fields)))
      if found.count != 1 { problems.append(LookupText.department(isAmbiguous: found.count > 1)) }
      let day = Day(written: columns.text("date", in: fields))
      if let day {
        if day > today { problems.append(LookupText.dayToCome) }
      } else {
        problems.append(LookupText.day)
      }
      let persons = number(columns.text("registered", in: fields))
      if persons == nil { problems.append(LookupText.persons) }
      guard problems.isEmpty, let department = found.first, let day, let persons else {
        throw ImportLine.Refused(problems)
      }
      return ImportLine.Entry(
        line: record.line, key: "\(department.code) \(day.iso)",
        [
          "department": .string(department.code), "date": .string(day.iso), "registered": .integer(persons),
        ])
    }
  }

  /// `37875`, `37,875`; no province has a hundred million accountants.
  private static func number(_ text: String) -> Int? {
    let digits = InputText.folded(text).filter { $0 != "," }
    guard (1...8).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(digits)
  }
}
