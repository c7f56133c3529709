import CZLib

/// The checksum of PNG chunks (W3C PNG, annex D) and of ZIP files (ISO 3309).
public enum CRC32 {
  /// Of these bytes.
  public static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: unsafe bytes.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) })
  }
}
