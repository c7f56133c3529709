import Domain

/// The tables of the summary.
struct SummaryTables {
  let figures: SummaryFigures
  /// By bureau and state.
  private let counts: [String: [ApplicationState: Int]]
  /// By bureau: ages of the pending applications.
  private let ages: [String: Ages]

  /// Ages of pending applications.
  struct Ages {
    var buckets = [Int](repeating: 0, count: Bucket.allCases.count)
    var overdue = 0
    var dueToday = 0
    var oldest: Day?
  }

  /// Working days since the submission; its own day is 0.
  enum Bucket: String, CaseIterable {
    case upTo1 = "days_0_1"
    case upTo3 = "days_2_3"
    case upTo5 = "days_4_5"
    case upTo10 = "days_6_10"
    case more = "days_over_10"

    init(workingDays: Int) {
      switch workingDays {
      case ...1: self = .upTo1
      case ...3: self = .upTo3
      case ...5: self = .upTo5
      case ...10: self = .upTo10
      default: self = .more
      }
    }

    var title: Text {
      switch self {
      case .upTo1: Text(zh: "0-1 天", en: "0-1 days")
      case .upTo3: Text(zh: "2-3 天", en: "2-3 days")
      case .upTo5: Text(zh: "4-5 天", en: "4-5 days")
      case .upTo10: Text(zh: "6-10 天", en: "6-10 days")
      case .more: Text(zh: "10 天以上", en: "over 10 days")
      }
    }
  }

  init(_ figures: SummaryFigures) {
    self.figures = figures
    var counts: [String: [ApplicationState: Int]] = [:]
    for standing in figures.standings {
      counts[standing.department, default: [:]][standing.state, default: 0] += standing.count
    }
    self.counts = counts
    var ages: [String: Ages] = [:]
    var buckets: [Day: Int] = [:]
    for arrival in figures.arrivals {
      let bucket: Int
      if let known = buckets[arrival.day] {
        bucket = known
      } else {
        let days = figures.calendar.workingDays(from: arrival.day, to: figures.today)
        bucket = Bucket.allCases.firstIndex(of: Bucket(workingDays: days)) ?? 0
        buckets[arrival.day] = bucket
      }
      var age = ages[arrival.department] ?? Ages()
      age.buckets[bucket] += arrival.count
      age.overdue += arrival.overdue
      age.dueToday += arrival.dueToday
      age.oldest = min(age.oldest ?? arrival.day, arrival.day)
      ages[arrival.department] = age
    }
    self.ages = ages
  }

  // MARK: Applications by bureau and state

  static let states: [ApplicationState] = [.submitted, .inReview, .approved, .returned]

