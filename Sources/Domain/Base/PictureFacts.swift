/// A picture format the slots accept, told by content, never by name.
public enum PictureKind: String, CaseIterable, Sendable, Codable {
  case jpeg, png
}

/// The colour behind a portrait.
public enum PictureBackground: String, CaseIterable, Sendable, Codable {
  case red, blue, white, other
}

/// Why a file is no usable picture.
public enum PictureProblem: String, CaseIterable, Sendable, Codable {
  /// There is no such file, or it cannot be read.
  case missing
  /// Zero bytes.
  case empty
  /// Neither JPEG nor PNG by its content.
  case unknownFormat = "unknown_format"
  /// Ends before the picture does.
  case truncated
  /// JPEG or PNG by its first bytes, but not decodable.
  case corrupt
  /// More pixels than any form asks for (a decompression bomb).
  case tooManyPixels = "too_many_pixels"
  /// Something else follows or hides behind the picture.
  case foreignData = "foreign_data"
}

/// What is known about a file after looking at it.
public struct PictureFacts: Hashable, Sendable, Codable {
  /// nil when it is neither JPEG nor PNG.
  public let kind: PictureKind?
  /// Size of the file in bytes.
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
