/// What can be wrong with a number.
public enum NumberFault: String, CaseIterable, Sendable {
  /// The address code cannot be.
  case address
  /// The birth date does not exist, or lies after today.
  case birth
  /// The sequence is 000, which was never given out.
  case sequence
  /// The check character does not fit: a digit was mistyped, or two neighbours exchanged.
  case checkCharacter = "check_character"
  /// A character that cannot stand where it stands.
  case charset
  /// Too short or too long.
  case length
  /// Not the form of this kind of number.
  case format
  /// The nationality is no code of ISO 3166-1.
  case nationality
  /// An organisation code of the range that everybody may give out himself.
  case selfDefined = "self_defined"
  /// Warning: an address or registering office that the tables do not know.
  case unknownRegion = "unknown_region"
  /// Warning: younger than 16 or older than 100.
  case age
  /// Warning: this looks like the number of another kind of document.
  case otherDocument = "other_document"
  /// The number of a document that has a type of its own, given as another document's.
  case ownType = "own_type"
  /// Warning: registering department or category that GB 32100 does not list.
  case registration
  /// Warning: a check character that does not fit, in a code of those that were given out so.
  case oddCheck = "odd_check"
  /// Warning: a telephone number of another country or region.
  case foreignNumber = "foreign_number"
  /// Warning: a telephone number of a service (400, 800), which is nobody's own.
  case serviceNumber = "service_number"
  /// Warning: the organisation code inside a credit code has another check character.
  case bodyCheck = "body_check"
}

/// One thing that is wrong with, or odd about, a number.
public struct NumberFinding: Hashable, Sendable {
  /// What it is.
  public let fault: NumberFault
  /// An error makes the number invalid, a warning is for the reviewer.
  public let severity: Severity
  /// A sentence for whoever typed it; the number itself is not in it.
  public let text: Text

  /// The stable lower-case word for programs.
  public var code: String { fault.rawValue }

  /// The same as a problem of a form's field.
  public func problem(field: String) -> Problem {
    Problem(field: field, code: code, severity: severity, text: text)
  }
}
