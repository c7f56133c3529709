import Foundation

/// Numbers that look random and repeat with the seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// Where it began.
  public let seed: UInt64
  private var state: UInt64

  /// The same numbers for the same seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A new seed, which is printed, so that a failure can be repeated with `TEST_SEED=…`.
  public init(for test: String) {
    self.init(
      seed: ProcessInfo.processInfo.environment["TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 0...UInt64.max))
    print("\(test): TEST_SEED=\(seed)")
  }

  /// The next of 2^64 numbers.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
