public import Domain

/// What a report is limited to.
public struct ReportFilters: Hashable, Sendable {
  /// Which day of an application puts it into the period.
  public enum Dated: String, Hashable, Sendable, CaseIterable {
    /// The latest submission.
    case submitted
    /// The decision.
    case decided
    /// The message.
    case sent
    /// Whatever happened: each event by its own day.
    case happened

    /// Above the period.
    public var heading: Text {
      switch self {
      case .submitted: Text(zh: "提交日期", en: "Submitted")
      case .decided: Text(zh: "办结日期", en: "Decided")
      case .sent: Text(zh: "通知日期", en: "Messages of")
      case .happened: Text(zh: "统计期间", en: "Period")
      }
    }
  }

  /// A limit that only some reports understand.
  public enum Limit: String, Hashable, Sendable {
    case state, reviewer
    case comparison = "compare"

    /// What people call it.
    public var name: Text {
      switch self {
      case .state: Text(zh: "状态", en: "state")
      case .reviewer: Text(zh: "审核员", en: "reviewer")
      case .comparison: Text(zh: "对比", en: "comparison")
      }
    }
  }

  /// The code of a bureau: it and all below it. nil is all that the caller may see.
  public var department: String?
  /// As profiles name it (`zhejiang`); nil is all that the caller may see.
  public var province: String?
  /// nil is without bounds.
  public var period: Period?
  /// What the period is about; nil is what the report usually takes.
  public var dated: Dated?
  /// Only applications of this state; a lease that ran out counts as submitted. nil is what the report usually takes.
  public var state: ApplicationState?
  /// Login name of who decided, or holds, the applications; nil is everybody.
  public var reviewer: String?
  /// What the period is compared with; nil is nothing.
  public var comparison: PeriodComparison?
  /// For tables that leave the house: counts are rounded, parts about single persons left out.
  public var isPublished: Bool

  /// A report's limits.
  public init(
    department: String? = nil, province: String? = nil, period: Period? = nil, dated: Dated? = nil,
    state: ApplicationState? = nil, reviewer: String? = nil, comparison: PeriodComparison? = nil,
    isPublished: Bool = false
  ) {
    self.department = department
    self.province = province
    self.period = period
    self.dated = dated
    self.state = state
    self.reviewer = reviewer
    self.comparison = comparison
    self.isPublished = isPublished
  }

  /// The limits of those that only some reports understand.
  var limits: Set<Limit> {
    Set(
      (state == nil ? [] : [Limit.state]) + (reviewer == nil ? [] : [Limit.reviewer])
        + (comparison == nil ? [] : [Limit.comparison]))
  }
}
