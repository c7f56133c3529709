import Foundation

/// Chance that repeats: the same seed throws the same (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// SeededRandom of their own for one thing, so that a change in one does not change all that come after.
  init(seed: UInt64, _ stream: UInt64 = 0) {
    state = seed &+ stream &* 0xD134_2543_DE82_EF95
    // Neighbouring streams begin alike; a few throws part them.
    _ = next()
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// From 0 up to, not including, `bound`; 0 for a bound below 1.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Within the range, both ends included.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// From 0 up to, not including, 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True in `percent` of 100 throws.
  mutating func chance(_ percent: Double) -> Bool { fraction() * 100 < percent }

  /// One element; the first of a list must exist.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// An index, as often as its weight says.
  mutating func weighted(_ weights: [Double]) -> Int {
    var rest = fraction() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return max(0, weights.count - 1)
  }

  /// An element, as often as its weight says.
  mutating func pick<Element>(_ choices: KeyValuePairs<Element, Double>) -> Element {
    choices[weighted(choices.map(\.value))].key
  }

  /// Small most of the time, with the given mean, never above ten times that.
  mutating func exponential(mean: Double) -> Double {
    let most = max(fraction(), 0.000_05)
    return -mean * log(most)
  }
}
