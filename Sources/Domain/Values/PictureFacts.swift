/// A picture format the slots accept, told by content, never by name.
public enum PictureKind: String, CaseIterable, Sendable {
  case jpeg, png
}

/// The colour behind a portrait.
public enum PictureBackground: String, CaseIterable, Sendable {
  case red, blue, white, other
}

/// Why a file is no usable picture.
public enum PictureProblem: String, CaseIterable, Sendable {
  /// There is no such file, or it cannot be read.
  case missing
  /// Zero bytes.
  case empty
  /// Neither JPEG nor PNG by its content.
  case unknownFormat = "unknown_format"
  /// HEIC, HEIF or AVIF: what phones write unless they are told otherwise.
  case heic
  /// WebP.
  case webp
  /// GIF.
  case gif
  /// BMP.
  case bmp
  /// TIFF.
  case tiff
  /// PDF: a document, not a picture.
  case pdf
  /// A Word or Excel file, or an archive.
  case document
  /// APNG: which of its frames would be reviewed?
  case animated
  /// Ends before the picture does.
  case truncated
  /// JPEG or PNG by its first bytes, but not decodable.
  case corrupt
  /// More pixels than any form asks for (a decompression bomb).
  case tooManyPixels = "too_many_pixels"
  /// Something else hides inside the picture.
  case foreignData = "foreign_data"
}

/// What is known about a file after looking at it.
public struct PictureFacts: Hashable, Sendable {
  /// nil when it is neither JPEG nor PNG.
  public let kind: PictureKind?
  /// Size in bytes; of a good picture without what phones append behind its end.
  public let bytes: Int
  /// Pixels; 0 when unknown.
  public let width: Int
  /// Pixels; 0 when unknown.
  public let height: Int
  /// The colour behind the person; nil when nobody looked (only portraits are looked at).
  public let background: PictureBackground?
  /// Share of the detail that a picture of these pixels can hold, 0…1; low when it was enlarged. nil when not measured.
  public let detail: Double?
  /// What makes the file unusable; nil when it is a good picture.
  public let problem: PictureProblem?

  /// Facts about one file.
  public init(
    kind: PictureKind?, bytes: Int, width: Int, height: Int, background: PictureBackground? = nil,
    detail: Double? = nil, problem: PictureProblem? = nil
  ) {
    self.kind = kind
    self.bytes = bytes
    self.width = width
    self.height = height
    self.background = background
    self.detail = detail
    self.problem = problem
  }
}

extension PictureFacts {
  /// `{kind, bytes, width, height, background, detail, problem}`, without what is not known.
  public var json: JSONValue {
    let members: [String: JSONValue?] = [
      "kind": kind.map { .string($0.rawValue) }, "bytes": .integer(bytes), "width": .integer(width),
      "height": .integer(height), "background": background.map { .string($0.rawValue) },
      "detail": detail.map { .number($0) }, "problem": problem.map { .string($0.rawValue) },
    ]
    return .object(members.compactMapValues(\.self))
  }

  /// Reads what `json` gives; nil for anything else.
  public init?(_ json: JSONValue) {
    guard let bytes = json["bytes"]?.integer, let width = json["width"]?.integer, let height = json["height"]?.integer,
      let kind = PictureKind?(told: json["kind"]), let background = PictureBackground?(told: json["background"]),
      let problem = PictureProblem?(told: json["problem"])
    else { return nil }
    let detail: Double?
    switch json["detail"] {
    case .number(let share)?: detail = share
    case .integer(let share)?: detail = Double(share)
    case nil, .null?: detail = nil
    default: return nil
    }
    self.init(
      kind: kind, bytes: bytes, width: width, height: height, background: background, detail: detail, problem: problem)
  }
}

extension Optional where Wrapped: RawRepresentable<String> {
  /// The word that is told, nil where none is; fails for a word that there is not.
  fileprivate init?(told: JSONValue?) {
    switch told {
    case nil, .null?: self = .none
    case .string(let text)?:
      guard let word = Wrapped(rawValue: text) else { return nil }
      self = .some(word)
    default: return nil
    }
  }
}
