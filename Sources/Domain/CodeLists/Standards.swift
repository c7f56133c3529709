public import Foundation

/// Standards and places as data: what all provinces share. Made once when a program starts, and passed on.
public final class Standards: Sendable {
  /// The code lists by id, as `codeLists["education_form"]`.
  public let codeLists: [String: CodeList]
  /// The regions in use, and those before them.
  public let regions: Regions
  /// The bureaus.
  public let departments: Departments
  /// The days that differ from the weekend rule, in order; the years are complete from the first to the last.
  public let holidays: [Holiday]
  /// Working days by these holidays.
  public let calendar: WorkingCalendar
  /// The coded reasons for a return, in the order in which they are offered.
  public let reasons: [ReturnReason]
  /// Three-letter codes of ISO 3166-1.
  let nationalities: Set<String>
  private let reasonsByCode: [String: ReturnReason]

  /// Reads the tables of a folder.
  public init(_ folder: URL) throws(DataFailure) {
    func table(_ name: String) throws(DataFailure) -> Table {
      try Table(contentsOf: folder.appendingPathComponent(name + ".csv"))
    }
    var lists: [String: CodeList] = [:]
    for id in Self.listIDs { lists[id] = try CodeList(id: id, table: try table(id)) }
    codeLists = lists
    regions = try Regions(
      try table("regions"), provinces: try table("provinces"), zones: try table("zones"),
      retired: try table("regions_retired"))
    departments = Departments(regions: regions)
    holidays = try Holiday.all(in: try table("holidays"))
    calendar = WorkingCalendar(holidays: holidays)
    reasons = try ReturnReason.all(in: try table("return_reasons"))
    reasonsByCode = Dictionary(reasons.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    nationalities = Set(lists["iso3166"]?.entries.compactMap { $0.attributes["alpha3"] } ?? [])
  }

  private init(_ other: Standards, regions: Regions) {
    codeLists = other.codeLists
    self.regions = regions
    departments = Departments(regions: regions)
    holidays = other.holidays
    calendar = other.calendar
    reasons = other.reasons
    reasonsByCode = other.reasonsByCode
    nationalities = other.nationalities
  }

  /// The same with a profile's own regions, and the bureaus that follow from them.
  func adding(regions more: [Region]) -> Standards {
    more.isEmpty ? self : Standards(self, regions: regions.adding(more))
  }

  /// Ids of all code lists.
  public static let listIDs = [
    "abacus", "accounting_work_scope", "admin_post", "country", "cpa", "degree", "degree_form",
    "economic_type_gbt12402", "education", "education_form", "ethnic", "id_type", "iso3166", "obtain_method",
    "political", "political_form", "post", "qual_level", "qual_type", "sex", "talent_type", "tech_post", "unit_level",
    "unit_type", "work_status",
  ]

  /// The name of a value; nil when there is no such list or no such code.
  public func name(of code: String, in list: String) -> Text? { codeLists[list]?[code]?.name }

  /// The reason with this code; nil when there is none. Upper case only.
  public func reason(_ code: String) -> ReturnReason? { reasonsByCode[code] }
}

/// Why a table of the program cannot be used.
public enum DataFailure: Error, Equatable, Sendable {
  /// The file cannot be read or is not UTF-8.
  case unreadable(file: String)
  /// A row has another number of columns than the header; from 1.
  case ragged(file: String, line: Int)
  /// A column the program needs is not in the header.
  case columnMissing(file: String, column: String)
  /// A value that the program cannot take, as a date that does not exist; from 1.
  case badValue(file: String, row: Int, column: String)

  /// What is wrong, for people.
  public var text: Text {
    switch self {
    case .unreadable(let file): Text(zh: "\(file) 无法读取", en: "\(file) cannot be read")
    case .ragged(let file, let line):
      Text(zh: "\(file) 第 \(line) 行的栏数不对", en: "\(file), line \(line): another number of columns")
    case .columnMissing(let file, let column):
      Text(zh: "\(file) 缺少栏目 \(column)", en: "\(file) lacks the column \(column)")
    case .badValue(let file, let row, let column):
      Text(zh: "\(file) 第 \(row) 行的 \(column) 不能用", en: "\(file), row \(row): \(column) cannot be used")
    }
  }
}
