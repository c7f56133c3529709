import Domain

/// A line of a file of contacts.
enum ContactLine {
  static func validate(_ record: CSVRecord, _ columns: FixedColumns, _ departments: Departments) -> ImportLine {
    ImportLine(record.line) { () throws(ImportLine.Refused) in
      let fields = try record.fields(columns.count)
      var problems: [Problem] = []
      let found = departments.matching(InputText.folded(columns.text("department", in: fields)))
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
