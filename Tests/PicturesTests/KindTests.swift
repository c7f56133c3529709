import CTurboJPEG
import Testing

@testable import Pictures

/// What is taken for a picture, in all the ways that the two formats can be written.
@Suite struct KindTests {
  static let portrait = Canvas.portrait(width: 148, height: 207, wall: (60, 130, 220))

  @Test(arguments: [false, true], [0, 1, 2, 3, 4])
  func jpegOfEverySubsampling(progressive: Bool, subsampling: Int) throws {
    let bytes = try JPEGEncoding.encode(
      Self.portrait, subsampling: TJSAMP(UInt32(subsampling)), progressive: progressive)
    let report = try Picture.inspect(bytes)
    #expect(report.kind == .jpeg)
    #expect(report.bytes == bytes.count)
    #expect(report.width == 148)
    #expect(report.height == 207)
    // Subsampling 3 is greyscale.
    #expect(report.backdrop.colour == (subsampling == 3 ? .other : .blue))
    #expect(report.looksEnlarged == false)
  }

  @Test func jpegOfFourInks() throws {
    // The same blue in inks: 255 is none of it.
    let inks = [UInt8](repeating: 0, count: 100 * 140 * 4).enumerated().map {
      [60, 130, 220, 255][$0.offset % 4] as UInt8
    }
    let bytes = try JPEGEncoding.encodeCMYK(inks, width: 100, height: 140)
    // Without Adobe's mark the inks mean the opposite.
    let adobe =
      bytes.position(ofMarker: 0xEE) == nil
      ? bytes.withSegment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]) : bytes
    let report = try Picture.inspect(adobe)
    #expect(report.backdrop.colour == .blue)
    #expect((report.width, report.height) == (100, 140))
  }

  @Test(
    arguments: [
      (PNGEncoding.Kind.grey, 1), (.grey, 2), (.grey, 4), (.grey, 8), (.grey, 16), (.rgb, 8), (.rgb, 16), (.palette, 1),
      (.palette, 2), (.palette, 4), (.palette, 8), (.greyAlpha, 8), (.greyAlpha, 16), (.rgba, 8), (.rgba, 16),
    ], [false, true])
  func pngOfEveryType(_ type: (PNGEncoding.Kind, Int), interlaced: Bool) throws {
    let (kind, depth) = type
    let bytes = PNGEncoding(canvas: Self.portrait, kind: kind, depth: depth, interlaced: interlaced).bytes()
    let report = try Picture.inspect(bytes)
    #expect(report.kind == .png)
    #expect((report.width, report.height) == (148, 207))
    let coloured = kind == .rgb || kind == .rgba || (kind == .palette && depth == 8)
    #expect((report.backdrop.colour == .blue) == coloured)
  }

  @Test func transparentIsWhite() throws {
    let bytes = PNGEncoding(canvas: Self.portrait, kind: .rgba, alpha: 0).bytes()
    #expect(try Picture.inspect(bytes).backdrop.colour == .white)
  }

  @Test func onePixel() throws {
    let canvas = Canvas(width: 1, height: 1) { _, _ in (255, 255, 255) }
    for bytes in [try JPEGEncoding.encode(canvas), PNGEncoding(canvas: canvas).bytes()] {
      let report = try Picture.inspect(bytes)
      #expect((report.width, report.height) == (1, 1))
      #expect(report.detail == nil)
      #expect(report.backdrop.colour == .white)
    }
  }

  @Test(arguments: [(1, 60), (60, 1), (3000, 2), (2, 3000)])
  func oddShapes(width: Int, height: Int) throws {
    let canvas = Canvas(width: width, height: height) { x, y in (x * 255, y * 255, 80) }
    for bytes in [try JPEGEncoding.encode(canvas), PNGEncoding(canvas: canvas, interlaced: true).bytes()] {
      let report = try Picture.inspect(bytes)
      #expect((report.width, report.height) == (width, height))
    }
  }

  @Test(arguments: 1...8, [true, false])
  func orientation(_ orientation: Int, littleEndian: Bool) throws {
    // Red to the right, blue below, white elsewhere: where they are seen tells how it was turned.
    let canvas = Canvas(width: 120, height: 80) { x, y in
      x > 0.7 ? (200, 30, 40) : y > 0.6 ? (60, 130, 220) : (250, 250, 250)
    }
    let bytes = try JPEGEncoding.encode(canvas).withOrientation(UInt8(orientation), littleEndian: littleEndian)
    let report = try Picture.inspect(bytes)
    #expect(report.orientation == orientation)
    #expect((report.width, report.height) == (orientation >= 5 ? (80, 120) : (120, 80)))

    let upright = Thumbnail(try JPEGDecoder.decode(bytes, JPEGStructure(scanning: bytes), limits: .standard))
      .upright(from: orientation)
    let (right, bottom) = (upright.width - 2, upright.height - 2)
    // Right, left, top, bottom.
    let middles = [
      upright[right, upright.height / 2], upright[1, upright.height / 2], upright[upright.width / 2, 1],
      upright[upright.width / 2, bottom],
    ]
    // CIPA DC-008, 4.6.4 A: on which sides the stored right-hand side and the stored bottom are seen.
    let red = [1: 0, 2: 1, 3: 1, 4: 0, 5: 3, 6: 3, 7: 2, 8: 2][orientation]
    let blue = [1: 3, 2: 3, 3: 2, 4: 2, 5: 0, 6: 1, 7: 1, 8: 0][orientation]
    #expect(middles.firstIndex { $0.red > 150 && $0.blue < 100 } == red)
    #expect(middles.firstIndex { $0.blue > 150 && $0.red < 100 } == blue)
  }

  @Test(arguments: [0, 9, 255])
  func senselessOrientationIsUpright(_ value: UInt8) throws {
    let bytes = try JPEGEncoding.encode(Self.portrait).withOrientation(value)
    #expect(try Picture.inspect(bytes).orientation == 1)
  }

  @Test func nameDoesNotMatter() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/picture.jpg"
    try folder.write(PNGEncoding(canvas: Self.portrait).bytes(), to: path)
    #expect(try Picture.inspect(path: path).kind == .png)
  }

  @Test func oddScanHeaderOfPhonesIsTaken() throws {
    var bytes = try JPEGEncoding.encode(Self.portrait)
    let scan = try #require(bytes.position(ofMarker: 0xDA))
    let length = Int(bytes[scan + 2]) << 8 | Int(bytes[scan + 3])
    bytes[scan + 2 + length - 2] = 0  // Se: 63 in every sequential picture.
    let report = try Picture.inspect(bytes)
    #expect(report.backdrop.colour == .blue)
  }
}
