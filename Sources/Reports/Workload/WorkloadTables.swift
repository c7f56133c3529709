import Domain

/// The tables of the workload report.
struct WorkloadTables {
  let frame: ReportFrame
  let figures: WorkloadFigures
  /// The same decisions by how long they took.
  let reviews: [TurnaroundFigures.Case]
  let names: StaffNames

  /// What one or several reviewers did.
  struct Work {
    var approved = 0
    var returned = 0
    var firstApproved = 0
    var firstReturned = 0
    /// Revisions of what was approved, added up.
    var rounds = 0
    var byDay: [Day: Int] = [:]
    /// A reviewer's day at work.
    var shifts: Set<Shift> = []

    struct Shift: Hashable {
      let reviewer: String
      let day: Day
    }

    mutating func add(_ made: WorkloadFigures.DecisionCount) {
      if made.isApproval {
        approved += made.count
        rounds += made.revisions
        if made.isFirst { firstApproved += made.count }
      } else {
        returned += made.count
        if made.isFirst { firstReturned += made.count }
      }
      byDay[made.day, default: 0] += made.count
      shifts.insert(Shift(reviewer: made.reviewer, day: made.day))
    }

    /// One value for each of `columns`.
    var values: [ReportValue] {
      [
        .count(approved), .count(returned), .none, .none, .none, .count(firstApproved), .count(firstReturned), .none,
        .number(approved == 0 ? nil : Double(rounds) / Double(approved)), .count(shifts.count), .none,
      ]
    }
  }

  static let columns: [ReportColumn] = {
    let first = Text(zh: "首次提交", en: "first submissions")
    return [
      ReportColumn("approved", Text(zh: "通过", en: "approved"), .count),
      ReportColumn("returned", Text(zh: "退回", en: "returned"), .count),
      ReportColumn(
        "decisions", Text(zh: "办结合计", en: "decisions"), .count, .sum(["approved", "returned"]), hasBar: true),
      ReportColumn(
        "approved_share", Text(zh: "通过率", en: "approved %"), .share, .ratio(["approved"], of: ["decisions"]), drops: 3),
      ReportColumn(
        "returned_share", Text(zh: "退回率", en: "returned %"), .share, .ratio(["returned"], of: ["decisions"])),
      ReportColumn(
        "first_approved", Text(zh: "通过", en: "approved"), .count, group: first,
        alone: Text(zh: "首次通过", en: "first approved"), drops: 5),
      ReportColumn(
        "first_returned", Text(zh: "退回", en: "returned"), .count, group: first,
        alone: Text(zh: "首次退回", en: "first returned"), drops: 6),
      ReportColumn(
        "first_right", Text(zh: "通过率", en: "approved %"), .share,
        .ratio(["first_approved"], of: ["first_approved", "first_returned"]), group: first,
        alone: Text(zh: "首次通过率", en: "first right %")),
      ReportColumn(
        "rounds", Text(zh: "平均提交次数", en: "rounds"), .decimal, drops: 4, base: ["approved"]),
      ReportColumn(
        "shifts", Text(zh: "人日", en: "person-days"), .count, .own, drops: 1),
      ReportColumn(
        "per_shift", Text(zh: "每人日", en: "a day"), .decimal, .ratio(["decisions"], of: ["shifts"])),
    ]
  }()

  private func work<Key: Hashable>(by key: (WorkloadFigures.DecisionCount) -> Key) -> [Key: Work] {
    figures.decisions.reduce(into: [:]) { $0[key($1), default: Work()].add($1) }
  }

  private var all: Work { figures.decisions.reduce(into: Work()) { $0.add($1) } }

  private func totals(_ columns: [ReportColumn], _ values: [ReportValue]) -> [String: ReportValue] {
    Dictionary(zip(columns.map(\.id), values), uniquingKeysWith: { first, _ in first })
  }

  var departments: DepartmentTables {
    var decisions: [String: [WorkloadFigures.DecisionCount]] = [:]
    for made in figures.decisions { decisions[made.department, default: []].append(made) }
    return DepartmentTables(
      id: "workload", cityID: "workload_cities", title: Text(zh: "各部门审核工作量", en: "By department"),
      cityTitle: Text(zh: "各市审核工作量", en: "By city"), columns: Self.columns, tree: frame.tree
    ) { nodes in
      nodes.reduce(into: Work()) { work, node in for made in decisions[node.code] ?? [] { work.add(made) } }.values
    }
  }

  /// Who decides, the most diligent first; somebody who decided for two bureaus has a row for each.
  struct Desk: Hashable {
    let reviewer: String
    let department: String
  }

  private var desks: [(desk: Desk, work: Work)] {
    work { Desk(reviewer: $0.reviewer, department: $0.department) }.map { (desk: $0.key, work: $0.value) }.sorted {
      let (a, b) = ($0.work.approved + $0.work.returned, $1.work.approved + $1.work.returned)
      return a == b ? ($0.desk.reviewer, $0.desk.department) < ($1.desk.reviewer, $1.desk.department) : a > b
    }
  }

