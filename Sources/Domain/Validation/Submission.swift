public import Foundation

/// One application as it arrives from a channel: `{"province", "answers", "attachments", "commitment"}`, and optionally
/// `"channel"` and `"profile_version"`. Other members are ignored.
public struct Submission: Hashable, Sendable {
  /// The province's id.
  public let province: String
  /// The channel's id; nil = the profile's first.
  public let channel: String?
  /// The profile's version it was filled under; nil = the one in force.
  public let profileVersion: String?
  /// By canonical field ids.
  public let answers: Answers
  /// In the order given.
  public let attachments: [File]
  /// nil = none came.
  public let commitment: CommitmentRecord?

  /// A file by the name it lies under.
  public struct File: Hashable, Sendable {
    /// The slot's id.
    public let slot: String
    /// From 1.
    public let n: Int
    /// Path beside the file that names it.
    public let file: String

    /// A file for a slot.
    public init(slot: String, n: Int = 1, file: String) {
      self.slot = slot
      self.n = n
      self.file = file
    }
  }

  /// Why a text is no submission at all.
  public struct Failure: Error, Hashable, Sendable {
    /// At least one.
    public let problems: [Problem]

    /// What is wrong with it.
    public init(problems: [Problem]) { self.problems = problems }
  }

  /// A submission from its parts.
  public init(
    province: String, channel: String? = nil, profileVersion: String? = nil, answers: Answers,
    attachments: [File] = [], commitment: CommitmentRecord? = nil
  ) {
    self.province = province
    self.channel = channel
    self.profileVersion = profileVersion
    self.answers = answers
    self.attachments = attachments
    self.commitment = commitment
  }

  /// Reads JSON text, as a line of a JSON Lines file, as strictly as what comes over HTTP.
  public init(parsing data: Data) throws(Failure) {
    let json: JSONValue
    do { json = try JSONValue(strictly: Array(data)) } catch {
      throw Failure(problems: [
        error.kind == .duplicate ? SubmissionText.doubled(at: error.offset) : SubmissionText.notJSON
      ])
    }
    try self.init(json: json)
  }

  /// Reads a JSON object; notes everything that has the wrong shape.
  public init(json: JSONValue) throws(Failure) {
    guard case .object(let members) = json else { throw Failure(problems: [SubmissionText.notJSON]) }
    var reader = SubmissionReader(members: members)
    province = reader.text("province", needed: true) ?? ""
    channel = reader.text("channel", needed: false)
    profileVersion = reader.text("profile_version", needed: false)
    answers = reader.answers()
    attachments = reader.attachments()
    commitment = reader.commitment()
    if !reader.problems.isEmpty { throw Failure(problems: reader.problems) }
  }

  /// Judges it by a profile, with what is known of its files.
  public func validate(by profile: Profile, attachments: [Attachment], today: Day) -> Validation {
    profile.validate(
      answers: answers, attachments: attachments, commitment: commitment, channel: channel, mode: .submission,
      today: today)
  }

  /// The profile that judges it: the version it names, else the one in force on `day`; a problem when there is none.
  public func profile(on day: Day, among profiles: [Profile]) -> Result<Profile, Failure> {
    let known = profiles.filter { $0.province == province }
    guard !known.isEmpty else {
      return .failure(Failure(problems: [SubmissionText.unknownProvince(profiles)]))
    }
    let found =
      profileVersion.map { known.version($0, of: province) }
      ?? known.current(province, on: day)
    guard let found else { return .failure(Failure(problems: [SubmissionText.unknownVersion])) }
    return .success(found)
  }
}

extension Submission {
  /// The JSON form; optional members only where they have a value.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["province": .string(province), "answers": .object(answers.values)]
    members["channel"] = channel.map { .string($0) }
    members["profile_version"] = profileVersion.map { .string($0) }
    members["attachments"] = .array(
      attachments.map { ["slot": .string($0.slot), "n": .integer($0.n), "file": .string($0.file)] })
    if let commitment {
      var agreed: [String: JSONValue] = ["accepted": .bool(commitment.accepted)]
      agreed["version"] = commitment.version.map { .string($0) }
      members["commitment"] = .object(agreed)
    }
    return .object(members)
  }
}

/// Reads the members of a submission, noting each that has the wrong shape.
struct SubmissionReader {
  let members: [String: JSONValue]
  private(set) var problems: [Problem] = []

  init(members: [String: JSONValue]) { self.members = members }

  mutating func text(_ key: String, needed: Bool) -> String? {
    switch members[key] {
    case .string(let text)?: return text
    case .null?, nil:
      if needed { problems.append(SubmissionText.missing(key)) }
    default: problems.append(SubmissionText.wrongType(key))
    }
    return nil
  }

  mutating func answers() -> Answers {
    switch members["answers"] {
    case .object(let values)?: return Answers(values)
    case .null?, nil: problems.append(SubmissionText.missing("answers"))
    default: problems.append(SubmissionText.wrongType("answers"))
    }
    return Answers()
  }

  mutating func attachments() -> [Submission.File] {
    switch members["attachments"] {
    case .null?, nil: return []
    case .array(let elements)?:
      return elements.compactMap { element in
        let n = element["n"] ?? .integer(1)
        guard let slot = element["slot"]?.string, let file = element["file"]?.string, let number = n.integer else {
          problems.append(SubmissionText.wrongType("attachments"))
          return nil
        }
        return Submission.File(slot: slot, n: number, file: file)
      }
    default:
      problems.append(SubmissionText.wrongType("attachments"))
      return []
    }
  }

  mutating func commitment() -> CommitmentRecord? {
    guard let value = members["commitment"], value != .null else { return nil }
    guard let accepted = value["accepted"]?.bool else {
      problems.append(SubmissionText.wrongType("commitment"))
      return nil
    }
    if let version = value["version"], version != .null, version.string == nil {
      problems.append(SubmissionText.wrongType("commitment"))
    }
    return CommitmentRecord(accepted: accepted, version: value["version"]?.string)
  }
}

/// Sentences about what is no submission.
enum SubmissionText {
  static let notJSON = Problem(
    field: "submission", code: "invalid_json",
    text: Text(
      zh: "这一行不是有效的 JSON 对象，请检查括号、引号和编码（UTF-8）。", en: "This is no JSON object in UTF-8: check brackets and quotes."))

  static func doubled(at offset: Int) -> Problem {
    Problem(
      field: "submission", code: "invalid_json",
      text: Text(
        zh: "这一行的同一个对象里有重名的成员（第 \(offset) 字节处），不知以哪个为准，请删去一个。",
        en: "An object has the same member twice (byte \(offset)), and nobody knows which one counts: leave one out."))
  }

  static let unknownVersion = Problem(
    field: "profile_version", code: "unknown_code",
    text: Text(zh: "该省没有这个版本的表单，或当天没有生效的版本。", en: "The province has no such version, or none in force that day."))

  static func unknownProvince(_ profiles: [Profile]) -> Problem {
    let known = Set(profiles.map(\.province)).sorted().joined(separator: ", ")
    return Problem(
      field: "province", code: "unknown_code",
      text: Text(zh: "没有这个省份的表单；可用：\(known)。", en: "There is no form for this province; there are: \(known)."))
  }

  static func missing(_ key: String) -> Problem {
    Problem(field: key, code: "required", text: Text(zh: "缺少“\(key)”。", en: "“\(key)” is missing."))
  }

  static func wrongType(_ key: String) -> Problem {
    Problem(
      field: key, code: "wrong_type", text: Text(zh: "“\(key)”的结构不对，请对照文件格式说明。", en: "“\(key)” has the wrong shape."))
  }
}
