/// Which figures are hidden, so that small counts cannot be computed from those that stay: not by adding and subtracting in any way
/// that the tables allow, and not because hidden figures must all be 1.
///
/// 0 is never hidden. Figures are hidden for the sake of small ones where they are smallest and stand in the fewest sums.
struct Suppression {
  /// A figure of an equation.
  struct Term: Hashable {
    let figure: Int
    let factor: Int
  }

  private let values: [Int]
  /// Each adds up to 0; without the figures that are 0.
  private let equations: [[Term]]
  /// The equations of each figure.
  private let uses: [[Int]]
  private let small: Range<Int>
  /// Whether each figure is hidden.
  private(set) var isHidden: [Bool]

  /// - Parameters:
  ///   - values: of the figures.
  ///   - equations: each adds up to 0; those that do not are left out.
  ///   - limit: counts from 1 up to this, without it, are hidden.
  init(_ values: [Int], _ equations: [[Term]], below limit: Int) {
    let equations = equations.compactMap { terms -> [Term]? in
      guard terms.reduce(0, { $0 + $1.factor * values[$1.figure] }) == 0 else { return nil }
      let factors = Dictionary(terms.map { ($0.figure, $0.factor) }, uniquingKeysWith: +)
      let kept = factors.filter { $0.value != 0 && values[$0.key] != 0 }.map { Term(figure: $0.key, factor: $0.value) }
      return kept.isEmpty ? nil : kept.sorted { $0.figure < $1.figure }
    }
    var uses = Array(repeating: [Int](), count: values.count)
    for (index, terms) in equations.enumerated() { for term in terms { uses[term.figure].append(index) } }
    self.values = values
    self.equations = equations
    self.uses = uses
    small = 1..<max(limit, 1)
    isHidden = values.map { [small] in small.contains($0) }
    solve()
  }

  private mutating func solve() {
    var open = Array(equations.indices)
    repeat {
      while let equation = open.popLast() {
        if isTight(equation), let other = cheapest(of: [equation]) { hide(other, &open) }
      }
      // What several equations tell together.
      for figure in computable() where small.contains(values[figure]) {
        let isHelped = !Set(open).isDisjoint(with: uses[figure])
        if !isHelped, let other = nearest(figure) { hide(other, &open) }
      }
    } while !open.isEmpty
    // What can be computed anyway was hidden in vain.
    for figure in computable() { isHidden[figure] = false }
  }

  private mutating func hide(_ figure: Int, _ open: inout [Int]) {
    isHidden[figure] = true
    open += uses[figure]
  }

  /// Whether an equation tells its hidden figures by itself: a single one, or several that can only be 1 each.
  private func isTight(_ equation: Int) -> Bool {
    let hidden = equations[equation].filter { isHidden[$0.figure] }
    guard let first = hidden.first else { return false }
    return hidden.count == 1 || hidden.allSatisfy { values[$0.figure] == 1 && $0.factor == first.factor }
  }

  /// What is best hidden besides; nil where nothing is left.
  private func cheapest(of equations: [Int]) -> Int? {
    let shown = Set(equations.flatMap { self.equations[$0].map(\.figure) }.filter { !isHidden[$0] })
    return shown.min { left, right in
      let (a, b) = (cost(left), cost(right))
      return a == b ? left < right : a < b
    }
  }

  /// The figure, for each equation that it would open anew.
  private func cost(_ figure: Int) -> Int {
    let whole = uses[figure].count { equation in equations[equation].allSatisfy { !isHidden[$0.figure] } }
    return abs(values[figure]) * (whole + 1)
  }

  /// What is best hidden in the equations of a figure, or of those that are hidden beside it, or of those beside them.
  private func nearest(_ figure: Int) -> Int? {
    var seen: Set<Int> = []
    var front = uses[figure]
    while !front.isEmpty {
      if let other = cheapest(of: front) { return other }
      seen.formUnion(front)
      let beside = Set(front.flatMap { equations[$0].map(\.figure) })
      front = Set(beside.flatMap { uses[$0] }).subtracting(seen).sorted()
    }
    return nil
  }

  /// Hidden figures that have the same value in every solution of the equations.
  private func computable() -> [Int] {
    let places = isHidden.indices.filter { isHidden[$0] && !uses[$0].isEmpty }
    let placeOf = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let space = NullSpace(
      of: places.count,
      equations.compactMap { terms in
        let hidden = terms.compactMap { term in placeOf[term.figure].map { (figure: $0, factor: term.factor) } }
        return hidden.isEmpty ? nil : hidden
      })
    var generator = SystemRandomNumberGenerator()
    return zip(places, space.solution(using: &generator)).filter { $0.1 == 0 }.map { $0.0 }
  }
}