  static let stateColumns: [ReportColumn] =
    [ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal)]
    + [ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text)]
    + states.map { state in
      ReportColumn(state.rawValue, state == .approved ? Text(zh: "已通过", en: "approved") : state.name, .count)
    }
    + [
      ReportColumn("total", Text(zh: "合计", en: "total"), .count, .sum(states.map(\.rawValue)), hasBar: true),
      ReportColumn(
        "decided_share", Text(zh: "办结率", en: "decided"), .share,
        .ratio(["approved", "returned"], of: states.map(\.rawValue))),
      ReportColumn(
        "approved_share", Text(zh: "通过率", en: "approved %"), .share,
        .ratio(["approved"], of: ["approved", "returned"])),
      ReportColumn(
        "returned_share", Text(zh: "退回率", en: "returned %"), .share,
        .ratio(["returned"], of: ["approved", "returned"])),
    ]

  private var stateRows: DepartmentRows {
    DepartmentRows(tree: figures.tree) { node in
      let own = counts[node.code] ?? [:]
      return [.none, .none] + Self.states.map { .count(own[$0] ?? 0) } + [.none, .none, .none, .none]
    }
  }

  /// Every bureau.
  var byDepartment: ReportTable {
    ReportTable(
      id: "departments", title: Text(zh: "各部门审核情况", en: "By department"), columns: Self.stateColumns,
      rows: stateRows.all())
  }

  /// A province's cities; nil where there is only one level below the top.
  var byCity: ReportTable? {
    guard !figures.tree.groups.isEmpty else { return nil }
    return ReportTable(
      id: "cities", title: Text(zh: "各市审核情况", en: "By city"), columns: Self.stateColumns,
      rows: stateRows.byGroup(adding: Self.added))
  }

  private static func added(_ left: [ReportValue], _ right: [ReportValue]) -> [ReportValue] {
    zip(left, right).map { pair in
      switch pair {
      case (.count(let a), .count(let b)): .count(a + b)
      case (.day(let a), .day(let b)): .day(min(a, b))
      case (.none, let other): other
      case (let other, _): other
      }
    }
  }

  // MARK: Backlog

  static let ageColumns: [ReportColumn] =
    [ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal)]
    + [ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text)]
    + Bucket.allCases.map {
      ReportColumn(
        $0.rawValue, $0.title, .count, group: Text(zh: "提交至今（工作日）", en: "working days since submission"))
    }
    + [
      ReportColumn(
        "pending", Text(zh: "待办合计", en: "pending"), .count, .sum(Bucket.allCases.map(\.rawValue)), hasBar: true),
      ReportColumn("due_today", Text(zh: "今日到期", en: "due today"), .count),
      ReportColumn("overdue", Text(zh: "已逾期", en: "overdue"), .count, isAlarm: true),
      ReportColumn("overdue_share", Text(zh: "逾期率", en: "overdue %"), .share, .ratio(["overdue"], of: ["pending"])),
      ReportColumn("oldest", Text(zh: "最早提交日期", en: "oldest"), .day),
    ]

  private var ageRows: DepartmentRows {
    DepartmentRows(tree: figures.tree) { node in
      let age = ages[node.code] ?? Ages()
      return [.none, .none] + age.buckets.map(ReportValue.count)
        + [.none, .count(age.dueToday), .count(age.overdue), .none, age.oldest.map(ReportValue.day) ?? .none]
    }
  }

  /// Pending applications of a province's cities by age; nil where there is only one level below the top.
  var backlogByCity: ReportTable? {
    guard !figures.tree.groups.isEmpty else { return nil }
    return ReportTable(
      id: "backlog_cities", title: Text(zh: "各市积压时限", en: "Backlog by city"), columns: Self.ageColumns,
      rows: ageRows.byGroup(adding: Self.added))
  }

  /// Pending applications of every bureau by age.
  var backlog: ReportTable {
    ReportTable(
      id: "backlog", title: Text(zh: "积压时限", en: "Backlog by age"), columns: Self.ageColumns, rows: ageRows.all())
  }

  // MARK: Reasons and revisions

  /// Return reasons, the most frequent first.
  var reasons: ReportTable {
    let columns = [
      ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
      ReportColumn("code", Text(zh: "代码", en: "code"), .code),
      ReportColumn("reason", Text(zh: "退回原因", en: "reason"), .text),
      ReportColumn("times", Text(zh: "引用次数", en: "times"), .count, hasBar: true),
      ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("times")),
      ReportColumn("running", Text(zh: "累计占比", en: "cumulative"), .share, .runningShare("times")),
    ]
    let rows = figures.reasons.map { reason in
      ReportTable.Row.detail(
        reason.code, [.none, .text(reason.code), .text(reason.text), .count(reason.count), .none, .none])
    }
    let total = ReportTable.Row.sum(
      .total, "total", [.none, .none, .label(Text(zh: "合计", en: "Total")), .none, .none, .none],
      covers: Array(rows.indices))
    return ReportTable(
      id: "reasons", title: Text(zh: "退回原因分布", en: "Return reasons"), columns: columns, rows: rows + [total])
  }

  /// Applications by how often they were submitted.
  var revisions: ReportTable {
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("revision", Text(zh: "提交次数", en: "submitted"), .text),
      ]
      + Self.states.map { state in
        ReportColumn(state.rawValue, state == .approved ? Text(zh: "已通过", en: "approved") : state.name, .count)
      }
      + [
        ReportColumn("total", Text(zh: "合计", en: "total"), .count, .sum(Self.states.map(\.rawValue))),
        ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("total")),
        ReportColumn(
          "approved_share", Text(zh: "通过率", en: "approved %"), .share,
          .ratio(["approved"], of: ["approved", "returned"])),
        ReportColumn(
          "returned_share", Text(zh: "退回率", en: "returned %"), .share,
          .ratio(["returned"], of: ["approved", "returned"])),
      ]
    let names = [
      Text(zh: "1 次（首次提交）", en: "once"), Text(zh: "2 次", en: "twice"), Text(zh: "3 次", en: "3 times"),
      Text(zh: "4 次及以上", en: "4 times and more"),
    ]
    let rows = names.enumerated().map { index, name in
      let counts = Self.states.map { state in
        figures.standings.reduce(0) { $0 + ($1.state == state && $1.revision == index + 1 ? $1.count : 0) }
      }
      return ReportTable.Row.detail(
        String(index + 1), [.none, .label(name)] + counts.map(ReportValue.count) + [.none, .none, .none, .none])
    }
    let total = ReportTable.Row.sum(
      .total, "total", [.none, .label(Text(zh: "合计", en: "Total"))] + Array(repeating: .none, count: 8),
      covers: Array(rows.indices))
    return ReportTable(
      id: "revisions", title: Text(zh: "提交次数分布", en: "By number of submissions"), columns: columns,
      rows: rows + [total])
  }
}
