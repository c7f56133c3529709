/// One province's form and rules, read from one YAML file (省级方案): what the guide of the province says, and
/// nothing that the program's code knows about it.
///
/// The manual for writing one is `docs/profiles.md`; what a profile can express is R1 to R27 there.
public struct Profile: Sendable {
  /// The province's id, as `zhejiang`.
  public let province: String
  /// The edition; an application keeps the one it was filled under (R26).
  public let version: String
  /// What the procedure is called, verbatim.
  public let name: Text
  /// The body that runs it.
  public let authority: Text
  /// The province's region code, as `330000`.
  public let region: String
  /// The letter pair of application numbers.
  public let letters: String
  /// First day on which new applications use it.
  public let validFrom: Day
  /// Last day; nil = no end known.
  public let validTo: Day?
  /// Where the rules come from: guides and notices.
  public let sources: [String]
  /// Who vouches for the applicant (R1).
  public let identity: IdentitySource
  /// The ways in (R2); the first is the usual one.
  public let channels: [Channel]
  /// What must be read first (R3).
  public let notices: [Notice]
  /// What the applicant agrees to (R4).
  public let commitments: [Commitment]
  /// The form, section by section (R5).
  public let sections: [Section]
  /// Places for files (R12).
  public let slots: [Slot]
  /// Pictures that show how to photograph a document.
  public let examples: [UploadExample]
  /// Every rule over more than one answer, and the gates that stop the flow.
  public let rules: [Rule]
  /// The conditions for applying at all, verbatim (R11).
  public let eligibility: [Text]
  /// Fetching a unit by its code (R14); nil = not offered.
  public let unitLookup: UnitLookup?
  /// Which bureau gets it (R15).
  public let routing: Routing
  /// What happens after filling (R16 to R25).
  public let settings: ProfileSettings
  /// Every choice where the guide is silent (R27), in the order of the file.
  public let silentChoices: [SilentChoice]

  /// The standards and places that it speaks of, its own regions with them.
  public let standards: Standards
  /// Regions that it brings itself, because the program's table lacks them.
  public let regions: [Region]
  /// Tells its text from another one, in this run of the program.
  public let edition: Int
  /// The file as a tree, for comparing two versions.
  let tree: JSONValue
  /// What the sections hold, in the order of the form.
  let items: [Section.Item]
  /// All fields in the order of the form, those of lists included. Kept, because every judgement walks through them.
  public let fields: [Field]
  /// Fields by id.
  let fieldsByID: [String: Field]
  /// Lists by id.
  let listsByID: [String: ListField]
  /// Slots by id.
  let slotsByID: [String: Slot]
  /// The group of each of `fields`.
  let groups: [FieldGroup?]
  /// The fields of each group.
  let members: [String: [Field]]
  /// Groups whose missing answers one rule reports together.
  let wholeGroups: Set<String>
  /// Where a target stands on the form, for ordering problems.
  let positions: [String: Int]

  /// The field with this id; for a row's field both `qualifications.level` and `qualifications[2].level` name it.
  public func field(_ id: String) -> Field? { fieldsByID[id] ?? fieldsByID[Profile.target(of: id)] }

  /// The list with this id.
  public func list(_ id: String) -> ListField? { listsByID[id] }

  /// The slot with this id; `qualification_certificate/2` names it too.
  public func slot(_ id: String) -> Slot? { slotsByID[id] ?? slotsByID[Profile.target(of: id)] }

  /// The channel with this id; the first one for nil.
  public func channel(_ id: String?) -> Channel? {
    guard let id else { return channels.first }
    return channels.first { $0.id == id }
  }

  /// The target without a row or file number: `qualifications[2].level` → `qualifications.level`,
  /// `qualification_certificate/2` → `qualification_certificate`.
  public static func target(of field: String) -> String {
    guard field.contains(where: { $0 == "[" || $0 == "/" }) else { return field }
    var target = ""
    var inside = false
    for character in field {
      if character == "/" { break }
      if character == "[" { inside = true }
      if !inside { target.append(character) }
      if character == "]" { inside = false }
    }
    return target
  }
}

/// A choice made where the guide says nothing (R27).
public struct SilentChoice: Hashable, Sendable {
  /// What it is about, as `fields.personal.country` or `settings.review`.
  public let path: String
  /// The key that was chosen; nil = all of it.
  public let key: String?
  /// The chosen value as written.
  public let value: String
  /// Why this was chosen.
  public let reason: String
  /// The line of the file.
  public let line: Int
}
