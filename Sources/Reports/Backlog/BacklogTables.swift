import Domain

/// The tables of the backlog report, and what stands on which sheet.
struct BacklogTables {
  let frame: ReportFrame
  let figures: BacklogFigures
  let names: StaffNames
  let oldest: OldestApplications

  /// How near the due day is, in working days.
  enum Deadline: String, CaseIterable {
    case overdueLong = "overdue_over_10"
    case overdueSome = "overdue_6_10"
    case overdueShort = "overdue_1_5"
    case today
    case upTo2 = "in_1_2"
    case upTo5 = "in_3_5"
    case later = "in_over_5"

    init(due: Day, today: Day, _ calendar: WorkingCalendar) {
      if due == today {
        self = .today
      } else if due < today {
        switch calendar.workingDays(from: due, to: today) {
        case ...5: self = .overdueShort
        case ...10: self = .overdueSome
        default: self = .overdueLong
        }
      } else {
        switch calendar.workingDays(from: today, to: due) {
        case ...2: self = .upTo2
        case ...5: self = .upTo5
        default: self = .later
        }
      }
    }

    var isOverdue: Bool { [.overdueLong, .overdueSome, .overdueShort].contains(self) }

    var title: Text {
      switch self {
      case .overdueLong: Text(zh: "逾期 10 个工作日以上", en: "overdue over 10 working days")
      case .overdueSome: Text(zh: "逾期 6-10 个工作日", en: "overdue 6-10")
      case .overdueShort: Text(zh: "逾期 1-5 个工作日", en: "overdue 1-5")
      case .today: Text(zh: "今日到期", en: "due today")
      case .upTo2: Text(zh: "1-2 个工作日内到期", en: "due in 1-2")
      case .upTo5: Text(zh: "3-5 个工作日内到期", en: "due in 3-5")
      case .later: Text(zh: "5 个工作日后到期", en: "due later")
      }
    }
  }

