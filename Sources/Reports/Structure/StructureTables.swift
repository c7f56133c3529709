import Domain

/// The tables of the structure report, and what stands on which sheet.
struct StructureTables {
  let frame: ReportFrame
  let figures: StructureFigures

  static let persons = Text(zh: "人", en: "persons")

  /// The categories that somebody is in, as far as it is shown, and those of the list where nobody is; other and not filled in only if
  /// needed, or, for the public, as if they were of the list.
  func categories(_ dimension: StructureDimension, isFull: Bool) -> [StructureDimension.Category] {
    func isShown(_ category: StructureDimension.Category) -> Bool {
      frame.shown(count(dimension.id, [category.code], frame.tree.nodes)) > 0
    }
    return dimension.categories.filter { isFull || isShown($0) }
      + [StructureDimension.other, StructureDimension.missing].filter {
        isFull && frame.filters.isPublished || isShown($0)
      }
  }

  private func count(_ dimension: String, _ codes: [String], _ nodes: [DepartmentTree.Node]) -> Int {
    codes.reduce(0) { sum, code in
      let counts = figures.counts[dimension]?[code] ?? [:]
      return sum
        + (nodes.count == frame.tree.nodes.count
          ? counts.values.reduce(0, +) : nodes.reduce(0) { $0 + (counts[$1.code] ?? 0) })
    }
  }

