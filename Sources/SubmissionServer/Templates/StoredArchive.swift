import Pictures

/// A ZIP archive of files that are stored as they are (PKWARE APPNOTE 6.3, method 0): equal files give equal bytes.
struct StoredArchive {
  private var files: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Adds a file. Names are ASCII here; times are the earliest that ZIP knows, so that nothing depends on the clock.
  mutating func add(_ name: String, _ content: [UInt8]) {
    let name = Array(name.utf8)
    // Version needed, flags, method, time, date (1980-01-01), CRC, size twice, length of the name, of the extra field.
    let common =
      Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x21, 2)
      + Self.little(UInt64(CRC32.of(content[...])), 4) + Self.little(UInt64(content.count), 4)
      + Self.little(UInt64(content.count), 4) + Self.little(UInt64(name.count), 2) + Self.little(0, 2)
    directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common
    // Comment, disk, attributes inside and outside, where the file's own header stands.
    directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
    directory += Self.little(UInt64(files.count), 4) + name
    files += Self.little(0x0403_4B50, 4) + common + name + content
    count += 1
  }

  /// The whole archive.
  var bytes: [UInt8] {
    let end =
      Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(UInt64(count), 2) + Self.little(UInt64(count), 2)
      + Self.little(UInt64(directory.count), 4) + Self.little(UInt64(files.count), 4) + Self.little(0, 2)
    return files + directory + end
  }

  private static func little(_ value: UInt64, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
  }
}