  /// What is due when, and whether somebody has taken it.
  var deadlines: ReportTable {
    var counts: [Deadline: (free: Int, held: Int)] = [:]
    for arrival in figures.arrivals {
      let deadline = Deadline(due: arrival.due, today: frame.today, frame.calendar)
      if arrival.holder == nil {
        counts[deadline, default: (0, 0)].free += arrival.count
      } else {
        counts[deadline, default: (0, 0)].held += arrival.count
      }
    }
    return ReportTable(
      id: "deadlines", title: Text(zh: "到期情况", en: "By deadline"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("deadline", Text(zh: "到期情况", en: "Deadline"), .text),
        ReportColumn("submitted", Text(zh: "待审核", en: "submitted"), .count),
        ReportColumn("in_review", Text(zh: "审核中", en: "in review"), .count),
        ReportColumn(
          "pending", Text(zh: "待办合计", en: "pending"), .count, .sum(["submitted", "in_review"]), hasBar: true),
        ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("pending")),
        ReportColumn("running", Text(zh: "累计占比", en: "cumulative"), .share, .runningShare("pending")),
      ],
      details: Deadline.allCases.map { deadline in
        let count = counts[deadline] ?? (0, 0)
        return .detail(
          deadline.rawValue,
          [.none, .label(deadline.title), .count(count.free), .count(count.held), .none, .none, .none])
      }, label: "deadline")
  }

  /// On whose desk it lies; what nobody has taken is a row of its own.
  var reviewers: ReportTable {
    let ages = figures.ages(frame) { $0.holder }
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("reviewer", Text(zh: "审核员", en: "Reviewer"), .text),
      ] + BacklogAges.columns
    let holders = ages.keys.compactMap(\.self).sorted { left, right in
      let (a, b) = (ages[left]?.total ?? 0, ages[right]?.total ?? 0)
      return a == b ? left < right : a > b
    }
    var rows = holders.map { holder in
      ReportTable.Row.detail(holder, [.none, .text(names[holder])] + (ages[holder] ?? BacklogAges()).values)
    }
    if let free = ages[nil] {
      rows.append(.detail("", [.none, .label(Text(zh: "（尚未领取）", en: "(nobody yet)"))] + free.values))
    }
    return ReportTable(
      id: "reviewers", title: Text(zh: "按审核员", en: "By reviewer"), columns: columns, details: rows,
      label: "reviewer")
  }

  /// The applications that are due first.
  var first: ReportTable {
    let departments = Dictionary(frame.tree.nodes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return ReportTable(
      id: "first_due", title: Text(zh: "最先到期的申报", en: "Due first"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("number", Text(zh: "申报编号", en: "number"), .code),
        ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text),
        ReportColumn("submitted_on", Text(zh: "提交日期", en: "submitted"), .day),
        ReportColumn("due_on", Text(zh: "到期日", en: "due"), .day),
        ReportColumn("waiting", Text(zh: "已等工作日", en: "working days"), .measure),
        ReportColumn("late", Text(zh: "逾期工作日", en: "overdue by"), .measure, isAlarm: true),
        ReportColumn("revision", Text(zh: "提交次数", en: "revision"), .measure, drops: 1),
        ReportColumn("reviewer", Text(zh: "审核员", en: "reviewer"), .text),
      ],
      rows: oldest.items.map { item in
        .detail(
          item.number,
          [
            .none, .text(item.number), .text(departments[item.department]?.fullName ?? item.department),
            .day(item.submitted), .day(item.due),
            .count(frame.calendar.workingDays(from: item.submitted, to: frame.today)),
            item.due < frame.today ? .count(frame.calendar.workingDays(from: item.due, to: frame.today)) : .none,
            .count(item.revision), item.holder.map { .text(names[$0]) } ?? .none,
          ])
      })
  }

  // MARK: Sheets

  var isEmpty: Bool { frame.shown(figures.arrivals.reduce(0) { $0 + $1.count }) == 0 }

  func sections(title: Text) -> [ReportData.Section] {
    let piece = Text(zh: "件", en: "applications")
    let departments = figures.tables(frame)
    let isEmpty = isEmpty
    var sections = [
      ReportData.Section(
        name: Text(zh: "积压与时限", en: "Backlog"), title: title, unit: piece,
        blocks: [.paragraph(BacklogFigures.sentence(departments.all)), .table(departments.short)]
          + (isEmpty ? [] : [.chart(ageChart(departments.short))])),
      ReportData.Section(
        name: Text(zh: "到期情况", en: "Deadlines"),
        title: Text(zh: "会计人员信息审核到期情况表", en: "Applications that wait, by deadline"), unit: piece,
        isSigned: false,
        blocks: [.table(deadlines)] + (isEmpty ? [] : [.chart(deadlineChart)])),
    ]
    sections += departments.detail(
      name: Text(zh: "积压分部门明细", en: "Backlog by bureau"),
      title: Text(zh: "会计人员信息审核积压分部门明细表", en: "Backlog by department and age"), unit: piece)
    let due = Text(
      zh: "最先到期的 \(oldest.items.count) 件申报", en: "The \(oldest.items.count) applications that are due first")
    let hasDue = !oldest.items.isEmpty || isEmpty
    sections.append(
      ReportData.Section(
        name: Text(zh: "按审核员", en: "Reviewers"),
        title: Text(zh: "会计人员信息审核积压按审核员明细表", en: "Backlog by reviewer and age"), unit: piece,
        isSigned: false, isInternal: true,
        // Bound with others, both on one page.
        blocks: [.table(reviewers)] + (hasDue && frame.isBound ? [.table(first)] : [])))
    if hasDue, !frame.isBound {
      sections.append(
        ReportData.Section(
          name: Text(zh: "最先到期", en: "Due first"), title: due, isSigned: false, isInternal: true,
          blocks: [.table(first)]))
    }
    return sections
  }

  private func ageChart(_ table: ReportTable) -> ReportChart {
    let colors: [UInt32] = [
      ReportColor.approved, ReportColor.submitted, ReportColor.inReview, ReportColor.returned, ReportColor.alarm,
    ]
    let series = zip(BacklogAges.Bucket.allCases, colors).map { ReportChart.Series($0.rawValue, $1) }
    let unit = Text(zh: "件", en: "applications")
    guard table.rows.count > 2 else {
      return ReportChart(
        .column, Text(zh: "积压件按提交至今工作日分布", en: "Backlog by working days since submission"), table: table.id,
        labels: "department", series: series, cells: .total, unit: unit, isLabelled: true)
    }
    return ReportChart(
      .stackedColumn, Text(zh: "积压件按提交至今工作日分布", en: "Backlog by working days since submission"),
      table: table.id, labels: "department", series: series, cells: .details(limit: 20), unit: unit)
  }

  private var deadlineChart: ReportChart {
    ReportChart(
      .stackedColumn, Text(zh: "待办申报到期情况", en: "Applications by deadline"), table: "deadlines",
      labels: "deadline",
      series: [
        ReportChart.Series("submitted", ReportColor.submitted), ReportChart.Series("in_review", ReportColor.inReview),
      ], cells: .details(limit: 7), unit: Text(zh: "件", en: "applications"))
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "统计对象", en: "Counted"),
      Text(
        zh: "待审核和审核中的申报，按目前所在的会计管理部门、以最近一次提交日期计入期间。",
        en: "What is submitted or in review, under the department that has it now, by the day of the latest submission."
      )),
    ReportData.Note(
      Text(zh: "审核员", en: "Reviewer"),
      Text(
        zh: "已领取且尚未到期的申报计入领取的审核员；领取到期未办结的，计入“尚未领取”。",
        en: "Who holds the application; after the lease ran out it counts as nobody's.")),
    ReportData.Note(
      Text(zh: "到期情况", en: "Deadline"),
      Text(
        zh: "到期日与数据截至当日之间的工作日；逾期不足一个工作日（其间均为休息日）的计入“逾期 1-5 个工作日”。",
        en: "Working days between the due day and the day of the figures.")),
  ]
}

extension BacklogAges {
  var total: Int { buckets.reduce(0, +) }
}
