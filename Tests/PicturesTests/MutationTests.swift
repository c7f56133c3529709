import TestSupport
import Testing

@testable import Pictures

/// Thousands of broken files: none may crash, hang or be taken for more than it is.
@Suite struct MutationTests {
  static let seed: UInt64 = 20_260_101

  static func originals() throws -> [[UInt8]] {
    let canvas = Canvas.portrait(width: 48, height: 64, wall: (60, 130, 220)).noisy(12)
    return [
      try JPEGEncoding.encode(canvas).withOrientation(6),
      try JPEGEncoding.encode(canvas, progressive: true),
      try JPEGEncoding.encodeCMYK(canvas.samples + canvas.samples, width: 48, height: 32),
      PNGEncoding(canvas: canvas).bytes(),
      PNGEncoding(canvas: canvas, kind: .palette, depth: 4, interlaced: true).bytes(),
      PNGEncoding(canvas: canvas, kind: .rgba, depth: 16, interlaced: true).bytes(),
    ]
  }

  static func mutate(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 16 {
      // Headers are short: half of the changes go there.
      let reach = Bool.random(using: &random) ? min(bytes.count, 700) : bytes.count
      let at = Int.random(in: 0..<reach, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...24, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[at] = [0x00, 0xFF, 0x7F, 0x80, 0xD8, 0xD9, 0xDA, 0xC4].randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 4: bytes.removeSubrange(at...)
      case 5: for index in at..<end { bytes[index] = UInt8.random(in: 0...255, using: &random) }
      default: bytes.insert(contentsOf: [UInt8](repeating: 0xFF, count: end - at), at: at)
      }
    }
    return bytes
  }

  @Test(.timeLimit(.minutes(30))) func mutants() throws {
    var random = SeededGenerator(seed: Self.seed)
    let originals = try Self.originals()
    var taken = 0
    for round in 0..<4200 {
      let original = originals[round % originals.count]
      var bytes = Self.mutate(original, &random)
      // Half of the PNGs with right checksums, so that they reach libpng.
      if Picture.kind(of: bytes) == .png, round % 4 < 2 { bytes = PNGEncoding.withRightChecksums(bytes) }
      guard let report = try? Picture.inspect(bytes) else { continue }
      taken += 1
      #expect(report.width * report.height <= DecodingLimits.standard.pixels)
      #expect((1...bytes.count).contains(report.bytes))
    }
    // A bit turned in the middle of a JPEG often leaves a picture; most of the others must be refused.
    #expect((1...2100).contains(taken), "seed \(Self.seed): \(taken) taken")
  }

  @Test func noiseIsNoPicture() {
    var random = SeededGenerator(seed: Self.seed)
    for length in 0..<300 {
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      for head in [[], [0xFF, 0xD8, 0xFF], PNGStructure.signature] {
        #expect(throws: PictureFailure.self) { try Picture.inspect(head + noise) }
      }
    }
  }
}
