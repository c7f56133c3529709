import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Applicants and staff who do anything at any moment, allowed or not, and what must be so after every step of theirs.
struct RandomJourney {
  enum Step: String, CaseIterable {
    case submit, withdraw, claim, release, approve, transfer, reopen, change
    case sendBack = "return"
    /// An applicant discards what he is at: here a change.
    case giveUp
    /// A lease runs out: nobody's action, entered by whoever comes next.
    case lapse

    /// What stands in the audit.
    var entry: String {
      switch self {
      case .submit: "submitted"
      case .withdraw: "withdrawn"
      case .claim: "claimed"
      case .release: "released"
      case .approve: "approved"
      case .sendBack: "returned"
      case .transfer: "transferred"
      case .reopen: "reopened"
      case .change: "change_begun"
      case .giveUp: "change_given_up"
      case .lapse: "lease_expired"
      }
    }
  }

  /// An application, or that there is none yet.
  struct Moment: Equatable {
    var state = "none"
    var revision = 0
    var due: String?
    var firstSubmitted: String?
    var holder: String?
    var lapsed = false
    var department: String?
    var hash: String?
    var version = 0
    /// A change is begun beside what is approved.
    var isChanging = false
    /// The revision that counts.
    var inForce: Int?
    /// What was approved before the change that is under way, or was approved last.
    var before: Int?
    var person: String?
    var entries: [String] = []

    /// A change is with the bureau, or came back from it.
    var isChange: Bool { state != "approved" && before != nil }

    /// What the state allows somebody to do.
    var possible: [Step] {
      switch state {
      case "submitted": [.withdraw, .claim, .transfer, .approve, .sendBack]
      case "in_review": [.release, .approve, .sendBack, .transfer, .claim, .lapse]
      case "returned": [.submit, .reopen] + (isChange ? [.giveUp] : [])
      case "approved": isChanging ? [.submit, .submit, .giveUp, .reopen] : [.reopen, .change, .change]
      default: [.submit]
      }
    }
  }

  let world: World
  let staff: [World.Person: Connection]
  var random: SeededGenerator
  /// How often each step was let through, and how often not.
  private(set) var done: [Step: Int] = [:]
  private(set) var refused: [Step: Int] = [:]
  /// What was approved, by its applicant and revision.
  private var approved: [Int: [Int: Moment]] = [:]

  init(_ world: World, _ random: SeededGenerator) async throws {
    self.world = world
    self.random = random
    var staff: [World.Person: Connection] = [:]
    for person in [World.Person.reviewer, .colleague, .neighbour, .manager, .chief] {
      staff[person] = try await world.connect(person)
    }
    self.staff = staff
  }

