import CTurboJPEG
import Foundation

struct EncodingFailed: Error {}

/// JPEG written by libjpeg-turbo.
enum JPEGEncoding {
  static func encode(
    _ canvas: Canvas, quality: Int = 85, subsampling: TJSAMP = TJSAMP_420, progressive: Bool = false
  ) throws -> [UInt8] {
    try compress(canvas.samples, canvas.width, canvas.height, TJPF_RGB, quality, subsampling, progressive)
  }

  /// Four inks as libjpeg-turbo takes them, 255 = no ink, which is how Adobe's programs store them.
  static func encodeCMYK(_ inks: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    try compress(inks, width, height, TJPF_CMYK, 90, TJSAMP_444, false)
  }

  private static func compress(
    _ samples: [UInt8], _ width: Int, _ height: Int, _ format: TJPF, _ quality: Int, _ subsampling: TJSAMP,
    _ progressive: Bool
  ) throws -> [UInt8] {
    guard let handle = tjInitCompress() else { throw EncodingFailed() }
    defer { tjDestroy(handle) }
    var buffer: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let status = tjCompress2(
      handle, samples, Int32(width), 0, Int32(height), Int32(format.rawValue), &buffer, &size,
      Int32(subsampling.rawValue),
      Int32(quality), Int32(progressive ? TJFLAG_PROGRESSIVE : 0))
    defer { tjFree(buffer) }
    guard status == 0, let buffer else { throw EncodingFailed() }
    return Array(UnsafeBufferPointer(start: buffer, count: Int(size)))
  }
}

extension [UInt8] {
  /// This JPEG with one more segment behind SOI.
  func withSegment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return Array(self[..<2]) + [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content + Array(self[2...])
  }

  /// This JPEG with an Exif orientation, in either byte order.
  func withOrientation(_ orientation: UInt8, littleEndian: Bool = true) -> [UInt8] {
    let exif = Array("Exif\u{0}\u{0}".utf8)
    let tiff: [UInt8] =
      littleEndian
      ? [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
      : [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    return withSegment(0xE1, exif + tiff)
  }

  /// Where the first `marker` of this JPEG is (its 0xFF byte).
  func position(ofMarker marker: UInt8) -> Int? {
    indices.dropLast().first { self[$0] == 0xFF && self[$0 + 1] == marker }
  }
}