  /// How many are in each category.
  func composition(_ dimension: StructureDimension) -> ReportTable {
    ReportTable(
      id: dimension.id, title: Text(zh: "按\(dimension.name.zh)", en: "By \(dimension.name.en.lowercased())"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("category", dimension.name, .text),
        ReportColumn(
          "persons", Text(zh: "人数", en: "persons"), .count, hasBar: true),
        ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("persons")),
      ],
      details: categories(dimension, isFull: true).map { category in
        .detail(
          category.code,
          [.none, .label(category.name), .count(count(dimension.id, [category.code], frame.tree.nodes)), .none])
      }, label: "category")
  }

  /// Each bureau's persons by category, with shares.
  func departments(_ dimension: StructureDimension) -> DepartmentTables {
    let categories = categories(dimension, isFull: false)
    let ids = categories.map { $0.code.isEmpty ? "missing" : $0.code == "*" ? "other" : "c\($0.code)" }
    // For the public, a category that has no column still counts in the total.
    let everything = (figures.counts[dimension.id] ?? [:]).keys.sorted()
    let columns =
      [
        ReportColumn(
          "persons", Text(zh: "合计", en: "total"), .count, frame.filters.isPublished ? .given : .sum(ids), drops: 0)
      ]
      + zip(categories, ids).enumerated().flatMap { index, entry in
        let (category, id) = entry
        return [
          ReportColumn(
            id, Text(zh: "人数", en: "persons"), .count, group: category.name, alone: category.name, drops: 20 + index),
          ReportColumn(
            id + "_share", Text(zh: "占比", en: "share"), .share, .ratio([id], of: ["persons"]), group: category.name,
            alone: Text(zh: "占比", en: "%"), drops: 40 + index),
        ]
      }
    return DepartmentTables(
      id: dimension.id + "_departments", cityID: dimension.id + "_cities",
      title: Text(zh: "各部门\(dimension.name.zh)结构", en: "\(dimension.name.en) by department"),
      cityTitle: Text(zh: "各市\(dimension.name.zh)结构", en: "\(dimension.name.en) by city"), columns: columns,
      tree: frame.tree
    ) { nodes in
      [.count(count(dimension.id, everything, nodes))]
        + categories.flatMap { [.count(count(dimension.id, [$0.code], nodes)), .none] }
    }
  }

  /// The figures that everybody asks for first.
  var overview: DepartmentTables {
    func pair(_ id: String, _ name: Text, share: Text = Text(zh: "占比", en: "%")) -> [ReportColumn] {
      [
        ReportColumn(
          id, Text(zh: "人数", en: "persons"), .count, group: name, alone: name),
        ReportColumn(
          id + "_share", Text(zh: "占比", en: "share"), .share, .ratio([id], of: ["persons"]), group: name,
          alone: share, drops: 1),
      ]
    }
    // Where nobody was asked, nobody is counted as having said no.
    func wasAsked(_ dimension: String) -> Bool {
      let answers = figures.counts[dimension]?.keys.filter { !$0.isEmpty } ?? []
      return frame.shown(count(dimension, answers, frame.tree.nodes)) > 0
    }
    let (hasQualifications, hasCPA) = (wasAsked("qualification"), wasAsked("cpa"))
    return DepartmentTables(
      id: "overview", cityID: "overview_cities", title: Text(zh: "各部门会计人员概况", en: "Overview by department"),
      cityTitle: Text(zh: "各市会计人员概况", en: "Overview by city"),
      columns: [
        ReportColumn("persons", Text(zh: "会计人员", en: "accountants"), .count, hasBar: true),
        ReportColumn("persons_share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("persons")),
      ] + pair("women", Text(zh: "女", en: "women"))
        + pair("young", Text(zh: "35 岁及以下", en: "up to 35"))
        + pair("bachelor", Text(zh: "本科及以上", en: "bachelor and above"))
        + (hasQualifications
          ? pair("qualified", Text(zh: "持证（初级及以上）", en: "qualified"), share: Text(zh: "持证比例", en: "qualified %")) : [])
        + pair("intermediate", Text(zh: "中级及以上资格", en: "intermediate and above"))
        + (hasCPA ? pair("cpa", Text(zh: "注册会计师", en: "CPA")) : []), tree: frame.tree
    ) { nodes in
      let sexes = figures.counts["sex"].map { Array($0.keys) } ?? []
      return [
        .count(count("sex", sexes, nodes)), .none, .count(count("sex", ["2"], nodes)), .none,
        .count(count("age", ["0", "1", "2"], nodes)), .none, .count(count("education", ["5", "6", "7"], nodes)), .none,
      ] + (hasQualifications ? [.count(count("qualification", ["1", "2", "3", "4"], nodes)), .none] : [])
        + [.count(count("qualification", ["2", "3", "4"], nodes)), .none]
        + (hasCPA ? [.count(count("cpa", ["1"], nodes)), .none] : [])
    }
  }

  // MARK: Sheets

  /// Tables of more columns have a sheet of their own: a chart beside them would be printed too small.
  private static let widest = 15

  func sections(title: Text) -> [ReportData.Section] {
    let overview = overview
    let dimensions = StructureDimension.all(frame.standards.codeLists)
    var sections = [
      ReportData.Section(
        name: Text(zh: "结构概况", en: "Structure"), title: title, unit: Self.persons,
        blocks: [.paragraph(headline(overview.all)), .table(overview.short)])
    ]
    if frame.isBound { sections += bound(dimensions) }
    for dimension in dimensions where !frame.isBound {
      let table = departments(dimension).short
      let isWide = table.columns.count > Self.widest
      sections.append(
        ReportData.Section(
          name: dimension.name,
          title: Text(zh: "会计人员\(dimension.name.zh)结构情况表", en: "Accountants by \(dimension.name.en.lowercased())"),
          unit: Self.persons, isSigned: false,
          blocks: [.table(composition(dimension)), .chart(chart(dimension))] + (isWide ? [] : [.table(table)])))
      guard isWide else { continue }
      sections.append(
        ReportData.Section(
          name: overview.cities == nil
            ? Text(zh: "\(dimension.name.zh)各部门", en: "\(dimension.name.en) by department")
            : Text(zh: "\(dimension.name.zh)各市", en: "\(dimension.name.en) by city"),
          title: Text(zh: "会计人员\(table.title.zh)情况表", en: table.title.en), unit: Self.persons, isSigned: false,
          blocks: [.table(table)]))
    }
    if !frame.isBound { sections.append(crossing(dimensions)) }
    sections += overview.detail(
      name: Text(zh: "概况分部门", en: "Structure by bureau"),
      title: Text(zh: "会计人员概况分部门明细表", en: "Overview by department"), unit: Self.persons)
    for dimension in dimensions {
      sections += departments(dimension).detail(
        name: Text(zh: "\(dimension.name.zh)分部门", en: "\(dimension.name.en) by bureau"),
        title: Text(zh: "会计人员\(dimension.name.zh)结构分部门明细表", en: "\(dimension.name.en) by department"),
        unit: Self.persons, isForPaper: true
      ).map { $0.idle(frame.isBound) }
    }
    return sections
  }

  /// All that is counted.
  var counted: Int {
    figures.counts["sex"]?.values.reduce(0) { $0 + $1.values.reduce(0, +) } ?? 0
  }

  /// Bound with other reports: each dimension for the whole, one below the other; by bureau they are the report's own, and in JSON.
  private func bound(_ dimensions: [StructureDimension]) -> [ReportData.Section] {
    let title = Text(zh: "会计人员结构构成和资格交叉表", en: "Composition of the accountants")
    return [
      ReportData.Section(
        name: Text(zh: "结构构成", en: "Composition"), title: title, unit: Self.persons, isSigned: false,
        blocks: dimensions.map { .table(composition($0)) } + crossing(dimensions).blocks)
    ]
      + dimensions.map { dimension in
        let table = departments(dimension).short
        return ReportData.Section(
          name: Text(zh: "\(dimension.name.zh)各部门", en: "\(dimension.name.en) by department"), title: table.title,
          unit: Self.persons, isSigned: false, blocks: [.table(table)]
        ).idle()
      }
  }

  private func chart(_ dimension: StructureDimension) -> ReportChart {
    ReportChart(
      .column, Text(zh: "会计人员\(dimension.name.zh)结构", en: "Accountants by \(dimension.name.en.lowercased())"),
      table: dimension.id, labels: "category", series: [ReportChart.Series("persons", ReportColor.neutral)],
      cells: .details(limit: 20), unit: Self.persons, isLabelled: true)
  }

  private func headline(_ table: ReportTable) -> Text {
    guard !figures.counts.isEmpty else { return Text(zh: "统计范围内没有会计人员。", en: "Nobody.") }
    let n = table.totalText
    // What the form does not ask has no column.
    func asked(_ id: String, _ zh: String, _ en: String) -> (zh: String, en: String) {
      table.index(of: id) == nil
        ? ("", "") : ("，\(zh) \(n(id)) 人（\(n(id + "_share"))）", ", \(en) \(n(id)) (\(n(id + "_share")))")
    }
    let (qualified, cpa) = (asked("qualified", "持证", "qualified"), asked("cpa", "注册会计师", "CPA"))
    return Text(
      zh: "共 \(n("persons")) 人，其中女 \(n("women_share"))，35 岁及以下 \(n("young_share"))，本科及以上 \(n("bachelor_share"))"
        + qualified.zh + "，中级及以上资格 \(n("intermediate_share"))" + cpa.zh + "。",
      en: "\(n("persons")) persons: women \(n("women_share")), up to 35 years \(n("young_share")), bachelor and above "
        + "\(n("bachelor_share"))" + qualified.en + ", intermediate qualification and above \(n("intermediate_share"))"
        + cpa.en
        + ".")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "统计对象", en: "Counted"),
      Text(
        zh: "信息采集审核通过的会计人员，按通过时的会计管理部门计，以通过日期计入期间；一人有多次通过的，只计最近一次；变更通过之前，按原来通过的信息计。指定其他状态的，按申报件数计。",
        en:
          "Persons whose information was approved, under the department that has it, by the day of the approval; of several "
          + "approvals of a person only the latest counts, and a change only once it is approved. With another state, applications."
      )),
    ReportData.Note(
      Text(zh: "年龄、从业年限", en: "Age, years of work"),
      Text(
        zh: "年龄是数据截至当年减出生年份；从业年限是截至当日从事会计工作的整年数。",
        en:
          "Age is the year of the figures less the year of birth; years of work are full years on the day of the figures."
      )),
    ReportData.Note(
      Text(zh: "持证比例", en: "Qualified %"),
      Text(
        zh: "持证是填报了初级、中级、副高级或正高级会计专业技术资格的会计人员；持证比例 ＝ 持证人数 ÷ 会计人员。申报表不问资格的不列。",
        en:
          "Qualified is who filed a junior, intermediate or senior qualification; as part of all. Not shown where the form does not ask."
      )),
    ReportData.Note(
      Text(zh: "学历、学位", en: "Education, degree"),
      Text(zh: "全日制和非全日制学历中较高的；学位为填报的最高学位。", en: "The higher of full-time and part-time education; the highest degree.")
    ),
    ReportData.Note(
      Text(zh: "占比", en: "Shares"),
      Text(zh: "各类人数 ÷ 同一行的合计；未填的也计入合计。", en: "Of the row's total, with what is not filled in.")),
  ]
}
