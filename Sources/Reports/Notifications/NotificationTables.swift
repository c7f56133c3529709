import Domain

/// The tables of the report on messages, and what stands on which sheet.
struct NotificationTables {
  let frame: ReportFrame
  let figures: NotificationFigures

  typealias Counts = NotificationFigures.Counts
  typealias State = NotificationFigures.State

  static let columns: [ReportColumn] = {
    let minutes = Text(zh: "送达用时（分钟）", en: "minutes until delivery")
    return State.allCases.map { ReportColumn($0.rawValue, $0.name, .count, isAlarm: $0 == .failed) } + [
      ReportColumn("messages", Text(zh: "合计", en: "total"), .count, .sum(State.allCases.map(\.rawValue)), hasBar: true),
      ReportColumn(
        "delivered_share", Text(zh: "送达率", en: "delivered %"), .share, .ratio(["delivered"], of: ["messages"])),
      ReportColumn(
        "failed_share", Text(zh: "失败率", en: "failed %"), .share, .ratio(["failed"], of: ["messages"]), drops: 2),
      ReportColumn(
        "tries", Text(zh: "平均尝试次数", en: "tries"), .decimal, drops: 4, base: ["messages"]),
      ReportColumn(
        "median", Text(zh: "中位数", en: "median"), .measure, group: minutes, alone: Text(zh: "用时中位数", en: "median min"),
        drops: 1, base: ["delivered"]),
      ReportColumn(
        "p90", Text(zh: "90 分位", en: "p90"), .measure, group: minutes, alone: Text(zh: "用时90分位", en: "p90 min"),
        drops: 3, base: ["delivered"]),
      ReportColumn(
        "longest", Text(zh: "最长", en: "longest"), .measure, group: minutes, alone: Text(zh: "用时最长", en: "longest min"),
        drops: 5, base: ["delivered"]),
    ]
  }()

  private static func values(_ counts: Counts) -> [ReportValue] {
    let all = counts.states.values.reduce(0, +)
    return State.allCases.map { .count(counts.states[$0] ?? 0) } + [
      .none, .none, .none, .number(all == 0 ? nil : Double(counts.attempts) / Double(all)),
      .whole(counts.minutes.percentile(0.5)), .whole(counts.minutes.percentile(0.9)), .whole(counts.minutes.longest),
    ]
  }

  private var all: Counts { figures.byEvent.values.reduce(Counts(), +) }

