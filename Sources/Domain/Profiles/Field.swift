/// One question of the form (R6). Ids are canonical: one id has one meaning in every province.
public final class Field: Sendable {
  /// As `work.unit_code`; a field of a list carries the list's id first, as `qualifications.level`.
  public let id: String
  /// What stands beside it on the screen, verbatim from the guide.
  public let label: Text
  /// Help under it; nil when there is none.
  public let help: Text?
  /// What kind of answer it takes.
  public let type: FieldType
  /// The list it belongs to; nil for a field of the form itself.
  public let list: String?
  /// Where its value comes from (R1).
  public let origin: FieldOrigin
  /// What it must agree with, and is filled from when left out (R8); nil = nothing.
  public let derivation: Derivation?
  /// When it is on the form at all; nil = always. A field that is not there must not be answered.
  public let visible: Condition?
  /// When it must be answered.
  public let required: Requirement
  /// Tells the reviewer that an optional field was left out; nil = nobody minds.
  public let missed: Text?
  /// What it starts with; nil = nothing.
  public let standard: JSONValue?
  /// Length in characters, both ends included; only for text.
  public let length: ClosedRange<Int>
  /// A form that the whole text must have, and the sentence when it has not.
  public let pattern: FieldPattern?
  /// Whether line breaks are allowed.
  public let multiline: Bool
  /// A date may not lie after today.
  public let notAfterToday: Bool
  /// Beginnings one expects (postcodes of the province); another is a warning. Empty = any.
  public let expectedPrefixes: [String]
  /// How it is hidden from whoever may not see it whole (R25); nil = shown to everybody who sees the application.
  public let mask: Mask?
  /// What a workbook may hold of it (R25).
  public let export: ExportRule
  /// The typed column of `application` it fills at submission; nil = none.
  public let column: StatisticsColumn?

  /// Where it stands among all fields of the profile, from 0.
  let index: Int
  /// Its name in a row of its list; the id itself for a field of the form.
  public let key: String

  init(
    id: String, label: Text, help: Text?, type: FieldType, list: String?, origin: FieldOrigin,
    derivation: Derivation?, visible: Condition?, required: Requirement, missed: Text?, standard: JSONValue?,
    length: ClosedRange<Int>, pattern: FieldPattern?, multiline: Bool, notAfterToday: Bool,
    expectedPrefixes: [String], mask: Mask?, export: ExportRule, column: StatisticsColumn?,
    index: Int
  ) {
    self.id = id
    self.label = label
    self.help = help
    self.type = type
    self.list = list
    self.origin = origin
    self.derivation = derivation
    self.visible = visible
    self.required = required
    self.missed = missed
    self.standard = standard
    self.length = length
    self.pattern = pattern
    self.multiline = multiline
    self.notAfterToday = notAfterToday
    self.expectedPrefixes = expectedPrefixes
    self.mask = mask
    self.export = export
    self.column = column
    self.index = index
    key = list.map { String(id.dropFirst($0.count + 1)) } ?? id
  }
}

/// What kind of answer a field takes.
public enum FieldType: Hashable, Sendable {
  case text
  case code(CodeSet)
  /// Several codes of a set, so many at once; stored in the order of the set.
  case codes(CodeSet, ClosedRange<Int>)
  case date
  case boolean
  case integer(ClosedRange<Int>)
  case mobile
  /// A mobile or a landline.
  case phone
  case email
  case postcode
  /// A region of one of these levels (`county`, `zone`, `city`, `province`).
  case region([String])
  /// A number whose rule hangs on the document type in another field.
  case identityNumber(typeField: String)
  /// A unified social credit code, or (where allowed) an organisation code.
  case unitCode(organisationCodes: Bool)

  /// The word for it in YAML.
  public var name: String {
    switch self {
    case .text: "text"
    case .code: "code"
    case .codes: "codes"
    case .date: "date"
    case .boolean: "boolean"
    case .integer: "integer"
    case .mobile: "mobile"
    case .phone: "phone"
    case .email: "email"
    case .postcode: "postcode"
    case .region: "region"
    case .identityNumber: "identity_number"
    case .unitCode: "unit_code"
    }
  }
}

/// The values a code field offers: a bundled list, part of one, or choices written in the profile.
public struct CodeSet: Hashable, Sendable {
  /// The bundled list, as `education_form`; nil when the choices are the profile's own.
  public let list: String?
  /// In the order of the screen.
  public let choices: [Choice]

  /// One value.
  public struct Choice: Hashable, Sendable {
    /// What is stored.
    public let code: String
    /// What people read, in the profile's words where it has its own.
    public let name: Text
    /// Other spellings that mean the same and are stored as `code`.
    public let aliases: [String]
  }

  /// The choice with this code or alias.
  public func choice(_ code: String) -> Choice? {
    choices.first { $0.code == code } ?? choices.first { $0.aliases.contains(code) }
  }
}

/// Where a field's value comes from.
public enum FieldOrigin: String, CaseIterable, Hashable, Sendable {
  /// The applicant types it.
  case entered
  /// The identity provider sends it; the applicant cannot change it here (R1).
  case locked
  /// The account holds it; the applicant confirms it.
  case confirmed
}

/// What a document number tells about its holder (R8).
public struct Derivation: Hashable, Sendable {
  /// The field with the number.
  public let from: String
  /// What is taken from it.
  public let part: Part
  /// Document types whose numbers tell it; nil = all. Elsewhere the field is answered by hand.
  public let condition: Condition?

  /// What is taken.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case sex
    case birthDate = "birth_date"
  }
}

/// When a visible field must be answered.
public enum Requirement: Hashable, Sendable {
  case never, always
  /// Where the condition holds.
  case when(Condition)
  /// As soon as anything else of its group is answered (all or nothing).
  case withGroup
}

/// A form that a text must have.
public struct FieldPattern: Hashable, Sendable {
  /// What the whole text must fit.
  public let pattern: Pattern
  /// The sentence when it does not fit.
  public let message: Text
}

/// How a value is hidden: a number keeps its first and last character, a day its year, a name its surname.
public enum Mask: String, CaseIterable, Hashable, Sendable {
  case number, phone, day, name, email, all
}

/// What a workbook may hold of a field.
public enum ExportRule: String, CaseIterable, Hashable, Sendable {
  /// As it is.
  case open
  /// Masked, unless the export has a purpose.
  case masked
  /// Never.
  case never
}

/// The typed column that a field fills.
public struct StatisticsColumn: Hashable, Sendable {
  /// The column of `application`.
  public let name: String
  /// Stored value for an answer (`"true"` → `"1"`); answers that are not here leave the column null. nil = as answered.
  public let values: [String: String]?
}
