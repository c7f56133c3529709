/// A way in (电脑端, 微信端): its own steps over the same fields (R2).
public struct Channel: Sendable {
  /// As `pc`.
  public let id: String
  /// The name for people.
  public let name: Text
  /// Where and with what it is opened, verbatim.
  public let access: [Text]
  /// Its pages in order.
  public let steps: [Step]
  /// State → what the applicant reads, where this channel says it differently (R22).
  public let statuses: [ApplicationState: StatusText]

  /// A page of the form.
  public struct Step: Sendable {
    /// Unique in the profile.
    public let id: String
    /// The heading, verbatim.
    public let title: Text
    /// Tips on the page (温馨提示), verbatim.
    public let tips: [Text]
    /// What stands on it, in order.
    public let parts: [Part]
    /// The words of its buttons, in the order of the screen.
    public let buttons: [Text]
    /// The word beside a slot that has its file; nil where the guide gives none.
    public let filled: Text?
    /// Whether it is an entry of the navigation; a dialog, or a page that one opens beside the form, is none.
    public let isEntry: Bool
  }

  /// What stands on a page.
  public enum Part: Hashable, Sendable {
    case contacts
    case notice(String)
    case commitment(String)
    case section(String)
    /// These slots; nil = all those that no other step shows.
    case slots([String]?)
    /// The read-only summary before submitting (R17).
    case summary
    case submit
    case status
  }
}

/// What must be read before filling (R3).
public struct Notice: Hashable, Sendable {
  /// Unique in the profile.
  public let id: String
  /// The heading, verbatim.
  public let title: Text
  /// The text, verbatim, a paragraph each.
  public let paragraphs: [Text]
  /// Seconds that must pass before one may go on; held by the server. 0 = none.
  public let countdown: Int
}

/// What the applicant agrees to (R4).
public struct Commitment: Hashable, Sendable {
  /// Unique in the profile.
  public let id: String
  /// Recorded with the submission.
  public let version: String
  /// The sentence beside the box, verbatim.
  public let text: Text
  /// Longer text to read; empty where the guide gives none.
  public let paragraphs: [Text]
  /// When it is asked for.
  public let placement: Placement
  /// Whether nothing goes on without it. Where the guide speaks of a text that it does not give, what is ticked is recorded, and a tick that is
  /// missing is told to the reviewer: nobody is refused for not agreeing to what nobody can read.
  public let isRequired: Bool
  /// The word of the button that follows; nil where the guide gives none.
  public let button: Text?
  /// Channels that ask for it; empty = all.
  public let channels: [String]

  /// When it is asked for.
  public enum Placement: String, CaseIterable, Hashable, Sendable {
    case beforeFilling = "before_filling"
    case atSubmission = "at_submission"
  }
}

/// A state's name and sentence for applicants (R22).
public struct StatusText: Hashable, Sendable {
  /// The name for people.
  public let name: Text
  /// The sentence; nil = the name says it all.
  public let text: Text?
}

/// Who vouches for the applicant, and which answers arrive with that (R1).
public struct IdentitySource: Hashable, Sendable {
  /// `sso` or `local`.
  public let kind: Kind
  /// Who vouches.
  public let provider: Text
  /// Where wrong locked data are put right.
  public let correction: Text?
  /// How to register, log in, and get a password back, verbatim.
  public let help: [Text]
  /// The words of buttons and links on the way in, verbatim, in the order of the guide.
  public let words: [ScreenWord]
  /// What is filled in to get an account; nil where somebody else registers people.
  public let registration: RegistrationForm?

  /// Kinds of identity.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Single sign-on of the province's government service network.
    case sso
    /// An account of our own: the document number and a password.
    case local
  }
}

/// Fetching a unit's name by its code (R14).
public struct UnitLookup: Hashable, Sendable {
  /// The field with the code.
  public let codeField: String
  /// The field that is filled.
  public let nameField: String
  /// The word on the button.
  public let button: Text
  /// What to do when nothing is found.
  public let fallback: Text
}
