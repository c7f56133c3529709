/// Where the pages of a printed sheet end, as near as a program that does not print can know, so that charts and short
/// tables are not cut in two. A4 across; the sheet is shrunk to the page's width.
struct PageFlow {
  /// Points that fit on a page, in the sheet's own measure.
  private let room: Double
  private var used = 0.0
  /// Rows that begin a new page by our wish.
  private(set) var breaks: [Int] = []

  /// - Parameter width: of the sheet's columns in pixels.
  init(width: Int) {
    // 297 mm less two margins of half an inch are 770 points; 210 mm less those above and below 510, of which
    // programs need a little for themselves.
    room = 495 / min(1, 770 / (Double(width) * 0.75))
  }

  /// A row of this height.
  mutating func add(_ points: Double) {
    used += points
    if used > room { used = points }
  }

  /// What is left of the page.
  var left: Double { room - used }

  /// Begins a new page before `row` if what follows does not fit on this one.
  mutating func keepTogether(_ points: Double, at row: Int) {
    guard used > 0, used + points > room, points <= room else { return }
    breaks.append(row)
    used = 0
  }
}
