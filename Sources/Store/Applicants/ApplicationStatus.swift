public import Domain
public import Foundation

/// Where an application is, as its applicant may know it.
public struct ApplicationStatus: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// The state that counts.
  public let state: ApplicationState
  /// Latest submitted revision; 0 while nothing was submitted.
  public let revision: Int
  /// The edition of the form.
  public let profileVersion: String
  /// The way in.
  public let channel: String
  /// The bureau; nil while nothing was submitted.
  public let departmentCode: String?
  /// Its full name.
  public let departmentName: String?
  /// When the latest revision came; nil while nothing was submitted.
  public let submittedAt: Date?
  /// Last day for a decision; nil while nothing was submitted.
  public let dueOn: Day?
  /// Whether that day is over and nothing was decided.
  public let isOverdue: Bool
  /// Whether it is about a change of what is in force: being filled in, with the bureau, or come back from it.
  public let isChange: Bool
  /// What is approved and counts; nil while nothing is.
  public let inForce: InForce?
  /// The latest decision that stands; nil while there is none.
  public let decision: Decision?
  /// Messages to the applicant, the newest first.
  public let notifications: [Message]
  /// What happened, the oldest first; no names of staff.
  public let history: [Step]

  /// A decision as the applicant reads it.
  public struct Decision: Sendable, Hashable {
    /// `approved` or `returned`.
    public let outcome: String
    /// When.
    public let decidedAt: Date
    /// The revision that it is about.
    public let revision: Int
    /// The reviewer's words to the applicant.
    public let note: String?
    /// Coded reasons of a return, in order.
    public let reasons: [Reason]
  }

  /// One reason of a return.
  public struct Reason: Sendable, Hashable {
    /// As `P01`.
    public let code: String
    /// A field or slot, as `qualifications[2].level` or `qualification_certificate/2`; nil = the application as a whole.
    public let target: String?
    /// What is wrong.
    public let text: String
    /// How to put it right.
    public let hint: String
    /// The reviewer's remark on it.
    public let remark: String?
    /// The own number of the row that the target names; nil where it names none.
    public let row: Int?
    /// Where that row is now, from 1 (the target has its place in the revision that was decided about); nil when it is gone.
    public let place: Int?
  }

  /// A message.
  public struct Message: Sendable, Hashable {
    /// `approved`, `returned`, `transferred`, `reopened`.
    public let event: String
    /// `sms`, `email`, `page`.
    public let channel: String
    /// Where it went, masked; nil on the page.
    public let recipient: String?
    /// `pending`, `sending`, `delivered`, `failed`.
    public let state: String
    /// The text.
    public let body: String
    /// When it was written.
    public let createdAt: Date
    /// When it arrived; nil = not yet.
    public let deliveredAt: Date?
  }

  /// A step of the application.
  public struct Step: Sendable, Hashable {
    /// When.
    public let at: Date
    /// `started`, `submitted`, `withdrawn`, `approved`, `returned`, `transferred`, `reopened`, `change_begun`, `change_given_up`.
    public let action: String
    /// The revision; nil before the first.
    public let revision: Int?
  }
}
