/// The one Exif field that changes what people see (CIPA DC-008, tag 0x0112 of the first directory).
enum Exif {
  /// 1 to 8; nil where the segment is no Exif, has no such tag or is not well formed.
  static func orientation(_ bytes: [UInt8], _ segment: Range<Int>) -> Int? {
    guard Signature.matches("Exif\u{0}\u{0}", bytes, at: segment.lowerBound) else { return nil }
    let tiff = segment.lowerBound + 6
    guard tiff + 8 <= segment.upperBound else { return nil }
    let little = bytes[tiff] == UInt8(ascii: "I")

    func number(_ at: Int, _ count: Int) -> Int? {
      guard at >= tiff, at + count <= segment.upperBound else { return nil }
      let digits = bytes[at..<at + count]
      return (little ? digits.reversed() : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }

    guard let offset = number(tiff + 4, 4), let entries = number(tiff + offset, 2) else { return nil }
    for entry in 0..<entries {
      let at = tiff + offset + 2 + 12 * entry
      guard let tag = number(at, 2) else { return nil }
      guard tag == 0x0112 else { continue }
      guard number(at + 2, 2) == 3, let value = number(at + 8, 2), (1...8).contains(value) else { return nil }
      return value
    }
    return nil
  }
}
