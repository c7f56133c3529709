public import Domain

/// The typed columns of `application` that queues and reports count by, filled from the answers at submission. All provinces share the
/// ids of fields, so one table serves them all.
public enum StatisticsColumns {
  /// Column names, in the order of `values(of:)`.
  public static let names = [
    "sex", "birth_date", "country", "ethnic", "political", "education_level", "degree", "part_time_level",
    "qualification_level",
    "qualification_type", "title", "post", "admin_post", "unit_type", "work_status", "cpa", "work_started_on",
    "unit_region",
  ]

  /// One value a column; null where the answers have none.
  public static func values(of answers: Answers) -> [JSONValue] {
    let highest = answers.list("qualifications").max { level($0) < level($1) }
    // Zhejiang asks whether there is a unit, not what somebody does instead: without a unit the status stays open.
    let status = answers.text("work.status") ?? (answers.flag("work.has_unit") == true ? "1" : nil)
    return [
      answers["identity.sex"] ?? .null, answers["identity.birth_date"] ?? .null, answers["personal.country"] ?? .null,
      answers["personal.ethnic"] ?? .null, answers["personal.political"] ?? .null,
      answers["education.full_time.level"] ?? .null,
      answers["education.full_time.degree"] ?? .null, answers["education.part_time.level"] ?? .null,
      highest?["level"] ?? .null,
      highest?["type"] ?? .null, answers["title.code"] ?? .null, answers["work.post"] ?? .null,
      answers["work.admin_post"] ?? .null,
      answers["work.unit_type"] ?? .null, status.map(JSONValue.string) ?? .null, answers["cpa.holder"] ?? .null,
      answers["work.started_on"] ?? .null, answers["work.unit_region"] ?? .null,
    ]
  }

  /// The same by column name, as `intake_submit` takes it.
  static func object(of answers: Answers) -> JSONValue {
    .object(Dictionary(zip(names, values(of: answers))) { first, _ in first }.filter { $0.value != .null })
  }

  private static func level(_ qualification: [String: JSONValue]) -> Int {
    qualification["level"]?.string.flatMap { Int($0) } ?? -1
  }
}
