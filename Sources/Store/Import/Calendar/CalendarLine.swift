import Domain

/// A line of a notice.
struct CalendarLine: Sendable {
  let line: Int
  let day: Holiday

  /// The words for a day off and a day of work, folded.
  private static let kinds: [String: Holiday.Kind] = [
    "holiday": .holiday, "放假": .holiday, "休息": .holiday, "休": .holiday, "节假日": .holiday, "放假日": .holiday,
    "休息日": .holiday,
    "makeup_workday": .makeupWorkday, "workday": .makeupWorkday, "调休上班": .makeupWorkday, "补班": .makeupWorkday,
    "上班": .makeupWorkday, "班": .makeupWorkday, "调休上班日": .makeupWorkday, "补班日": .makeupWorkday, "工作日": .makeupWorkday,
  ]

  /// - Throws: what is wrong with the line, all at once.
  init(_ record: CSVRecord, _ columns: FixedColumns) throws(ImportLine.Refused) {
    let fields = try record.fields(columns.count)
    let day = Day(written: columns.text("date", in: fields))
    let kind = Self.kinds[InputText.folded(columns.text("kind", in: fields)).lowercased()]
    let name = columns.text("name", in: fields)
    var problems: [Problem] = []
    if day == nil { problems.append(CalendarText.date) }
    if kind == nil { problems.append(CalendarText.kind) }
    if let fault = LookupText.fault(in: name, field: "name", isNeeded: false, longest: 50) { problems.append(fault) }
    guard let day, let kind, problems.isEmpty else { throw ImportLine.Refused(problems) }
    line = record.line
    self.day = Holiday(day: day, kind: kind, name: Text(zh: name, en: name))
  }

  var json: JSONValue {
    [
      "line": .integer(line), "date": .string(day.day.iso), "kind": .string(day.kind.rawValue),
      "name": .string(day.name.zh),
    ]
  }
}
