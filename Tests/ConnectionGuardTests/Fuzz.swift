import Foundation
import TestSupport

/// Generated inputs: how many, and the pieces that they are made of.
enum Fuzz {
  /// Inputs in all; `REVIEW_FUZZ=1000000` for a long look.
  private static let count = ProcessInfo.processInfo.environment["REVIEW_FUZZ"].flatMap { Int($0) } ?? 20_000

  /// How many of them a property gets.
  static func inputs(percent: Int) -> Int { count * percent / 100 }

  /// What somebody writes who means no good: addresses that are trusted, halves of them, separators, noise.
  static func junk(using random: inout SeededGenerator) -> String {
    let pieces = [
      "127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "10.0.0.0/8", "203.0.113.7", "unknown", "", " ", "\t", ",",
      ", ",
      ":80", "[::1]", "\"", "for=10.0.0.1", "%", "\u{0}", "１０.0.0.1", "王", "-", "/", "999", "1.2.3", "fe80::1%eth0",
      "0x7f.1",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...5, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
    if Int.random(in: 0..<200, using: &random) == 0 { text += String(repeating: "10.0.0.1,", count: 300) }
    return text
  }

  /// 4 or 16 bytes of few different ones, so that networks and addresses meet.
  static func address(using random: inout SeededGenerator) -> [UInt8] {
    let isShort = Bool.random(using: &random)
    var bytes = (0..<(isShort ? 4 : 16)).map { _ in [0, 1, 10, 127, 255].randomElement(using: &random) ?? 0 as UInt8 }
    // Not one of `::ffff:0:0/96`, which are IPv4.
    if !isShort { bytes[0] = 0x20 }
    return bytes
  }

  /// An address in one of the ways to write it.
  static func text(_ bytes: [UInt8], using random: inout SeededGenerator) -> String {
    guard bytes.count == 16 else {
      let plain = bytes.map(String.init).joined(separator: ".")
      return Int.random(in: 0..<5, using: &random) == 0 ? "::ffff:" + plain : plain
    }
    let groups = (0..<8).map { String(Int(bytes[$0 * 2]) << 8 | Int(bytes[$0 * 2 + 1]), radix: 16) }
    let text = groups.joined(separator: ":")
    return Bool.random(using: &random) ? text : text.uppercased()
  }

  /// The bytes in pieces as a network may deliver them.
  static func pieces(_ bytes: [UInt8], using random: inout SeededGenerator) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    let usual = [5, 100, 5000].randomElement(using: &random) ?? 1
    var few = 10
    while !rest.isEmpty {
      let piece = rest.prefix(few > 0 ? Int.random(in: 1...usual, using: &random) : rest.count)
      few -= 1
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}
