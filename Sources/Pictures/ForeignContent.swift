/// Something that is no JPEG or PNG, known by its first bytes. A file that is a picture to one program and this to
/// another is how scripts get past an upload check.
public enum ForeignContent: String, Sendable, Hashable, CaseIterable {
  /// ZIP, and what is built on it: Word and Excel files, Java archives.
  case zip
  /// RAR or 7-Zip.
  case archive
  /// PDF.
  case pdf
  /// A web page or SVG.
  case html
  /// PHP, JavaScript in a page, or a shell script.
  case script
  /// A program of Windows or Linux.
  case program
  /// HEIC, HEIF or AVIF, as phones take photographs where nobody chose otherwise.
  case heic
  /// WebP.
  case webp
  /// GIF, moving or not.
  case gif
  /// BMP, as Windows draws.
  case bmp
  /// TIFF, as scanners write, and the raw files of cameras that are built on it.
  case tiff
  /// A second JPEG or PNG.
  case secondPicture = "second_picture"

  /// What the bytes begin as, from `start` on, leading blanks aside.
  static func beginning(of bytes: [UInt8], at start: Int = 0) -> ForeignContent? {
    var start = start
    while start < bytes.count, Signature.isBlank(bytes[start]) { start += 1 }
    for signature in Signature.all where signature.matches(bytes, at: start) { return signature.content }
    if Signature.matches("riff", bytes, at: start), Signature.matches("webp", bytes, at: start + 8) { return .webp }
    // Two letters begin many a text; behind them and the size stand four bytes of zero.
    if Signature.matches("bm", bytes, at: start), Signature.matches("\0\0\0\0", bytes, at: start + 6) { return .bmp }
    // ISO base media files carry their brand behind a length.
    if Signature.matches("ftyp", bytes, at: start + 4) { return .heic }
    return nil
  }

  /// The first document, script or archive anywhere in `range`. Only signatures long enough not to occur by chance.
  static func within(_ range: Range<Int>, of bytes: [UInt8]) -> ForeignContent? {
    var at = range.lowerBound
    while at < range.upperBound {
      // The first bytes of all that is searched for, so that most positions cost one comparison.
      switch bytes[at] {
      case UInt8(ascii: "<"), UInt8(ascii: "%"), UInt8(ascii: "P"):
        for signature in Signature.all where signature.searched && signature.matches(bytes, at: at) {
          return signature.content
        }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// True where a ZIP reader, which starts at the end, would find an archive: the end record (APPNOTE 4.3.16), whose
  /// comment reaches exactly to the end of the file.
  static func endsAsArchive(_ bytes: [UInt8]) -> Bool {
    let record = 22
    guard bytes.count >= record else { return false }
    var at = bytes.count - record
    let first = max(0, at - 0xFFFF)
    while at >= first {
      if bytes[at] == 0x50, Signature.matches("PK\u{5}\u{6}", bytes, at: at) {
        let comment = Int(bytes[at + 20]) | Int(bytes[at + 21]) << 8
        if at + record + comment == bytes.count { return true }
      }
      at -= 1
    }
    return false
  }
}

/// The first bytes that a kind of file is known by.
struct Signature: Sendable {
  let text: String
  let content: ForeignContent
  /// Also looked for in the middle of notes, not only at the beginning.
  let searched: Bool

  private init(_ text: String, _ content: ForeignContent, searched: Bool = false) {
    self.text = text
    self.content = content
    self.searched = searched
  }

  static let all = [
    Signature("PK\u{3}\u{4}", .zip, searched: true), Signature("PK\u{5}\u{6}", .zip, searched: true),
    Signature("%pdf-", .pdf, searched: true),
    Signature("<!doctype", .html, searched: true), Signature("<html", .html, searched: true),
    Signature("<svg", .html, searched: true), Signature("<body", .html, searched: true),
    Signature("<iframe", .html, searched: true),
    Signature("<script", .script, searched: true), Signature("<?php", .script, searched: true),
    Signature("<?= ", .script, searched: true), Signature("<?=$", .script, searched: true),
    Signature("<?=`", .script, searched: true), Signature("#!", .script),
    Signature("rar!", .archive), Signature("7z¼¯", .archive),
    Signature("\u{7F}elf", .program), Signature("mz", .program),
    Signature("gif8", .gif), Signature("ii*\u{0}", .tiff), Signature("mm\u{0}*", .tiff),
    Signature("\u{FF}\u{D8}\u{FF}", .secondPicture), Signature("\u{89}png", .secondPicture),
  ]

  func matches(_ bytes: [UInt8], at start: Int) -> Bool { Signature.matches(text, bytes, at: start) }

  /// Each scalar of `text` is one byte (Latin-1); ASCII letters match in either case, as browsers take them.
  static func matches(_ text: String, _ bytes: [UInt8], at start: Int) -> Bool {
    var at = start
    for scalar in text.unicodeScalars {
      guard at < bytes.count, lower(bytes[at]) == lower(UInt8(truncatingIfNeeded: scalar.value)) else { return false }
      at += 1
    }
    return true
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
