/// Which department gets the application (R15).
public struct Routing: Sendable {
  /// Who decides.
  public let decidedBy: DecidedBy
  /// What the form calls the bureau.
  public let label: Text
  /// The sentence about it on the form, verbatim; nil = none.
  public let help: Text?
  /// The first whose condition holds decides.
  public let routes: [Route]

  /// Who decides.
  public enum DecidedBy: String, CaseIterable, Hashable, Sendable {
    /// Computed from the answers.
    case system
    /// Picked by the applicant in a region field.
    case applicant
  }

  /// One rule.
  public struct Route: Sendable {
    /// When this route is taken; nil = always.
    public let condition: Condition?
    /// The field with the region.
    public let field: String
    /// Which bureau of that region.
    public let level: Level
  }

  /// Which bureau of that region.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    /// That of the region itself.
    case own
    /// 市本级: the city's own bureau.
    case city
    /// 省本级: the province's own.
    case province
  }
}