  /// One step of one of the given applicants on some day.
  mutating func step(among applicants: ClosedRange<Int>) async throws {
    let day = "2027-01-\(String(101 + Int.random(in: 0...27, using: &random)).suffix(2))"
    try await world.setToday(day)
    let applicant = Int.random(in: applicants, using: &random)
    let number = try await number(of: applicant)
    let before = try await moment(number)
    // Mostly what may go through, often enough what may not.
    let step =
      (Int.random(in: 0..<4, using: &random) > 0 ? before.possible : Step.allCases)
      .randomElement(using: &random) ?? .submit
    let actor = staff.keys.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random) ?? .manager
    let word = try await refusal {
      try await take(step, of: applicant, number ?? "ZJ26-000000-0", before, as: actor)
    }
    let after = try await moment(try await self.number(of: applicant))
    let what: Comment = "\(step) by \(actor) on \(day), \(before) → \(after), \(word ?? "done")"
    if word == nil { done[step, default: 0] += 1 } else { refused[step, default: 0] += 1 }
    if word != nil {
      #expect(after == before, what)
    } else if step != .lapse {
      let expected = before.entries + entries(of: step, by: world.name(actor), on: before)
      #expect(after.entries == expected, what)
      try await expectDates(before, after, step, of: applicant, day, what)
      expectInForce(before, after, step, what)
    }
    if step == .approve, word == nil { approved[applicant, default: [:]][after.revision] = after }
  }

  /// What counts changes by decisions alone, and by taking one back.
  private func expectInForce(_ before: Moment, _ after: Moment, _ step: Step, _ what: Comment) {
    switch step {
    case .approve: #expect(after.inForce == after.revision, what)
    case .reopen: #expect(after.inForce == before.before, what)
    default: #expect(after.inForce == before.inForce, what)
    }
  }

  /// One audit entry a step; what else a step entails, before it.
  private func entries(of step: Step, by actor: String, on before: Moment) -> [String] {
    let lapsed = before.lapsed ? [Step.lapse.entry] : []
    switch step {
    case .giveUp where !before.isChanging && !before.isChange: return []
    case .claim where before.state == "in_review" && !before.lapsed: return []  // Prolonged: the holder again.
    case .release where before.lapsed && before.holder == actor: return lapsed
    case .approve, .sendBack:
      let isClaimed = before.state == "in_review" && !before.lapsed
      return lapsed + (isClaimed ? [] : [Step.claim.entry]) + [step.entry]
    default: return lapsed + [step.entry]
    }
  }

  private func expectDates(
    _ before: Moment, _ after: Moment, _ step: Step, of applicant: Int, _ day: String, _ what: Comment
  ) async throws {
    if before.firstSubmitted != nil { #expect(after.firstSubmitted == before.firstSubmitted, what) }
    if let inForce = before.inForce, before.isChange, step == .withdraw || step == .giveUp {
      // As it was approved.
      #expect(after.state == "approved" && after.revision == inForce, what)
      let was = approved[applicant]?[inForce]
      #expect(was != nil && after.due == was?.due && after.person == was?.person, what)
      return
    }
    guard step == .submit else {
      #expect(after.due == before.due && after.revision == before.revision, what)
      return
    }
    let sent = before.entries.count { $0 == Step.submit.entry }
    #expect(after.firstSubmitted != nil && after.revision == sent + 1, what)
    let due = try await world.owner.text("SELECT review.add_working_days($1, \(World.workingDays))", [day])
    #expect(after.due == due, what)
  }

  /// What must be so of all applications together.
  func expectBooksBalance() async throws {
    let owner = world.owner
    let gaps = """
      SELECT count(*) FROM review.application a WHERE ARRAY(SELECT generate_series(1, (SELECT max(x.revision) FROM review.submission x WHERE x.application_id = a.id))) <>
        ARRAY(SELECT s.revision FROM review.submission s WHERE s.application_id = a.id ORDER BY s.revision)
      """
    #expect(try await owner.count(gaps) == 0)
    for outcome in ["approved", "returned"] {
      let decisions = try await owner.count("SELECT count(*) FROM review.decision WHERE outcome = $1", [outcome])
      #expect(
        try await owner.count(
          "SELECT count(*) FROM review.notification n JOIN review.decision d ON d.id = n.decision_id "
            + "WHERE n.event = $1 AND d.outcome = $1", [outcome]) == decisions)
    }
    for entry in ["approved", "returned", "transferred", "reopened"] {
      #expect(
        try await owner.count("SELECT count(*) FROM review.notification WHERE event = $1", [entry])
          == owner.count("SELECT count(*) FROM review.event WHERE action = $1", [entry]), "\(entry)")
    }
    #expect(
      try await owner.count("SELECT count(*) FROM review.submission")
        == owner.count("SELECT count(*) FROM review.event WHERE action = 'submitted'"))
    // The first of all submissions is what the first submission is.
    let first = """
      SELECT count(*) FROM review.application a WHERE a.first_submitted_at <>
        (SELECT s.submitted_at FROM review.submission s WHERE s.application_id = a.id AND s.revision = 1)
      """
    #expect(try await owner.count(first) == 0)
  }

  private func take(
    _ step: Step, of applicant: Int, _ number: String, _ seen: Moment, as actor: World.Person
  ) async throws {
    guard let staff = staff[actor] else { return }
    switch step {
    case .submit:
      let document = World.document(
        applicant, department: applicant.isMultiple(of: 2) ? "330102" : "330106",
        answers: ["work.unit": "第\(seen.entries.count)家单位"])
      try await world.submit(
        seen.isChanging
          ? document.replacing("{\"province\"", with: "{\"expected_version\": \(seen.version), \"province\"")
            .replacing("测试甲", with: "测试乙") : document)
    case .change:
      try await world.owner.query(
        "SELECT review.intake_change('zhejiang', '99', $1, 'test', 'test')", [World.idNumber(applicant)])
    case .giveUp:
      try await world.owner.query("SELECT review.intake_discard('zhejiang', '99', $1)", [World.idNumber(applicant)])
    case .withdraw:
      try await world.owner.query(
        "SELECT review.intake_withdraw($1, '99', $2)", [number, World.idNumber(applicant)])
    case .claim: try await staff.query("SELECT review.application_claim($1)", [number])
    case .release: try await staff.query("SELECT review.application_release($1)", [number])
    case .approve:
      try await staff.decide(SQLDecisionTests.approve, [number, seen.revision, seen.hash ?? "", UUID()])
    case .sendBack:
      try await staff.decide(
        SQLDecisionTests.return, [number, seen.revision, seen.hash ?? "", #"[{"code": "T01"}]"#, nil, UUID()])
    case .transfer:
      let target = seen.department == "330102" ? "330106" : "330102"
      try await staff.query("SELECT review.application_transfer($1, $2, 'x')", [number, target])
    case .reopen: try await staff.query("SELECT review.application_reopen($1, 'x')", [number])
    case .lapse:
      try await world.owner.execute(
        """
        UPDATE review.application SET lease_expires_at = clock_timestamp() - interval '1 second'
        WHERE number = $1 AND state = 'in_review'
        """, [number])
    }
  }

  private func number(of applicant: Int) async throws -> String? {
    try await world.owner.text(
      """
      SELECT a.number FROM review.application a JOIN review.applicant p ON p.id = a.applicant_id WHERE p.id_number = $1
      """, [World.idNumber(applicant)])
  }

  private func moment(_ number: String?) async throws -> Moment {
    let rows = try await world.owner.query(
      """
      SELECT a.state, a.revision, a.draft_version, a.changing, (review.in_force(a) ->> 'revision')::integer AS in_force,
        (SELECT b.revision FROM review.before_change b WHERE b.application_id = a.id) AS before,
        (SELECT p.name || coalesce(p.phone, '') FROM review.applicant p WHERE p.id = a.applicant_id AND a.state = 'approved') AS person,
        a.due_on::text AS due, a.first_submitted_at::text AS first, a.holder, a.department_code,
        coalesce(a.state = 'in_review' AND a.lease_expires_at <= clock_timestamp(), false) AS lapsed,
        (SELECT s.content_hash FROM review.submission s WHERE s.application_id = a.id AND s.revision = a.revision) AS hash,
        ARRAY(SELECT e.action::text FROM review.event e WHERE e.application_id = a.id
          AND e.action NOT IN ('opened', 'prolonged', 'refused') ORDER BY e.id) AS entries
      FROM review.application a WHERE a.number = $1
      """, [number])
    guard let row = rows.first else { return Moment() }
    return Moment(
      state: try row["state"], revision: try row["revision"], due: try row["due"], firstSubmitted: try row["first"],
      holder: try row["holder"], lapsed: try row["lapsed"], department: try row["department_code"],
      hash: try row["hash"], version: try row["draft_version"], isChanging: try row["changing"],
      inForce: try row["in_force"], before: try row["before"], person: try row["person"], entries: try row["entries"])
  }
}