  private func heads(_ desk: Desk, _ departments: [String: DepartmentTree.Node]) -> [ReportValue] {
    [.none, .text(names[desk.reviewer]), .text(departments[desk.department]?.fullName ?? desk.department)]
  }

  private static let deskColumns = [
    ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
    ReportColumn("reviewer", Text(zh: "审核员", en: "Reviewer"), .text),
    ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text, drops: 2),
  ]

  /// How long a reviewer takes, and how many decisions are on time: as the report on turnaround counts them.
  private static let timeColumns: [ReportColumn] = {
    let time = Text(zh: "用时（工作日）", en: "working days")
    return [
      ReportColumn(
        "on_time", Text(zh: "按期", en: "on time"), .count, group: time, alone: Text(zh: "按期", en: "on time"), drops: 8),
      ReportColumn(
        "late", Text(zh: "超期", en: "late"), .count, group: time, alone: Text(zh: "超期", en: "late"), isAlarm: true,
        drops: 7),
      ReportColumn(
        "on_time_share", Text(zh: "按期率", en: "on time %"), .share, .ratio(["on_time"], of: ["on_time", "late"]),
        group: time, alone: Text(zh: "按期率", en: "on time %")),
      ReportColumn(
        "review_mean", Text(zh: "平均", en: "mean"), .decimal, group: time, alone: Text(zh: "平均用时", en: "mean days"),
        base: ["on_time", "late"]),
    ]
  }()

  private static func times(_ cases: [TurnaroundFigures.Case]) -> [ReportValue] {
    var (took, late) = (Durations(), 0)
    for item in cases {
      took.add(item.days, times: item.count)
      late += item.late
    }
    return [.count(took.count - late), .count(late), .none, .number(took.mean)]
  }

  var reviewers: ReportTable {
    let nodes = Dictionary(frame.tree.nodes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let taken = Dictionary(grouping: reviews) { Desk(reviewer: $0.reviewer, department: $0.department) }
    return ReportTable(
      id: "reviewers", title: Text(zh: "各审核员工作量", en: "By reviewer"),
      columns: Self.deskColumns + Self.columns + Self.timeColumns,
      details: desks.map { desk, work in
        .detail(
          "\(desk.reviewer)@\(desk.department)", heads(desk, nodes) + work.values + Self.times(taken[desk] ?? []))
      }, label: "reviewer",
      totals: totals(Self.columns + Self.timeColumns, all.values + Self.times(reviews)))
  }

  /// Days, weeks or months, by how long the time is unless it is said.
  func dates(id: String = "dates", _ wanted: TimeSpan? = nil) -> (table: ReportTable, span: TimeSpan) {
    let days = figures.decisions.map(\.day)
    let (first, last) = (days.min() ?? frame.today, days.max() ?? frame.today)
    let span = wanted ?? frame.span(from: first, to: last)
    let work = work { span.start(of: $0.day) }
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("from", span.title, .text, isTime: true),
      ] + Self.columns
    let table = ReportTable(
      id: id, title: Text(zh: "\(span.adverb.zh)工作量", en: "Decisions \(span.adverb.en)"), columns: columns,
      details: (days.isEmpty ? [] : span.all(from: first, to: last)).map { start in
        .detail(start.iso, [.none, .label(span.name(start))] + (work[start] ?? Work()).values)
      }, label: "from", totals: totals(Self.columns, all.values))
    return (table, span)
  }

  /// How many of the latest days stand beside each other.
  static let dayLimit = 14

  /// Decisions of each reviewer on each of the latest days on which somebody decided.
  var daily: ReportTable {
    let nodes = Dictionary(frame.tree.nodes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let days = Set(figures.decisions.map(\.day)).sorted().suffix(Self.dayLimit)
    let columns = days.enumerated().map { index, day in
      ReportColumn(
        day.iso, Text(zh: String(day.iso.dropFirst(5)), en: String(day.iso.dropFirst(5))), .count, drops: 50 - index)
    }
    return ReportTable(
      id: "daily",
      title: Text(
        zh: "各审核员每日办结件次（最近 \(days.count) 个有办结的日期）",
        en: "Decisions by reviewer and day (the latest \(days.count) days with decisions)"),
      columns: Self.deskColumns + columns + [
        ReportColumn("sum", Text(zh: "合计", en: "total"), .count, .sum(days.map(\.iso)), hasBar: true)
      ],
      details: desks.filter { entry in days.contains { entry.work.byDay[$0] != nil } }.map { desk, work in
        .detail(
          "\(desk.reviewer)@\(desk.department)",
          heads(desk, nodes) + days.map { .count(work.byDay[$0] ?? 0) } + [.none])
      }, label: "reviewer")
  }
}
