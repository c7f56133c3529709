/// Where the pages of a printed sheet end, so that charts, short tables and signatures are not cut in two or left alone.
struct PageFlow {
  /// Points of A4 across: 210 mm less the margins above and below are 512, of which programs need a little for themselves.
  static let height = 495.0

  /// The same of A4 across, or upright, which is 297 mm high.
  static func height(isUpright: Bool) -> Double { isUpright ? height + 247 : height }

  /// Points that fit on a page, in the sheet's own measure.
  let room: Double
  private var used = 0.0
  /// Rows on this page.
  private(set) var lines = 0
  /// The heading that every new page begins with.
  var repeated = 0.0
  /// Rows that begin a new page by our wish.
  private(set) var breaks: [Int] = []

  init(_ plan: SectionWriter.Plan) {
    room = plan.fit == .page ? .infinity : Self.height(isUpright: plan.isUpright) / plan.scale
  }

  /// A row of this height.
  mutating func add(_ points: Double) {
    let fits = used + points <= room
    used = fits ? used + points : repeated + points
    lines = fits ? lines + 1 : 1
  }

  /// What is left of the page.
  var left: Double { room - used }

  /// Begins a new page before `row` if what follows does not fit on this one.
  mutating func keepTogether(_ points: Double, at row: Int) {
    guard used > 0, points > left, points <= room else { return }
    begin(at: row, with: [])
  }

  /// Begins a new page before a row that is written already, with what was written since.
  mutating func begin(at row: Int, with rows: some Collection<Double>) {
    breaks.append(row)
    used = rows.reduce(rows.isEmpty ? 0 : repeated, +)
    lines = rows.count
  }
}
