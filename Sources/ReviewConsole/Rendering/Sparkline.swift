/// A series as a line of blocks, one a value: `▁▂▅█▃`. Nothing is the lowest block, the largest value the highest.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// At most `cells` blocks; where there are more values, neighbours share one, which shows their mean.
  static func drawn(_ values: [Double], cells: Int) -> String {
    let values = merged(values.map { $0.isFinite ? max($0, 0) : 0 }, into: cells)
    guard let most = values.max(), most > 0 else { return String(repeating: blocks[0], count: values.count) }
    return String(
      values.map { value in
        // What is not nothing shows above it.
        let step = Int((value / most * Double(blocks.count - 1)).rounded())
        return blocks[value > 0 ? max(step, 1) : 0]
      })
  }

  private static func merged(_ values: [Double], into cells: Int) -> [Double] {
    guard values.count > cells else { return values }
    return (0..<max(cells, 0)).map { cell in
      let part = values[values.count * cell / cells..<values.count * (cell + 1) / cells]
      return part.reduce(0, +) / Double(part.count)
    }
  }
}
