import Domain

/// How many of those whom bureaus have on their registers (在册) have filed and are approved: 覆盖率.
extension SummaryTables {
  static let missing = Text(zh: "未填", en: "not filled in")

  /// Bureaus, and cities; 未填 where nobody imported a figure, or not of every bureau that has somebody approved.
  var coverage: DepartmentTables {
    let approved = figures.standings.filter { $0.state == .approved }.reduce(into: [String: Int]()) {
      $0[$1.department, default: 0] += $1.count
    }
    return DepartmentTables(
      id: "coverage", cityID: "coverage_cities", title: Text(zh: "各部门覆盖率", en: "Coverage by department"),
      cityTitle: Text(zh: "各市覆盖率", en: "Coverage by city"),
      columns: [
        ReportColumn(
          "registered_on", Text(zh: "在册截至", en: "registered on"), .day, .own, drops: 1, base: ["registered"]),
        ReportColumn("registered", Text(zh: "在册人数", en: "registered"), .count, .own),
        ReportColumn("approved", ApplicationState.approved.standing, .count),
        ReportColumn("coverage", Text(zh: "覆盖率", en: "coverage"), .share, .own, base: ["registered"]),
      ], tree: figures.frame.tree
    ) { nodes in
      let of = nodes.reduce(0) { $0 + (approved[$1.code] ?? 0) }
      let known = nodes.compactMap { figures.registered[$0.code] }
      let isWhole = nodes.allSatisfy {
        figures.registered[$0.code] != nil || figures.frame.shown(approved[$0.code] ?? 0) == 0
      }
      guard isWhole, let day = known.map(\.day).min() else {
        return [.none, .label(Self.missing), .count(of), .label(Self.missing)]
      }
      let persons = known.reduce(0) { $0 + $1.persons }
      return [
        .day(day), .count(persons), .count(of), persons == 0 ? .none : .share(Double(of) / Double(persons)),
      ]
    }
  }

  /// For JSON alone where nobody imported anything.
  var coverageSections: [ReportData.Section] {
    let tables = coverage
    let title = Text(zh: "会计人员信息采集覆盖率情况表", en: "Who is registered, and approved")
    let persons = Text(zh: "人", en: "persons")
    return
      ([
        ReportData.Section(
          name: Text(zh: "覆盖率", en: "Coverage"), title: title, unit: persons, isSigned: false,
          blocks: [.table(tables.short)])
      ]
      + tables.detail(name: Text(zh: "覆盖率分部门", en: "Coverage by bureau"), title: title, unit: persons))
      .map { $0.idle(figures.registered.isEmpty) }
  }

  static let coverageNote = ReportData.Note(
    Text(zh: "覆盖率", en: "Coverage"),
    Text(
      zh: "已通过（件）÷ 在册人数。在册人数由管理员 导入 在册（import registered），取期末以前最近一天的数，不含下级部门；未填的是没有导入，合计中有一个部门未填的也不算。",
      en:
        "Approved ÷ registered. How many are registered is imported by an administrator, of each bureau alone; the latest figure before the "
        + "end of the period counts. Not filled in: nobody imported one, of a sum not of every bureau."))
}