  private func table(
    _ id: String, _ title: Text, _ head: ReportColumn, _ rows: [(String, Text, Counts)],
    listing: ReportTable.Listing = .all
  ) -> ReportTable {
    ReportTable(
      id: id, title: title,
      columns: [ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal), head] + Self.columns,
      details: rows.map { key, name, counts in .detail(key, [.none, .label(name)] + Self.values(counts)) },
      label: head.id,
      totals: Dictionary(zip(Self.columns.map(\.id), Self.values(all)), uniquingKeysWith: { first, _ in first }),
      listing: listing)
  }

  private static let events: [(String, Text)] = [
    ("approved", Text(zh: "审核通过", en: "approved")), ("returned", Text(zh: "退回", en: "returned")),
    ("transferred", Text(zh: "转办", en: "transferred")), ("reopened", Text(zh: "撤回重审", en: "reopened")),
  ]

  var events: ReportTable {
    table(
      "events", Text(zh: "按通知事项", en: "By event"), ReportColumn("event", Text(zh: "通知事项", en: "Event"), .text),
      Self.events.map { ($0, $1, figures.byEvent[$0] ?? Counts()) })
  }

  private static let channels: [String: Text] = [
    "sms": Text(zh: "短信", en: "SMS"), "page": Text(zh: "网页", en: "page"),
  ]

  var channels: ReportTable {
    table(
      "channels", Text(zh: "按渠道", en: "By channel"), ReportColumn("channel", Text(zh: "渠道", en: "Channel"), .text),
      figures.byChannel.keys.sorted().map {
        ($0, Self.channels[$0] ?? Text(zh: $0, en: $0), figures.byChannel[$0] ?? Counts())
      }, listing: .occurring)
  }

  /// Days, weeks or months, by how long the time is unless it is said.
  func dates(id: String = "dates", _ wanted: TimeSpan? = nil) -> (table: ReportTable, span: TimeSpan) {
    let (first, last) = (figures.byDay.keys.min() ?? frame.today, figures.byDay.keys.max() ?? frame.today)
    let span = wanted ?? frame.span(from: first, to: last)
    var sums: [Day: Counts] = [:]
    for (day, counts) in figures.byDay {
      let start = span.start(of: day)
      sums[start] = sums[start].map { $0 + counts } ?? counts
    }
    return (
      table(
        id, Text(zh: "\(span.adverb.zh)", en: "\(span.adverb.en)"),
        ReportColumn("from", span.title, .text, isTime: true),
        (figures.byDay.isEmpty ? [] : span.all(from: first, to: last)).map {
          ($0.iso, span.name($0), sums[$0] ?? Counts())
        }),
      span
    )
  }

  var departments: DepartmentTables {
    DepartmentTables(
      id: "notifications", cityID: "notifications_cities", title: Text(zh: "各部门通知送达", en: "By department"),
      cityTitle: Text(zh: "各市通知送达", en: "By city"), columns: Self.columns, tree: frame.tree
    ) { nodes in
      Self.values(nodes.reduce(Counts()) { sum, node in figures.byDepartment[node.code].map { sum + $0 } ?? sum })
    }
  }

  /// All that is counted.
  var counted: Int { all.states.values.reduce(0, +) }

  // MARK: Sheets

  func sections(title: Text) -> [ReportData.Section] {
    let messages = Text(zh: "条", en: "messages")
    let departments = departments
    let fine = self.dates()
    let coarse = frame.coarser(fine.span, than: fine.table).map { self.dates(id: "periods", $0) }
    let (dates, span) = coarse ?? fine
    let series = [
      ReportChart.Series("delivered", ReportColor.approved), ReportChart.Series("pending", ReportColor.submitted),
      ReportChart.Series("sending", ReportColor.inReview), ReportChart.Series("failed", ReportColor.alarm),
    ]
    func section(_ name: Text, _ title: Text, _ blocks: [ReportData.Section.Block]) -> ReportData.Section {
      ReportData.Section(name: name, title: title, unit: messages, isSigned: false, blocks: blocks)
    }
    var sections = [
      ReportData.Section(
        name: Text(zh: "通知送达", en: "Messages"), title: title, unit: messages,
        blocks: [
          .paragraph(headline), .table(events), .table(channels),
          .chart(
            ReportChart(
              .stackedColumn, Text(zh: "各类通知送达情况", en: "Messages by event"), table: "events", labels: "event",
              series: series,
              cells: .details(limit: 4), unit: messages)),
        ]),
      section(
        Text(zh: "通知\(span.adverb.zh)", en: "Messages \(span.adverb.en)"),
        Text(zh: "会计人员信息审核通知送达\(span.adverb.zh)情况表", en: "Messages \(span.adverb.en)"),
        [.table(dates)]
          + (figures.byDay.isEmpty
            ? []
            : [
              .chart(
                ReportChart(
                  .stackedColumn, Text(zh: "通知送达\(span.adverb.zh)", en: "Messages \(span.adverb.en)"), table: dates.id,
                  labels: "from", series: series, cells: .details(limit: TimeSpan.limit), unit: messages))
            ])),
      section(
        Text(zh: "各部门通知", en: "Messages by bureau"), Text(zh: "会计人员信息审核各部门通知送达情况表", en: "Messages by department"),
        [.table(departments.short)]),
    ]
    if coarse != nil {
      sections.append(section(fine.table.title, fine.table.title, [.table(fine.table)]).idle())
    }
    sections += departments.detail(
      name: Text(zh: "通知分部门明细", en: "Messages by bureau, all"),
      title: Text(zh: "会计人员信息审核通知送达分部门明细表", en: "Messages by department"), unit: messages)
    return sections
  }

  private var headline: Text {
    let n = events.totalText
    guard !figures.byEvent.isEmpty else { return Text(zh: "统计范围内没有通知。", en: "No messages.") }
    return Text(
      zh: "共通知 \(n("messages")) 条，已送达 \(n("delivered")) 条，送达率 \(n("delivered_share"))；待发送 \(n("pending")) 条、发送中 "
        + "\(n("sending")) 条、失败 \(n("failed")) 条。送达用时中位数 \(n("median")) 分钟，90% 在 \(n("p90")) 分钟内送达。",
      en: "\(n("messages")) messages, \(n("delivered")) delivered (\(n("delivered_share"))), \(n("pending")) pending, "
        + "\(n("sending")) being sent, \(n("failed")) failed. Median \(n("median")) minutes, 90 % within \(n("p90")).")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "通知", en: "Messages"),
      Text(
        zh: "各部门办理时发给申报人的通知，按产生的日期计入期间；同时经几个渠道告知的，每个渠道计一条；重发的通知仍计一条，尝试次数累加。",
        en:
          "Messages to the applicants, by the day on which they were written; what is told by several channels counts once for "
          + "each, and one that was sent again counts once.")),
    ReportData.Note(
      Text(zh: "送达用时", en: "Minutes until delivery"),
      Text(
        zh: "已送达的通知从产生到送达的分钟数，不足 1 分钟的计 1 分钟；失败的可用 通知 --状态 发送失败（notifications）查看，重发（resend）再发。",
        en:
          "Minutes from writing to delivery, each begun one, of what was delivered. See notifications --state failed, and resend."
      )),
  ]
}
