/// What a picture may cost before any of it is decoded. A file of a few kilobytes can claim billions of pixels, and a
/// progressive JPEG can make a decoder walk over all of them hundreds of times.
public struct DecodingLimits: Sendable, Hashable {
  /// Largest file, in bytes.
  public var bytes: Int
  /// Most pixels, width times height.
  public var pixels: Int
  /// Most bytes of memory that decoding may need, as reckoned from the header.
  public var memory: Int
  /// Most scans of a JPEG. Encoders write 10 to 14 of a progressive one.
  public var scans: Int
  /// Most pixels times scans: each scan is a walk over all of the picture, in a few kilobytes.
  public var walked: Int { 14 * pixels }

  /// Limits of one's own.
  public init(bytes: Int, pixels: Int, memory: Int, scans: Int = 40) {
    self.bytes = bytes
    self.pixels = pixels
    self.memory = memory
    self.scans = scans
  }

  /// 16 MiB, 50 million pixels (the largest photographs that phones save by default), 256 MiB of memory, 40 scans.
  public static let standard = DecodingLimits(bytes: 16 << 20, pixels: 50_000_000, memory: 256 << 20)
}
