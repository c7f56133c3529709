import CZLib
import Foundation

/// Whether the parts of a workbook's file came to their ends.
///
/// libxlsxwriter 1.1.4 does not ask whether its temporary files could be written (`lxw_worksheet_assemble_xml_file` and
/// its like). A full disk, or a limit for the size of files, then cuts a part short, and the library reports success.
enum PackageCheck {
  /// A full disk does not cut larger parts (in the file) unnoticed: what is made of a temporary file that filled the disk is
  /// itself written, and that is asked for, before the temporary file makes room again. A limit for the size of files may,
  /// because the workbook is smaller than its parts.
  private static var largest: Int {
    var limit = rlimit()
    let isLimited =
      unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 && limit.rlim_cur != rlim_t.max
    return isLimited ? .max : 1 << 20
  }

  private struct Broken: Error {}

  /// False when a part was cut short or cannot be read.
  static func isWhole(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? check(file)) != nil
  }

  /// ZIP's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16; libxlsxwriter writes no comment, and deflates everything.
  private static func check(_ file: FileHandle) throws {
    let size = try file.seekToEnd()
    let end = try read(22, at: size < 22 ? 0 : size - 22, file)
    guard try end.number(0, 4) == 0x0605_4B50 else { throw Broken() }
    let (count, length, start) = (try end.number(10, 2), try end.number(12, 4), try end.number(16, 4))
    // Over 4 GiB, or 65,535 parts: the figures stand elsewhere, and no part of that is small.
    if count == 0xFFFF || start == 0xFFFF_FFFF { return }
    let directory = try read(length, at: UInt64(start), file)
    let largest = largest
    var place = 0
    for _ in 0..<count {
      guard try directory.number(place, 4) == 0x0201_4B50 else { throw Broken() }
      let (packed, whole) = (try directory.number(place + 20, 4), try directory.number(place + 24, 4))
      let offset = UInt64(try directory.number(place + 42, 4))
      if packed <= largest {
        let header = try read(30, at: offset, file)
        let skipped = try 30 + header.number(26, 2) + header.number(28, 2)
        try checkPart(read(packed, at: offset + UInt64(skipped), file), whole: whole)
      }
      place +=
        try 46 + directory.number(place + 28, 2) + directory.number(place + 30, 2) + directory.number(place + 32, 2)
    }
  }

  /// The part must end with the end of the element that it began with.
  private static func checkPart(_ packed: [UInt8], whole: Int) throws {
    var text = [UInt8](repeating: 0, count: whole + 1)
    let count = unsafe inflate_bare(packed, UInt32(packed.count), &text, UInt32(text.count))
    guard count == whole else { throw Broken() }
    var content = text[..<whole]
    while content.last == UInt8(ascii: "\n") { content.removeLast() }
    // Behind `<?xml … ?>`: the first sign of an element is followed by its name.
    var rest = content
    while let sign = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(sign + 1)...]
      if rest.first != UInt8(ascii: "?") { break }
    }
    let name = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    guard !name.isEmpty else { throw Broken() }
    let isEmptyElement = content.suffix(2).elementsEqual("/>".utf8) && rest.firstIndex(of: UInt8(ascii: "<")) == nil
    let ending = Array("</".utf8) + name + Array(">".utf8)
    guard isEmptyElement || content.suffix(ending.count).elementsEqual(ending) else { throw Broken() }
  }

  private static func read(_ count: Int, at offset: UInt64, _ file: FileHandle) throws -> [UInt8] {
    try file.seek(toOffset: offset)
    guard let data = try file.read(upToCount: count), data.count == count else { throw Broken() }
    return Array(data)
  }
}

extension [UInt8] {
  /// A number of so many bytes, the lowest first.
  fileprivate func number(_ place: Int, _ bytes: Int) throws -> Int {
    guard place >= 0, place + bytes <= count else { throw CocoaError(.fileReadCorruptFile) }
    return self[place..<place + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
