internal import Foundation

/// The marker segments of a JPEG (ITU-T T.81 annex B), walked from SOI to EOI without decoding.
struct JPEGStructure {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var components = 0
  private(set) var progressive = false
  private(set) var scans = 0
  /// Exif orientation, 1 to 8.
  private(set) var orientation = 1
  /// An APP14 marker of Adobe: four components are then stored inverted.
  private(set) var adobe = false
  /// Where the segments lie whose content no decoder looks at.
  private(set) var notes: [Range<Int>] = []
  /// Where a sequential scan says other than 0, 63, 0 for the three bytes that T.81 B.2.3 fixes. Some phones do.
  private(set) var oddScanParameters: [Int] = []
  /// The byte behind EOI.
  private(set) var end = 0

  init(scanning bytes: [UInt8], at start: Int = 0) throws(PictureFailure) {
    guard start + 2 <= bytes.count, bytes[start] == 0xFF, bytes[start + 1] == 0xD8 else {
      throw .damaged(detail: "no start of image")
    }
    var at = start + 2
    while true {
      guard at + 1 < bytes.count else { throw .truncated }
      guard bytes[at] == 0xFF else { throw .damaged(detail: "bytes between marker segments") }
      let marker = bytes[at + 1]
      at += 1
      if marker == 0xFF { continue }  // Fill bytes may stand before any marker.
      at += 1
      if marker == 0xD9 { break }

      guard at + 2 <= bytes.count else { throw .truncated }
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      guard length >= 2 else { throw .damaged(detail: "marker segment shorter than its own length field") }
      guard at + length <= bytes.count else { throw .truncated }
      let content = at + 2..<at + length
      at += length

      switch marker {
      case 0xC4, 0xCC, 0xDB, 0xDD: break  // Tables: the decoder's business.
      case 0xC0...0xCF: try frame(marker, bytes, content)
      case 0xDA:
        try scan(bytes, content)
        at = try JPEGStructure.endOfScan(bytes, from: at)
      case 0xE0...0xEF, 0xFE: note(marker, bytes, content)
      default: throw .damaged(detail: "unexpected marker \(String(marker, radix: 16))")
      }
    }
    guard width > 0, scans > 0 else { throw .damaged(detail: "no frame or no scan") }
    end = at
  }

  private mutating func frame(_ marker: UInt8, _ bytes: [UInt8], _ content: Range<Int>) throws(PictureFailure) {
    guard (0xC0...0xC2).contains(marker) else { throw .unsupported(.codingProcess) }
    guard components == 0 else { throw .damaged(detail: "two frames") }
    guard content.count >= 6 else { throw .damaged(detail: "short frame header") }
    let first = content.lowerBound
    guard bytes[first] == 8 else { throw .unsupported(.precision) }
    height = Int(bytes[first + 1]) << 8 | Int(bytes[first + 2])
    width = Int(bytes[first + 3]) << 8 | Int(bytes[first + 4])
    components = Int(bytes[first + 5])
    progressive = marker == 0xC2
    guard height > 0 else { throw .unsupported(.lateHeight) }
    guard width > 0 else { throw .damaged(detail: "width 0") }
    guard [1, 3, 4].contains(components) else { throw .unsupported(.components) }
    guard content.count == 6 + 3 * components else { throw .damaged(detail: "frame header of a wrong length") }
  }

  private mutating func scan(_ bytes: [UInt8], _ content: Range<Int>) throws(PictureFailure) {
    guard components > 0 else { throw .damaged(detail: "scan before frame") }
    guard content.count >= 6 else { throw .damaged(detail: "short scan header") }
    scans += 1
    let parameters = content.upperBound - 3
    if !progressive, Array(bytes[parameters..<content.upperBound]) != [0, 63, 0] {
      oddScanParameters.append(parameters)
    }
  }

  private mutating func note(_ marker: UInt8, _ bytes: [UInt8], _ content: Range<Int>) {
    notes.append(content)
    switch marker {
    case 0xE1: orientation = Exif.orientation(bytes, content) ?? orientation
    case 0xEE: if Signature.matches("Adobe", bytes, at: content.lowerBound) { adobe = true }
    default: break
    }
  }

  /// The marker that ends entropy-coded data: the first that is neither a stuffed zero nor a restart.
  private static func endOfScan(_ bytes: [UInt8], from start: Int) throws(PictureFailure) -> Int {
    var at = start
    while at + 1 < bytes.count {
      // memchr, because this walks over nearly every byte of the file.
      let found: Int? = unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress, let hit = unsafe memchr(base + at, 0xFF, buffer.count - at) else {
          return nil
        }
        return unsafe UnsafeRawPointer(hit) - base
      }
      guard let found, found + 1 < bytes.count else { throw .truncated }
      switch bytes[found + 1] {
      case 0x00, 0xD0...0xD7: at = found + 2
      case 0xFF: at = found + 1
      default: return found
      }
    }
    throw .truncated
  }
}
