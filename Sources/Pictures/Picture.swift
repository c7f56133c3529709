/// Looks at JPEG and PNG files that strangers have sent.
///
/// The order is what makes it safe: the size of the file, then its structure in Swift (type by content, dimensions,
/// completeness, where it ends, and no document inside its notes), then the cost of decoding, and only then the C library,
/// which decodes the whole picture so that damage in the middle is found. What lies behind the end (the trailers and films
/// that phones append, or anything else) belongs to no picture: the report says how many bytes are to be kept. Knows no form
/// and no rule about what a picture should be: that is for who asks.
public enum Picture {
  /// A file's bytes, never more than the limit; for those who inspect and then keep the same bytes.
  public static func read(path: String, limits: DecodingLimits = .standard) throws(PictureFailure) -> [UInt8] {
    try PictureFile.read(path, limit: limits.bytes)
  }

  /// Looks at the file at `path`. Reads at most one byte more than the limit; follows symbolic links; takes regular
  /// files only, so that a pipe cannot make it wait.
  public static func inspect(path: String, limits: DecodingLimits = .standard) throws(PictureFailure) -> PictureReport {
    try inspect(read(path: path, limits: limits), limits: limits)
  }

  /// Looks at the bytes of a file. The same bytes always give the same report.
  public static func inspect(_ bytes: [UInt8], limits: DecodingLimits = .standard) throws(PictureFailure)
    -> PictureReport
  {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= limits.bytes else { throw .tooManyBytes(bytes.count, limit: limits.bytes) }
    guard let kind = kind(of: bytes) else { throw .notAPicture(ForeignContent.beginning(of: bytes)) }

    let raster: Raster
    let kept: [UInt8]
    let width: Int
    let height: Int
    var orientation = 1
    switch kind {
    case .jpeg:
      let structure = try JPEGStructure(scanning: bytes)
      kept = try withoutTrailer(bytes, notes: structure.notes, end: structure.end)
      raster = try JPEGDecoder.decode(kept, structure, limits: limits)
      (width, height, orientation) = (structure.width, structure.height, structure.orientation)
    case .png:
      let structure = try PNGStructure(scanning: bytes)
      kept = try withoutTrailer(bytes, notes: structure.notes, end: structure.end)
      raster = try PNGDecoder.decode(kept, structure, limits: limits)
      (width, height) = (structure.width, structure.height)
    }

    let sideways = orientation >= 5
    return PictureReport(
      kind: kind, bytes: kept.count, width: sideways ? height : width, height: sideways ? width : height,
      orientation: orientation, backdrop: Backdrop(of: Thumbnail(raster).upright(from: orientation)),
      detail: EdgeDetail.measure(raster))
  }

  /// The type by content: SOI and the first byte of a marker, or PNG's eight bytes. Nil for everything else.
  public static func kind(of bytes: [UInt8]) -> PictureKind? {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: PNGStructure.signature) { return .png }
    return nil
  }

  /// The picture up to its end, with nothing hidden inside.
  private static func withoutTrailer(_ bytes: [UInt8], notes: [Range<Int>], end: Int) throws(PictureFailure) -> [UInt8]
  {
    for range in notes {
      if let content = ForeignContent.within(range, of: bytes) { throw .foreignContentInside(content) }
    }
    let kept = end == bytes.count ? bytes : Array(bytes[..<end])
    if ForeignContent.endsAsArchive(kept) { throw .foreignContentInside(.zip) }
    return kept
  }
}
