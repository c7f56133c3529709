import Domain

/// The tables of the summary.
struct SummaryTables {
  let figures: SummaryFigures
  /// Applications by bureau and state, and by city.
  let standings: DepartmentTables
  /// Pending applications by bureau and age, and by city.
  let backlog: DepartmentTables

  init(_ figures: SummaryFigures) {
    self.figures = figures
    var counts: [String: [ApplicationState: Int]] = [:]
    for standing in figures.standings {
      counts[standing.department, default: [:]][standing.state, default: 0] += standing.count
    }
    standings = DepartmentTables(
      id: "departments", cityID: "cities", title: Text(zh: "各部门审核情况", en: "By department"),
      cityTitle: Text(zh: "各市审核情况", en: "By city"), columns: Self.stateColumns, tree: figures.frame.tree
    ) { nodes in
      Self.states.map { state in .count(nodes.reduce(0) { $0 + (counts[$1.code]?[state] ?? 0) }) }
        + [.none, .none, .none, .none]
    }
    backlog = figures.backlog.tables(figures.frame)
  }

  /// All of it.
  var content: ReportContent {
    let isEmpty = figures.frame.isNothing(
      figures.standings.reduce(0) { $0 + $1.count }, figures.backlog.arrivals.reduce(0) { $0 + $1.count },
      figures.reasons.reduce(0) { $0 + $1.count })
    return ReportContent(
      sections: sections(title: Report.summary.title), notes: notes, isEmpty: isEmpty)
  }

  // MARK: Applications by bureau and state

  static let states: [ApplicationState] = [.submitted, .inReview, .approved, .returned]

  static let stateColumns: [ReportColumn] =
    states.map { state in
      ReportColumn(state.rawValue, state.standing, .count)
    }
    + [
      ReportColumn("total", Text(zh: "合计", en: "total"), .count, .sum(states.map(\.rawValue)), hasBar: true),
      ReportColumn(
        "decided_share", Text(zh: "办结率", en: "decided"), .share,
        .ratio(["approved", "returned"], of: states.map(\.rawValue))),
      ReportColumn(
        "approved_share", Text(zh: "已通过占比", en: "approved %"), .share,
        .ratio(["approved"], of: ["approved", "returned"]), drops: 2),
      ReportColumn(
        "returned_share", Text(zh: "已退回占比", en: "returned %"), .share,
        .ratio(["returned"], of: ["approved", "returned"]), drops: 1),
    ]

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
        reason.code, [.none, .text(reason.code), .label(reason.text), .count(reason.count), .none, .none])
    }
    let total = ReportTable.Row.sum(
      .total, "total", [.none, .none, .label(Text(zh: "合计", en: "Total")), .none, .none, .none],
      covers: Array(rows.indices))
    return ReportTable(
      id: "reasons", title: Text(zh: "退回原因分布", en: "Return reasons"), columns: columns, rows: rows + [total],
      listing: .ranked("times"))
  }

  /// Applications by how often they were submitted.
  var revisions: ReportTable {
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("revision", Text(zh: "提交次数", en: "submitted"), .text),
      ]
      + Self.states.map { state in
        ReportColumn(state.rawValue, state.standing, .count)
      }
      + [
        ReportColumn("total", Text(zh: "合计", en: "total"), .count, .sum(Self.states.map(\.rawValue))),
        ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("total")),
        ReportColumn(
          "approved_share", Text(zh: "已通过占比", en: "approved %"), .share,
          .ratio(["approved"], of: ["approved", "returned"])),
        ReportColumn(
          "returned_share", Text(zh: "已退回占比", en: "returned %"), .share,
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
