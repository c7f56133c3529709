import Domain

/// Two attributes at once: what 会计人才 statistics ask for.
extension StructureTables {
  /// What is crossed with the qualification.
  private static let crossed = ["age", "education", "unit_type"]

  /// The sheet of the cross tables.
  func crossing(_ dimensions: [StructureDimension]) -> ReportData.Section {
    let qualification = dimensions.first { $0.id == "qualification" }
    return ReportData.Section(
      name: Text(zh: "资格交叉", en: "By qualification"),
      title: Text(zh: "会计人员年龄、学历、单位类型与专业技术资格交叉表", en: "Age, education and unit type by qualification"),
      unit: Self.persons, isSigned: false,
      blocks: dimensions.filter { Self.crossed.contains($0.id) }.flatMap { dimension in
        qualification.map { [.table(crossed(dimension, with: $0))] } ?? []
      })
  }

  /// A row for each category, a column for each qualification.
  func crossed(_ dimension: StructureDimension, with qualification: StructureDimension) -> ReportTable {
    let columns = categories(qualification, isFull: false)
    let ids = columns.map { $0.code.isEmpty ? "missing" : $0.code == "*" ? "other" : "q\($0.code)" }
    let counts = figures.crossed[dimension.id] ?? [:]
    return ReportTable(
      id: "\(dimension.id)_qualification",
      title: Text(
        zh: "\(dimension.name.zh) × \(qualification.name.zh)",
        en: "\(dimension.name.en) by \(qualification.name.en.lowercased())"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("category", dimension.name, .text),
        // For the public, a category that has no column still counts in the total.
        ReportColumn(
          "persons", Text(zh: "合计", en: "total"), .count, frame.filters.isPublished ? .given : .sum(ids), hasBar: true),
      ]
        + zip(columns, ids).enumerated().map { index, entry in
          ReportColumn(
            entry.1, entry.0.name, .count, group: qualification.name, alone: entry.0.name, drops: 20 + index)
        },
      details: categories(dimension, isFull: true).map { category in
        let persons = counts[category.code] ?? [:]
        return .detail(
          category.code,
          [.none, .label(category.name), .count(persons.values.reduce(0, +))]
            + columns.map { .count(persons[$0.code] ?? 0) })
      }, label: "category")
  }
}
