import Domain
import DomainSQL
import PostgreSQL

/// What the summary asks the database for, in one snapshot.
struct SummaryFigures: Sendable {
  /// Applications of a bureau that stand alike.
  struct Standing: Sendable {
    let department: String
    let state: ApplicationState
    /// Of the latest submission; 4 stands for 4 and more.
    let revision: Int
    let count: Int
  }

  /// How often a return named a reason.
  struct Reason: Sendable {
    let code: String
    let text: Text
    let count: Int
    /// Returns that name it first; the sum over all reasons is the number of returns.
    let first: Int
  }

  /// What a bureau has on its register.
  struct Registered: Sendable {
    let day: Day
    let persons: Int
  }

  let frame: ReportFrame
  let standings: [Standing]
  /// By bureau, of the end of the period; without those of which nobody imported anything.
  let registered: [String: Registered]
  let backlog: BacklogFigures
  let reasons: [Reason]

  /// Drafts are the applicants' own and counted nowhere; a lease that ran out counts as submitted, as in the queue.
  static let standingStatement = """
    SELECT department_code, state, revision, applications FROM review.figures_standings($1, $2, $3)
    """

  static let registeredStatement = "SELECT department_code, day, persons FROM review.figures_registered($1, $2)"

  /// With a period: by the day of the return.
  static let reasonStatement = "SELECT code, text, times, first FROM review.figures_returns($1, $2, $3)"
}

extension SummaryFigures {
  static func standings(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> [Standing] {
    try transaction.query(standingStatement, frame.bounds, name: "summary standings").map { row in
      Standing(
        department: try row.decode("department_code"), state: try row.decode("state"),
        revision: try row.decode("revision"),
        count: try row.decode("applications"))
    }
  }

  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    self.frame = frame
    standings = try Self.standings(transaction, frame)
    registered = Dictionary(
      try transaction.query(
        Self.registeredStatement, [frame.tree.codes, frame.filters.period?.to], name: "summary registered"
      ).map { row in
        (
          try row.decode("department_code", as: String.self),
          Registered(day: try row.decode("day"), persons: try row.decode("persons"))
        )
      }, uniquingKeysWith: { first, _ in first })
    backlog = try BacklogFigures(transaction, frame)
    let words = ReturnWords(frame.standards, forms: [])
    reasons = try transaction.query(Self.reasonStatement, frame.bounds, name: "summary reasons").map { row in
      let code: String = try row.decode("code")
      return Reason(
        code: code, text: words.text(of: code, stored: try row.decode("text")), count: try row.decode("times"),
        first: try row.decode("first"))
    }
  }
}
