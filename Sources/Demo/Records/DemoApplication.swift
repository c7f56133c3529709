public import Domain
public import Foundation

/// One application with all that happened to it, shaped like the tables it goes into.
public struct DemoApplication: Sendable {
  /// The person.
  public let applicant: DemoApplicant
  /// Counts up through each year of a province.
  public let number: ApplicationNumber
  /// The province's id.
  public let province: String
  /// The edition of the form.
  public let profileVersion: String
  /// The way in, as `pc`.
  public let channel: String
  /// Code of the bureau that has it now.
  public internal(set) var department: String
  /// Where it stands.
  public internal(set) var state: ApplicationState
  /// All revisions in order; empty for a draft that was never submitted.
  public internal(set) var submissions: [DemoSubmission] = []
  /// Set from the first submission on.
  public internal(set) var dueOn: Day?
  /// Login name of who holds it; only in review.
  public internal(set) var holder: String?
  /// When the lease was taken.
  public internal(set) var claimedAt: Date?
  /// When it runs out.
  public internal(set) var leaseExpiresAt: Date?
  /// The answers being filled in; only of a draft.
  public internal(set) var draft: Answers?
  /// All decisions in order; the last one counts unless a later revision waits.
  public internal(set) var decisions: [DemoDecision] = []
  /// Messages to the applicant in order.
  public internal(set) var notifications: [DemoNotification] = []
  /// Internal remarks in order.
  public internal(set) var notes: [DemoNote] = []
  /// The audit entries in order.
  public internal(set) var events: [DemoEvent] = []

  /// The latest revision; 0 when nothing was submitted.
  public var revision: Int { submissions.count }
  /// The decision that stands; nil while none does.
  public var decision: DemoDecision? { state == .approved || state == .returned ? decisions.last : nil }
}

/// The person behind an application.
public struct DemoApplicant: Sendable {
  /// Code of the list `id_type`.
  public let idType: String
  /// Belongs to nobody.
  public let idNumber: String
  /// The name.
  public let name: String
  /// A mobile number of a segment that is not in use.
  public let phone: String
}

/// One revision.
public struct DemoSubmission: Sendable {
  /// From 1.
  public let revision: Int
  /// Exactly what the form asks for.
  public let answers: Answers
  /// The files by slot.
  public let attachments: [DemoAttachment]
  /// When it came in.
  public let submittedAt: Date
  /// What was agreed to and when.
  public let commitment: JSONValue
  /// What the reviewer is told, by the profile.
  public let warnings: [Problem]
}

/// One file of a revision.
public struct DemoAttachment: Hashable, Sendable {
  /// The slot.
  public let slot: String
  /// From 1.
  public let n: Int
  /// What to take from the pool of pictures.
  public let picture: DemoPicture
}

/// One decision.
public struct DemoDecision: Sendable {
  /// The revision decided about.
  public let revision: Int
  /// The bureau that decided.
  public let department: String
  /// approved or returned.
  public let outcome: ApplicationState
  /// Login name.
  public let decidedBy: String
  /// When.
  public let decidedAt: Date
  /// What the applicant reads beside the reasons; nil = nothing.
  public let note: String?
  /// Unique.
  public let key: UUID
  /// In order; empty for an approval.
  public let reasons: [DemoReason]
}

/// One reason of a return.
public struct DemoReason: Hashable, Sendable {
  /// Code of the table of return reasons.
  public let code: String
  /// Field or slot; nil = the whole application.
  public let target: String?
  /// In the reviewer's words; nil = nothing.
  public let remark: String?
}

/// One message to the applicant.
public struct DemoNotification: Sendable {
  /// approved, returned, transferred or reopened.
  public let event: String
  /// The bureau that sent it.
  public let department: String
  /// Index into `decisions`; nil for messages about other events.
  public let decision: Int?
  /// sms, email or page.
  public let channel: String
  /// Number or address; nil where the applicant looks himself.
  public let recipient: String?
  /// What the text says besides: the last day for a decision and the revision of that moment, and what was written.
  let dueOn: Day?
  let revision: Int
  let note: String?
  /// pending, sending, delivered or failed.
  public let state: String
  /// When it was written.
  public let createdAt: Date
  /// When it arrived; nil until then.
  public let deliveredAt: Date?
  /// The tries so far, in order.
  public let attempts: [DemoAttempt]
  /// When the next try is due; nil when there is none.
  public let nextAttemptAt: Date?
}

/// One try at delivering a message.
public struct DemoAttempt: Sendable {
  /// When.
  public let at: Date
  /// delivered or failed.
  public let outcome: String
  /// What the provider answered; nil = nothing.
  public let detail: String?
}

/// An internal remark.
public struct DemoNote: Sendable {
  /// Login name.
  public let author: String
  /// When.
  public let writtenAt: Date
  /// The text.
  public let body: String
}

/// An audit entry.
public struct DemoEvent: Sendable {
  /// When.
  public let at: Date
  /// Login name, `applicant` or `clock`.
  public let actor: String
  /// As the table of events names it, as `submitted`.
  public let action: String
  /// The revision it was about; 0 before the first.
  public let revision: Int
  /// The bureau at the time.
  public let department: String
  /// Why, for looking; nil for doing.
  public let purpose: String?
  /// More, by action.
  public let detail: JSONValue
}
