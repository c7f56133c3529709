import Testing

@testable import Pictures

/// Pictures that really were enlarged, against their originals.
@Suite struct DetailTests {
  static func measure(_ canvas: Canvas, quality: Int) throws -> Double {
    try #require(try Picture.inspect(JPEGEncoding.encode(canvas, quality: quality)).detail)
  }

  @Test(arguments: [95, 80, 60])
  func originals(quality: Int) throws {
    for canvas in [
      Canvas.portrait(wall: (217, 30, 42)), .portrait(wall: (67, 142, 219)).noisy(8), .portrait(wall: (250, 250, 250)),
    ] {
      #expect(try Self.measure(canvas, quality: quality) > 0.65)
    }
  }

  @Test(arguments: Canvas.Filter.allCases, [95, 75])
  func enlarged(_ filter: Canvas.Filter, quality: Int) throws {
    let small = Canvas.portrait(width: 100, height: 140, wall: (67, 142, 219)).noisy(5)
    var last = 1.0
    for factor in [2.0, 3.0, 4.0] {
      let report = try Picture.inspect(JPEGEncoding.encode(small.enlarged(factor, filter), quality: quality))
      let detail = try #require(report.detail)
      #expect(report.looksEnlarged == (detail < 0.5))
      #expect(detail < last)
      if factor >= 3 { #expect(report.looksEnlarged, "\(filter) × \(factor): \(detail)") }
      last = detail
    }
  }

  /// A large picture is measured smaller: what counts is whether enough pixels are real.
  @Test func manyPixelsNeedNotAllBeReal() throws {
    let canvas = Canvas.portrait(width: 1300, height: 1800, wall: (67, 142, 219))
    #expect(try Self.measure(canvas, quality: 90) > 0.65)
  }

  @Test func emptyPageSaysNothing() throws {
    let canvas = Canvas(width: 300, height: 400) { _, _ in (250, 250, 250) }
    let report = try Picture.inspect(JPEGEncoding.encode(canvas.noisy(6)))
    #expect(report.detail == nil)
    #expect(!report.looksEnlarged)
  }
}
