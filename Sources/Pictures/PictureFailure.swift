/// Why a file is not taken for a picture. Carries figures, never content.
public enum PictureFailure: Error, Sendable, Hashable {
  /// The file could not be read; `code` is the system's errno.
  case unreadable(code: Int32)
  /// No byte in it.
  case empty
  /// Larger than the limit, in bytes. Not read further than needed to know.
  case tooManyBytes(Int, limit: Int)
  /// Does not begin as a JPEG or a PNG does; says what it begins as, where that is known.
  case notAPicture(ForeignContent?)
  /// More pixels than the limit: a decompression bomb, or a scan at an absurd resolution. Not decoded.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// Decoding would need more memory than the limit, in bytes. Not decoded.
  case tooMuchMemory(Int, limit: Int)
  /// A JPEG of more scans than the limit. Not decoded.
  case tooManyScans(limit: Int)
  /// The file ends before the picture does.
  case truncated
  /// The picture's data contradict themselves; `detail` is for a log, in the library's or our English words.
  case damaged(detail: String)
  /// A rare kind of picture that common viewers do not show.
  case unsupported(UnsupportedPicture)
  /// Inside the picture's notes (comments, text, metadata) there is a document or program.
  case foreignContentInside(ForeignContent)
}

/// Kinds of JPEG and PNG that are refused although the standards know them.
public enum UnsupportedPicture: String, Sendable, Hashable {
  /// APNG: which of its frames would be reviewed?
  case animated
  /// Lossless, hierarchical or arithmetic-coded JPEG (ITU-T T.81 processes other than SOF0, SOF1, SOF2).
  case codingProcess = "coding_process"
  /// JPEG of 12 bits a sample.
  case precision
  /// JPEG of two or of more than four components.
  case components
  /// JPEG whose height is only told after the first scan (DNL), which nothing writes any more.
  case lateHeight = "late_height"
}
