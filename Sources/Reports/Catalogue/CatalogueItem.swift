public import Domain

/// What `export` writes: a report, or what is no report.
public enum CatalogueItem: Sendable {
  /// A workbook of figures.
  case report(Report)
  /// 明细台账.
  case ledger
  /// 分部门.
  case byDepartment

  /// In the order of the list.
  public static let all: [CatalogueItem] = Report.all.map(CatalogueItem.report) + [.ledger, .byDepartment]

  /// What `export` calls it.
  public var id: String {
    switch self {
    case .report(let report): report.id
    case .ledger: Ledger.id
    case .byDepartment: DepartmentWorkbooks.id
    }
  }

  /// Its name.
  public var name: Text {
    switch self {
    case .report(let report): report.name
    case .ledger: Ledger.name
    case .byDepartment: DepartmentWorkbooks.name
    }
  }

  /// What it answers.
  public var question: Text {
    switch self {
    case .report(let report): report.question
    case .ledger: Ledger.question
    case .byDepartment: DepartmentWorkbooks.question
    }
  }
}
