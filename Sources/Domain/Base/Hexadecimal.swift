extension Sequence where Element == UInt8 {
  /// As digests are written: two lower-case digits a byte.
  public var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
