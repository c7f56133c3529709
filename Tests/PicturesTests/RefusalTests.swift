import Foundation
import Testing

@testable import Pictures

/// What is refused, and with which reason.
@Suite struct RefusalTests {
  static let canvas = Canvas.portrait(width: 96, height: 128, wall: (250, 250, 250)).noisy(20)
  static func jpeg(progressive: Bool = false) throws -> [UInt8] {
    try JPEGEncoding.encode(canvas, progressive: progressive)
  }
  static let png = PNGEncoding(canvas: canvas).bytes()

  static func failure(_ bytes: [UInt8], limits: DecodingLimits = .standard) -> PictureFailure? {
    do {
      _ = try Picture.inspect(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func empty() { #expect(Self.failure([]) == .empty) }

  static let otherFiles: [(String, ForeignContent?)] = [
    ("PK\u{3}\u{4}rest", .zip), ("%PDF-1.7", .pdf), ("<!DOCTYPE html><html>", .html), ("  \n<svg xmlns=''>", .html),
    ("<?php echo 1;", .script), ("#!/bin/sh", .script), ("GIF89a", .gif), ("BM6\0\u{C}\0\0\0\0\0", .bmp),
    ("BMW 2026", nil),
    ("II*\0", .tiff), ("MM\0*", .tiff), ("RIFF....WEBP", .webp),
    ("RIFF....WAVE", nil),
    ("MZ..", .program), ("Rar!", .archive), ("....ftypheic", .heic), ("hello", nil), ("\u{0}", nil),
  ]

  @Test(arguments: otherFiles)
  func otherFile(_ file: (String, ForeignContent?)) {
    let bytes = file.0.unicodeScalars.map { UInt8($0.value) }
    #expect(Self.failure(bytes) == .notAPicture(file.1))
    // A picture behind it does not help: browsers and readers look at the beginning.
    #expect(Self.failure(bytes + Self.png) == .notAPicture(file.1))
  }

  @Test func firstBytesOnly() throws {
    #expect(Self.failure([0xFF, 0xD8]) == .notAPicture(nil))
    #expect(Self.failure([0xFF, 0xD8, 0xFF]) == .truncated)
    #expect(Self.failure(Array(Self.png[..<8])) == .truncated)
    #expect(Self.failure(Array(Self.png[..<7])) == .notAPicture(.secondPicture))
  }

  /// Cut anywhere, a file is refused.
  @Test(arguments: [false, true])
  func cutJPEG(progressive: Bool) throws {
    let whole = try Self.jpeg(progressive: progressive)
    for end in stride(from: 1, to: whole.count, by: 7) {
      #expect(Self.failure(Array(whole[..<end])) != nil, "cut at \(end) of \(whole.count)")
    }
    #expect(Self.failure(Array(whole.dropLast())) == .truncated)
  }

  @Test func cutPNG() {
    for end in stride(from: 9, to: Self.png.count, by: 13) {
      #expect(Self.failure(Array(Self.png[..<end])) == .truncated, "cut at \(end)")
    }
  }

  /// Cut in the middle and closed again with an end mark: only decoding finds it.
  @Test(arguments: [false, true], [0.3, 0.6, 0.9])
  func cutAndClosed(progressive: Bool, part: Double) throws {
    let whole = try Self.jpeg(progressive: progressive)
    var bytes = Array(whole[..<Int(Double(whole.count) * part)])
    while bytes.last == 0xFF { bytes.removeLast() }
    guard case .damaged = Self.failure(bytes + [0xFF, 0xD9]) else {
      Issue.record("taken although \(1 - part) of it is missing")
      return
    }
  }

  @Test func cutAndClosedPNG() {
    // IDAT shortened, all checksums right.
    var encoding = PNGEncoding(canvas: Self.canvas)
    encoding.claimedHeight = 200
    guard case .damaged = Self.failure(encoding.bytes()) else {
      Issue.record("taken although rows are missing")
      return
    }
  }

  @Test func everyByteOfAPNGCounts() {
    let small = PNGEncoding(canvas: Canvas(width: 9, height: 7) { x, y in (x * 255, y * 255, 0) }).bytes()
    for at in small.indices {
      var bytes = small
      bytes[at] ^= 0x10
      #expect(Self.failure(bytes) != nil, "byte \(at)")
    }
  }

  @Test func limits() throws {
    let jpeg = try Self.jpeg()
    var limits = DecodingLimits.standard
    limits.bytes = jpeg.count
    #expect(Self.failure(jpeg, limits: limits) == nil)
    limits.bytes = jpeg.count - 1
    #expect(Self.failure(jpeg, limits: limits) == .tooManyBytes(jpeg.count, limit: jpeg.count - 1))

    limits = .standard
    limits.pixels = 96 * 128
    for bytes in [jpeg, Self.png] { #expect(Self.failure(bytes, limits: limits) == nil) }
    limits.pixels -= 1
    for bytes in [jpeg, Self.png] {
      #expect(Self.failure(bytes, limits: limits) == .tooManyPixels(width: 96, height: 128, limit: 96 * 128 - 1))
    }

    limits = .standard
    limits.memory = 96 * 128 * 3
    for bytes in [jpeg, Self.png] { #expect(Self.failure(bytes, limits: limits) == nil) }
    // A bit a pixel in the file, three bytes in memory.
    let bits = PNGEncoding(canvas: Self.canvas, kind: .grey, depth: 1).bytes()
    #expect(Self.failure(bits, limits: limits) == nil)
    limits.memory -= 1
    #expect(Self.failure(bits, limits: limits) == .tooMuchMemory(96 * 128 * 3, limit: limits.memory))
    limits.memory += 1
    let progressive = try Self.jpeg(progressive: true)
    #expect(Self.failure(progressive, limits: limits) == .tooMuchMemory(96 * 128 * 9, limit: limits.memory))
    limits = .standard
    limits.scans = 3
    #expect(Self.failure(progressive, limits: limits) == .tooManyScans(limit: 3))
  }

  /// Scans of a few bytes, each a walk over the whole picture: the larger it is, the fewer.
  @Test func manyScans() throws {
    let bytes = ScanBomb.bytes(side: 64, levels: 12)
    var limits = DecodingLimits.standard
    #expect(Self.failure(bytes, limits: limits) == nil)
    limits.pixels = 64 * 64
    #expect(Self.failure(bytes, limits: limits) == .tooManyScans(limit: 14))
  }

  /// A few bytes that claim a square of 65,535 or 16 million pixels a side are refused at once.
  @Test(.timeLimit(.minutes(30))) func bombs() throws {
    var encoding = PNGEncoding(canvas: Self.canvas)
    (encoding.claimedWidth, encoding.claimedHeight) = (0xFFFFFF, 0xFFFFFF)
    #expect(Self.failure(encoding.bytes()) == .tooManyPixels(width: 0xFFFFFF, height: 0xFFFFFF, limit: 50_000_000))
    (encoding.claimedWidth, encoding.claimedHeight) = (0x7FFF_FFFF, 0x7FFF_FFFF)
    #expect(Self.failure(encoding.bytes()) == .damaged(detail: "impossible dimensions"))

    var jpeg = try Self.jpeg()
    let frame = try #require(jpeg.position(ofMarker: 0xC0))
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(Self.failure(jpeg) == .tooManyPixels(width: 65535, height: 65535, limit: 50_000_000))
  }

  /// Phones append notes and films to a photograph, and others hide things there: it is no part of the picture.
  @Test(arguments: [
    "PK\u{3}\u{4}", "%PDF-1.4", "\r\n<html>", "<script>", "<?php echo 1;", "x", "GIF89a", "\r\n",
    "vivo{\"com.vivo.camera\":{}}\0\0\0&", "SEFH....SEFT",
    "\0\0\0\u{18}ftypmp42",
  ])
  func somethingBehind(_ text: String) throws {
    let tail = text.unicodeScalars.map { UInt8($0.value) }
    for bytes in [try Self.jpeg(), Self.png] {
      let plain = try Picture.inspect(bytes)
      for padding in [0, 1, 5000] {
        #expect(try Picture.inspect(bytes + [UInt8](repeating: 0, count: padding) + tail) == plain)
      }
      #expect(plain.bytes == bytes.count)
    }
  }

  @Test func secondPicture() throws {
    let jpeg = try Self.jpeg()
    #expect(try Picture.inspect(jpeg + jpeg).bytes == jpeg.count)
    #expect(try Picture.inspect(Self.png + jpeg).bytes == Self.png.count)
    let hiding = jpeg.withSegment(0xFE, Array("<script>".utf8))
    #expect(try Picture.inspect(jpeg + hiding).bytes == jpeg.count)
    #expect(Self.failure(hiding + jpeg) == .foreignContentInside(.script))
  }

  @Test func somethingInside() throws {
    let notes: [(String, ForeignContent)] = [
      ("some <?php system(1) ?>", .script), ("<SCRIPT>", .script), ("<Html>", .html), ("%PDF-1.5 ...", .pdf),
      ("PK\u{3}\u{4}", .zip),
    ]
    for (text, content) in notes {
      let note = text.unicodeScalars.map { UInt8($0.value) }
      #expect(Self.failure(try Self.jpeg().withSegment(0xFE, note)) == .foreignContentInside(content))
      #expect(Self.failure(try Self.jpeg().withSegment(0xE5, note)) == .foreignContentInside(content))
      var encoding = PNGEncoding(canvas: Self.canvas)
      encoding.early = [("tEXt", Array("Comment\u{0}".utf8) + note)]
      #expect(Self.failure(encoding.bytes()) == .foreignContentInside(content))
    }
    let harmless = Array("<?xpacket begin=''?><x:xmpmeta>100% <b>PDF</b>".utf8)
    #expect(Self.failure(try Self.jpeg().withSegment(0xE1, harmless)) == nil)
  }

  /// A whole archive hidden in uncompressed pixels: ZIP readers start at the end of a file.
  @Test func archiveInPixels() {
    var canvas = Self.canvas
    // The end record, its comment being what a PNG has behind the last pixel: checksums and IEND.
    let record = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 16) + [20, 0]
    canvas.samples.replaceSubrange(canvas.samples.count - record.count..<canvas.samples.count, with: record)
    #expect(Self.failure(PNGEncoding(canvas: canvas).bytes()) == .foreignContentInside(.zip))
  }

  @Test func rareKinds() throws {
    var encoding = PNGEncoding(canvas: Self.canvas)
    encoding.early = [("acTL", [0, 0, 0, 2, 0, 0, 0, 0])]
    #expect(Self.failure(encoding.bytes()) == .unsupported(.animated))

    let jpeg = try Self.jpeg()
    let frame = try #require(jpeg.position(ofMarker: 0xC0))
    let changes: [(Int, UInt8, PictureFailure)] = [
      (1, 0xC3, .unsupported(.codingProcess)), (1, 0xC9, .unsupported(.codingProcess)),
      (1, 0xCA, .unsupported(.codingProcess)), (4, 12, .unsupported(.precision)), (9, 2, .unsupported(.components)),
    ]
    for (offset, value, failure) in changes {
      var bytes = jpeg
      bytes[frame + offset] = value
      #expect(Self.failure(bytes) == failure)
    }
    var noHeight = jpeg
    noHeight.replaceSubrange(frame + 5..<frame + 7, with: [0, 0])
    #expect(Self.failure(noHeight) == .unsupported(.lateHeight))
  }

  @Test func files() throws {
    func failure(_ path: String, limits: DecodingLimits = .standard) -> PictureFailure? {
      do {
        _ = try Picture.inspect(path: path, limits: limits)
        return nil
      } catch { return error }
    }
    let folder = try TemporaryFolder()
    #expect(failure(folder.path + "/nothing.jpg") == .unreadable(code: ENOENT))
    #expect(failure(folder.path) == .unreadable(code: EINVAL))
    #expect(failure("/dev/zero") == .unreadable(code: EINVAL))
    let pipe = folder.path + "/pipe.jpg"
    mkfifo(pipe, 0o600)
    #expect(failure(pipe) == .unreadable(code: EINVAL))

    let path = folder.path + "/a.png"
    try folder.write([], to: path)
    #expect(failure(path) == .empty)
    try folder.write(Self.png, to: path)
    #expect(failure(path) == nil)
    var limits = DecodingLimits.standard
    limits.bytes = 100
    #expect(failure(path, limits: limits) == .tooManyBytes(Self.png.count, limit: 100))
  }
}
