/// Solutions of equations whose right side is 0, modulo a prime.
///
/// A figure that is 0 in a random solution is 0 in all of them, but for a chance of one in two thousand million.
struct NullSpace {
  struct Entry {
    let figure: Int
    /// From 0 to `prime` - 1.
    var factor: Int
  }

  /// A pivot and what hangs on it; the pivot's own factor is 1 and stands in no later row.
  private struct Row {
    let pivot: Int
    let entries: [Entry]
  }

  static let prime = 2_147_483_647
  private let count: Int
  private var rows: [Row] = []
  /// The row of each figure that is a pivot.
  private var rowOf: [Int?]

  /// - Parameters:
  ///   - count: of the figures.
  ///   - equations: figures and their factors, each figure once.
  init(of count: Int, _ equations: [[(figure: Int, factor: Int)]]) {
    self.count = count
    rowOf = Array(repeating: nil, count: count)
    var uses = Array(repeating: 0, count: count)
    for equation in equations { for term in equation { uses[term.figure] += 1 } }
    // Short ones first, and pivots that stand in few: so little fills up.
    for equation in equations.sorted(by: { $0.count < $1.count }) {
      let entries = reduced(
        equation.map { Entry(figure: $0.figure, factor: ($0.factor % Self.prime + Self.prime) % Self.prime) }
          .sorted { $0.figure < $1.figure })
      guard let pivot = entries.min(by: { uses[$0.figure] < uses[$1.figure] }) else { continue }
      let scale = Self.inverse(pivot.factor)
      rowOf[pivot.figure] = rows.count
      rows.append(
        Row(
          pivot: pivot.figure,
          entries: entries.map { Entry(figure: $0.figure, factor: $0.factor * scale % Self.prime) }))
    }
  }

  /// Takes the rows there are from an equation, until no pivot of theirs is left. A row holds only pivots of later rows.
  private func reduced(_ equation: [Entry]) -> [Entry] {
    var entries = equation
    while let row = entries.lazy.compactMap({ rowOf[$0.figure] }).min() {
      let pivot = rows[row].pivot
      guard let factor = entries.first(where: { $0.figure == pivot })?.factor else { break }
      entries = Self.sum(entries, rows[row].entries, times: Self.prime - factor)
    }
    return entries
  }

  private static func sum(_ left: [Entry], _ right: [Entry], times: Int) -> [Entry] {
    var result: [Entry] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      if j == right.count || i < left.count && left[i].figure < right[j].figure {
        result.append(left[i])
        i += 1
      } else if i == left.count || right[j].figure < left[i].figure {
        result.append(Entry(figure: right[j].figure, factor: right[j].factor * times % prime))
        j += 1
      } else {
        let factor = (left[i].factor + right[j].factor * times) % prime
        if factor != 0 { result.append(Entry(figure: left[i].figure, factor: factor)) }
        i += 1
        j += 1
      }
    }
    return result
  }

  /// By Fermat.
  private static func inverse(_ number: Int) -> Int {
    var (result, base, exponent) = (1, number, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }

  /// One value a figure.
  func solution(using generator: inout some RandomNumberGenerator) -> [Int] {
    var values = (0..<count).map { _ in Int.random(in: 1..<Self.prime, using: &generator) }
    for row in rows.reversed() {
      let sum = row.entries.reduce(0) { sum, entry in
        entry.figure == row.pivot ? sum : (sum + entry.factor * values[entry.figure]) % Self.prime
      }
      values[row.pivot] = (Self.prime - sum) % Self.prime
    }
    return values
  }
}
