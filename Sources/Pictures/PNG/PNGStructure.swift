import CZLib

/// The chunks of a PNG (W3C PNG, section 5), walked from the signature to IEND without decoding; every checksum is
/// tried.
struct PNGStructure {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private(set) var width = 0
  private(set) var height = 0
  /// Bits of one pixel as coded.
  private(set) var bitsPerPixel = 0
  private(set) var interlaced = false
  /// Where the chunks lie that are neither header, palette nor pixels.
  private(set) var notes: [Range<Int>] = []
  /// The byte behind IEND.
  private(set) var end = 0

  init(scanning bytes: [UInt8]) throws(PictureFailure) {
    var at = PNGStructure.signature.count
    var hasPixels = false
    while true {
      guard at + 12 <= bytes.count else { throw .truncated }
      let length = PNGStructure.number(bytes, at)
      guard length <= 0x7FFF_FFFF else { throw .damaged(detail: "chunk length over 2^31") }
      guard at + 12 + length <= bytes.count else { throw .truncated }
      let type = at + 4..<at + 8
      let content = at + 8..<at + 8 + length
      guard Int(CRC32.of(bytes[type.lowerBound..<content.upperBound])) == PNGStructure.number(bytes, content.upperBound)
      else {
        throw .damaged(detail: "chunk checksum")
      }
      let isFirst = at == PNGStructure.signature.count
      at = content.upperBound + 4

      let name = String(decoding: bytes[type], as: UTF8.self)
      guard isFirst == (name == "IHDR") else { throw .damaged(detail: "IHDR is not the first chunk, or not the only") }
      switch name {
      case "IHDR": try header(bytes, content)
      case "PLTE": break
      case "IDAT": hasPixels = true
      case "acTL", "fcTL", "fdAT": throw .unsupported(.animated)
      case "IEND":
        guard hasPixels else { throw .damaged(detail: "no pixels") }
        end = at
        return
      default: notes.append(content)
      }
    }
  }

  private mutating func header(_ bytes: [UInt8], _ content: Range<Int>) throws(PictureFailure) {
    guard content.count == 13 else { throw .damaged(detail: "header of a wrong length") }
    let first = content.lowerBound
    width = PNGStructure.number(bytes, first)
    height = PNGStructure.number(bytes, first + 4)
    // A picture of 2^31 pixels a side would overflow width times height long before any limit is compared.
    guard (1...0xFFFFFF).contains(width), (1...0xFFFFFF).contains(height) else {
      throw .damaged(detail: "impossible dimensions")
    }
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][bytes[first + 9]]
    guard let samples, [1, 2, 4, 8, 16].contains(bytes[first + 8]) else { throw .damaged(detail: "colour type") }
    bitsPerPixel = samples * Int(bytes[first + 8])
    interlaced = bytes[first + 12] != 0
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
    Int(bytes[at]) << 24 | Int(bytes[at + 1]) << 16 | Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
  }
}

/// The checksum of PNG chunks (W3C PNG, annex D) and of ZIP files (ISO 3309).
public enum CRC32 {
  /// Of these bytes.
  public static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: unsafe bytes.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) })
  }
}
