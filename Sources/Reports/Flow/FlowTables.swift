import Domain

/// The tables of the flow report.
struct FlowTables {
  let frame: ReportFrame
  let figures: FlowFigures

  typealias Movement = FlowFigures.Movement

  private static let received = Text(zh: "收件", en: "received")
  private static let decided = Text(zh: "办结", en: "decided")
  private static let others = Text(zh: "其他增减", en: "other changes")

  /// A column for each movement.
  static let movementColumns: [ReportColumn] = [
    ReportColumn(
      "first", Text(zh: "首次提交", en: "first"), .count, group: received, alone: Text(zh: "首次提交", en: "first"), drops: 6),
    ReportColumn(
      "again", Text(zh: "重新提交", en: "again"), .count, group: received, alone: Text(zh: "重新提交", en: "again"), drops: 6),
    ReportColumn(
      "received", Text(zh: "小计", en: "sum"), .count, .sum(["first", "again"]), group: received,
      alone: Text(zh: "收件", en: "received"), hasBar: true),
    ReportColumn(
      "approved", Text(zh: "通过", en: "approved"), .count, group: decided, alone: Text(zh: "通过", en: "approved")),
    ReportColumn(
      "returned", Text(zh: "退回", en: "returned"), .count, group: decided, alone: Text(zh: "退回", en: "returned")),
    ReportColumn(
      "decided", Text(zh: "小计", en: "sum"), .count, .sum(["approved", "returned"]), group: decided,
      alone: Text(zh: "办结", en: "decided")),
    ReportColumn(
      "withdrawn", Text(zh: "撤回", en: "withdrawn"), .count, group: others, alone: Text(zh: "撤回", en: "withdrawn"),
      drops: 5),
    ReportColumn(
      "reopened", Text(zh: "重新审核", en: "reopened"), .count, group: others, alone: Text(zh: "重新审核", en: "reopened"),
      drops: 7),
    ReportColumn(
      "moved_in", Text(zh: "转入", en: "in"), .count, group: others, alone: Text(zh: "转入", en: "in"), drops: 8),
    ReportColumn(
      "moved_out", Text(zh: "转出", en: "out"), .count, group: others, alone: Text(zh: "转出", en: "out"), drops: 8),
  ]

  private static let gains = ["received", "reopened", "moved_in"]
  private static let losses = ["decided", "withdrawn", "moved_out"]

  private static func values(_ counts: FlowFigures.Counts) -> [ReportValue] {
    movementColumns.map { column in
      column.calculation == .given ? .count(Movement(rawValue: column.id).flatMap { counts[$0] } ?? 0) : .none
    }
  }

  static func change(_ counts: FlowFigures.Counts) -> Int { counts.reduce(0) { $0 + $1.value * $1.key.change } }

  /// Whether nothing moved within the period, as far as it is shown.
  var isStill: Bool {
    let moved = figures.within.values.reduce(into: FlowFigures.Counts()) { $0.merge($1, uniquingKeysWith: +) }
    func count(_ movements: Movement...) -> Int { movements.reduce(0) { $0 + (moved[$1] ?? 0) } }
    return frame.isNothing(
      count(.first, .again), count(.approved, .returned), count(.withdrawn), count(.reopened), count(.movedIn),
      count(.movedOut))
  }

  /// What waits now, in all bureaus.
  var pendingNow: Int { figures.pending.values.reduce(0, +) }

  /// The last day that the tables show.
  private var last: Day { min(frame.filters.period?.to ?? frame.today, frame.today) }
  private var first: Day {
    let earliest = figures.byDay.keys.min() ?? frame.today
    return min(frame.filters.period?.from.map { max($0, earliest) } ?? earliest, last)
  }

