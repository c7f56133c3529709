/// What looking at a number told.
public struct NumberCheck: Hashable, Sendable {
  /// What it was taken for.
  public let kind: NumberKind
  /// The form to store: no spaces, half width, upper case, no hyphens. An old 15-digit number in its 18-character form.
  /// Where the number is invalid, what was typed as far as it could be tidied.
  public let normalised: String
  /// Everything wrong and odd, errors first.
  public let findings: [NumberFinding]
  /// What the number says of its holder's sex; nil when it says nothing or is invalid.
  public let sex: Sex?
  /// What the number says of its holder's birth; nil when it says nothing or is invalid.
  public let birthDate: Day?

  /// Whether there is no error.
  public var isValid: Bool { !findings.contains { $0.severity == .error } }
  /// The errors alone.
  public var errors: [NumberFinding] { findings.filter { $0.severity == .error } }
  /// The warnings alone.
  public var warnings: [NumberFinding] { findings.filter { $0.severity == .warning } }
}
