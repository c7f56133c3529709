import Domain

/// How old pending applications are, and how near their due day is.
struct BacklogAges: Sendable {
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

  var buckets = [Int](repeating: 0, count: Bucket.allCases.count)
  var overdue = 0
  var dueToday = 0
  var oldest: Day?

  static func + (left: BacklogAges, right: BacklogAges) -> BacklogAges {
    var sum = left
    for index in sum.buckets.indices { sum.buckets[index] += right.buckets[index] }
    sum.overdue += right.overdue
    sum.dueToday += right.dueToday
    sum.oldest = [left.oldest, right.oldest].compactMap(\.self).min()
    return sum
  }

  /// One value for each of `columns`.
  var values: [ReportValue] {
    buckets.map(ReportValue.count) + [
      .none, .count(dueToday), .count(overdue), .none, oldest.map(ReportValue.day) ?? .none,
    ]
  }

  static let columns: [ReportColumn] =
    Bucket.allCases.map {
      ReportColumn(
        $0.rawValue, $0.title, .count, group: Text(zh: "提交至今（工作日）", en: "working days since submission"))
    } + [
      ReportColumn(
        "pending", Text(zh: "待办合计", en: "pending"), .count, .sum(Bucket.allCases.map(\.rawValue)), hasBar: true),
      ReportColumn(
        "due_today", Text(zh: "今日到期", en: "due today"), .count, drops: 1),
      ReportColumn(
        "overdue", Text(zh: "已逾期", en: "overdue"), .count, isAlarm: true),
      ReportColumn(
        "overdue_share", Text(zh: "逾期率", en: "overdue %"), .share, .ratio(["overdue"], of: ["pending"]), drops: 2),
      ReportColumn(
        "oldest", Text(zh: "最早提交日期", en: "oldest"), .day, drops: 3, base: ["pending"]),
    ]
}

extension BacklogFigures {
  /// Ages by whatever tells the arrivals apart.
  func ages<Key: Hashable>(_ frame: ReportFrame, by key: (Arrival) -> Key) -> [Key: BacklogAges] {
    var ages: [Key: BacklogAges] = [:]
    var buckets: [Day: Int] = [:]
    for arrival in arrivals {
      let bucket: Int
      if let known = buckets[arrival.day] {
        bucket = known
      } else {
        let days = frame.calendar.workingDays(from: arrival.day, to: frame.today)
        bucket = BacklogAges.Bucket.allCases.firstIndex(of: BacklogAges.Bucket(workingDays: days)) ?? 0
        buckets[arrival.day] = bucket
      }
      var age = BacklogAges()
      age.buckets[bucket] = arrival.count
      age.overdue = arrival.due < frame.today ? arrival.count : 0
      age.dueToday = arrival.due == frame.today ? arrival.count : 0
      age.oldest = arrival.day
      let key = key(arrival)
      ages[key] = ages[key].map { $0 + age } ?? age
    }
    return ages
  }

  /// By bureau, and by city.
  func tables(_ frame: ReportFrame) -> DepartmentTables {
    let ages = ages(frame) { $0.department }
    return DepartmentTables(
      id: "backlog", cityID: "backlog_cities", title: Text(zh: "积压时限", en: "Backlog by age"),
      cityTitle: Text(zh: "各市积压时限", en: "Backlog by city"), columns: BacklogAges.columns, tree: frame.tree
    ) { nodes in
      nodes.reduce(BacklogAges()) { sum, node in ages[node.code].map { sum + $0 } ?? sum }.values
    }
  }

  /// How many wait, how many too long; for the top of a sheet.
  static func sentence(_ table: ReportTable) -> Text {
    guard let total = table.total, let oldest = table.value("oldest", in: total).day else {
      return Text(zh: "目前没有积压。", en: "No backlog.")
    }
    let (pending, overdue, today) = (
      table.value("pending", in: total).text(.en), table.value("overdue", in: total).text(.en),
      table.value("due_today", in: total).text(.en)
    )
    return Text(
      zh: "积压 \(pending) 件，其中已逾期 \(overdue) 件、今日到期 \(today) 件，最早一件提交于\(oldest.chinese)。",
      en: "\(pending) pending: \(overdue) overdue, \(today) due today, the oldest of \(oldest.iso).")
  }

  /// What its terms mean.
  static let notes = [
    ReportData.Note(
      Text(zh: "积压、工作日", en: "Backlog, working days"),
      Text(
        zh: "积压指待审核和审核中的申报。工作日自提交次日起算，按国务院办公厅公布的节假日安排扣除休息日、计入调休上班日；提交当日为 0 天。",
        en: "Backlog is what is submitted or in review. Working days count from the day after the submission, by the "
          + "State Council's calendar.")),
    ReportData.Note(
      Text(zh: "今日到期、已逾期", en: "Due today, overdue"),
      Text(
        zh: "按提交时依本省审核时限确定、随节假日安排顺延的到期日计；到期日早于数据截至当日的为已逾期。",
        en:
          "By the due day that was set at submission, or the later one that the calendar made of it; overdue is what was due before the day of the figures."
      )),
  ]
}
