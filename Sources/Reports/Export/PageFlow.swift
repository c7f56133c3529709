/// Where the pages of a printed sheet end, as near as a program that does not print can know, so that charts and short
/// tables are not cut in two. A4 across; the sheet is shrunk to the page's width.
///
/// Programs differ by a quarter in how wide they draw columns, and so in how far they shrink the sheet and how much of it
/// fits on a page: what is kept together is so in both.
struct PageFlow {
  /// A page as one program has it.
  private struct Page {
    /// Points that fit, in the sheet's own measure.
    let room: Double
    var used = 0.0

    var left: Double { room - used }

    mutating func add(_ points: Double) {
      used += points
      if used > room { used = points }
    }
  }

  /// Columns as wide as Excel draws them, and as LibreOffice does without Excel's fonts.
  private var pages: [Page]
  /// Rows that begin a new page by our wish.
  private(set) var breaks: [Int] = []

  /// - Parameter width: of the sheet's columns in pixels.
  init(width: Int) {
    // 297 mm less two margins of half an inch are 770 points; 210 mm less those above and below 510, of which
    // programs need a little for themselves.
    pages = [1, 1.25].map { Page(room: 495 / min(1, 770 / (Double(width) * 0.75 * $0))) }
  }

  /// A row of this height.
  mutating func add(_ points: Double) {
    for index in pages.indices { pages[index].add(points) }
  }

  /// What is left of the page.
  var left: Double { pages.map(\.left).min() ?? 0 }

  /// Begins a new page before `row` if what follows does not fit on this one.
  mutating func keepTogether(_ points: Double, at row: Int) {
    guard pages.contains(where: { $0.used > 0 && points > $0.left && points <= $0.room }) else { return }
    breaks.append(row)
    for index in pages.indices { pages[index].used = 0 }
  }
}
