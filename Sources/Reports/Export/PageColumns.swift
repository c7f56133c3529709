/// Which columns stand on which printed page. A table that would be printed smaller than 8 points goes over several pages
/// beside each other, each with the first columns repeated, as the continued tables (续表) of yearbooks do. A sheet with
/// charts does not, because they would be cut.
struct PageColumns {
  /// A4 across less two margins of half an inch, in points.
  static let room = 770.0
  /// The same of A4 upright.
  static let uprightRoom = 523.0
  /// 11 points shrunk to 8.
  static let smallest = 0.73

  /// The columns of each page, from left to right, beside the repeated ones.
  let pages: [ClosedRange<Int>]
  /// How many columns every page repeats; 0 where there is only one.
  let heads: Int

  /// Where headings and sentences of the first page stand: not above repeated columns, which would repeat pieces of them.
  var heading: ClosedRange<Int> { min(heads, front.upperBound)...front.upperBound }
  /// The columns of the first page.
  var front: ClosedRange<Int> { pages[0] }
  var isSplit: Bool { pages.count > 1 }

  /// Whether the pages are upright.
  let isUpright: Bool

  /// On whichever of A4 across and upright takes fewer pages, where one is not wide enough.
  init(_ section: ReportData.Section, _ widths: ColumnWidths) {
    let across = PageColumns(section, widths, isUpright: false)
    guard across.isSplit else {
      self = across
      return
    }
    let upright = PageColumns(section, widths, isUpright: true)
    let rows = section.tables.reduce(0) { $0 + Double($1.rows.count + 4) * SectionWriter.Height.row }
    func count(_ columns: PageColumns) -> Double {
      (rows / (PageFlow.height(isUpright: columns.isUpright) / Self.smallest)).rounded(.up)
        * Double(columns.pages.count)
    }
    self = count(upright) < count(across) ? upright : across
  }

  private init(_ section: ReportData.Section, _ widths: ColumnWidths, isUpright: Bool) {
    self.isUpright = isUpright
    func points(_ columns: Range<Int>) -> Double {
      columns.isEmpty ? 0 : Double(widths.pixels(columns.lowerBound...columns.upperBound - 1)) * 0.75
    }
    let count = widths.units.count
    // Programs differ by a hundredth or two in how wide they draw columns.
    let room = (isUpright ? Self.uprightRoom : Self.room) / Self.smallest * 0.97
    let isDrawn = section.blocks.contains { if case .chart = $0 { true } else { false } }
    guard points(0..<count) > room, !isDrawn,
      let table = section.tables.max(by: { $0.columns.count < $1.columns.count })
    else {
      pages = [0...max(count - 1, 0)]
      heads = 0
      return
    }
    let names = table.columns.prefix { [.ordinal, .code, .text].contains($0.kind) }.count
    let head = points(0..<names)
    let share = points(names..<count) / ((points(names..<count) / (room - head)).rounded(.up))
    var pages: [ClosedRange<Int>] = []
    var (first, start) = (0, names)
    while start < count {
      // As many groups as come nearest to an equal share.
      var end = start
      while end < count {
        let group = table.columns.indices.contains(end) ? table.columns[end].group : nil
        var next = end + 1
        while group != nil, next < table.columns.count, table.columns[next].group == group { next += 1 }
        let (without, with) = (points(start..<end), points(start..<next))
        if end > start, with > room - head || with - share > share - without { break }
        end = next
      }
      pages.append(first...end - 1)
      (first, start) = (end, end)
    }
    self.pages = pages
    heads = pages.count > 1 ? names : 0
  }
}
