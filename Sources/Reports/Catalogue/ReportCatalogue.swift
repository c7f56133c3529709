/// All reports.
public enum ReportCatalogue {
  /// In the order of the list.
  public static let all: [any Report] = single + [campaign]

  /// All of them in one workbook.
  public static let campaign: any Report = CampaignReport(single)

  /// What `export` writes: the reports, and what is made of many.
  public static let items: [any CatalogueItem] = all + [LedgerReport(), DepartmentWorkbooks()]

  /// What the campaign's workbook is bound of.
  static let single: [any Report] = [
    SummaryReport(), BacklogReport(), TurnaroundReport(), WorkloadReport(), ReasonsReport(), StructureReport(),
    FlowReport(), NotificationsReport(),
  ]

  /// The report of that id or Chinese name; nil when there is none.
  public static func named(_ text: String) -> (any Report)? {
    let word = text.lowercased()
    return all.first { $0.id == word || $0.name.zh == text }
  }
}
