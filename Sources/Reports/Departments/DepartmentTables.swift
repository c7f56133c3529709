import Domain

/// A table by bureau, and where there are cities between, a short one by city before it.
struct DepartmentTables {
  /// Every bureau.
  let all: ReportTable
  /// A province's cities; nil where there is only one level below the top.
  let cities: ReportTable?

  /// - Parameter values: as in `DepartmentRows`; the columns begin with ordinal and department.
  init(
    id: String, cityID: String, title: Text, cityTitle: Text, columns: [ReportColumn], tree: DepartmentTree,
    values: @escaping ([DepartmentTree.Node]) -> [ReportValue]
  ) {
    let rows = DepartmentRows(tree: tree) { [.none, .none] + values($0) }
    let columns = Self.heads + columns
    all = ReportTable(id: id, title: title, columns: columns, rows: rows.all())
    cities = rows.byGroup().map { ReportTable(id: cityID, title: cityTitle, columns: columns, rows: $0) }
  }

  /// What stands on the first sheet: cities where there are any.
  var short: ReportTable { cities ?? all }

  /// The sheet of every bureau, where the first one has the cities only; empty elsewhere.
  func detail(
    name: Text, title: Text, unit: Text?, dated: Text? = nil, isForPaper: Bool = false, isInternal: Bool = false
  ) -> [ReportData.Section] {
    guard cities != nil else { return [] }
    return [
      ReportData.Section(
        name: name, title: title, unit: unit, dated: dated, isSigned: false, isForPaper: isForPaper,
        isInternal: isInternal,
        blocks: [.table(all)])
    ]
  }

  /// Number and bureau.
  static let heads = [
    ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
    ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text),
  ]
}
