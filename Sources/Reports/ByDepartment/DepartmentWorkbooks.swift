public import Domain
public import PostgreSQL
import Spreadsheet

/// 分部门: a folder with a workbook for each bureau of a subtree, all of one snapshot, made in parallel.
///
/// It is no report: each workbook holds one, of a bureau with all below it.
public enum DepartmentWorkbooks {
  /// `by-department`.
  public static let id = "by-department"
  /// 分部门.
  public static let name = Text(zh: "分部门", en: "By department")
  /// What it answers.
  public static let question = Text(
    zh: "各部门（含所辖）各一个工作簿，取自同一时点，放在一个文件夹里；每个工作簿为全套，或 --报表 指定的报表。",
    en:
      "A workbook for each bureau with those below it, all of one moment, in a folder; each holds the campaign, or --report."
  )

  /// A workbook to be made.
  public struct Order: Hashable, Sendable {
    /// The bureau's code.
    public let department: String
    /// What people call the bureau (上城区财政局).
    public let name: String
    /// The number under which it is on record; nil for none.
    public var export: Int?
    /// How many bureaus its figures are of, itself included.
    let breadth: Int

    /// The file's name: code and name of the bureau, without what any file system refuses.
    public var file: String {
      let safe = name.map { character -> Character in
        let isRefused =
          "<>:\"/\\|?*".contains(character) || character.unicodeScalars.contains(where: CellText.isControl)
        return isRefused ? "_" : character
      }
      // 60 characters of Chinese are 180 of the 255 bytes that a name may have.
      return "\(department) \(String(safe).prefix(60)).xlsx"
    }
  }

  /// The workbooks that are to be made, in the order of the tree.
  ///
  /// - Throws: `ReportFailure`, also when `report` does not know one of the limits; `DatabaseError`.
  public static func orders(
    of report: Report, filters: ReportFilters, on connection: Connection
  ) async throws -> [Order] {
    try report.refuseUnknown(filters)
    let tree = try await connection.transaction(.snapshot) { transaction in
      try DepartmentTree(transaction, department: filters.department, province: filters.province)
    }
    return tree.nodes.enumerated().map { index, node in
      let below = tree.nodes[(index + 1)...].prefix { $0.depth > node.depth }
      return Order(department: node.code, name: node.name, breadth: below.count + 1)
    }
  }
}
