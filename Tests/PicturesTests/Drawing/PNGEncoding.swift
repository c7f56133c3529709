/// PNG written by hand, uncompressed, so that a test decides about every byte of it.
struct PNGEncoding {
  enum Kind: UInt8, CaseIterable { case grey = 0, rgb = 2, palette = 3, greyAlpha = 4, rgba = 6 }

  let canvas: Canvas
  var kind = Kind.rgb
  var depth = 8
  var interlaced = false
  /// Chunks between IHDR and the rest.
  var early: [(name: String, content: [UInt8])] = []
  /// Written instead of the true ones.
  var claimedWidth: Int?
  var claimedHeight: Int?
  var alpha: UInt8 = 255

  func bytes() -> [UInt8] {
    var header = number(claimedWidth ?? canvas.width) + number(claimedHeight ?? canvas.height)
    header += [UInt8(depth), kind.rawValue, 0, 0, interlaced ? 1 : 0]
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
    for (name, content) in early { bytes += chunk(name, content) }
    // A palette of 216 colours, six steps a channel; fewer for fewer bits, all greys.
    if kind == .palette {
      let entries = depth == 8 ? 216 : 1 << depth
      bytes += chunk(
        "PLTE",
        (0..<entries).flatMap { entry -> [UInt8] in
          if depth == 8 { return [UInt8(entry / 36 * 51), UInt8(entry / 6 % 6 * 51), UInt8(entry % 6 * 51)] }
          return [UInt8](repeating: UInt8(entry * 255 / (entries - 1)), count: 3)
        })
    }
    return bytes + chunk("IDAT", deflated(scanlines())) + chunk("IEND", [])
  }

  func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return number(content.count) + body + number(Int(PNGEncoding.checksum(body[...])))
  }

  private func scanlines() -> [UInt8] {
    // Adam7: start and step in x and y of each pass.
    let passes =
      interlaced
      ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
      : [(0, 0, 1, 1)]
    var lines: [UInt8] = []
    for (startX, startY, stepX, stepY) in passes where startX < canvas.width && startY < canvas.height {
      for y in stride(from: startY, to: canvas.height, by: stepY) {
        lines.append(0)
        var bits: [Int] = []
        for x in stride(from: startX, to: canvas.width, by: stepX) { bits += samples(x, y) }
        lines += packed(bits)
      }
    }
    return lines
  }

  /// The samples of one pixel in `depth` bits each.
  private func samples(_ x: Int, _ y: Int) -> [Int] {
    let (red, green, blue) = (Int(canvas.value(x, y, 0)), Int(canvas.value(x, y, 1)), Int(canvas.value(x, y, 2)))
    let grey = (77 * red + 150 * green + 29 * blue) >> 8
    func scaled(_ value: Int) -> Int { depth == 16 ? value * 257 : value >> (8 - depth) }
    switch kind {
    case .grey: return [scaled(grey)]
    case .rgb: return [scaled(red), scaled(green), scaled(blue)]
    case .palette: return [depth == 8 ? (red + 25) / 51 * 36 + (green + 25) / 51 * 6 + (blue + 25) / 51 : scaled(grey)]
    case .greyAlpha: return [scaled(grey), scaled(Int(alpha))]
    case .rgba: return [scaled(red), scaled(green), scaled(blue), scaled(Int(alpha))]
    }
  }

  private func packed(_ samples: [Int]) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { start in
      var byte = 0
      for offset in 0..<perByte {
        byte = byte << depth | (start + offset < samples.count ? samples[start + offset] : 0)
      }
      return UInt8(byte)
    }
  }

  /// zlib with stored blocks (RFC 1950, RFC 1951 3.2.4).
  private func deflated(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x78, 0x01]
    var at = 0
    repeat {
      let count = min(0xFFFF, data.count - at)
      let last: UInt8 = at + count == data.count ? 1 : 0
      let low = UInt8(count & 0xFF)
      let high = UInt8(count >> 8)
      bytes += [last, low, high, ~low, ~high] + data[at..<at + count]
      at += count
    } while at < data.count
    var (one, two) = (1, 0)
    for byte in data {
      one = (one + Int(byte)) % 65521
      two = (two + one) % 65521
    }
    return bytes + number(two << 16 | one)
  }

  private func number(_ value: Int) -> [UInt8] {
    [UInt8(value >> 24 & 0xFF), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }

  /// CRC of a chunk, bit by bit: another way than the code under test.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }

  /// `bytes` with the checksum of every chunk put right, so that changed content gets as far as libpng.
  static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var at = 8
    while at + 12 <= bytes.count {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      guard at + 12 + length <= bytes.count else { break }
      let checksum = checksum(bytes[at + 4..<at + 8 + length])
      for index in 0..<4 { bytes[at + 8 + length + index] = UInt8(checksum >> (24 - 8 * index) & 0xFF) }
      at += 12 + length
    }
    return bytes
  }
}
