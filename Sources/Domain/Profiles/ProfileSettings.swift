/// How an application is handled after it is filled (R16 to R25).
public struct ProfileSettings: Sendable {
  /// Whom to ask (R16).
  public let contacts: Contacts
  /// Whether the applicant sees everything once more before submitting (R17).
  public let summary: Bool
  /// How an unfinished form is kept (R18).
  public let drafts: Drafts
  /// The button that saves a draft; nil = none.
  public let draftButton: Text?
  /// Until when it can be taken back (R19).
  public let withdrawal: Withdrawal
  /// The word on that button; nil = none.
  public let withdrawalButton: Text?
  /// Whether the applicant may change what is approved (变更).
  public let change: Bool
  /// What a return means for the applicant (R20).
  public let returns: Returns
  /// How the applicant is told (R21).
  public let notification: NotificationSettings
  /// State → what the applicant reads (R22).
  public let statuses: [ApplicationState: StatusText]
  /// Files from before; nil = the province takes none (R23).
  public let legacy: LegacyArchives?
  /// The reviewer's side (R24).
  public let review: Review
  /// How long an application is kept after its decision, in months (R25).
  public let retentionMonths: Int

  /// Whom to ask (R16).
  public struct Contacts: Hashable, Sendable {
    /// The heading, verbatim.
    public let title: Text
    /// `city` or `department`: what the applicant picks.
    public let by: By
    /// What to do there, verbatim; nil = none.
    public let help: Text?
    /// Numbers that hold for the whole province.
    public let hotlines: [Hotline]

    /// What the list is by.
    public enum By: String, CaseIterable, Hashable, Sendable { case city, department }

    /// A number to call.
    public struct Hotline: Hashable, Sendable {
      /// Whose number it is.
      public let name: Text
      /// As it is dialled.
      public let phone: String
    }
  }

  /// How an unfinished form is kept (R18).
  public enum Drafts: String, CaseIterable, Hashable, Sendable { case none, manual, automatic }

  /// Until which state the applicant may take it back (R19).
  public enum Withdrawal: String, CaseIterable, Hashable, Sendable {
    case never
    /// Until a reviewer has taken it.
    case submitted
  }

  /// What the applicant does with a returned application (R20).
  public struct Returns: Hashable, Sendable {
    /// How much must be walked again.
    public let resubmission: Resubmission
    /// Verbatim.
    public let text: Text
    /// Codes of reasons that this province does not use, beside those that point at nothing of its form.
    public let without: [String]
    /// Code → what to do about it here, where the usual hint does not fit.
    public let hints: [String: Text]
    /// Code → the fields and slots that it points at here, most usual first, where the usual ones are not on the form.
    public let targets: [String: [String]]

    /// What must be walked again.
    public enum Resubmission: String, CaseIterable, Hashable, Sendable {
      /// All steps.
      case allSteps = "all_steps"
      /// Only what the reviewer marked.
      case markedItems = "marked_items"
    }
  }

  /// How the applicant is told (R21).
  public struct NotificationSettings: Hashable, Sendable {
    /// The way.
    public let channel: Channel
    /// The field that holds the address.
    public let recipient: String
    /// Characters that a message may have at most; nil = as many as it takes. What does not fit is read in the system.
    public let longest: Int?
    /// Further ways in their order: the same message is written once for each by which the applicant can be reached.
    public let also: [Way]
    /// Event → text with `{name}`, `{number}`, `{department}`, `{reasons}`, `{note}`, `{due}`.
    public let texts: [Event: Text]

    /// Ways to tell.
    public enum Channel: String, CaseIterable, Hashable, Sendable {
      case sms, email
      /// Seen after login.
      case page
    }

    /// A further way, with its own bound.
    public struct Way: Hashable, Sendable {
      /// The way.
      public let channel: Channel
      /// The field that holds the address; nil on the page.
      public let recipient: String?
      /// Characters that a message may have at most; nil = as many as it takes.
      public let longest: Int?
    }

    /// What there is to tell.
    public enum Event: String, CaseIterable, Hashable, Sendable {
      case approved, returned, transferred, reopened
      case changeApproved = "change_approved"
      case changeReturned = "change_returned"

      /// Only where the form lets people change what is approved.
      public var isOfChange: Bool { self == .changeApproved || self == .changeReturned }
    }

    /// What a text may have filled in.
    public static let placeholders = ["name", "number", "department", "reasons", "note", "due"]
  }

  /// People who have a file from before (R23).
  public struct LegacyArchives: Hashable, Sendable {
    /// The field by which a file is found.
    public let matchField: String
    /// Whether the form starts with what the file holds.
    public let prefill: Bool
    /// Logs in with the old password, needs no registration.
    public let oldPassword: Bool
    /// Fields that cannot be changed although they are prefilled; empty = all can.
    public let fixedFields: [String]
    /// 15-digit numbers are taken and upgraded.
    public let upgradesOldNumbers: Bool
    /// The sentence about it, verbatim.
    public let text: Text
  }

  /// The reviewer's side (R24).
  public struct Review: Hashable, Sendable {
    /// Working days from submission to the due date.
    public let workingDays: Int
    /// How long a reviewer holds an application without deciding.
    public let leaseMinutes: Int
    /// Days in which a manager may reopen a decision.
    public let reopenDays: Int
    /// How often a colleague may look or give back, by name: `lookup_a_minute`. What is not written has the measure of the schema.
    public let measures: [String: Int]

    /// What can be measured.
    public static let measureNames =
      ["lookup", "counter", "ends", "open", "history", "names", "notifications", "note", "claim"].flatMap {
        [$0 + "_a_minute", $0 + "_a_day"]
      }
      + ["ends_a_name", "release_a_day"]
  }
}
