import Domain
import Reports
import Store

/// Which report is meant, and what it is limited to: the same for `stats` and `export`.
enum ReportParameters {
  private static let items = choices(CatalogueItem.all)
  private static let reports = choices(Report.all.map(CatalogueItem.report))

  private static func choices(_ items: [CatalogueItem]) -> [ParameterSpec.Choice] {
    items.map { .init(name: $0.id, chinese: $0.name.zh, help: $0.question) }
  }

  static let report = Parameter<Report>(
    "report", "报表", Text(zh: "报表代号，见 报表（reports）", en: "the report, see reports"),
    kind: .choice(reports), arity: .one
  ) { word throws(BadValue) in
    Report.all[try reports.index(of: word)]
  }

  /// What each workbook of `by-department` holds.
  static let held = Parameter<Report>(
    "report", "报表",
    Text(
      zh: "by-department（分部门）的每个工作簿放什么报表（不写为 campaign，全套）",
      en: "what each workbook of by-department holds (campaign unless given)"),
    kind: .choice(reports)
  ) { word throws(BadValue) in
    Report.all[try reports.index(of: word)]
  }

  /// What `export` writes: a report, or what is made of many.
  static let item = Parameter<CatalogueItem>(
    "what", "内容", Text(zh: "报表代号，或 by-department（分部门），见 报表（reports）", en: "a report, or by-department; see reports"),
    kind: .choice(items), arity: .one
  ) { word throws(BadValue) in
    CatalogueItem.all[try items.index(of: word)]
  }

  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "只算这个部门及其下级", en: "only this bureau and those below it"))
  static let province = Parameter<String>.province(
    Text(zh: "只算这个省，如 zhejiang", en: "only this province, such as zhejiang"))
  static let period = Parameter<String>.code(
    "period", "期间",
    Text(zh: "期间：本月、上月、本季度、今年、2026-01..2026-06……", en: "this-month, last-month, 2026Q1, 2026-01..2026-06, …"))
  static let from = Parameter<String>.code(
    "from", "从", Text(zh: "从哪天起：2026-01-01、2026-01、本月、去年……", en: "from: 2026-01-01, 2026-01, last-month, …"))
  static let to = Parameter<String>.code("to", "到", Text(zh: "到哪天为止", en: "until"))
  static let dated = Parameter<DatedWord>.choice(
    "by", "按", Text(zh: "期间按哪个日期计（各报表不同）", en: "which day the period is about (each report has its own)"))
  static let state = Parameter<StateWord>.choice("state", "状态", Text(zh: "只算这个状态的", en: "only of this state"))
  static let reviewer = Parameter<String>.code(
    "reviewer", "审核员", Text(zh: "只算这个审核员的（账号）", en: "only this reviewer's (login)"))

  static let compared = Parameter<ComparedWord>.choice(
    "compare", "对比",
    Text(zh: "与上期或去年同期对比（要有起止日期的期间）", en: "beside the period or the year before (of a period with both ends)"))

  static let publish = Parameter<Bool>.flag(
    "publish", "公开",
    Text(zh: "用于公开：数字按 5 舍入，不含涉及个人的表", en: "for the public: counts rounded to 5, no tables about single persons"))

  /// The limits, as options of `stats` and `export`.
  static let filters = [
    department.spec, province.spec, period.spec, from.spec, to.spec, dated.spec, state.spec, reviewer.spec,
    compared.spec, publish.spec,
  ]

  /// What a period is about.
  enum DatedWord: String, ChoiceValue {
    case submitted, decided
    var dated: ReportFilters.Dated {
      switch self {
      case .submitted: .submitted
      case .decided: .decided
      }
    }
    var choice: (chinese: String, help: Text) {
      switch self {
      case .submitted: ("提交", Text(zh: "最近一次提交的日期", en: "the latest submission"))
      case .decided: ("办结", Text(zh: "办结的日期", en: "the decision"))
      }
    }
  }

  /// What a period is compared with.
  enum ComparedWord: String, ChoiceValue {
    case previous, year
    var comparison: PeriodComparison {
      switch self {
      case .previous: .previous
      case .year: .year
      }
    }
    var choice: (chinese: String, help: Text) {
      switch self {
      case .previous: ("上期", Text(zh: "之前同样长的一段，整月的为之前的几个月", en: "as many days, or months, before"))
      case .year: ("去年同期", Text(zh: "去年的同一段日期", en: "the same days of the year before"))
      }
    }
  }

  /// States that reports count.
  enum StateWord: String, ChoiceValue {
    case submitted
    case inReview = "in_review"
    case approved, returned
    var state: ApplicationState {
      switch self {
      case .submitted: .submitted
      case .inReview: .inReview
      case .approved: .approved
      case .returned: .returned
      }
    }
    var choice: (chinese: String, help: Text) {
      switch self {
      case .submitted: ("待审核", Text(zh: "还没有人在审", en: "nobody is reviewing it"))
      case .inReview: ("审核中", Text(zh: "有人在审", en: "somebody is reviewing it"))
      case .approved: ("通过", Text(zh: "审核通过", en: "approved"))
      case .returned: ("退回", Text(zh: "已退回", en: "returned"))
      }
    }
  }

  static func filters(_ input: CommandInput, today: Day) throws(ConsoleFailure) -> ReportFilters {
    let (named, first, last) = (try input[period], try input[from], try input[to])
    if named != nil, first != nil || last != nil {
      throw .contradiction(
        Text(zh: "--期间 和 --从、--到 不能同时用。", en: "--period goes with neither --from nor --to."),
        hint: Text(zh: "请只用其中一种。", en: "Use one of them."))
    }
    let span: Period
    do throws(Period.Failure) {
      span =
        if let text = named {
          try Period(parsing: text, today: today)
        } else {
          try Period(from: first, to: last, today: today)
        }
    } catch {
      switch error {
      case .notUnderstood(let text):
        throw .badValue(
          named == nil ? from.spec : period.spec, typed: text,
          expected: Text(
            zh: "日期或时期，如 2026-01-01、2026-01、2026Q1、本月", en: "a date or period, such as 2026-01-01, 2026-01, 2026Q1"))
      case .reversed(let from, let to):
        throw .contradiction(
          Text(zh: "\(from) 在 \(to) 之后。", en: "\(from) is after \(to)."),
          hint: Text(zh: "请对调 --从 和 --到。", en: "Exchange --from and --to."))
      }
    }
    let isOpen = span.from == nil && span.to == nil
    return ReportFilters(
      department: try input[department]?.code, province: try input[province]?.lowercased(), period: isOpen ? nil : span,
      dated: try input[dated]?.dated,
      state: try input[state]?.state, reviewer: try input[reviewer],
      comparison: try input[compared]?.comparison, isPublished: input[publish])
  }
}
