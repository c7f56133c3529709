/// A progressive JPEG of one colour in very many scans (ITU-T T.81, G.1.2): one for the first coefficients, then `levels` refinements of the
/// others, each of them a few bytes that say "nothing changes" for all blocks.
enum ScanBomb {
  static func bytes(side: Int, components: Int = 3, levels: Int) -> [UInt8] {
    let blocks = ((side + 7) / 8) * ((side + 7) / 8)
    let size = [UInt8(side >> 8), UInt8(side & 0xFF)]
    var bytes: [UInt8] = [0xFF, 0xD8] + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
    bytes += segment(
      0xC2, [8] + size + size + [UInt8(components)] + (1...components).flatMap { [UInt8($0), 0x11, 0] })
    bytes += segment(0xC4, [0x00, 1] + [UInt8](repeating: 0, count: 15) + [0x00])
    bytes += segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0xE0])
    bytes += segment(0xDA, [UInt8(components)] + (1...components).flatMap { [UInt8($0), 0] } + [0, 0, 0])
    bytes += packed([Bool](repeating: false, count: blocks * components))
    // One run to the end of the band covers 16,384 blocks and more.
    let run = packed([Bool](repeating: false, count: 15))
    for component in 1...components {
      bytes += segment(0xDA, [1, UInt8(component), 0, 1, 63, UInt8(levels)]) + run
      for level in stride(from: levels, to: 0, by: -1) {
        bytes += segment(0xDA, [1, UInt8(component), 0, 1, 63, UInt8(level << 4 | (level - 1))]) + run
      }
    }
    return bytes + [0xFF, 0xD9]
  }

  private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
  }

  /// Bits, filled up with ones.
  private static func packed(_ bits: [Bool]) -> [UInt8] {
    stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 << 1 | ((start + $1 < bits.count ? bits[start + $1] : true) ? 1 : 0) }
    }
  }
}