  /// Days, weeks or months, by how long the time is unless it is said, with what waited at the end of each.
  func dates(id: String = "dates", _ wanted: TimeSpan? = nil) -> (table: ReportTable, span: TimeSpan) {
    let span = wanted ?? frame.span(from: first, to: last)
    var spans: [Day: FlowFigures.Counts] = [:]
    for (day, counts) in figures.byDay where day >= first && day <= last {
      spans[span.start(of: day), default: [:]].merge(counts, uniquingKeysWith: +)
    }
    let late = figures.byDay.reduce(0) { $1.key > last ? $0 + Self.change($1.value) : $0 }
    var waiting = pendingNow - late
    var rows: [ReportTable.Row] = []
    for start in span.all(from: first, to: last).reversed() {
      let counts = spans[start] ?? [:]
      rows.append(
        .detail(
          start.iso,
          [.none, .label(span.name(start))] + Self.values(counts) + [.none, .count(waiting), .none, .none]))
      waiting -= Self.change(counts)
    }
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("from", span.title, .text, isTime: true),
      ] + Self.movementColumns + [
        ReportColumn(
          "change", Text(zh: "净增", en: "change"), .count, .difference(Self.gains, less: Self.losses), drops: 3),
        ReportColumn("pending", Text(zh: "期末待办", en: "waiting then"), .count, .balance("change")),
        ReportColumn("received_sum", Text(zh: "累计收件", en: "received, sum"), .count, .running("received"), drops: 5),
        ReportColumn("decided_sum", Text(zh: "累计办结", en: "decided, sum"), .count, .running("decided"), drops: 4),
      ]
    let table = ReportTable(
      id: id, title: Text(zh: "受理情况\(span.adverb.zh)", en: "Received and decided \(span.adverb.en)"),
      columns: columns,
      details: rows.reversed(), label: "from",
      totals: ["pending": .count(pendingNow - late)])
    return (table, span)
  }

  /// What waited before, what changed, what waited then.
  var departments: DepartmentTables {
    DepartmentTables(
      id: "flow", cityID: "flow_cities", title: Text(zh: "各部门受理情况", en: "By department"),
      cityTitle: Text(zh: "各市受理情况", en: "By city"),
      columns: [ReportColumn("opening", Text(zh: "期初待办", en: "waited before"), .count)] + Self.movementColumns + [
        ReportColumn(
          "closing", Text(zh: "期末待办", en: "waiting then"), .count,
          .difference(["opening"] + Self.gains, less: Self.losses))
      ], tree: frame.tree
    ) { nodes in
      var within: FlowFigures.Counts = [:]
      var opening = 0
      for node in nodes {
        let counts = figures.within[node.code] ?? [:]
        within.merge(counts, uniquingKeysWith: +)
        opening +=
          (figures.pending[node.code] ?? 0) - Self.change(figures.after[node.code] ?? [:]) - Self.change(counts)
      }
      return [.count(opening)] + Self.values(within) + [.none]
    }
  }

  /// The present rate, and when the backlog is worked off at it.
  var forecast: DepartmentTables {
    let rate = Text(zh: "最近 \(FlowFigures.rateDays) 个工作日，每个工作日", en: "a working day, last \(FlowFigures.rateDays)")
    let until = Text(zh: "照此办完积压", en: "backlog done")
    return DepartmentTables(
      id: "forecast", cityID: "forecast_cities", title: Text(zh: "积压办结预测", en: "Forecast"),
      cityTitle: Text(zh: "各市积压办结预测", en: "Forecast by city"),
      columns: [
        ReportColumn("pending", Text(zh: "目前待办", en: "waiting now"), .count, hasBar: true),
        ReportColumn(
          "in_rate", Text(zh: "收件", en: "received"), .decimal, group: rate, alone: Text(zh: "日收件", en: "in a day")),
        ReportColumn(
          "out_rate", Text(zh: "办结", en: "decided"), .decimal, group: rate, alone: Text(zh: "日办结", en: "out a day")),
        ReportColumn(
          "without_days", Text(zh: "不再收件", en: "nothing new"), .measure, group: until,
          alone: Text(zh: "不再收件（工作日）", en: "days, nothing new")),
        ReportColumn(
          "days", Text(zh: "照常收件", en: "as it comes"), .measure, group: until,
          alone: Text(zh: "照常收件（工作日）", en: "days, as it comes")),
        ReportColumn(
          "done_on", Text(zh: "预计日期", en: "date"), .day, .own, group: until, alone: Text(zh: "预计日期", en: "date")),
      ], tree: frame.tree
    ) { nodes in
      Self.forecast(
        pending: nodes.reduce(0) { $0 + (figures.pending[$1.code] ?? 0) },
        recent: nodes.reduce(into: [:]) { $0.merge(figures.recent[$1.code] ?? [:], uniquingKeysWith: +) }, frame)
    }
  }

  /// At the present rate; nothing where the backlog grows, or for more than ten years.
  static func forecast(pending: Int, recent: FlowFigures.Counts, _ frame: ReportFrame) -> [ReportValue] {
    func count(_ movements: [Movement]) -> Int { movements.reduce(0) { $0 + (recent[$1] ?? 0) } }
    let received = count([.first, .again, .reopened, .movedIn]) - count([.withdrawn, .movedOut])
    let decided = count([.approved, .returned])
    let days = FlowFigures.rateDays
    func needed(_ net: Int) -> Int? {
      guard pending > 0 else { return 0 }
      guard net > 0 else { return nil }
      let needed = (pending * days + net - 1) / net
      return needed <= 2500 ? needed : nil
    }
    let usual = needed(decided - received)
    return [
      .count(pending), .number(Double(received) / Double(days)), .number(Double(decided) / Double(days)),
      .whole(needed(decided)), .whole(usual),
      usual.map { .day(frame.calendar.add(workingDays: $0, to: frame.today).day) } ?? .none,
    ]
  }
}
