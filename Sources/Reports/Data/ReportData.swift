public import Domain
public import Foundation

/// The figures of a report at one moment, for the screen and the workbook alike.
public struct ReportData: Hashable, Sendable {
  /// A part of the report; a sheet of the workbook.
  public struct Section: Hashable, Sendable {
    /// Something on a sheet, from top to bottom.
    public enum Block: Hashable, Sendable {
      /// Sentences across the sheet.
      case paragraph(Text)
      /// A table.
      case table(ReportTable)
      /// A picture of a table above it.
      case chart(ReportChart)
      /// Terms and what they mean.
      case notes([Note])
    }

    /// The sheet's name.
    public let name: Text
    /// The heading on the sheet.
    public let title: Text
    /// What the figures count (件).
    public let unit: Text?
    /// Which day the period is about, where it is not the report's own.
    public let dated: Text?
    /// Whether somebody signs it.
    public let isSigned: Bool
    /// Too long for a screen; the workbook and JSON have it.
    public let isForPaper: Bool
    /// About single persons, or of no use outside: left out of what is published.
    public let isInternal: Bool
    /// Says nothing, or what another sheet says: JSON has it, screens and paper do not.
    public internal(set) var isIdle = false
    /// The report that it is a part of, where several are bound together.
    var report: String?
    /// Whether it is bound together with other reports.
    var isBound: Bool { report != nil }
    /// From top to bottom.
    public internal(set) var blocks: [Block]

    /// The tables, in order.
    public var tables: [ReportTable] {
      blocks.compactMap { block in
        if case .table(let table) = block { table } else { nil }
      }
    }

    /// A part of the report.
    public init(
      name: Text, title: Text, unit: Text? = nil, dated: Text? = nil, isSigned: Bool = true,
      isForPaper: Bool = false, isInternal: Bool = false, blocks: [Block]
    ) {
      self.name = name
      self.title = title
      self.unit = unit
      self.dated = dated
      self.isSigned = isSigned
      self.isForPaper = isForPaper
      self.isInternal = isInternal
      self.blocks = blocks
    }
  }

  /// A term and what it means.
  public struct Note: Hashable, Sendable {
    /// The term.
    public let term: Text
    /// Its meaning.
    public let meaning: Text

    /// A term and what it means.
    public init(_ term: Text, _ meaning: Text) {
      self.term = term
      self.meaning = meaning
    }
  }

  /// The report's id in the catalogue.
  public let report: String
  /// The report's heading.
  public let title: Text
  /// The bureau whose figures these are, with all below it.
  public let bureau: String
  /// Its code.
  public let department: String
  /// What the figures are limited to.
  public let filters: ReportFilters
  /// What the period is about.
  public let dated: ReportFilters.Dated
  /// The limits in words, for people.
  public let limits: [Note]
  /// The moment that all figures are of.
  public let snapshotAt: Date
  /// The database role that asked.
  public let actor: String
  /// The export on record that the workbook is; nil on a screen.
  public var export: Int?
  /// Whether the figures are rounded, for the public.
  public internal(set) var isPublished = false
  /// What begins the names of tables in the workbook; empty where the tables' ids do.
  let prefix: String
  /// The parts.
  public internal(set) var sections: [Section]

  /// The parts that stand on screens and on paper.
  public var sheets: [Section] { sections.filter { !$0.isIdle } }

  /// The days counted, see `dated`; nil is without bounds.
  public var period: Period? { filters.period }

  /// All tables, in order.
  public var tables: [ReportTable] { sections.flatMap(\.tables) }

  /// The table of that id.
  public func table(_ id: String) -> ReportTable? { tables.first { $0.id == id } }

  /// A 通报 in sentences, from top to bottom; empty where there is none.
  public var text: [Text] {
    sheets.filter { $0.tables.contains(where: BulletinText.isBeside) }.flatMap(\.blocks).compactMap { block in
      if case .paragraph(let text) = block, text != roundingNote { text } else { nil }
    }
  }

  /// Of what is to be signed and sent upward: the report's place in the catalogue and the sheet's in the report (`3-1`); nil for
  /// sheets without tables.
  func number(of section: Section) -> String? {
    guard !section.tables.isEmpty else { return nil }
    let place = Report.single.firstIndex { $0.id == section.report ?? report }
    let sheets = sections.filter { $0.report == section.report && !$0.tables.isEmpty }
    guard let place, let sheet = sheets.firstIndex(of: section) else { return nil }
    return "\(place + 1)-\(sheet + 1)"
  }

  /// The figures of a report.
  public init(
    report: String, title: Text, bureau: String, department: String, filters: ReportFilters,
    dated: ReportFilters.Dated, limits: [Note], snapshotAt: Date, actor: String, export: Int? = nil,
    prefix: String? = nil, sections: [Section]
  ) {
    self.report = report
    self.title = title
    self.bureau = bureau
    self.department = department
    self.filters = filters
    self.dated = dated
    self.limits = limits
    self.snapshotAt = snapshotAt
    self.actor = actor
    self.export = export
    self.prefix = prefix ?? report + "_"
    self.sections = sections
  }
}
